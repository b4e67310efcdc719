"""What follows what, who does what, what each case amounts to, how many are open: counted, against plain counting."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from types import ModuleType
from unittest import mock
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eventlog.logs import LOGS, MIDNIGHT, MINUTE, event, log_of
from workbench.eventlog import MISSING, NO_TIME, EventLog, variants_of
from workbench.eventlog.looks import counting, tracing
from workbench.eventlog.looks.case_table import CaseTable, case_table_of
from workbench.eventlog.looks.directly_follows import directly_follows_of, times_between
from workbench.eventlog.looks.dotted import CaseOrder, Grid, TimeAxis, dotted_of
from workbench.eventlog.looks.staffing import crossing_of, staffing_of, tooling_of
from workbench.eventlog.looks.throughput import Period, local_days, throughput_of
from workbench.findings import UsageError
from workbench.language import Language
from workbench.shown import duration_text
from workbench.shown import tabular as tabular_module

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = 24 * 60


def gaps(log: EventLog) -> dict[tuple[int, int], list[int]]:
    found = defaultdict(list)
    for row in range(1, log.n_events):
        if log.case[row] == log.case[row - 1]:
            found[int(log.activity[row - 1]), int(log.activity[row])].append(int(log.end[row] - log.end[row - 1]))
    return found


@given(log=LOGS)
def test_steps_are_counted_and_timed_as_by_hand(log: EventLog) -> None:
    times, expected = times_between(log), gaps(log)
    steps = times.steps
    pairs = list(zip(steps.source.tolist(), steps.target.tolist(), strict=True))
    assert pairs == sorted(expected, key=lambda pair: (-len(expected[pair]), pair))
    assert steps.counts.tolist() == [len(expected[pair]) for pair in pairs]
    assert steps.tied.tolist() == [expected[pair].count(0) for pair in pairs]
    assert times.mean.tolist() == pytest.approx([sum(expected[pair]) / len(expected[pair]) for pair in pairs])
    assert times.median.tolist() == pytest.approx([float(np.median(expected[pair])) for pair in pairs])
    assert times.p90.tolist() == pytest.approx([float(np.percentile(expected[pair], 90)) for pair in pairs])


@given(log=LOGS)
def test_every_event_that_begins_no_case_is_a_step(log: EventLog) -> None:
    steps = directly_follows_of(log)
    with_events = len(np.unique(log.case))
    assert steps.counts.sum() == log.n_events - with_events
    assert steps.starts.sum() == steps.ends.sum() == with_events


@given(log=LOGS)
def test_pairs_too_many_for_a_table_are_counted_alike(log: EventLog) -> None:
    steps, staffing = directly_follows_of(log), staffing_of(log)
    with mock.patch.object(counting, "_has_table", return_value=False):
        again, staffing_again = directly_follows_of(log), staffing_of(log)
    for name in ("source", "target", "counts", "tied", "starts", "ends"):
        assert getattr(again, name).tolist() == getattr(steps, name).tolist()
    for name in ("activity", "value", "counts"):
        assert getattr(staffing_again, name).tolist() == getattr(staffing, name).tolist()


def test_stretches_counted_apart_add_up_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [event(f"{number // 7:05}", f"{(number * number) % 61:02}", number % 7, f"p{number % 11}") for number in range(2_000)]
    log = log_of(*rows, empty=["00000a"])
    whole = directly_follows_of(log), staffing_of(log), variants_of(log)
    for module in (counting, tracing):
        monkeypatch.setattr(module, "stretches", lambda size, *_: [(first, min(first + 7, size)) for first in range(0, size, 7)])
    apart = directly_follows_of(log), staffing_of(log), variants_of(log)
    for one, other in zip(whole, apart, strict=True):
        for name in vars(one):
            assert np.array_equal(getattr(one, name), getattr(other, name)), name


@given(log=LOGS)
def test_who_does_what_sums_to_all_events_and_names_the_unknown(log: EventLog) -> None:
    staffing = staffing_of(log)
    expected = Counter(zip(log.activity.tolist(), log.columns["resource"].codes.tolist(), strict=True))
    assert list(zip(staffing.activity.tolist(), staffing.value.tolist(), strict=True)) == sorted(expected)
    assert staffing.counts.tolist() == [expected[pair] for pair in sorted(expected)]
    assert staffing.counts.sum() == log.n_events


def test_a_log_without_systems_has_events_in_unknown_systems() -> None:
    tooling = tooling_of(log_of(event("1", "a", 0), event("1", "b", 1)))
    assert (tooling.value.tolist(), tooling.counts.tolist(), tooling.known) == ([MISSING, MISSING], [1, 1], 0.0)
    assert crossing_of(log_of(empty=["1"]), "system").known is None


@given(log=LOGS)
def test_the_figures_of_each_case_are_those_of_its_events(log: EventLog) -> None:
    table = case_table_of(log)
    assert table.variant.tolist() == variants_of(log).of_case.tolist()
    for case in range(log.n_cases):
        rows = np.flatnonzero(log.case == case)
        times = [time for row in rows for time in (log.end[row], log.start[row]) if time != NO_TIME]
        first, last = (min(times), log.end[rows].max()) if times else (NO_TIME, NO_TIME)
        assert (table.events[case], table.first[case], table.last[case]) == (len(rows), first, last)
        assert table.duration[case] == (last - first if times else NO_TIME)


def spans(*minutes: tuple[int, int]) -> CaseTable:
    rows = [event(f"{case:02}", "a", time) for case, both in enumerate(minutes) for time in both]
    return case_table_of(log_of(*rows, empty=["without"]))


def test_cases_are_open_from_the_day_they_begin_to_the_day_they_end() -> None:
    days = throughput_of(spans((0, 3 * DAY), (DAY, DAY)), Period.DAY, ZoneInfo("UTC"))
    assert [str(day) for day in days.begins] == ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-06"]
    assert (days.begun.tolist(), days.ended.tolist()) == ([1, 1, 0, 0], [0, 1, 0, 1])
    assert days.still_open.tolist() == [1, 1, 1, 0]


def test_a_day_is_one_of_the_time_zone() -> None:
    late = spans((16 * 60 - 1, 16 * 60))
    assert [str(day) for day in throughput_of(late, Period.DAY, SHANGHAI).begins] == ["2025-03-03", "2025-03-04"]
    assert len(throughput_of(late, Period.DAY, ZoneInfo("UTC"))) == 1


@pytest.mark.parametrize(("period", "begins"), [(Period.WEEK, ["2025-03-03", "2025-03-10"]), (Period.MONTH, ["2025-03-01"])])
def test_weeks_begin_on_monday_and_months_on_their_first(period: Period, begins: list[str]) -> None:
    found = throughput_of(spans((0, 7 * DAY), (6 * DAY, 6 * DAY)), period, ZoneInfo("UTC"))
    assert [str(day) for day in found.begins] == begins
    assert found.still_open.tolist()[-1] == 0


@given(
    moment=st.datetimes(datetime(1905, 1, 1), datetime(2090, 1, 1)),
    name=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "UTC"]),
)
def test_local_days_are_those_of_the_calendar(moment: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    micros = (moment - datetime(1970, 1, 1)) // timedelta(microseconds=1)
    expected = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).date()
    assert local_days(np.array([micros]), zone).astype("datetime64[D]").tolist() == [expected]


@given(log=LOGS, axis=st.sampled_from(TimeAxis), order=st.sampled_from(CaseOrder), columns=st.integers(1, 9))
def test_every_event_has_its_dot(log: EventLog, axis: TimeAxis, order: CaseOrder, columns: int) -> None:
    dots = dotted_of(log, case_table_of(log), axis, order, Grid(columns=columns, rows=3))
    assert dots.counts.sum() == log.n_events
    of_activity = np.bincount(dots.activity, weights=dots.counts, minlength=len(log.activities))
    assert of_activity.tolist() == np.bincount(log.activity, minlength=len(log.activities)).tolist()
    assert not len(dots) or (dots.column.max() < dots.n_columns <= columns and dots.row.max() < dots.n_rows <= 3)


def test_dots_stand_in_the_order_of_cases() -> None:
    log = log_of(event("late", "a", 9), event("early", "a", 0), event("early", "b", 9))
    begin = dotted_of(log, case_table_of(log), TimeAxis.CALENDAR, CaseOrder.BEGIN)
    assert (begin.begin, begin.row.tolist()) == (MIDNIGHT, [0, 0, 1])
    age = dotted_of(log, case_table_of(log), TimeAxis.AGE, CaseOrder.DURATION)
    assert (age.begin, age.row.tolist()) == (0, [0, 1, 1])
    assert age.columns(slice(None))["time"].astype(int).tolist() == pytest.approx([0, 0, 9 * MINUTE], abs=age.width)


def test_a_table_becomes_a_data_frame_with_unknown_times_unknown() -> None:
    pytest.importorskip("pandas")
    frame = case_table_of(log_of(event("1", "a", 0, start=-60), empty=["2"])).to_pandas()
    assert frame["case"].tolist() == ["1", "2"]
    assert str(frame["last"].dt.tz) == "UTC"
    assert frame["duration"].isna().tolist() == [False, True]
    assert frame["duration"][0] == timedelta(hours=1)


def test_without_pandas_the_call_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> ModuleType:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(tabular_module, "import_module", nowhere)
    with pytest.raises(UsageError, match="pip install pandas"):
        staffing_of(log_of(event("1", "a", 0))).to_pandas()


def test_a_notebook_shows_the_first_rows_in_either_language_and_counts_the_rest() -> None:
    table = case_table_of(log_of(*(event(f"<{case:02}>", "a", 0) for case in range(25)), empty=["~"]))
    english, chinese = table.to_html(Language.EN), table.to_html(Language.ZH_CN)
    assert english.count("<tr>") == 21
    assert "&lt;00&gt;" in english
    assert "6 more rows" in english
    assert "另有 6 行" in chinese
    assert "unknown" in case_table_of(log_of(empty=["1"])).to_html(Language.EN)


@pytest.mark.parametrize(
    ("microseconds", "text"),
    [(0, "0 s"), (1500, "1.5 ms"), (90 * 10**6, "1.5 min"), (36 * 3600 * 10**6, "1.5 d"), (-7200 * 10**6, "-2.0 h")],
)
def test_a_duration_is_said_in_its_largest_unit(microseconds: int, text: str) -> None:
    assert duration_text(microseconds, Language.EN) == text
