"""The first looks together: they agree with each other, count persons without naming them, and take the oddest log."""

from dataclasses import replace

import pytest

from tests.eventlog.logs import event, log_of
from workbench.eventlog.filtering.work_filters import EventsOf
from workbench.eventlog.looks.exploration import explore
from workbench.eventlog.looks.performers import performers_of
from workbench.eventlog.looks.staffing import staffing_of
from workbench.eventlog.looks.throughput import Period
from workbench.eventlog.quality import quality_of
from workbench.findings import UsageError

DAY = 1440


def test_every_look_counts_the_same_cases_and_events() -> None:
    log = log_of(event("1", "a", 0), event("1", "b", 5), event("2", "a", 9), empty=["3"])
    seen = explore(log)
    assert int(seen.variants.variants.counts.sum()) == len(seen.cases) == log.n_cases == 3
    assert seen.dotted is not None
    assert int(seen.dotted.counts.sum()) == int(seen.performers.events.sum()) == log.n_events == 3


def test_performers_are_counted_by_activity_and_not_named() -> None:
    log = log_of(
        event("1", "a", 0, "王"), event("1", "a", 1, "王"), event("2", "a", 2, "李"), event("2", "a", 3), event("2", "b", 4)
    )
    counted = performers_of(staffing_of(log))
    assert counted.activities == ("a", "b")
    figures = zip(counted.events, counted.named, counted.performers, counted.busiest, strict=True)
    assert [tuple(map(int, each)) for each in figures] == [(4, 3, 2, 2), (1, 0, 0, 0)]
    assert "王" not in counted._repr_html_()


def test_a_log_of_no_performers_has_none() -> None:
    assert not explore(log_of(event("1", "a", 0))).performers.named.any()


@pytest.mark.parametrize(("days", "period"), [(1, Period.DAY), (92, Period.DAY), (200, Period.WEEK), (1_200, Period.MONTH)])
def test_periods_are_neither_too_few_nor_too_many(days: int, period: Period) -> None:
    assert explore(log_of(event("1", "a", 0), event("1", "b", days * DAY))).throughput.period is period


def test_a_log_without_events_or_without_times_is_looked_at() -> None:
    assert explore(log_of(empty=["1"])).dotted is None
    untimed = replace(log_of(event("1", "a", 0), event("1", "b", 1)), is_timed=False)
    assert explore(untimed).dotted is None
    assert len(explore(untimed).follows) == 1


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError):
        explore(log_of(event("1", "a", 0)), "Asia/Nowhere")


def test_what_a_filter_left_out_is_accounted_for() -> None:
    log = EventsOf(activities=("a",)).apply(log_of(event("1", "a", 0), event("1", "b", 5), event("2", "b", 9)))
    accounting = quality_of(log).accounting
    assert (accounting.rows_read, accounting.events, accounting.filtered, accounting.unaccounted) == (3, 1, 2, 0)
    assert [each.code for each in accounting.filters] == ["LOG_FILTERED"]
