"""Mapping files and headers: what is known is taken, what is doubtful is refused by name, nothing is guessed silently."""

from pathlib import Path

import pytest

from tests.eventlog.files import event, table, text, trace, written, xes
from workbench.eventlog import LogMapping, looks_like_log_table, read_log, read_mapping
from workbench.findings import InputError, UsageError

ROW = ["C1,a,2025-03-03 09:00:00,x"]


def test_a_mapping_file_says_all_it_can(tmp_path: Path) -> None:
    content = "columns: {case_id: 订单号, time:timestamp: 完成}\ntimezone: UTC\nformats: {end: '%Y'}\n"
    content += "unobservable: [OTD-17]\ncensored: {open_cases: exclude}\n"
    mapping = read_mapping(written(tmp_path, "m.yaml", content))
    assert dict(mapping.columns) == {"case_id": "订单号", "end": "完成"}
    assert (mapping.timezone, dict(mapping.formats), mapping.unobservable) == ("UTC", {"end": "%Y"}, ("OTD-17",))
    assert dict(mapping.censored) == {"open_cases": "exclude"}


def test_an_empty_mapping_file_says_nothing(tmp_path: Path) -> None:
    assert not read_mapping(written(tmp_path, "m.yaml", "")).columns


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a: [", "YAML_NOT_WELLFORMED"),
        ("a: " + "[" * 5000, "YAML_NOT_WELLFORMED"),
        ("- a", "YAML_WRONG_FORM"),
        ("columns: [a]", "YAML_WRONG_FORM"),
        ("columns: {case_id: }", "YAML_WRONG_FORM"),
        ("unobservable: OTD-17", "YAML_WRONG_FORM"),
        ("columns: {kase: a}", "SETTING_UNKNOWN"),
        ("formats: {finish: '%Y'}", "SETTING_UNKNOWN"),
        ("censored: {open_cases: keep}", "SETTING_UNKNOWN"),
        ("columns: {case_id: a, case:concept:name: b}", "CSV_AMBIGUOUS_COLUMN"),
    ],
)
def test_a_mapping_file_that_is_wrong_is_refused_by_name(tmp_path: Path, content: str, code: str) -> None:
    path = written(tmp_path, "m.yaml", content)
    with pytest.raises(InputError) as refusal:
        read_mapping(path)
    assert refusal.value.finding.code == code
    assert str(path) in str(refusal.value)


def test_a_missing_mapping_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.yaml"):
        read_mapping(tmp_path / "gone.yaml")


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "Asia", ""])
def test_a_time_zone_that_does_not_exist_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="timezone"):
        read_log(table(tmp_path, ROW), timezone=name)


def test_a_standard_name_comes_before_an_alias_however_it_is_spelled(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ["C1,a,b,2025-03-03"], "Case ID,Activity,Event,Time Stamp"))
    assert log.activities == ("a",)
    assert log.columns["Event"].values == ("b",)


def test_two_aliases_for_one_attribute_are_both_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="订单号, 案例"):
        read_log(table(tmp_path, ["1,2,a,2025-03-03"], "订单号,案例,活动,时间"))


def test_one_column_may_serve_two_attributes(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ROW), LogMapping(columns={"start": "end"}))
    assert log.start[0] == log.end[0]


def test_a_mapping_file_decides_for_xes_too(tmp_path: Path) -> None:
    path = xes(tmp_path, trace("C1", event("a", inner=text("Task", "t"))))
    assert read_log(path, LogMapping(columns={"activity": "Task"})).activities == ("t",)
    with pytest.raises(InputError, match="Tusk"):
        read_log(path, LogMapping(columns={"activity": "Tusk"}))
    assert "XES_CASE_IS_TRACE" in [each.code for each in read_log(path, LogMapping(columns={"case_id": "Task"})).findings]


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (["Case ID", "Activity", "Time Stamp"], True),
        (["订单号", "工序", "完成时间", "备注"], True),
        (["case:concept:name", "concept:name", "time:timestamp"], True),
        (["department_id", "name", "parent_id"], False),
        ([], False),
    ],
)
def test_a_log_is_told_by_its_header(header: list[str], known: bool) -> None:
    assert looks_like_log_table(header) is known
