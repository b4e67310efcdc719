"""A log that ended cannot tell what happened since: nothing new is told apart from nothing known."""

from datetime import date, timedelta

import pytest

from tests.normalization.watch.drifting import MONDAY
from workbench.normalization.watch.record import WEEK, ProcessRecord, WeekCount
from workbench.normalization.watch.silence import watch_silence


def record(*weeks: int, through: date | None = None) -> ProcessRecord:
    """Record a process with a case in each of some weeks."""
    counts = (WeekCount(week=MONDAY + WEEK * week, count=0, exposed=1) for week in weeks)
    return ProcessRecord(id="p", deviating=tuple(counts), through=through)


@pytest.mark.parametrize(
    ("weeks", "usual"),
    [((0, 1, 2, 3), 14), ((0, 1, 4, 5), 28), ((0,), 14), ((), 14)],
    ids=["every week", "three weeks without", "one week", "no week"],
)
def test_a_log_may_be_silent_for_as_long_as_its_baseline_was_and_no_longer(weeks: tuple[int, ...], usual: int) -> None:
    new = record(through=MONDAY)
    assert watch_silence(record(*weeks), new, MONDAY + timedelta(days=usual)).unknown == ()
    (untold,) = watch_silence(record(*weeks), new, MONDAY + timedelta(days=usual + 1)).unknown
    assert (untold.process, untold.reason, untold.there, untold.needed) == ("p", "WATCH_LOG_ENDED", usual + 1, usual)


def test_a_log_without_times_or_one_that_goes_on_is_not_called_silent() -> None:
    assert watch_silence(record(0, 1), record(), MONDAY + WEEK * 50).unknown == ()
    assert watch_silence(record(0, 1), record(through=MONDAY + WEEK), MONDAY).unknown == ()
