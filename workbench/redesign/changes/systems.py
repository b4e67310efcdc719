"""Changes of technology and data: permissions, integrations, master systems, and which function supports which activity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar

from workbench.design import Design, DesignedActivity, retold
from workbench.fit.codes import Element
from workbench.redesign.changes.change import ChangeCosts, Touched, conflict, touched_in
from workbench.redesign.changes.composing import EditingChange
from workbench.redesign.changes.edits import Edit, RowEdit, Rows
from workbench.redesign.changes.following import facts_of
from workbench.redesign.changes.looking_up import (
    activity_in,
    adding,
    process_in,
    removing,
    replacing,
    require_data,
    require_function,
    require_performer,
    require_system,
)
from workbench.redesign.changes.redrawing import told_anew
from workbench.technology import Integration, Permission


@dataclass(frozen=True, kw_only=True)
class _OfPermission(EditingChange):
    """What becomes of a permission."""

    element: ClassVar[Element] = Element.TECHNOLOGY
    post: str
    function: str

    def touched(self, design: Design) -> Touched:
        """Return the post and the system of the function."""
        return touched_in(design, posts=(self.post,), systems=_systems(design, self.function))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of a permission."""
        return costs.access


@dataclass(frozen=True, kw_only=True)
class GrantFunction(_OfPermission):
    """A post (or SYS) may use a function."""

    kind: ClassVar[str] = "grant-function"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the permission. Raises ConflictError where the post has it already."""
        require_performer(design, self.post)
        require_function(design, self.function)
        granted = Permission(function=self.function, post=self.post)
        return (adding(design, Rows.PERMISSIONS, granted, lambda each: (each.post, each.function) == (self.post, self.function)),)


@dataclass(frozen=True, kw_only=True)
class RevokeFunction(_OfPermission):
    """A post may no longer use a function."""

    kind: ClassVar[str] = "revoke-function"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the permissions without it. Raises ConflictError where the post does not have it."""
        return (removing(design, Rows.PERMISSIONS, lambda each: (each.post, each.function) == (self.post, self.function)),)


@dataclass(frozen=True, kw_only=True)
class _OfIntegration(EditingChange):
    """What becomes of a way of data between two systems: of these data objects, or of all where none is named."""

    element: ClassVar[Element] = Element.TECHNOLOGY
    source: str
    target: str
    data: tuple[str, ...] = ()

    def touched(self, design: Design) -> Touched:
        """Return both systems with those who answer for them, and the data."""
        systems = (self.source, self.target)
        return touched_in(design, posts=_owners(design, *systems), systems=systems, data=self.data)

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of an interface."""
        return costs.interface


@dataclass(frozen=True, kw_only=True)
class AddIntegration(_OfIntegration):
    """Data flow from one system to another by themselves: these data objects, or everything where none is named."""

    kind: ClassVar[str] = "add-integration"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the integration, in real time. Raises ConflictError where the systems are joined so already, or are one."""
        for system in (self.source, self.target):
            require_system(design, system)
        for data in self.data:
            require_data(design, data)
        if self.source == self.target:
            raise conflict("CHANGE_ALREADY", self.source, table="integrations")
        joined = Integration(source=self.source, target=self.target, data=self.data, mode="real_time")
        return (adding(design, Rows.INTEGRATIONS, joined, self._is_said_by),)

    def _is_said_by(self, declared: Integration) -> bool:
        is_between = (declared.source, declared.target) == (self.source, self.target)
        return is_between and (all(map(declared.carries, self.data)) if self.data else not declared.data)


