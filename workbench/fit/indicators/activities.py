"""The activities of a scope, what each weighs, and shares of their weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.design import DesignedActivity
from workbench.fit.detection import Evidence
from workbench.fit.indicators.lacking import lacking
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import Exact
from workbench.organization import Letter

_LEAST: Final = 1
_USUAL: Final = 2
_MOST: Final = 3
_CRITICALITIES: Final = {
    **dict.fromkeys(("low", "minor", "1", "低", "次要"), _LEAST),
    **dict.fromkeys(("high", "critical", "major", "3", "高", "关键", "重要"), _MOST),
}


def activities_in(evidence: Evidence, scope: Scope) -> tuple[DesignedActivity, ...]:
    """Return the designed activities of a scope, by process and id."""
    return tuple(each for each in evidence.design.activities if each.process in scope.processes)


def criticality(activity: DesignedActivity) -> int:
    """Return what an activity weighs by its criticality: 1 low, 3 high, 2 else, and where nothing is said (domain 3.6)."""
    return _CRITICALITIES.get((activity.criticality or "").strip().casefold(), _USUAL)


def is_told(activity: DesignedActivity) -> bool:
    """Return whether it is known what supports an activity, be it nothing; functions that nobody knows say nothing."""
    return activity.functions is not None and not (activity.functions and not activity.systems)


def is_for_people(activity: DesignedActivity) -> bool:
    """Return whether an activity is neither automatic nor left to a system or a party outside."""
    is_nobodys = bool((activity.duties or {}).get(Letter.RESPONSIBLE)) and not activity.responsible
    return not activity.is_automatic and not is_nobodys


def share_of_activities(code: str, scope: Scope, judged: Sequence[tuple[DesignedActivity, bool | None]], missing: str) -> Reading:
    """Return the share of the criticality of activities that is fine; None among `judged` is what cannot be told.

    Where there are activities and none can be judged, it is unknown for want of `missing`.
    """
    known = [(activity, is_fine) for activity, is_fine in judged if is_fine is not None]
    if not judged:
        return not_applicable(code, scope)
    if not known:
        return lacking(code, scope, missing)
    rows = tuple(
        EvidenceRow(about=(each.process, each.id), part=float(criticality(each) * is_fine), whole=float(criticality(each)))
        for each, is_fine in known
    )
    whole = sum(row.whole for row in rows)
    sample = Exact(part=sum(row.part for row in rows), whole=whole, units=len(rows))
    return measured(code, scope, sample, rows, whole / sum(criticality(each) for each, _ in judged))
