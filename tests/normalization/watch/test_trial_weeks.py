"""The last weeks of a trial are held against those before them: quiet, not quiet, or not known."""

from datetime import date, timedelta

from tests.enterprise_builder import Enterprise
from tests.normalization.watch.test_baseline import MONDAY, busy, tables
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch import Observation, Window, quiet_weeks

RULES = WatchRules(draws=199, least_cases=5)
ASKED = 8


def quiet(enterprise: Enterprise, weeks: int, first: date = MONDAY) -> dict[str, int]:
    trial = Window(first=first, last=first + timedelta(days=7 * weeks - 1))
    return dict(quiet_weeks(Observation(evidence=enterprise.evidence()), trial, ASKED, RULES))


def test_the_last_weeks_of_a_trial_that_went_on_as_it_began_are_quiet() -> None:
    assert quiet(busy(tables(), weeks=16), 15) == {"p": 8}


def test_of_a_shorter_trial_fewer_weeks_are_quiet() -> None:
    assert quiet(busy(tables(), weeks=11), 10) == {"p": 4}


def test_a_drift_in_the_last_weeks_leaves_none_quiet() -> None:
    drifted = busy(busy(tables(), weeks=11), "a:x c:x", first=11, weeks=5)
    assert quiet(drifted, 15) == {"p": 0}


def test_what_came_before_the_last_weeks_or_after_the_trial_is_no_drift_within_them() -> None:
    later = busy(busy(tables(), weeks=16), "a:x c:x", first=16, weeks=4)
    assert quiet(later, 16) == {"p": 8}


def test_a_trial_too_short_for_a_baseline_says_nothing() -> None:
    assert quiet(busy(tables(), weeks=7), 6) == {}


def test_only_full_weeks_of_the_trial_count() -> None:
    assert quiet(busy(tables(), weeks=16), 15, MONDAY + timedelta(days=1)) == {"p": 8}
    assert quiet(busy(tables(), weeks=9), 8, MONDAY + timedelta(days=1)) == {"p": 1}