@dataclass(frozen=True, kw_only=True)
class RemoveIntegration(_OfIntegration):
    """A declared way of data between two systems is given up: the one for just these data objects."""

    kind: ClassVar[str] = "remove-integration"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the integrations without it. Raises ConflictError where there is no such one."""
        meant = (self.source, self.target, frozenset(self.data))
        return (removing(design, Rows.INTEGRATIONS, lambda each: (each.source, each.target, frozenset(each.data)) == meant),)


@dataclass(frozen=True, kw_only=True)
class SetMaster(EditingChange):
    """A data object has its master in a system."""

    kind: ClassVar[str] = "set-master"
    element: ClassVar[Element] = Element.DATA
    data: str
    system: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the data object with its master. Raises ConflictError where it is there already."""
        require_data(design, self.data)
        require_system(design, self.system)
        found = design.information.data_object[self.data]
        return (replacing(Rows.DATA_OBJECTS, found, replace(found, master_system=self.system)),)

    def touched(self, design: Design) -> Touched:
        """Return the data object with its steward and department, and both systems with those who answer for them."""
        found = design.information.data_object.get(self.data)
        systems = tuple(each for each in (self.system, found.master_system if found else None) if each)
        steward = (found.steward_post,) if found and found.steward_post else ()
        owner = (found.owner_department,) if found and found.owner_department else ()
        posts = (*steward, *_owners(design, *systems))
        return touched_in(design, posts=posts, departments=owner, systems=systems, data=(self.data,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of another master."""
        return costs.master


@dataclass(frozen=True, kw_only=True)
class _OfSupport(EditingChange):
    """What becomes of the support of an activity by a function."""

    element: ClassVar[Element] = Element.TECHNOLOGY
    process: str
    activity: str
    function: str

    def touched(self, design: Design) -> Touched:
        """Return the activity, who answers for it, and the system of the function."""
        return touched_in(design, activities=(self.activity,), systems=_systems(design, self.function))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of a function for an activity."""
        return costs.support


@dataclass(frozen=True, kw_only=True)
class SupportActivity(_OfSupport):
    """A function (or an offline system, which stands for its own) supports an activity."""

    kind: ClassVar[str] = "support-activity"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the functions of the activity with one more. Raises ConflictError where it supports the activity already."""
        activity = activity_in(design, self.process, self.activity)
        require_function(design, self.function)
        functions = activity.functions or ()
        if self.function in functions:
            raise conflict("CHANGE_ALREADY", self.activity, table="functions")
        return _supported(design, activity, (*functions, self.function), self.function)


@dataclass(frozen=True, kw_only=True)
class UnsupportActivity(_OfSupport):
    """A function no longer supports an activity."""

    kind: ClassVar[str] = "unsupport-activity"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the functions of the activity without it. Raises ConflictError where it does not support the activity."""
        activity = activity_in(design, self.process, self.activity)
        functions = activity.functions or ()
        if self.function not in functions:
            raise conflict("CHANGE_NOT_THERE", self.activity, table="functions")
        return _supported(design, activity, tuple(each for each in functions if each != self.function), self.function)


def _supported(design: Design, activity: DesignedActivity, functions: tuple[str, ...], moved: str) -> tuple[Edit, ...]:
    """Return the edits after which these support an activity: where it is said now, in functions.csv, in the sidecar, or both.

    What functions.csv cannot say – a system that stands for itself, or what the model says itself – the sidecar says.
    """
    process = process_in(design, activity.process)
    row = design.landscape.function.get(moved)
    edits: list[Edit] = []
    listed = {each.id for each in design.landscape.functions or () if activity.id in each.activities}
    if row is not None and listed == set(activity.functions or ()):
        others = tuple(each for each in row.activities if each != activity.id)
        named = (*others, activity.id) if moved in functions else others
        edits.append(RowEdit(table=Rows.FUNCTIONS, out=(row,), into=(replace(row, activities=named),)))
        listed ^= {moved}
    key, facts = facts_of(process, activity)
    if facts.functions is not None or listed != set(functions):
        said = MappingProxyType({**process.sidecar.activities, key: replace(facts, functions=functions)})
        sidecar = replace(process.sidecar, activities=said)
        edits.extend(told_anew(design, retold(process, sidecar, process.aliases)))
    return tuple(edits)


def _systems(design: Design, function: str) -> tuple[str, ...]:
    system = design.landscape.system_of(function)
    return (system,) if system else ()


def _owners(design: Design, *systems: str) -> tuple[str, ...]:
    known = design.landscape.system
    owners = (owner for each in systems if each in known for owner in (known[each].business_owner, known[each].technical_owner))
    return tuple(owner for owner in owners if owner)
