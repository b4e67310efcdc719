"""PO10: on how many persons each activity rests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import human_events, places_of_cases
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope
from workbench.fit.indicators.performers import lacking_performers, of_people
from workbench.fit.indicators.sample import OfTallies


def performer_resilience(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO10: Σ f·min(1, N_eff − 1) / Σ f over activities, f = events of known persons, N_eff = exp(entropy of who did it).

    Range [0, 1], higher is better: 0 where one person does it all, 1 where it is spread as over two or more. A row for each
    activity. Sources: R, L. Reference: key-person risk; N_eff is the Hill number of order 1 (Hill 1973, doi 10.2307/1934352).
    """
    missing = lacking_performers("PO10", evidence, scope)
    if missing is not None:
        return missing
    doings = doings_of(evidence, scope)
    sample = OfTallies(
        case=doings.case,
        column=doings.pair,
        amount=np.ones(len(doings.pair)),
        size=len(doings.activity_of_pair),
        figure=doings.resilience,
        units=len(doings.pair),
    )
    frequency, number = doings.spread(doings.counts)
    rows = tuple(
        EvidenceRow(about=name, part=float(f * min(1.0, n - 1)), whole=float(f))
        for name, f, n in zip(doings.activities, frequency.tolist(), number.tolist(), strict=True)
    )
    return of_people("PO10", evidence, scope, sample, rows)


@dataclass(frozen=True, kw_only=True, eq=False)
class Doings:
    """What known persons did, one row an event: `pair` (int64) is who did what, `case` (int64) its place in the scope.

    `activity_of_pair` (int64) indexes `activities` (process, activity), which are those that anybody did.
    """

    pair: NDArray[np.int64]
    case: NDArray[np.int64]
    activity_of_pair: NDArray[np.int64]
    activities: tuple[tuple[str, str], ...]

    @property
    def counts(self) -> NDArray[np.float64]:
        """Return the events of each pair."""
        return np.bincount(self.pair, minlength=len(self.activity_of_pair)).astype(np.float64)

    def spread(self, counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return for each activity its events, and as how many persons do it evenly (N_eff ≥ 1), by the events of each pair."""
        size = len(self.activities)
        frequency = np.bincount(self.activity_of_pair, weights=counts, minlength=size).astype(np.float64)
        whole = frequency[self.activity_of_pair]
        share = np.divide(counts, whole, out=np.zeros_like(counts), where=whole > 0)
        surprise = -share * np.log(np.where(share > 0, share, 1.0))
        return frequency, np.exp(np.bincount(self.activity_of_pair, weights=surprise, minlength=size))

    def resilience(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return PO10 of each row of events of pairs, nan where nothing was done."""
        found = np.full(len(sums), np.nan)
        for draw, counts in enumerate(sums):
            frequency, number = self.spread(counts)
            if frequency.sum():
                found[draw] = (frequency * np.clip(number - 1, 0.0, 1.0)).sum() / frequency.sum()
        return found


def doings_of(evidence: Evidence, scope: Scope) -> Doings:
    """Collect the counted events of known persons in activities that people do."""
    linked = scope.linked(evidence)
    names = [(process.id, each.id) for process in linked for each in process.activities]
    keys, cases, before = [np.zeros((0, 2), dtype=np.int64)], [np.zeros(0, dtype=np.int64)], 0
    for process, place in zip(linked, places_of_cases(evidence, scope), strict=True):
        rows = human_events(process)
        rows = rows[process.person[rows] >= 0]
        keys.append(np.stack((process.activity[rows] + before, process.person[rows]), axis=1).astype(np.int64))
        cases.append(place[process.case[rows]])
        before += len(process.activities)
    pairs, pair = np.unique(np.concatenate(keys), axis=0, return_inverse=True)
    done, activity_of_pair = np.unique(pairs[:, 0], return_inverse=True)
    return Doings(
        pair=pair.ravel().astype(np.int64),
        case=np.concatenate(cases),
        activity_of_pair=activity_of_pair.ravel().astype(np.int64),
        activities=tuple(names[number] for number in done.tolist()),
    )
