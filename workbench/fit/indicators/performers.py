"""PO3, PO4, PO10: whether those who may do an activity do it, how closely that is said, and on how many it rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    places_of_cases,
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
    missing = _untold("PO3", evidence, scope)
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
    return _of_people("PO3", evidence, scope, sample, rows)


def organizational_precision(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO4: 1/|E_allowed| · Σ over e in E_conf of (|cand(E)| + 1 − |cand(e)|) / |cand(E)|.

    Range [0, 1], higher is more precise: to be read beside PO3, not to be maximised. cand(e) are the persons who hold an R or S
    post for its activity, cand(E) those of all events; E_allowed are the events of known persons that have any, E_conf those by
    one of cand(e): a delegation lets somebody do it, but is no part of the model whose precision this is. The candidates stay
    the same in every draw of cases. Sources: R, L. Reference: Yang et al. 2022, OrdinoR, doi 10.1016/j.dss.2022.113771.
    """
    missing = _untold("PO4", evidence, scope)
    if missing is not None:
        return missing
    linked = scope.linked(evidence)
    candidates = [[_candidates(each, evidence.design) for each in process.activities] for process in linked]
    seen = [
        candidates[number][code]
        for number, process in enumerate(linked)
        for code in np.unique(process.activity[_judged(process)])
    ]
    n_all = len(frozenset().union(*seen))
    closeness = {
        process.id: np.array([(n_all + 1 - len(them)) / max(1, n_all) for them in candidates[number]] + [0.0])
        for number, process in enumerate(linked)
    }

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
    return _of_people("PO4", evidence, scope, sample, rows)


def performer_resilience(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO10: Σ f·min(1, N_eff − 1) / Σ f over activities, f = events of known persons, N_eff = exp(entropy of who did it).

    Range [0, 1], higher is better: 0 where one person does it all, 1 where it is spread as over two or more. Sources: R, L.
    Reference: key-person risk; N_eff is the Hill number of order 1 (Hill 1973, doi 10.2307/1934352).
    """
    missing = _untold("PO10", evidence, scope)
    if missing is not None:
        return missing
    tallies = list(_tallies(evidence, scope))
    keys = np.concatenate([np.zeros((0, 2), dtype=np.int64), *(each.keys for each in tallies)])
    pairs, column = np.unique(keys, axis=0, return_inverse=True)
    activities, of_pair = np.unique(pairs[:, 0], return_inverse=True)
    spread = _Spread(of_pair=of_pair, n_activities=len(activities))
    sample = OfTallies(
        case=np.concatenate([np.zeros(0, dtype=np.int64), *(each.case for each in tallies)]),
        column=column.ravel(),
        amount=np.ones(len(keys)),
        size=len(pairs),
        figure=spread.figure,
        units=len(keys),
    )
    counts = np.bincount(column.ravel(), minlength=len(pairs)).astype(np.float64)
    frequency, resilience = spread.parts(counts)
    names = [(process.id, each.id) for process in scope.linked(evidence) for each in process.activities]
    rows = tuple(
        EvidenceRow(about=names[number], part=float(f * held), whole=float(f))
        for number, f, held in zip(activities.tolist(), frequency, resilience, strict=True)
    )
    return _of_people("PO10", evidence, scope, sample, rows)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Spread:
    """How events of pairs (activity, person) are spread; `of_pair` (int64) is the activity of each pair."""

    of_pair: NDArray[np.intp]
    n_activities: int

    def parts(self, counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return for each activity its events, and min(1, N_eff − 1)."""
        frequency = np.bincount(self.of_pair, weights=counts, minlength=self.n_activities).astype(np.float64)
        share = counts / np.maximum(frequency, 1e-300)[self.of_pair]
        surprise = -share * np.log(np.where(share > 0, share, 1.0))
        entropy = np.bincount(self.of_pair, weights=surprise, minlength=self.n_activities)
        return frequency, np.clip(np.exp(entropy) - 1, 0.0, 1.0)

    def figure(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the figure of each row of sums, nan where nothing was done."""
        found = np.full(len(sums), np.nan)
        for draw, counts in enumerate(sums):
            frequency, resilience = self.parts(counts)
            if frequency.sum():
                found[draw] = (frequency * resilience).sum() / frequency.sum()
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class _Tally:
    """The events of known persons in one process: `keys` (int64, shape (m, 2)) are activity and person, `case` its place."""

    keys: NDArray[np.int64]
    case: NDArray[np.int64]


def _tallies(evidence: Evidence, scope: Scope) -> Iterator[_Tally]:
    """Yield who did what; activities are numbered over all processes of the scope."""
    before = 0
    for process, place in zip(scope.linked(evidence), places_of_cases(evidence, scope), strict=True):
        rows = human_events(process)
        rows = rows[process.person[rows] >= 0]
        keys = np.stack((process.activity[rows].astype(np.int64) + before, process.person[rows].astype(np.int64)), axis=1)
        yield _Tally(keys=keys, case=place[process.case[rows]])
        before += len(process.activities)


def _untold(code: str, evidence: Evidence, scope: Scope) -> Reading | None:
    """Say what is missing to know who did something, and who may."""
    organization = evidence.design.organization
    tables = {"responsibilities": organization.responsibilities, "persons": organization.holdings}
    missing = lacking_cases(code, evidence, scope, tables)
    if missing is None and all((each.performer == Performer.ABSENT).all() for each in scope.linked(evidence)):
        return unknown_without("resources", code, scope)
    return missing


def _of_people(code: str, evidence: Evidence, scope: Scope, sample: ByCase | OfTallies, rows: Sequence[EvidenceRow]) -> Reading:
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
