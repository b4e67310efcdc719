"""What supports an activity, and which functions support none: designed, and seen in the logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.design import Design, DesignedActivity
from workbench.linkage import Linkage
from workbench.organization import EXTERNAL, Letter
from workbench.shown import Listing
from workbench.technology import Landscape

_NOBODYS_SYSTEM: Final = frozenset({"wait", "external"})
"""The kinds of activity that need no system unless the sidecar says so."""


@dataclass(frozen=True, kw_only=True)
class FunctionRow:
    """One function: whether any activity is mapped to it, and whether any event names it; `is_deployed` unless it is offline."""

    function: str
    system: str
    is_deployed: bool
    is_mapped: bool
    is_seen: bool

    @property
    def is_idle(self) -> bool:
        """Return whether it stands in a system that runs, and nothing uses it."""
        return self.is_deployed and not (self.is_mapped or self.is_seen)


@dataclass(frozen=True, kw_only=True, eq=False)
class FunctionUse(Listing[FunctionRow]):
    """Which functions are used, by id."""

    kind = FunctionRow

    @property
    def utilisation(self) -> float | None:
        """Return the part of deployed functions, in [0, 1], that an activity or an event uses; None where none is deployed."""
        deployed = [row for row in self.rows if row.is_deployed]
        return sum(not row.is_idle for row in deployed) / len(deployed) if deployed else None


def functions_of(design: Design, linkage: Linkage) -> FunctionUse:
    """Say of every function whether it is used.

    An activity that functions.csv names and no process has may be out of scope: it is a use all the same.
    """
    mapped = {function for activity in design.activities for function in activity.functions or ()}
    seen = {
        linkage.functions[code] for process in linkage.processes for code in np.unique(process.function).tolist() if code >= 0
    }
    known = {activity.id for activity in design.activities}
    return FunctionUse(
        rows=tuple(
            FunctionRow(
                function=each.id,
                system=each.system,
                is_deployed=not is_offline(each.system, design.landscape),
                is_mapped=each.id in mapped or not known.issuperset(each.activities),
                is_seen=each.id in seen,
            )
            for _, each in sorted(design.landscape.function.items())
        )
    )


def says_what_supports(design: Design) -> bool:
    """Return whether anything says which functions support activities: functions.csv, a sidecar or a model."""
    return design.landscape.functions is not None or any(activity.functions is not None for activity in design.activities)


def says_where_supported(design: Design) -> bool:
    """Return whether functions.csv, or what stands for it, leads from activities to the systems that support them."""
    placed = [bool(activity.systems) for activity in design.activities if activity.functions]
    return design.landscape.functions is not None or (bool(placed) and all(placed))


def is_offline(system: str, landscape: Landscape) -> bool:
    """Return whether a system is known to be paper, a spreadsheet or the like."""
    return system in landscape.system and landscape.system[system].is_offline


def has_application(activity: DesignedActivity, landscape: Landscape) -> bool:
    """Return whether a function of an application or of equipment supports an activity."""
    return any(not is_offline(system, landscape) for system in activity.systems)


def is_unsupported(activity: DesignedActivity, landscape: Landscape) -> bool | None:
    """Return whether no system supports an activity that needs one, None where nothing says what supports it.

    One that declares its need wants an application or equipment; one that says nothing of it is content with paper, and where it
    is done by hand, waits, or is left to a party outside, with nothing. Functions that nobody knows say nothing.
    """
    if activity.functions is None or (activity.functions and not activity.systems):
        return None
    if activity.needs_system is None:
        return not activity.functions and not _does_without(activity)
    return activity.needs_system and not has_application(activity, landscape)


def _does_without(activity: DesignedActivity) -> bool:
    responsible = (activity.duties or {}).get(Letter.RESPONSIBLE, frozenset())
    return activity.tag == "manualTask" or activity.kind in _NOBODYS_SYSTEM or responsible == {EXTERNAL}
