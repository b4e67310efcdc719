"""Cases that are doubtful: doubled, cut, too short, too long, merged by damaged ids, mixed with others."""

from pathlib import Path

import pytest

from tests.eventlog.quality_logs import changed, found, healthy, judged, log_of, share, unjudged
from workbench.eventlog.quality import QualityReport, quality_of

SHORT = "case_id,activity,end,resource"


def test_a_row_that_stands_twice_is_a_duplicate_wherever_it_stands(tmp_path: Path) -> None:
    rows = [
        "C1,a,2024-03-01 09:01:07,x",
        "C1,b,2024-03-01 09:01:07,x",
        "C1,a,2024-03-01 09:01:07,x",
        "C1,a,2024-03-01 09:01:07,y",
    ]
    report = judged(log_of(tmp_path, rows, SHORT))
    duplicate = found(report, "LOG_DUPLICATE_EVENT")
    assert duplicate is not None
    assert (duplicate.count, duplicate.exposed, duplicate.rows) == (1, 4, (3,))


def test_a_duplicate_bears_the_id_that_the_reader_gave_it(tmp_path: Path) -> None:
    log = log_of(tmp_path, ["C1,a,2024-03-01 09:01:07,x"] * 2, SHORT)
    gate = next(each for each in judged(log).findings if each.code == "LOG_DUPLICATE_EVENT")
    assert [each.id for each in log.findings if each.code == gate.code] == [gate.id]


def test_cases_cut_by_the_window_lack_the_usual_begin_or_end(tmp_path: Path) -> None:
    rows = healthy()
    report = judged(log_of(tmp_path, [*rows[1:], "C900,登记,,2024-10-23 09:00:03,,张三,办公室,ERP"]))
    begin, end = found(report, "LOG_CUT_BEGIN"), found(report, "LOG_CUT_END")
    assert begin is not None
    assert end is not None
    assert (begin.count, begin.cases) == (1, ("C000",))
    assert (end.count, end.cases) == (1, ("C900",))


def test_how_wide_the_edges_are_is_a_value(tmp_path: Path) -> None:
    log = log_of(tmp_path, healthy()[1:])
    assert share(quality_of(log, timezone="UTC", edge_days=0), "LOG_CUT_BEGIN") is None
    assert share(quality_of(log, timezone="UTC", edge_days=1), "LOG_CUT_BEGIN") == (1, 60)


def test_in_a_window_of_a_week_no_case_is_known_to_be_cut(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, healthy(1)))
    assert {"LOG_CUT_BEGIN", "LOG_CUT_END"} <= set(unjudged(report))


def test_cases_of_one_event_are_counted(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, [*healthy(), "C900,登记,,2024-05-03 09:00:03,,张三,办公室,ERP"]))
    assert share(report, "LOG_SINGLE_EVENT") == (1, 61)


def test_a_case_far_longer_than_all_others_is_named(tmp_path: Path) -> None:
    more = [f"C000,审批,,2024-01-02 10:{minute:02}:17,,李四,办公室,ERP" for minute in range(30)]
    long = found(judged(log_of(tmp_path, [*healthy(), *more])), "LOG_LONG_CASE")
    assert long is not None
    assert (long.count, long.exposed, long.cases, long.facts["longest"], long.facts["usual"]) == (1, 60, ("C000",), 33, 3)


def test_a_case_that_lasts_for_years_is_an_outlier(tmp_path: Path) -> None:
    assert found(judged(log_of(tmp_path, healthy())), "LOG_OUTLIER_CASE") is None
    lasting = changed(healthy(), "end", "2030-01-01 10:00:07", [2])
    outlier = found(judged(log_of(tmp_path, lasting)), "LOG_OUTLIER_CASE")
    assert outlier is not None
    assert (outlier.count, outlier.exposed, outlier.cases) == (1, 60, ("C000",))


