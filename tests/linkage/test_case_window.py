"""From its first begin to its last completion: when a case runs, as every figure about it takes it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.enterprises import did, evidence_of, line
from workbench.design import Subjects
from workbench.eventlog import NO_TIME


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ((2, 5), (9, 7), 2, 9),
        ((NO_TIME, 5), (4, 7), 4, 7),
        ((8, NO_TIME), (6, 7), 6, 7),
        ((NO_TIME, 5), (NO_TIME, 7), 5, 7),
        ((NO_TIME, NO_TIME), (NO_TIME, NO_TIME), NO_TIME, NO_TIME),
    ],
    ids=["steps overlap", "no start", "a start after the end", "an event without times", "no times"],
)
def test_a_case_runs_from_its_first_begin_to_its_last_completion(
    start: tuple[int, int], end: tuple[int, int], first: int, last: int
) -> None:
    """Of two cases the second is the first a hundred µs later."""
    steps = [replace(did(each, end=place), case=case) for case in "xy" for place, each in enumerate("ab", 1)]
    (linked,) = evidence_of([line("p", "a b")], Subjects(), {"p": steps}).linkage.processes
    starts, ends = (np.array([*its, *(it if it == NO_TIME else it + 100 for it in its)]) for its in (start, end))
    begun, ended = replace(linked, start=starts, end=ends).case_window()
    later = [each if each == NO_TIME else each + 100 for each in (first, last)]
    assert (begun.tolist(), ended.tolist()) == ([first, later[0]], [last, later[1]])
