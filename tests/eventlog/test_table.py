"""Tables as people have them: preambles, damaged ids, blanks, repeated rows; each is said with its place."""

import csv
from pathlib import Path

import pytest

from tests.eventlog.files import codes, table, written
from workbench.eventlog import Limits, LogMapping, read_log
from workbench.findings import InputError, LimitError

ROW = "C1,a,2025-03-03 09:00:00,x"


def test_lines_above_the_header_are_passed_over_and_said(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, [",,,", "case_id,activity,end,resource", ROW], "报表,,,"))
    assert log.n_events == 1
    assert (codes(log), log.findings[0].place.line) == (["CSV_PREAMBLE"], 3)


def test_a_position_is_the_number_of_the_record_in_the_file(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, [ROW, "C1,b", "C1,c,2025-03-04,x"]))
    assert log.position.tolist() == [1, 3]


def test_a_quoted_newline_keeps_later_lines_right(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ['C1,"a\nb",2025-03-03,x', "C1,,2025-03-03,x"]))
    assert log.activities == ("a\nb",)
    assert next(found.place.line for found in log.findings if found.code == "LOG_NO_ACTIVITY") == 4


def test_a_blank_cell_is_a_missing_one(tmp_path: Path) -> None:
    assert codes(read_log(table(tmp_path, [ROW, "C1,  ,2025-03-03,x"]))) == ["LOG_NO_ACTIVITY"]


def test_ids_that_a_spreadsheet_rounded_are_named(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ["1.23457E+18,a,2025-03-03,x"]))
    assert codes(log) == ["CSV_SCI_ID"]
    assert "1.23457E+18" in log.findings[0].text()


def test_repeated_rows_are_kept_and_counted(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, [ROW, "C1,b,2025-03-03 10:00:00,x", ROW]))
    assert log.n_events == 3
    assert codes(log) == ["LOG_DUPLICATE_EVENT"]
    (repeated,) = (finding for finding in log.findings if finding.code == "LOG_DUPLICATE_EVENT")
    assert (repeated.facts["count"], repeated.place.line) == (1, 4)


def test_a_start_that_is_no_time_is_said(tmp_path: Path) -> None:
    log = read_log(table(tmp_path, ["C1,a,2025-03-03,soon"], "case_id,activity,end,start"))
    assert (codes(log), log.findings[0].place.line) == (["LOG_BAD_VALUE"], 2)


def test_a_format_that_reads_nothing_is_said_with_the_value(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2025-03-03 09:00:00"):
        read_log(table(tmp_path, [ROW]), LogMapping(formats={"end": "%d.%m.%Y"}))


def test_a_case_attribute_that_varies_is_said(tmp_path: Path) -> None:
    log = read_log(
        table(tmp_path, ["C1,a,2025-03-03,", "C1,b,2025-03-04,y", "C1,c,2025-03-05,x"], "case_id,activity,end,case:kind")
    )
    assert codes(log) == ["LOG_CASE_ATTRIBUTE_VARIES"]
    assert [log.case_columns["kind"].values[code] for code in log.case_columns["kind"].codes] == ["x"]


def test_an_unfinished_case_of_a_table_stays_a_case(tmp_path: Path) -> None:
    rows = ["C1,a,2025-03-03,start", "C2,a,2025-03-03,complete"]
    log = read_log(table(tmp_path, rows, "case_id,activity,end,lifecycle:transition"))
    assert (log.cases, log.n_events) == (("C1", "C2"), 1)


@pytest.mark.parametrize("content", ['{"a": 1}', '[\n {"case_id": 1}]'])
def test_json_is_named_as_such(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="JSON"):
        read_log(written(tmp_path, "log.json", content))


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="3 different columns"):
        read_log(table(tmp_path, [ROW]), limits=Limits(columns=3))


def test_reading_leaves_the_csv_module_as_it_was(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    with pytest.raises(LimitError):
        read_log(table(tmp_path, ["C1," + "a" * 99 + ",2025-03-03,x"]), limits=Limits(value_characters=50))
    assert csv.field_size_limit() == before


def test_a_form_feed_above_the_header_costs_no_row(tmp_path: Path) -> None:
    content = "Report\x0cpage 1\nTitle\ncase_id,activity,end\n" + "".join(f"C{n},a,2025-03-0{n} 09:00\n" for n in range(1, 6))
    log = read_log(written(tmp_path, "log.csv", content))
    assert (log.source.rows_read, log.n_events) == (5, 5)


def test_rows_that_are_all_ragged_are_refused_as_that(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        read_log(written(tmp_path, "log.csv", "case_id,activity,end\nC1,a,2025-03-01,\nC1,b,2025-03-02,\n"))
    assert refusal.value.finding.code == "CSV_RAGGED"
