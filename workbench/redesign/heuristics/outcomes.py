"""What became of a case after an activity: it went on, it ended there, or it went back; and the ways back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.redesign.heuristics.course import Course

_Ints = NDArray[np.int64]
_MOSTLY = 0.5


def refused(course: Course, activity: int) -> _Ints:
    """Return the counted executions (rows) after which the case ended or went back to what had been done before.

    An activity after which most cases end refuses nobody by ending them.
    """
    rows = course.process.of(activity)
    turned = rows[np.isin(rows, course.before[course.returns])]
    return np.union1d(ended(course, activity), turned)


def ended(course: Course, activity: int) -> _Ints:
    """Return the counted executions (rows) after which the case ended, none where most cases end so."""
    rows = course.process.of(activity)
    last = rows[~course.is_followed[rows]]
    return last if len(last) < _MOSTLY * len(rows) else last[:0]


@dataclass(frozen=True, kw_only=True, eq=False)
class WayBack:
    """From where to where cases go back: activities by number; `between` lie between, as they were first done.

    `rows` (int64) are the executions with which they go back. Where `is_redo`, `back_to` is what is only done in such cases, and
    `found_at` what is done again after it; else `found_at` is what the case had come to, `back_to` what it begins again with.
    """

    found_at: int
    back_to: int
    between: tuple[int, ...]
    rows: _Ints
    is_redo: bool


def ways_back(course: Course) -> Iterator[WayBack]:
    """Yield the ways back of a process, by activities; what is done twice in a row leads nowhere back."""
    process, rows = course.process, course.returns
    size = len(process.activities)
    rows = rows[process.activity[course.before[rows]] != process.activity[rows]]
    pairs = process.activity[course.before[rows]].astype(np.int64) * size + process.activity[rows]
    for key in np.unique(pairs).tolist():
        mine = rows[pairs == key]
        last, again = key // size, key % size
        is_redo = len(np.unique(process.case[mine])) == len(np.unique(process.case[process.of(last)]))
        between = _between(course, mine, again)
        found_at, back_to = (again, last) if is_redo else (last, again)
        yield WayBack(found_at=found_at, back_to=back_to, between=() if is_redo else between, rows=mine, is_redo=is_redo)


def _between(course: Course, rows: _Ints, again: int) -> tuple[int, ...]:
    """Return what cases did between what they went back to and where they turned, in the order in which it was done."""
    process = course.process
    found: dict[int, None] = {}
    for row in _distinct(course, rows):
        last = int(course.before[row])
        first = last - 1
        while first >= 0 and process.case[first] == process.case[row] and process.activity[first] != again:
            first -= 1
        found.update(dict.fromkeys(code for code in process.activity[first + 1 : last].tolist() if code >= 0))
    return tuple(found)


def _distinct(course: Course, rows: _Ints) -> list[int]:
    """Return some events, one of those that stand at the same place of the same trace."""
    process = course.process
    begins = np.searchsorted(process.case, process.case[rows])
    variant = course.conformance.variants.of_case[process.case[rows]]
    _, first = np.unique(np.stack((variant, rows - begins), axis=1), axis=0, return_index=True)
    return [int(each) for each in rows[np.sort(first)]]
