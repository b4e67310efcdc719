"""Doubts about what a case is: parts of a case that run side by side fake loops, parts that several cases share fake work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, Column, EventLog
from workbench.eventlog.mappings.mapping import STANDARD
from workbench.eventlog.quality.evidence import Evidence
from workbench.eventlog.quality.pathology import Pathology, of_cases

_DIGIT: Final = re.compile(r"\d")
_NUMBER: Final = re.compile(r"\s*[+-]?\d+([.,]\d+)*\s*")
_LOOKED_AT: Final = 200
_IDS: Final = 0.9
_EVENTS_EACH: Final = 1.5
"""Events a part has on average: where each has one, its id is that of the event."""

_FEW_IDS: Final = 0.05
"""Distinct ids per case below which a column is a category."""

_FLOOR: Final = 0.01


def divergence(evidence: Evidence) -> Iterator[Pathology]:
    """An activity done once for each of several parts of a case (deliveries of an order) looks like a loop."""
    log = evidence.log
    for name, column, rows in _parts(log):
        steps = log.case[rows].astype(np.int64) * len(log.activities) + log.activity[rows]
        several = _with_several(steps, column.codes[rows])
        cases = np.zeros(log.n_cases, dtype=np.bool_)
        cases[several // len(log.activities)] = True
        if cases.sum() >= max(1, _FLOOR * log.n_cases):
            yield of_cases(log, "LOG_DIVERGENCE", cases, log.n_cases, {"column": name}, (name,))


def convergence(evidence: Evidence) -> Iterator[Pathology]:
    """A part that several cases share (a truck with many orders) is done once and counted in each."""
    log = evidence.log
    for name, column, rows in _parts(log):
        shared = _with_several(column.codes[rows].astype(np.int64), log.case[rows])
        cases = np.zeros(log.n_cases, dtype=np.bool_)
        cases[log.case[rows[np.isin(column.codes[rows], shared)]]] = True
        if cases.sum() >= max(1, _FLOOR * log.n_cases):
            yield of_cases(log, "LOG_CONVERGENCE", cases, log.n_cases, {"column": name}, (name,))


def _parts(log: EventLog) -> Iterator[tuple[str, Column, NDArray[np.int64]]]:
    """Yield the columns that hold ids of parts, with the rows that have one: many numbered values, each of several events."""
    for name, column in log.columns.items():
        rows = np.flatnonzero(column.codes != MISSING)
        many = _FEW_IDS * log.n_cases <= len(column.values) <= len(rows) / _EVENTS_EACH
        if name not in STANDARD and many and _looks_numbered(column):
            yield name, column, rows


def _looks_numbered(column: Column) -> bool:
    some = column.values[:: max(1, len(column.values) // _LOOKED_AT)]
    ids = [value for value in some if _DIGIT.search(value) and not _NUMBER.fullmatch(value)]
    return len(some) > 1 and len(ids) >= _IDS * len(some)


def _with_several(keys: NDArray[np.int64], codes: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the keys that stand with more than one code."""
    width = int(codes.max(initial=0)) + 1
    found, counts = np.unique(np.unique(keys * width + codes) // width, return_counts=True)
    return found[counts > 1]
