"""PO6, PO7, PO8: what is handed over between departments is coordinated, little, and does not go back and forth."""

import numpy as np
import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import read, rows, said, why
from workbench.fit.policy import DecisionRules, Policy

PEOPLE = (
    Enterprise()
    .department("D1")
    .department("D2")
    .department("D3")
    .post("P1", "D1")
    .post("P2", "D2")
    .post("P3", "D3")
    .person("x", "P1")
    .person("y", "P2")
    .person("z", "P3")
)
LINE = PEOPLE.process(process("p").start().task("a").task("b").task("c").end())
LOOP = PEOPLE.process(process("p").start().xor("again").task("a").task("b").xor("enough").to("again").at("enough").end())


def test_handovers_of_pairs_with_a_mechanism_are_coordinated() -> None:
    once = LINE.coordination("D2", "D1").cases("p", "a:x b:y c:z", times=2).cases("p", "a:y b:x c:x")
    reading = read("PO6", once)
    assert said(reading) == ("measured", 3 / 5, 5)
    assert rows(reading) == [("D1", "D2", 3, 3), ("D2", "D3", 0, 2)]


def test_what_a_department_keeps_is_internal() -> None:
    reading = read("PO7", LINE.cases("p", "a:x b:x c:y"))
    assert said(reading) == ("measured", 0.5, 2)
    assert rows(reading) == [("D1", "D1", 1, 1), ("D1", "D2", 0, 1)]


def test_handovers_with_unknown_departments_are_not_covered() -> None:
    reading = read("PO7", LINE.cases("p", "a:x b:y c:nobody"))
    assert (said(reading), reading.covered) == (("partial", 0.0, 1), 0.5)


def test_cases_that_go_back_and_forth_three_times_are_told_by_pair() -> None:
    often = LOOP.cases("p", "a:x b:y " * 4).cases("p", "a:x b:y", times=3)
    reading = read("PO8", often)
    assert said(reading) == ("measured", 0.75, 4)
    assert rows(reading) == [("p", "D1", "D2", 3, 4)]
    patient = Policy(rules=DecisionRules(pingpong_trips=4))
    assert said(read("PO8", often, policy=patient)) == ("measured", 1.0, 4)


@pytest.mark.parametrize("code", ["PO6", "PO7", "PO8"])
def test_what_is_missing_is_said(code: str) -> None:
    declared = LINE.without_rows("coordinations")
    assert why(read(code, declared)) == ("unknown", "UNKNOWN_NO_LOG")
    assert why(read(code, declared.cases("p", "a b c"))) == ("unknown", "UNKNOWN_NO_RESOURCES")
    nobody = Enterprise().without_rows("coordinations").process(process("p").start().task("a").end()).cases("p", "a:x")
    assert why(read(code, nobody)) == ("unknown", "UNKNOWN_NO_POSTS")


def test_without_mechanisms_coordination_is_unknown_with_an_empty_table_it_is_zero() -> None:
    crossing = LINE.cases("p", "a:x b:y c:y")
    assert why(read("PO6", crossing)) == ("unknown", "UNKNOWN_NO_COORDINATION")
    assert said(read("PO6", crossing.without_rows("coordinations"))) == ("measured", 0.0, 1)


def test_where_nothing_is_handed_over_neither_applies() -> None:
    alone = PEOPLE.without_rows("coordinations").process(process("p").start().task("a").end()).cases("p", "a:x")
    assert [why(read(code, alone)) for code in ("PO6", "PO7")] == [("n/a", None)] * 2
    assert said(read("PO8", alone)) == ("measured", 1.0, 1)


def test_drawn_cases_give_drawn_shares() -> None:
    sample = read("PO7", LINE.cases("p", "a:x b:x c:x").cases("p", "a:x b:y c:z")).sample
    assert sample is not None
    np.testing.assert_allclose(sample.drawn(np.array([[1.0, 1.0], [2.0, 0.0], [1.0, 3.0]])), [0.5, 1.0, 0.25])
