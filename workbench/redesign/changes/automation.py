"""Changes of who does an activity as such: the system by itself, or people again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workbench.design import Design
from workbench.fit.codes import Element
from workbench.organization import SYSTEM, Duty, Letter
from workbench.process.editing import automated, done_by_people
from workbench.redesign.changes.change import ChangeCosts, Touched, touched_activities, touched_in
from workbench.redesign.changes.composing import EditingChange
from workbench.redesign.changes.edits import Edit, RowEdit, Rows
from workbench.redesign.changes.looking_up import activity_in, post_in, process_in
from workbench.redesign.changes.redrawing import drawn_anew, drawn_model


@dataclass(frozen=True, kw_only=True)
class AutomateActivity(EditingChange):
    """A task of people becomes a service task; in the matrix the system itself is responsible."""

    kind: ClassVar[str] = "automate-activity"
    element: ClassVar[Element] = Element.TECHNOLOGY
    process: str
    activity: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the flow and the matrix. Raises ConflictError where it is no task of people."""
        process, activity = process_in(design, self.process), activity_in(design, self.process, self.activity)
        model = drawn_model(process)
        for element in activity.elements:
            model = automated(model, element)
        return (*_responsible(design, self.activity, SYSTEM), *drawn_anew(design, process, model))

    def touched(self, design: Design) -> Touched:
        """Return the activity, who answers for it, and its systems."""
        return touched_activities(design, self.process, self.activity)

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of automating a step."""
        return costs.automation


@dataclass(frozen=True, kw_only=True)
class DeautomateActivity(EditingChange):
    """A task of a system becomes a user task; in the matrix a post is responsible, where one is named."""

    kind: ClassVar[str] = "deautomate-activity"
    element: ClassVar[Element] = Element.TECHNOLOGY
    process: str
    activity: str
    post: str | None = None

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the flow and the matrix. Raises ConflictError where it is no task of a system."""
        process, activity = process_in(design, self.process), activity_in(design, self.process, self.activity)
        model = drawn_model(process)
        for element in activity.elements:
            model = done_by_people(model, element)
        if self.post is not None:
            post_in(design, self.post)
        duties = _responsible(design, self.activity, self.post) if self.post is not None else ()
        return (*duties, *drawn_anew(design, process, model))

    def touched(self, design: Design) -> Touched:
        """Return the activity, who answers for it or will, and its systems."""
        posts = (self.post,) if self.post else ()
        return touched_activities(design, self.process, self.activity).with_(touched_in(design, posts=posts))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an edit of the flow."""
        return costs.flow


def _responsible(design: Design, activity: str, post: str) -> tuple[Edit, ...]:
    """Return the edit after which one post, or the system, is all that does an activity; none where there is no matrix."""
    rows: tuple[Duty, ...] = Rows.DUTIES.of(design) or ()
    former = tuple(each for each in rows if each.activity == activity and each.letter is Letter.RESPONSIBLE)
    duty = Duty(activity=activity, post=post, letter=Letter.RESPONSIBLE)
    if design.organization.responsibilities is None or [each.post for each in former] == [post]:
        return ()
    return (RowEdit(table=Rows.DUTIES, out=former, into=(duty,)),)
