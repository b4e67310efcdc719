"""Changes of a flow: activities removed, inserted, moved, done side by side, merged; what tables say of them goes along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workbench.design import Design, DesignedActivity, DesignedProcess
from workbench.fit.codes import Element
from workbench.organization import Duty, Letter
from workbench.process.editing import inserted, merged, moved, side_by_side, without
from workbench.redesign.changes.change import ChangeCosts, Touched, conflict, touched_activities, touched_in
from workbench.redesign.changes.composing import EditingChange
from workbench.redesign.changes.edits import Edit, RowEdit, Rows
from workbench.redesign.changes.following import forgotten, taken_over, told_joined, told_without
from workbench.redesign.changes.looking_up import activity_in, adding, post_in, process_in
from workbench.redesign.changes.redrawing import drawn_anew, drawn_model


@dataclass(frozen=True, kw_only=True)
class RemoveActivity(EditingChange):
    """An activity is no longer done; duties, rules, support and data of it go with it."""

    kind: ClassVar[str] = "remove-activity"
    element: ClassVar[Element] = Element.PROCESS
    process: str
    activity: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the flow and the tables without it. Raises ConflictError where the flow cannot do without it as it is drawn."""
        process, activity = process_in(design, self.process), activity_in(design, self.process, self.activity)
        model = drawn_model(process)
        for element in activity.elements:
            model = without(model, element)
        return (*forgotten(design, activity), *drawn_anew(design, told_without(process, activity), model))

    def touched(self, design: Design) -> Touched:
        """Return the activity, who answers for it, its systems and data."""
        return touched_activities(design, self.process, self.activity)

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an edit of the flow."""
        return costs.flow


@dataclass(frozen=True, kw_only=True)
class InsertActivity(EditingChange):
    """A new activity directly after another one, done by a post, in that post's lane where the process has one."""

    kind: ClassVar[str] = "insert-activity"
    element: ClassVar[Element] = Element.PROCESS
    process: str
    activity: str
    name: str
    after: str
    post: str | None = None

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the flow and the matrix with it. Raises ConflictError where an activity of that id is there already."""
        process, earlier = process_in(design, self.process), _single(design, self.process, self.after)
        if any(each.id == self.activity for each in design.activities):
            raise conflict("CHANGE_ALREADY", self.activity, table=self.process)
        model = inserted(drawn_model(process), self.activity, self.name, earlier, self._lane(design))
        return (*self._duties(design), *drawn_anew(design, process, model))

    def touched(self, design: Design) -> Touched:
        """Return the activities, the post, and who answers for the one before."""
        before = touched_in(design, posts=(self.post,) if self.post else (), activities=(self.after,))
        return before.with_(Touched(activities=(self.activity,)))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an edit of the flow, and of a letter."""
        return costs.flow + (costs.duty if self.post else 0)

    def _duties(self, design: Design) -> tuple[Edit, ...]:
        named = Rows.NAMED_ACTIVITIES.of(design)
        naming = () if named is None or self.activity in named else (RowEdit(table=Rows.NAMED_ACTIVITIES, into=(self.activity,)),)
        if self.post is None:
            return naming
        post_in(design, self.post)
        duty = Duty(activity=self.activity, post=self.post, letter=Letter.RESPONSIBLE)
        return (adding(design, Rows.DUTIES, duty, lambda each: each == duty), *naming)

    def _lane(self, design: Design) -> str | None:
        """Return an element in the lane of the post, else of its department."""
        if self.post is None:
            return None
        for bound in (self.post, post_in(design, self.post).department):
            for each in design.activities_in(self.process):
                if each.lane is not None and each.lane.id == bound:
                    return each.elements[0]
        return None


@dataclass(frozen=True, kw_only=True)
class MoveActivity(EditingChange):
    """An activity is done directly before another one of the same scope."""

    kind: ClassVar[str] = "move-activity"
    element: ClassVar[Element] = Element.PROCESS
    process: str
    activity: str
    before: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the flow. Raises ConflictError where it is so already, or an order rule demands the contrary."""
        process = process_in(design, self.process)
        element, later = (_single(design, self.process, each) for each in (self.activity, self.before))
        _require_free_order(process, {self.before, later}, {self.activity, element})
        return drawn_anew(design, process, moved(drawn_model(process), element, later))

    def touched(self, design: Design) -> Touched:
        """Return both activities, who answers for them, their systems and data."""
        return touched_activities(design, self.process, self.activity, self.before)

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an edit of the flow."""
        return costs.flow


@dataclass(frozen=True, kw_only=True)
class _OfTwo(EditingChange):
    """What becomes of two activities in a row."""

    element: ClassVar[Element] = Element.PROCESS
    process: str
    first: str
    second: str

    def touched(self, design: Design) -> Touched:
        """Return both activities, who answers for them, their systems and data."""
        return touched_activities(design, self.process, self.first, self.second)

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an edit of the flow."""
        return costs.flow


@dataclass(frozen=True, kw_only=True)
class MakeParallel(_OfTwo):
    """Two activities in a row are done side by side."""

    kind: ClassVar[str] = "make-parallel"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the flow. Raises ConflictError where the two are not in a row, or an order rule demands that they are."""
        process = process_in(design, self.process)
        one, other = (_single(design, self.process, each) for each in (self.first, self.second))
        _require_free_order(process, {self.first, one}, {self.second, other})
        return drawn_anew(design, process, side_by_side(drawn_model(process), one, other))


@dataclass(frozen=True, kw_only=True)
class MergeActivities(_OfTwo):
    """Two activities in a row become one, with the id and the performers of the first, and all else of both."""

    kind: ClassVar[str] = "merge-activities"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the flow and the tables. Raises ConflictError where the two are not in a row, or two persons must do them."""
        process = process_in(design, self.process)
        one, other = (activity_in(design, self.process, each) for each in (self.first, self.second))
        elements = [_single(design, self.process, each.id) for each in (one, other)]
        model = merged(drawn_model(process), elements[0], elements[1])
        return (*taken_over(design, other, one), *drawn_anew(design, told_joined(process, other, one), model))


def _single(design: Design, process: str, activity: str) -> str:
    """Return the one element that bears an activity id. Raises ConflictError where several do."""
    found: DesignedActivity = activity_in(design, process, activity)
    if len(found.elements) > 1:
        raise conflict("CHANGE_DRAWN_TWICE", activity, activity=activity, count=len(found.elements))
    return found.elements[0]


def _require_free_order(process: DesignedProcess, earlier: set[str], later: set[str]) -> None:
    """Raise ConflictError where a rule demands one before the other."""
    for rule in process.sidecar.order_rules:
        if rule.before in earlier and rule.after in later:
            raise conflict("CHANGE_ORDER_RULE", process.id, first=rule.before, second=rule.after, why=rule.why or "–")
