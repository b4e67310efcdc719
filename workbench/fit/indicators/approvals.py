"""PO11: whether approvals are as many, and as high up, as the design wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.fit.deciding import Decisions, decisions_of, is_approval, labels_of_events
from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import by_case, events_by_case, lacking_cases, logged_share, share_of, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import ByCase
from workbench.linkage import LinkedProcess


def approval_adequacy(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO11: mean over cases with approvals of min(1, designed / actual approvals) × the share of them at their level.

    Designed are the approvals that the observable alignment has in the case, actual those in the log, undesigned ones that the
    sidecar calls approvals among them. At its level is what was decided by a post of the level of the lowest that the authority
    table allows, neither above nor below; what it does not judge counts for nothing. Levels are one half of what is covered.
    Range [0, 1], higher is better. Rows of (process, activity or label) tell designed of actual, those of (process, activity,
    post) what was at its level. Sources: B, R, L. Reference: the empower heuristic (Reijers, Liman Mansar 2005, doi
    10.1016/j.omega.2004.04.012).
    """
    missing = lacking_cases("PO11", evidence, scope)
    if missing is not None:
        return missing
    authorities = evidence.design.organization.authorities
    if authorities is None and not any(evidence.design.process[each.id].has_sidecar for each in scope.linked(evidence)):
        return unknown_without("sidecar", "PO11", scope)
    decisions = {each.id: decisions_of(each, evidence) for each in scope.linked(evidence)}
    whole = by_case(evidence, scope, lambda each: (_actual(decisions[each.id]) > 0).astype(np.float64))
    part = by_case(evidence, scope, lambda each: _adequacy(decisions[each.id], evidence))
    sample = ByCase(part=part, whole=whole, units=int(whole.sum()))
    rows = tuple(row for each in decisions.values() for row in (*_numbers(each, evidence), *_levels(each, evidence)))
    covered = (1 + _judged_share(list(decisions.values()), evidence)) / 2
    return measured("PO11", scope, sample, rows, covered * logged_share(evidence, scope))


def _actual(decisions: Decisions) -> NDArray[np.float64]:
    return events_by_case(decisions.process, decisions.rows)


def _adequacy(decisions: Decisions, evidence: Evidence) -> NDArray[np.float64]:
    """Return the figure of each case (float64), 0 where nothing was approved."""
    process, judged = decisions.process, decisions.rows[decisions.is_judged]
    actual, n_judged = _actual(decisions), events_by_case(process, judged)
    designed = _designed(process, evidence)
    number = np.minimum(1.0, np.divide(designed, actual, out=np.zeros(len(actual)), where=actual > 0))
    fitting = events_by_case(process, judged, _fits(decisions).astype(np.float64))
    return number * np.divide(fitting, n_judged, out=np.ones(len(actual)), where=n_judged > 0)


def _fits(decisions: Decisions) -> NDArray[np.bool_]:
    """Return which of the judged decisions were taken at their level."""
    judged = decisions.is_judged
    return np.asarray(decisions.level[judged] == decisions.allowed[judged])


def _designed(process: LinkedProcess, evidence: Evidence) -> NDArray[np.float64]:
    """Count for each case the approvals that its alignment has: those done in their place, and those left out."""
    conformance = evidence.conformance[process.id]
    first, last, _, symbols = conformance.observable.columns
    of_variant = np.concatenate(([0], np.cumsum(_approves(process, conformance, evidence)[symbols])))
    return (of_variant[last] - of_variant[first])[conformance.variants.of_case].astype(np.float64)


def _approves(process: LinkedProcess, conformance: Conformance, evidence: Evidence) -> NDArray[np.bool_]:
    """Return which symbols of the alignments are approvals, False for none."""
    elements = {element for each in process.activities if is_approval(each, evidence) for element in each.elements}
    return np.array([*(symbol in elements for symbol in conformance.observable.symbols), False], dtype=np.bool_)


def _numbers(decisions: Decisions, evidence: Evidence) -> Iterator[EvidenceRow]:
    """Tell of each approval how many were where the design has one, of all that there were."""
    process, rows = decisions.process, decisions.rows
    conformance = evidence.conformance[process.id]
    labels = labels_of_events(process, conformance)[rows]
    names = [
        process.activities[code].id if code >= 0 else conformance.log.activities[label]
        for code, label in zip(process.activity[rows].tolist(), labels.tolist(), strict=True)
    ]
    is_expected = decisions.is_designed & process.is_aligned[rows]
    for name in sorted(set(names)):
        mine = np.array([each == name for each in names])
        yield EvidenceRow(about=(process.id, name), part=float(is_expected[mine].sum()), whole=float(mine.sum()))


def _levels(decisions: Decisions, evidence: Evidence) -> Iterator[EvidenceRow]:
    """Tell of each activity and post how many decisions were at their level."""
    process, judged = decisions.process, decisions.rows[decisions.is_judged]
    keys = np.stack((process.activity[judged], process.post[judged]), axis=1)
    pairs, of_row, counts = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    fitting = np.bincount(of_row.ravel(), weights=_fits(decisions), minlength=len(pairs))
    for (activity, post), fits, count in zip(pairs.tolist(), fitting.tolist(), counts.tolist(), strict=True):
        about = (process.id, process.activities[activity].id, evidence.linkage.posts[post])
        yield EvidenceRow(about=about, part=fits, whole=float(count))


def _judged_share(decisions: Sequence[Decisions], evidence: Evidence) -> float:
    """Return the share of designed approvals under a rule of the authority table that it could judge; 0 without the table."""
    authorities = evidence.design.organization.authorities
    if authorities is None:
        return 0.0
    ruled = {each.activity for each in authorities}
    due = judged = 0
    for each in decisions:
        is_ruled = np.array([*(it.id in ruled for it in each.process.activities), False], dtype=np.bool_)
        due += int(is_ruled[each.process.activity[each.rows]].sum())
        judged += int(each.is_judged.sum())
    return share_of(judged, due)
