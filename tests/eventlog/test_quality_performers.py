"""Who and where: what is missing, shared or done by programs, and which indicators that takes away."""

from pathlib import Path

from tests.eventlog.quality_logs import changed, found, healthy, judged, log_of, share
from workbench.eventlog.quality import Standing
from workbench.findings import Severity

SHORT = "case_id,activity,end,resource"


def test_an_attribute_that_some_events_lack_is_counted_and_its_indicators_are_partial(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, changed(healthy(), "resource", "", range(9))))
    missing = next(each for each in report.pathologies if each.object == ("resource",))
    assert (missing.code, missing.severity, missing.count, missing.exposed) == ("LOG_ATTRIBUTE_MISSING", Severity.MINOR, 9, 180)
    standing = {each.indicator: each.standing for each in report.standings}
    assert standing["PO3"] is Standing.PARTIAL
    assert "PO7" not in standing
    assert "DT4" not in standing


def test_an_attribute_that_no_event_has_makes_its_indicators_unknown(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, ["C1,a,2025-03-03 09:04:00", "C1,b,2025-03-03 09:05:00"], "case_id,activity,end"))
    unknown = {each.indicator: each for each in report.unknown_indicators}
    assert {"DT4", "PO3", "PO7", "PO9", "PO13", "TP3", "TO3"} <= set(unknown)
    assert unknown["DT4"].cause == "recorded"
    assert unknown["DT4"].reason() == "100.0% of the events have none of: recorded."
    assert not {"PX1", "PX3"} & set(unknown)


def test_one_of_several_attributes_is_enough(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, ["C1,a,2025-03-03 09:04:00,x", "C1,b,2025-03-03 09:05:00,x"], SHORT))
    unknown = {each.indicator for each in report.unknown_indicators}
    assert "PO7" not in unknown
    assert "TP3" in unknown


def test_programs_are_told_by_their_names(tmp_path: Path) -> None:
    rows = changed(changed(healthy(), "resource", "RPA-7", [0]), "resource", "系统自动", [3, 6])
    program = found(judged(log_of(tmp_path, rows)), "LOG_SYSTEM_USER")
    assert program is not None
    assert (program.count, program.exposed, program.facts["names"]) == (3, 180, "RPA-7, 系统自动")


def test_the_table_of_accounts_decides_before_names(tmp_path: Path) -> None:
    log = log_of(tmp_path, [f"C1,a,2025-03-03 09:04:0{each},{who}" for each, who in enumerate(["admin", "E7", "公用"])], SHORT)
    report = judged(log, None, admin="personal", E7="system", 公用="shared")
    assert share(report, "LOG_SHARED_ACCOUNT") == (1, 3)
    assert found(judged(log), "LOG_SHARED_ACCOUNT") is None
    programs = [found(each, "LOG_SYSTEM_USER") for each in (report, judged(log))]
    assert [each.facts["names"] for each in programs if each is not None] == ["E7", "admin"]


def at_once(cases: int, who: str) -> list[str]:
    return [*healthy(), *(f"C{case:03},复核,,2024-07-01 10:04:07,,{who},办公室,ERP" for case in range(cases))]


def test_an_account_at_work_on_five_cases_at_one_second_is_shared(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, at_once(5, "值班")))
    assert share(report, "LOG_SHARED_ACCOUNT") == (5, 185)
    assert {"PO3", "PO5", "PO10"} <= {each.indicator for each in report.partial_indicators}


def test_four_cases_at_once_or_one_case_five_times_are_not(tmp_path: Path) -> None:
    assert found(judged(log_of(tmp_path, at_once(4, "值班"))), "LOG_SHARED_ACCOUNT") is None
    same = [*healthy(), *["C001,复核,,2024-07-01 10:04:07,,值班,办公室,ERP"] * 5]
    assert found(judged(log_of(tmp_path, same)), "LOG_SHARED_ACCOUNT") is None


def test_a_program_at_work_on_many_cases_is_no_shared_account(tmp_path: Path) -> None:
    report = judged(log_of(tmp_path, at_once(9, "batch_01")))
    assert share(report, "LOG_SYSTEM_USER") == (9, 189)
    assert found(report, "LOG_SHARED_ACCOUNT") is None
