"""PO3, PO4, PO10: who may do it does it, how closely that is said, and on how many it rests."""

import numpy as np
import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import read, rows, said, why
from workbench.technology import AccountKind

DRAWN = process("p").start().task("a").task("b").end()
PEOPLE = Enterprise().department("D").post("P1", "D").post("P2", "D").person("x", "P1").person("y", "P2").process(DRAWN)
ALLOWED = PEOPLE.duty("a", R="P1").duty("b", R="P1", S="P2")


def test_events_of_those_who_may_conform() -> None:
    reading = read("PO3", ALLOWED.cases("p", "a:x b:y", times=3).cases("p", "a:y b:x"))
    assert said(reading) == ("measured", 7 / 8, 8)
    assert rows(reading) == [("p", "a", 3, 4), ("p", "b", 4, 4)]


def test_a_delegation_of_the_day_counts_for_congruence_and_not_for_precision() -> None:
    lent = ALLOWED.delegation("x", "y", "a").cases("p", "a:y b:x")
    assert said(read("PO3", lent)) == ("measured", 1.0, 2)
    assert said(read("PO4", lent)) == ("measured", 0.25, 2)


def test_a_shared_account_leaves_the_denominator_and_shows_in_what_is_covered() -> None:
    shared = ALLOWED.account("pub", AccountKind.SHARED).cases("p", "a:pub b:y", times=3).cases("p", "a:y b:y")
    reading = read("PO3", shared)
    assert said(reading) == ("partial", 4 / 5, 5)
    assert reading.covered == 5 / 8


@pytest.mark.parametrize("code", ["PO3", "PO4", "PO10"])
def test_what_is_missing_is_said(code: str) -> None:
    done = "a:x b:y"
    assert why(read(code, PEOPLE.cases("p", done))) == ("unknown", "UNKNOWN_NO_RESPONSIBILITIES")
    nobody = Enterprise().process(DRAWN).duty("a", R="P1").cases("p", done)
    assert why(read(code, nobody)) == ("unknown", "UNKNOWN_NO_PERSONS")
    assert why(read(code, ALLOWED)) == ("unknown", "UNKNOWN_NO_LOG")
    assert why(read(code, ALLOWED.cases("p", "a b"))) == ("unknown", "UNKNOWN_NO_RESOURCES")
    shared = ALLOWED.account("pub", AccountKind.SHARED).cases("p", "a:pub b:pub")
    assert why(read(code, shared)) == ("unknown", "UNKNOWN_NO_IDENTITIES")
    robot = ALLOWED.account("bot", AccountKind.SYSTEM).cases("p", "a:bot b:bot")
    assert why(read(code, robot)) == ("n/a", None)


def test_zero_is_neither_unknown_nor_not_applicable() -> None:
    assert said(read("PO3", PEOPLE.duty("a", R="P1").duty("b", R="P1").cases("p", "a:y b:y"))) == ("measured", 0.0, 2)
    assert said(read("PO10", ALLOWED.cases("p", "a:x b:x"))) == ("measured", 0.0, 2)


def test_precision_is_higher_the_fewer_may_do_it() -> None:
    # cand(E) = {x, y}; a: (2 + 1 − 1) / 2 = 1, b: (2 + 1 − 2) / 2 = ½
    assert said(read("PO4", ALLOWED.cases("p", "a:x b:y"))) == ("measured", 0.75, 2)
    narrower = PEOPLE.duty("a", R="P1").duty("b", R="P2").cases("p", "a:x b:y")
    assert said(read("PO4", narrower)) == ("measured", 1.0, 2)


def test_an_activity_that_two_share_evenly_is_resilient() -> None:
    both = ALLOWED.cases("p", "a:x b:x").cases("p", "a:x b:y")
    assert said(read("PO10", both)) == ("measured", 0.5, 4)
    skewed = ALLOWED.cases("p", "a:x b:x", times=3).cases("p", "a:x b:y")
    spread = np.exp(-(0.75 * np.log(0.75) + 0.25 * np.log(0.25)))
    assert read("PO10", skewed).value == pytest.approx((spread - 1) / 2)


def test_a_process_without_log_is_not_covered_in_the_enterprise() -> None:
    two = ALLOWED.process(process("q").start().task("c").end()).cases("p", "a:x b:y")
    reading = read("PO3", two)
    assert (said(reading), reading.covered) == (("partial", 1.0, 2), 0.5)


def test_drawn_cases_give_drawn_figures() -> None:
    enterprise = ALLOWED.cases("p", "a:x b:y").cases("p", "a:y b:x")
    weights = np.array([[1.0, 1.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
    for code, drawn in (("PO3", [0.75, 1.0, 0.5, np.nan]), ("PO4", [0.5, 0.75, 0.25, np.nan]), ("PO10", [1.0, 0.0, 0.0, np.nan])):
        sample = read(code, enterprise).sample
        assert sample is not None
        np.testing.assert_allclose(sample.drawn(weights), drawn)
