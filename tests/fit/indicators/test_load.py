"""PO9: hours of posts that have room, among all hours; a post near its limit counts for less."""

from dataclasses import replace

import numpy as np
import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import read, rows, said, why
from workbench.fit.policy import DecisionRules, Policy
from workbench.organization import ALWAYS
from workbench.technology import AccountKind

DRAWN = process("p").start().task("a").end()
DAY = replace(ALWAYS, id="DAY")
PEOPLE = Enterprise().department("D").post("P1", "D", calendar="DAY").post("P2", "D", calendar="DAY")
PEOPLE = PEOPLE.person("x", "P1").person("y", "P2").calendar(DAY).process(DRAWN)


def busy(share: float) -> Enterprise:
    """Let x be busy for a share of the day between two arrivals, y for an hour of it; the second case begins at its end."""
    return (
        PEOPLE.cases("p", "a:x", minutes=int(24 * 60 * share)).cases("p", "a:y", minutes=60).cases("p", "a:x", day=1, minutes=0)
    )


@pytest.mark.parametrize(("share", "fit"), [(0.5, 1.0), (0.85, 1.0), (0.925, 0.5), (1.0, 0.0)])
def test_a_post_has_room_up_to_its_limit_and_none_when_it_is_always_busy(share: float, fit: float) -> None:
    hours = 24 * share
    assert read("PO9", busy(share)).value == pytest.approx((hours * fit + 1) / (hours + 1))


def test_the_limit_is_that_of_the_policy() -> None:
    strict = Policy(rules=DecisionRules(overload_utilisation=0.5))
    assert read("PO9", busy(0.75), policy=strict).value == pytest.approx((18 * 0.5 + 1) / 19)
    assert rows(read("PO9", busy(0.75), policy=strict)) == [("P1", pytest.approx(9), 18), ("P2", 1, 1)]


def test_what_is_missing_is_said() -> None:
    done = "a:x"
    assert why(read("PO9", PEOPLE)) == ("unknown", "UNKNOWN_NO_LOG")
    assert why(read("PO9", Enterprise().process(DRAWN).cases("p", done))) == ("unknown", "UNKNOWN_NO_POSTS")
    clockless = Enterprise().department("D").post("P1", "D").person("x", "P1").process(DRAWN)
    assert why(read("PO9", clockless.cases("p", done).cases("p", done, day=1))) == ("unknown", "UNKNOWN_NO_CALENDARS")
    pub = PEOPLE.account("pub", AccountKind.SHARED).cases("p", "a:pub").cases("p", "a:pub", day=1)
    assert why(read("PO9", pub)) == ("unknown", "UNKNOWN_NO_IDENTITIES")


def test_shared_accounts_are_not_covered() -> None:
    half = PEOPLE.account("pub", AccountKind.SHARED).cases("p", "a:pub").cases("p", "a:x").cases("p", "a:x", day=1)
    reading = read("PO9", half)
    assert (reading.standing.value, reading.covered) == ("partial", pytest.approx(2 / 3))


def test_drawn_cases_load_posts_anew() -> None:
    reading = read("PO9", busy(0.5))
    assert said(reading)[1] == 1.0
    assert reading.sample is not None
    drawn = reading.sample.drawn(np.array([[1.0, 1.0, 1.0], [2.0, 0.0, 1.0], [0.0, 3.0, 0.0]]))
    np.testing.assert_allclose(drawn, [1.0, 0.0, 1.0])
