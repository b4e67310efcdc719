"""Clocks that are doubtful: each pathology is found where it is planted, counted, and nowhere else."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.eventlog.quality_logs import changed, found, healthy, judged, log_of, share, unjudged
from workbench.eventlog.quality import quality_of
from workbench.eventlog.quality.local_time import local_of, missing_and_double
from workbench.findings import UsageError

NOW = datetime(2025, 6, 1, tzinfo=UTC)


def test_a_healthy_log_has_no_doubt_but_what_it_lacks(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, healthy()), NOW)
    assert {each.code for each in report.pathologies} == {"LOG_ATTRIBUTE_MISSING"}
    assert {each.object for each in report.pathologies} == {("role",), ("function",)}
    assert report.unjudged == ()


def test_tied_events_are_counted_on_both_sides(tmp_path: Path) -> None:
    rows = [
        "C1,a,2024-03-01 09:01:07,x",
        "C1,b,2024-03-01 09:01:07,x",
        "C1,c,2024-03-01 09:05:09,x",
        "C2,a,2024-03-01 09:01:07,y",
    ]
    report = judged(log_of(tmp_path, rows, "case_id,activity,end,resource"))
    ties = found(report, "LOG_TIES")
    assert ties is not None
    assert (ties.count, ties.exposed, ties.rows, ties.cases) == (2, 4, (1, 2), ("C1",))


def test_dates_without_a_clock_are_told_by_midnight(tmp_path: Path) -> None:
    rows = [f"C{case},a,2024-03-{day:02},x" for case in range(3) for day in range(1, 11)]
    report = judged(log_of(tmp_path, rows, "case_id,activity,end,resource"))
    assert share(report, "LOG_DATE_ONLY") == (30, 30)
    assert "LOG_SHARED_ACCOUNT" in unjudged(report)


def test_dates_of_another_zone_are_told_by_their_one_hour(tmp_path: Path) -> None:
    rows = [f"C{case},a,2024-{month:02}-11T{22 if month > 5 else 23}:00:00Z,x" for case in range(4) for month in range(1, 11)]
    log = log_of(tmp_path, rows, "case_id,activity,end,resource")
    assert share(judged(log), "LOG_DATE_ONLY") == (40, 40)
    assert share(quality_of(log, timezone="Europe/Rome"), "LOG_DATE_ONLY") == (40, 40)


def test_clocks_on_quarters_of_an_hour_are_rounded(tmp_path: Path) -> None:
    rows = [f"C{case},a,2024-03-01 {8 + case % 9:02}:{15 * (case % 4):02}:00,x" for case in range(40)]
    rounded = found(judged(log_of(tmp_path, rows, "case_id,activity,end,resource")), "LOG_ROUNDED_CLOCK")
    assert rounded is not None
    assert (rounded.count, rounded.facts["minutes"]) == (40, 15)


def test_many_events_recorded_at_one_instant_long_after_are_back_entered(tmp_path: Path) -> None:
    late = changed(healthy(), "recorded", "2025-01-31T23:00:00", range(0, 36, 3))
    entered = found(judged(log_of(tmp_path, late)), "LOG_BATCH_ENTRY")
    assert entered is not None
    assert (entered.count, entered.exposed, entered.facts["batches"], entered.facts["largest"]) == (12, 180, 1, 12)
    single = changed(healthy(), "recorded", "2025-01-31T23:00:00", [0])
    assert found(judged(log_of(tmp_path, single)), "LOG_BATCH_ENTRY") is None


def test_what_starts_after_its_end_has_a_negative_duration(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, changed(healthy(), "start", "2026-01-01 00:03:00", [4, 9])))
    assert share(report, "LOG_NEGATIVE_DURATION") == (2, 180)
    assert {each.indicator for each in report.standings if each.cause == "LOG_NEGATIVE_DURATION"} == {
        "PO9",
        "PO-OVERLOAD",
        "PO13",
    }


def test_what_is_recorded_before_its_end_is_early(tmp_path: Path) -> None:
    assert share(judged(log_of(tmp_path, changed(healthy(), "recorded", "2023-01-01 00:03:00", [4]))), "LOG_RECORDED_EARLY") == (
        1,
        180,
    )


@pytest.mark.parametrize("date", ["1970-01-01", "1900-01-01", "1904-01-01", "9999-12-31", "0001-01-01"])
def test_a_placeholder_is_no_time(tmp_path: Path, date: str) -> None:
    rows = changed(healthy(), "end", f"{date} 00:00:00", [5])
    report = judged(log_of(tmp_path, changed(rows, "start", "", [5])))
    odd = found(report, "LOG_PLACEHOLDER_TIME")
    assert odd is not None
    assert (odd.count, odd.rows, odd.facts["values"]) == (1, (6,), date)


def test_the_future_is_judged_by_a_moment_that_is_given(tmp_path: Path) -> None:
    log = log_of(tmp_path, changed(healthy(), "end", "2025-06-02 10:01:01", [5]))
    assert share(judged(log, NOW), "LOG_FUTURE_TIME") == (1, 180)
    assert found(judged(log), "LOG_FUTURE_TIME") is None
    assert "LOG_FUTURE_TIME" in unjudged(judged(log))


def test_a_moment_without_offset_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="2025-01-01"):
        quality_of(log_of(tmp_path, healthy()), reference=datetime(2025, 1, 1))


def test_what_a_log_does_not_record_is_not_judged(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, ["C1,a,2025-03-03 09:00:00"], "case_id,activity,end"))
    assert {"LOG_NEGATIVE_DURATION", "LOG_BATCH_ENTRY", "LOG_RECORDED_EARLY", "LOG_CLOCK_SHIFT", "LOG_SHARED_ACCOUNT"} <= set(
        unjudged(report)
    )


def shifted(minutes: int, at: range) -> list[str]:
    """Return the healthy log with the clock of OA behind by some minutes in some cases."""
    rows = healthy()
    for case in at:
        fields = rows[3 * case + 2].split(",")
        fields[2:5] = [str(np.datetime64(each) - np.timedelta64(minutes, "m")) for each in fields[2:5]]
        rows[3 * case + 2] = ",".join(fields)
    return rows


def test_a_clock_that_was_off_turns_the_usual_order_round(tmp_path: Path) -> None:
    shift = found(judged(log_of(tmp_path, shifted(480, range(8)))), "LOG_CLOCK_SHIFT")
    assert shift is not None
    assert (shift.count, shift.exposed) == (8, 60)
    assert (shift.facts["one"], shift.facts["other"], shift.facts["minutes"]) == ("审批", "归档", 480 - 67)


def test_a_few_turns_are_no_shifted_clock(tmp_path: Path) -> None:
    assert found(judged(log_of(tmp_path, shifted(480, range(4)))), "LOG_CLOCK_SHIFT") is None


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Africa/Casablanca", "UTC"])
def test_local_clocks_agree_with_the_standard_library(zone: str) -> None:
    moments = np.arange("2023-01-01T00:30", "2025-01-01", 1777, dtype="datetime64[m]").astype("datetime64[us]").astype(np.int64)
    expected = [
        np.datetime64(datetime.fromtimestamp(each / 1_000_000, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None), "us")
        for each in moments.tolist()
    ]
    assert (local_of(moments, ZoneInfo(zone)) == np.array(expected).astype(np.int64)).all()


def test_the_hour_that_is_skipped_and_the_one_that_is_shown_twice() -> None:
    texts = [
        "2024-03-10T01:59",
        "2024-03-10T02:30",
        "2024-03-10T03:00",
        "2024-11-03T00:59",
        "2024-11-03T01:30",
        "2024-11-03T02:00",
    ]
    clocks = np.array(texts, dtype="datetime64[us]").astype(np.int64)
    skipped, twice = missing_and_double(clocks, np.ones(len(clocks), dtype=np.bool_), ZoneInfo("America/New_York"))
    assert skipped.tolist() == [1]
    assert twice.tolist() == [4]
