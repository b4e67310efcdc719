"""What is known of activities, and shares of their weight."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.design import DesignedActivity
from workbench.fit.criticality import criticality_of
from workbench.fit.indicators.grounds import unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import Exact
from workbench.organization import Letter


def weight_of(activity: DesignedActivity) -> float:
    """Return what an activity weighs in structural indicators: its criticality, from 1 to 3."""
    return float(criticality_of(activity.criticality))


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
        return unknown_without(missing, code, scope)
    rows = tuple(
        EvidenceRow(about=(each.process, each.id), part=weight_of(each) * is_fine, whole=weight_of(each))
        for each, is_fine in known
    )
    whole = sum(row.whole for row in rows)
    sample = Exact(part=sum(row.part for row in rows), whole=whole, units=len(rows))
    return measured(code, scope, sample, rows, whole / sum(weight_of(each) for each, _ in judged))
