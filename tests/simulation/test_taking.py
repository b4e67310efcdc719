"""Cases taken from others and put together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.simulation.worlds import chains, world
from workbench.simulation.taking import taken, together

START = world({"one": "a>b a>c", "two": "c>a", "three": "b"}, kinds=("big", "small", "big"))


def test_a_case_is_taken_with_its_steps_as_often_as_wanted() -> None:
    cases = taken(START.cases, np.array([1, 0, 1, 2]))
    assert chains(replace(START, cases=cases)) == ("c>a", "a>b a>c", "c>a", "b")
    assert (cases.ids, cases.kind.tolist()) == (("two", "one", "two", "three"), [1, 0, 1, 0])


def test_taking_none_leaves_none() -> None:
    assert len(taken(START.cases, np.zeros(0, dtype=np.int64)).task) == 0


def test_cases_of_several_processes_are_put_together() -> None:
    others = replace(taken(START.cases, np.array([1])), processes=("q",), kinds=("huge", "small"))
    cases = together((START.cases, others))
    assert chains(replace(START, cases=cases)) == ("a>b a>c", "c>a", "b", "c>a")
    assert [cases.processes[number] for number in cases.process] == ["p", "p", "p", "q"]
    assert [cases.kinds[number] for number in cases.kind] == ["big", "small", "big", "small"]
