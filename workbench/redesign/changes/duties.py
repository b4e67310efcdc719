"""Changes of who answers: letters of the matrix, who may decide, and how departments coordinate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workbench.design import Design
from workbench.fit.codes import Element
from workbench.organization import Authority, Coordination, Duty, Letter
from workbench.redesign.changes.change import ChangeCosts, Touched, conflict, touched_in
from workbench.redesign.changes.composing import EditingChange
from workbench.redesign.changes.edits import Edit, RowEdit, Rows
from workbench.redesign.changes.looking_up import (
    adding,
    department_in,
    post_in,
    removing,
    require_activity,
    require_performer,
)


@dataclass(frozen=True, kw_only=True)
class AddDuty(EditingChange):
    """A post (or SYS, EXT) has one more letter for an activity."""

    kind: ClassVar[str] = "add-duty"
    element: ClassVar[Element] = Element.ORGANIZATION
    activity: str
    post: str
    letter: Letter

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the duty, and the activity named in the matrix. Raises ConflictError where the post has the letter already."""
        require_activity(design, self.activity)
        require_performer(design, self.post)
        duty = Duty(activity=self.activity, post=self.post, letter=self.letter)
        added = adding(design, Rows.DUTIES, duty, lambda each: _key(each) == _key(duty))
        named = Rows.NAMED_ACTIVITIES.of(design) or ()
        naming = () if self.activity in named else (RowEdit(table=Rows.NAMED_ACTIVITIES, into=(self.activity,)),)
        return (added, *naming)

    def touched(self, design: Design) -> Touched:
        """Return the activity, the post, and all others that have a letter for it."""
        return touched_in(design, posts=(self.post,), activities=(self.activity,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of a letter."""
        return costs.duty


@dataclass(frozen=True, kw_only=True)
class RemoveDuty(EditingChange):
    """A post (or SYS, EXT) loses a letter for an activity."""

    kind: ClassVar[str] = "remove-duty"
    element: ClassVar[Element] = Element.ORGANIZATION
    activity: str
    post: str
    letter: Letter

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the matrix without the duty. Raises ConflictError where the post does not have the letter."""
        meant = (self.activity, self.post, self.letter)
        return (removing(design, Rows.DUTIES, lambda each: _key(each) == meant),)

    def touched(self, design: Design) -> Touched:
        """Return the activity, the post, and all others that have a letter for it."""
        return touched_in(design, posts=(self.post,), activities=(self.activity,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of a letter."""
        return costs.duty


@dataclass(frozen=True, kw_only=True)
class SetAuthority(EditingChange):
    """The lowest post that may decide an activity, always or where a case attribute compares so with a value."""

    kind: ClassVar[str] = "set-authority"
    element: ClassVar[Element] = Element.ORGANIZATION
    activity: str
    lowest_post: str
    attribute: str | None = None
    operator: str | None = None
    value: str | None = None

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the rule in place of the one for the same case. Raises ConflictError where it says so already."""
        require_activity(design, self.activity)
        post_in(design, self.lowest_post)
        rules = Rows.AUTHORITIES.of(design)
        condition = (self.attribute, self.operator, self.value)
        same = tuple(each for each in rules or () if each.activity == self.activity and _condition(each) == condition)
        if any(each.lowest_post == self.lowest_post for each in same):
            raise conflict("CHANGE_ALREADY", self.activity, table="authority")
        rule = Authority(
            activity=self.activity,
            lowest_post=self.lowest_post,
            attribute=self.attribute,
            operator=self.operator,
            value=self.value,
        )
        return (RowEdit(table=Rows.AUTHORITIES, out=same, into=(rule,)),)

    def touched(self, design: Design) -> Touched:
        """Return the activity, who may decide it, and all who have a letter for it."""
        former = (each.lowest_post for each in design.organization.authorities or () if each.activity == self.activity)
        return touched_in(design, posts=(self.lowest_post, *former), activities=(self.activity,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an authority."""
        return costs.authority


@dataclass(frozen=True, kw_only=True)
class RemoveAuthority(EditingChange):
    """A rule on who may decide an activity is dropped: the one for this very condition."""

    kind: ClassVar[str] = "remove-authority"
    element: ClassVar[Element] = Element.ORGANIZATION
    activity: str
    attribute: str | None = None
    operator: str | None = None
    value: str | None = None

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the rules without it. Raises ConflictError where there is no such rule."""
        meant = (self.attribute, self.operator, self.value)
        return (removing(design, Rows.AUTHORITIES, lambda each: each.activity == self.activity and _condition(each) == meant),)

    def touched(self, design: Design) -> Touched:
        """Return the activity, who may decide it, and all who have a letter for it."""
        former = (each.lowest_post for each in design.organization.authorities or () if each.activity == self.activity)
        return touched_in(design, posts=former, activities=(self.activity,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an authority."""
        return costs.authority


@dataclass(frozen=True, kw_only=True)
class AddMechanism(EditingChange):
    """Two departments coordinate by one more declared mechanism; their order does not matter."""

    kind: ClassVar[str] = "add-mechanism"
    element: ClassVar[Element] = Element.ORGANIZATION
    department_a: str
    department_b: str
    mechanism: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the mechanism. Raises ConflictError where the two have it already, or are one."""
        for each in (self.department_a, self.department_b):
            department_in(design, each)
        if self.department_a == self.department_b:
            raise conflict("CHANGE_ALREADY", self.department_a, table="coordination")
        declared = Coordination(department_a=self.department_a, department_b=self.department_b, mechanism=self.mechanism)
        return (adding(design, Rows.COORDINATIONS, declared, lambda each: _joins(each) == _joins(declared)),)

    def touched(self, design: Design) -> Touched:
        """Return both departments."""
        return touched_in(design, departments=(self.department_a, self.department_b))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of a mechanism."""
        return costs.mechanism


@dataclass(frozen=True, kw_only=True)
class RemoveMechanism(EditingChange):
    """A declared mechanism between two departments is given up."""

    kind: ClassVar[str] = "remove-mechanism"
    element: ClassVar[Element] = Element.ORGANIZATION
    department_a: str
    department_b: str
    mechanism: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the mechanisms without it. Raises ConflictError where the two do not have it."""
        meant = (frozenset((self.department_a, self.department_b)), self.mechanism)
        return (removing(design, Rows.COORDINATIONS, lambda each: _joins(each) == meant),)

    def touched(self, design: Design) -> Touched:
        """Return both departments."""
        return touched_in(design, departments=(self.department_a, self.department_b))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of a mechanism."""
        return costs.mechanism


def _key(duty: Duty) -> tuple[str, str, Letter]:
    return duty.activity, duty.post, duty.letter


def _condition(rule: Authority) -> tuple[str | None, str | None, str | None]:
    return rule.attribute, rule.operator, rule.value


def _joins(mechanism: Coordination) -> tuple[frozenset[str], str]:
    return frozenset((mechanism.department_a, mechanism.department_b)), mechanism.mechanism
