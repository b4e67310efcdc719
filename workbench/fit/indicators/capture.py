"""What the flow leaves of traces: TP2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import Evidence
from workbench.fit.exposure import due_in, is_blind
from workbench.fit.indicators.events import by_case
from workbench.fit.indicators.grounds import activities_of, lacking_cases
from workbench.fit.indicators.lacking import witnessed
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import OfCounts

_Counts = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Captured:
    """One activity that was due: observed, absent though it is instrumented, or blind; and its cases (float64, of its process).

    `due` says in which it was due, `seen` how often it happened.
    """

    process: str
    activity: str
    state: str
    due: _Counts
    seen: _Counts


def digital_capture(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP2: activities that are observed / activities that were due in some case, every activity once.

    The rows tell the three shares apart: observed; instrumented but absent; not instrumented (blind). A call without events is
    left out: its execution is that of the called process. In [0, 1], higher is better. Sources B, T, L. Reference: the
    management system's demand to capture processes dynamically (流程动态信息采集).
    """
    activities = activities_of(evidence, scope)
    if not activities:
        return not_applicable("TP2", scope)
    missing = lacking_cases("TP2", evidence, scope)
    if missing is not None:
        return missing
    found = tuple(_captured(evidence, scope))
    rows = tuple(
        EvidenceRow(about=(each.process, each.activity, each.state), part=float(each.seen.any()), whole=1.0) for each in found
    )
    sample = OfCounts(counts=_counts(evidence, scope, found), figure=_share_observed, units=len(found))
    return measured("TP2", scope, sample, rows, witnessed(evidence, activities))


def _captured(evidence: Evidence, scope: Scope) -> Iterator[_Captured]:
    for process in scope.linked(evidence):
        conformance = evidence.conformance[process.id]
        for code, activity in enumerate(process.activities):
            due = due_in(activity, conformance)[process.complete]
            seen = by_case(process, process.of(code))
            if due.any() and (seen.any() or not activity.is_call):
                state = "observed" if seen.any() else "blind" if is_blind(activity, conformance) else "absent"
                yield _Captured(process=process.id, activity=activity.id, state=state, due=due.astype(np.float64), seen=seen)


def _counts(evidence: Evidence, scope: Scope, found: tuple[_Captured, ...]) -> _Counts:
    """Return cases × (due of every activity, then seen of every activity)."""
    counts = []
    for process in scope.linked(evidence):
        cases = int(process.complete.sum())
        block = np.zeros((cases, 2 * len(found)))
        for place, each in enumerate(found):
            if each.process == process.id:
                block[:, place], block[:, len(found) + place] = each.due, each.seen
        counts.append(block)
    return np.concatenate(counts)


def _share_observed(sums: _Counts) -> _Counts:
    half = sums.shape[1] // 2
    is_due = sums[:, :half] > 0
    observed, due = (is_due & (sums[:, half:] > 0)).sum(axis=1), is_due.sum(axis=1)
    share: _Counts = np.divide(observed, due, out=np.full(len(sums), np.nan), where=due > 0)
    return share