def damaged(folder: Path, names: list[str]) -> QualityReport:
    rows = [f"{name},a,2024-03-0{1 + number} 09:01:07,x" for number, name in enumerate(names)]
    return judged(log_of(folder, rows, SHORT))


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["1234567890123450000", "1234567890123460000"], 2),
        (["1.23457E+18", "C2"], 1),
        (["1234567890123450000", "1234567890123460017"], None),
        (["1234567890", "1200000000"], None),
        (["SO-1000000000000000", "SO-2000000000000000"], None),
    ],
)
def test_ids_that_a_spreadsheet_rounded(tmp_path: Path, names: list[str], count: int | None) -> None:
    pathology = found(damaged(tmp_path, names), "LOG_DAMAGED_ID")
    assert (pathology.count if pathology else None) == count


def test_damaged_ids_leave_no_indicator_of_cases(tmp_path: Path) -> None:
    unknown = {each.indicator for each in damaged(tmp_path, ["1.23457E+18"]).unknown_indicators}
    assert {"PX1", "PX3", "PX6", "PO5"} <= unknown


def test_ids_that_differ_in_width_alone_stay_apart_and_are_told(tmp_path: Path) -> None:
    rows = [f"{name},a,2024-03-01 09:01:07,x" for name in ("k1", "ｋ1", "Ｋ1", "K1", "k2", "订单1", "订单１")]
    log = log_of(tmp_path, rows, SHORT)
    pathology = found(judged(log), "LOG_CASE_ALIKE")
    assert pathology is not None
    assert (log.n_cases, pathology.count, pathology.exposed) == (7, 6, 7)
    assert "“K1” = “Ｋ1”; “k1” = “ｋ1”" in pathology.text()


def test_ids_that_nobody_writes_otherwise_are_no_doubt(tmp_path: Path) -> None:
    rows = [f"{name},a,2024-03-01 09:01:07,x" for name in ("k1", "K1", "订单1", "Ｋ2")]
    assert found(judged(log_of(tmp_path, rows, SHORT)), "LOG_CASE_ALIKE") is None


def test_an_attribute_that_differs_within_few_cases_was_damaged_there(tmp_path: Path) -> None:
    header = f"{SHORT},customer"
    rows = [f"C{case},a,2024-03-01 09:{case:02}:{step:02},x,K{case % 5}" for case in range(40) for step in range(3)]
    rows[10] = rows[10].removesuffix("K3") + "K1"
    varying = found(judged(log_of(tmp_path, rows, header)), "LOG_NEARLY_CONSTANT")
    assert varying is not None
    assert (varying.count, varying.exposed, varying.cases, varying.object) == (1, 40, ("C3",), ("customer",))


def test_an_attribute_of_events_may_differ_within_cases(tmp_path: Path) -> None:
    assert found(judged(log_of(tmp_path, healthy())), "LOG_NEARLY_CONSTANT") is None


def deliveries(deliveries_each: int) -> list[str]:
    """Return orders whose goods are picked and sent in several deliveries."""
    return [
        f"SO{case:03},{activity},2024-03-{1 + case % 28:02} 09:{10 * part + step:02}:07,x,DN{case:03}-{part}"
        for case in range(30)
        for part in range(deliveries_each)
        for step, activity in enumerate(("pick", "send"))
    ]


def test_parts_of_a_case_side_by_side_look_like_loops(tmp_path: Path) -> None:
    diverging = found(judged(log_of(tmp_path, deliveries(3), f"{SHORT},delivery")), "LOG_DIVERGENCE")
    assert diverging is not None
    assert (diverging.count, diverging.exposed, diverging.object) == (30, 30, ("delivery",))


def test_one_part_a_case_does_not(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, deliveries(1), f"{SHORT},delivery"))
    assert found(report, "LOG_DIVERGENCE") is None
    assert found(report, "LOG_CONVERGENCE") is None


def test_a_part_that_cases_share_is_counted_in_each(tmp_path: Path) -> None:
    rows = [row.replace("DN001-0", "DN000-0") for row in deliveries(1)]
    report = judged(log_of(tmp_path, rows, f"{SHORT},delivery"))
    assert share(report, "LOG_CONVERGENCE") == (2, 30)


def test_the_id_of_an_event_is_no_part(tmp_path: Path) -> None:
    rows = [f"{row.rsplit(',', 1)[0]},task-{number}" for number, row in enumerate(deliveries(3))]
    report = judged(log_of(tmp_path, rows, f"{SHORT},instance_no"))
    assert found(report, "LOG_DIVERGENCE") is None
