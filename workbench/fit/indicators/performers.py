"""PO3, PO4: whether those who may do an activity do it, and how closely it is said who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.design import Design, DesignedActivity
from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import (
    by_case,
    events_by_case,
    human_events,
    lacking_cases,
    logged_share,
    share_of,
    unknown_without,
)
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import ByCase, OfTallies
from workbench.linkage import Authority, LinkedProcess, Performer

_Rows = NDArray[np.int64]


def role_congruence(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO3: |E_conf| / |E_res|, events of known persons who may do the activity / all of them that can be judged.

    Range [0, 1], higher is better. Allowed are R, S and delegations of the day. Covered are the judged events among all that
    people did, so that work under shared accounts cannot make it look better unseen. Sources: R, L. Reference: Yang et al.
    2022, OrdinoR, doi 10.1016/j.dss.2022.113771 (fitness).
    """
    missing = lacking_performers("PO3", evidence, scope)
    if missing is not None:
        return missing
    judged = by_case(evidence, scope, lambda each: events_by_case(each, _judged(each)))
    conforming = by_case(evidence, scope, lambda each: events_by_case(each, _conforming(each)))
    rows = tuple(
        EvidenceRow(about=(process.id, activity.id), part=float(good), whole=float(whole))
        for process in scope.linked(evidence)
        for activity, good, whole in zip(
            process.activities, _by_activity(process, _conforming(process)), _by_activity(process, _judged(process)), strict=True
        )
        if whole
    )
    sample = ByCase(part=conforming, whole=judged, units=int(judged.sum()))
    return of_people("PO3", evidence, scope, sample, rows)


def organizational_precision(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO4: 1/|E_allowed| · Σ over e in E_conf of (|cand(E)| + 1 − |cand(e)|) / |cand(E)|.

    Range [0, 1], higher is more precise: to be read beside PO3, not to be maximised. cand(e) are the persons who hold an R or S
    post for its activity, cand(E) those of all events; E_allowed are the events of known persons that have any, E_conf those by
    one of cand(e): a delegation lets somebody do it, but is no part of the model whose precision this is. The candidates stay
    the same in every draw of cases. Sources: R, L. Reference: Yang et al. 2022, OrdinoR, doi 10.1016/j.dss.2022.113771.
    """
    missing = lacking_performers("PO4", evidence, scope)
    if missing is not None:
        return missing
    linked = scope.linked(evidence)
    closeness = _closeness(linked, evidence.design)

    def precise(process: LinkedProcess) -> NDArray[np.float64]:
        rows = _by_candidates(process)
        return events_by_case(process, rows, closeness[process.id][process.activity[rows]])

    judged = by_case(evidence, scope, lambda each: events_by_case(each, _judged(each)))
    rows = tuple(
        EvidenceRow(about=(process.id, activity.id), part=float(good * close), whole=float(whole))
        for process in linked
        for activity, close, good, whole in zip(
            process.activities,
            closeness[process.id][:-1],
            _by_activity(process, _by_candidates(process)),
            _by_activity(process, _judged(process)),
            strict=True,
        )
        if whole
    )
    sample = ByCase(part=by_case(evidence, scope, precise), whole=judged, units=int(judged.sum()))
    return of_people("PO4", evidence, scope, sample, rows)


def _closeness(linked: Sequence[LinkedProcess], design: Design) -> Mapping[str, NDArray[np.float64]]:
    """Return (|cand(E)| + 1 − |cand(e)|) / |cand(E)| of each activity of each process; one more, 0, for events without any."""
    candidates = {process.id: [_candidates(each, design) for each in process.activities] for process in linked}
    seen = [candidates[each.id][code] for each in linked for code in np.unique(each.activity[_judged(each)])]
    n_all = len(frozenset().union(*seen))
    return {key: np.array([*((n_all + 1 - len(them)) / max(1, n_all) for them in of), 0.0]) for key, of in candidates.items()}


def lacking_performers(code: str, evidence: Evidence, scope: Scope) -> Reading | None:
    """Say what is missing to know who did something, and who may."""
    organization = evidence.design.organization
    tables = {"responsibilities": organization.responsibilities, "persons": organization.holdings}
    missing = lacking_cases(code, evidence, scope, tables)
    if missing is None and all((each.performer == Performer.ABSENT).all() for each in scope.linked(evidence)):
        return unknown_without("resources", code, scope)
    return missing


def of_people(code: str, evidence: Evidence, scope: Scope, sample: ByCase | OfTallies, rows: Sequence[EvidenceRow]) -> Reading:
    """Read what known persons did; unknown where people did something, and of nobody it is known who it was."""
    done = sum(len(human_events(process)) for process in scope.linked(evidence))
    if done and not sample.n:
        return unknown_without("identities", code, scope)
    return measured(code, scope, sample, tuple(rows), share_of(sample.n, done) * logged_share(evidence, scope))


def _judged(process: LinkedProcess) -> _Rows:
    """Return the events of known persons in activities of which somebody says who may do them."""
    rows = human_events(process)
    return np.asarray(rows[process.authority[rows] != Authority.UNKNOWN])


def _conforming(process: LinkedProcess) -> _Rows:
    rows = _judged(process)
    return np.asarray(rows[process.authority[rows] != Authority.NONE])


def _by_candidates(process: LinkedProcess) -> _Rows:
    """Return the events that conform without a delegation."""
    rows = _conforming(process)
    return np.asarray(rows[process.authority[rows] != Authority.DELEGATED])


def _by_activity(process: LinkedProcess, rows: _Rows) -> Sequence[int]:
    counts: list[int] = np.bincount(process.activity[rows], minlength=len(process.activities)).tolist()
    return counts


def _candidates(activity: DesignedActivity, design: Design) -> frozenset[str]:
    """Return the persons who hold a post that is responsible or supporting."""
    return frozenset(each.person for each in design.organization.holdings or () if each.post in activity.allowed)
