"""Doubts about clocks of systems: two systems whose order in a case turns round by nearly the same span."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, EventLog
from workbench.eventlog.quality.evidence import Evidence
from workbench.eventlog.quality.pathology import Pathology, Unjudged, of_cases

SYSTEM: Final = "system"
_PAIRS: Final = 20
_USUAL: Final = 0.8
"""Share of cases from which an order of two activities is the usual one."""

_CASES: Final = 5
_SPREAD: Final = 0.25
"""Interquartile range over median up to which spans count as nearly the same."""

_MINUTE: Final = 60_000_000


def clock_shift(evidence: Evidence) -> Iterator[Pathology | Unjudged]:
    """Where the usual order of two systems' steps turns round in some cases by nearly one span, a clock was off by it.

    Looks at the most frequent neighbouring activities of different systems, at their first occurrence in each case.
    """
    log, column = evidence.log, evidence.log.columns.get(SYSTEM)
    if column is None:
        yield Unjudged(code="LOG_CLOCK_SHIFT", reason="unjudged-attribute", facts={"attribute": SYSTEM})
        return
    for one, other in _neighbours(evidence, column.codes):
        firsts = [_first_events(log, activity) for activity in (one, other)]
        cases, in_one, in_other = np.intersect1d(log.case[firsts[0]], log.case[firsts[1]], return_indices=True)
        rows, following = firsts[0][in_one], firsts[1][in_other]
        gaps = log.end[following] - log.end[rows]
        backward = gaps < 0
        if backward.sum() < _CASES or (gaps > 0).mean() < _USUAL:
            continue
        low, middle, high = np.quantile(-gaps[backward], (0.25, 0.5, 0.75))
        if high - low > max(_SPREAD * middle, _MINUTE):
            continue
        found = np.zeros(log.n_cases, dtype=np.bool_)
        found[cases[backward]] = True
        systems = [column.values[int(column.codes[each[0]])] for each in (rows, following)]
        facts = {
            "one": log.activities[one],
            "other": log.activities[other],
            "systems": ", ".join(systems),
            "minutes": round(middle / _MINUTE),
        }
        yield of_cases(log, "LOG_CLOCK_SHIFT", found, len(cases), facts, (log.activities[one], log.activities[other]))


def _neighbours(evidence: Evidence, system: NDArray[np.int32]) -> list[tuple[int, int]]:
    """Return the most frequent pairs of activities that follow each other in different systems, each pair in its usual order."""
    log, width = evidence.log, len(evidence.log.activities)
    crossing = evidence.follows[1:] & (system[1:] != system[:-1]) & (system[1:] != MISSING) & (system[:-1] != MISSING)
    rows = np.flatnonzero(crossing)
    pairs, counts = np.unique(log.activity[rows].astype(np.int64) * width + log.activity[rows + 1], return_counts=True)
    frequent = pairs[np.argsort(-counts, kind="stable")].tolist()
    chosen: list[tuple[int, int]] = []
    for one, other in (divmod(pair, width) for pair in frequent):
        if one != other and (other, one) not in chosen:
            chosen.append((one, other))
    return chosen[:_PAIRS]


def _first_events(log: EventLog, activity: int) -> NDArray[np.int64]:
    """Return the first event of an activity in each case that has one."""
    rows = np.flatnonzero(log.activity == activity)
    again = np.zeros(len(rows), dtype=np.bool_)
    again[1:] = log.case[rows[1:]] == log.case[rows[:-1]]
    return rows[~again]
