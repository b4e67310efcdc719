"""PO5: the least share of cases that keep a rule on separate duties."""

import numpy as np

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import read, rows, said, why
from workbench.organization import DutyRule, Reach
from workbench.technology import AccountKind

PEOPLE = Enterprise().department("D").post("P", "D").person("x", "P").person("y", "P")
ONE = PEOPLE.process(process("p").start().task("a").task("b").task("c").end())


def test_it_is_the_least_of_all_rules() -> None:
    apart = ONE.apart("a", "b").apart("b", "c").cases("p", "a:x b:y c:x", times=3).cases("p", "a:x b:x c:y")
    reading = read("PO5", apart)
    assert said(reading) == ("measured", 0.75, 8)
    assert rows(reading) == [("a", "b", 3, 4), ("b", "c", 4, 4)]


def test_duties_bound_together_count_the_other_way_round() -> None:
    bound = ONE.apart("a", "b", rule=DutyRule.BINDING).cases("p", "a:x b:y c:x").cases("p", "a:x b:x c:x")
    assert said(read("PO5", bound)) == ("measured", 0.5, 2)


def test_unknown_performers_are_exposed_and_not_covered() -> None:
    half = ONE.apart("a", "b").account("pub", AccountKind.SHARED).cases("p", "a:x b:pub c:x").cases("p", "a:x b:y c:x")
    reading = read("PO5", half)
    assert (said(reading), reading.covered) == (("partial", 1.0, 2), 0.5)


def test_zero_unknown_and_not_applicable() -> None:
    assert said(read("PO5", ONE.apart("a", "b").cases("p", "a:x b:x c:y"))) == ("measured", 0.0, 1)
    assert why(read("PO5", ONE.cases("p", "a:x b:x c:y"))) == ("unknown", "UNKNOWN_NO_SEPARATION_OF_DUTIES")
    assert why(read("PO5", ONE.apart("a", "b"))) == ("unknown", "UNKNOWN_NO_LOG")
    pub = ONE.account("pub", AccountKind.SHARED).apart("a", "b").cases("p", "a:pub b:pub c:x")
    assert why(read("PO5", pub)) == ("unknown", "UNKNOWN_NO_IDENTITIES")
    assert why(read("PO5", ONE.without_rows("duty_pairs").cases("p", "a:x b:x c:y"))) == ("n/a", None)


def test_a_rule_between_processes_is_one_of_the_enterprise_alone() -> None:
    two = PEOPLE.process(process("p").start().task("a").end()).process(process("q").start().task("b").end())
    broken = two.apart("a", "b", reach=Reach.ANY).cases("p", "a:x", times=2).cases("q", "b:x").cases("q", "b:y")
    assert why(read("PO5", broken, "p")) == ("n/a", None)
    assert said(read("PO5", broken)) == ("measured", 0.0, 2)


def test_drawn_cases_give_the_least_of_drawn_rules() -> None:
    sample = read("PO5", ONE.apart("a", "b").cases("p", "a:x b:y c:x").cases("p", "a:x b:x c:y")).sample
    assert sample is not None
    np.testing.assert_allclose(sample.drawn(np.array([[2.0, 0.0], [0.0, 1.0], [3.0, 1.0], [0.0, 0.0]])), [1, 0, 0.75, np.nan])
