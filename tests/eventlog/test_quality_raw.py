"""What only the rows as read show: numbers, formulas, total lines and local times, each with its line."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.eventlog.files import table
from workbench.eventlog import LogMapping
from workbench.eventlog.formats.table import read_table
from workbench.eventlog.quality import check_raw
from workbench.eventlog.rows.raw import RawLog
from workbench.findings import Finding, Severity
from workbench.language import Language
from workbench.tables.limits import Limits

HEADER = "case_id,activity,end,amount"


def raw_of(folder: Path, rows: list[str], header: str = HEADER) -> RawLog:
    path = table(folder, rows, header)
    return read_table(lambda: iter([path.read_bytes()]), str(path), "log", LogMapping(), Limits())


def said(raw: RawLog, code: str, zone: str = "Asia/Shanghai") -> list[Finding]:
    return [each for each in check_raw(raw, ZoneInfo(zone)) if each.code == code]


def test_decimal_commas_are_named_with_column_and_value(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, ["C1,a,2024-03-01 09:00:00Z,7", 'C1,b,2024-03-01 10:00:00Z,"1.100,50"', 'C2,a,2024-03-01Z,"2,5"'])
    (finding,) = said(raw, "NUM_FORMAT")
    assert (finding.place.line, finding.place.column) == (3, "amount")
    assert (finding.facts["value"], finding.facts["count"]) == ("1.100,50", 2)


@pytest.mark.parametrize("amounts", [["1.5", "2.25"], ['"1,100"', '"2,300"'], ['"2,5"', "Schmidt"], ['"3, 4"', '"5,6"']])
def test_other_numbers_and_lists_are_no_decimal_commas(tmp_path: Path, amounts: list[str]) -> None:
    assert said(raw_of(tmp_path, [f"C1,a,2024-03-0{n + 1},{each}" for n, each in enumerate(amounts)]), "NUM_FORMAT") == []


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd", "-2+cmd|' /C calc'!A0", "=WEBSERVICE(1)"])
def test_a_cell_that_would_run_is_named(tmp_path: Path, cell: str) -> None:
    (finding,) = said(raw_of(tmp_path, ["C1,a,2024-03-01,7", f"C1,{cell},2024-03-02,8"]), "TEXT_FORMULA")
    assert (finding.place.line, finding.place.column, finding.facts["value"]) == (3, "activity", cell)


@pytest.mark.parametrize("cell", ["-5", "-", "+86 138 0000 0000", "-1.5", "a=b", "--"])
def test_numbers_and_hyphens_do_not_run(tmp_path: Path, cell: str) -> None:
    assert said(raw_of(tmp_path, [f"C1,a,2024-03-01,{cell}"]), "TEXT_FORMULA") == []


@pytest.mark.parametrize("word", ["合计", "总计：", "Total", "Grand total", "Summe"])
def test_a_total_line_at_the_end_is_no_event(tmp_path: Path, word: str) -> None:
    (finding,) = said(raw_of(tmp_path, ["C1,a,2024-03-01,7", f"{word},,,2190"]), "CSV_ROW_INVALID")
    assert (finding.place.line, finding.facts["value"]) == (3, word)


def test_a_full_row_with_such_a_word_is_an_event(tmp_path: Path) -> None:
    assert said(raw_of(tmp_path, ["C1,合计,2024-03-01,7"]), "CSV_ROW_INVALID") == []


def test_the_zone_of_times_without_offset_is_said_in_a_note(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, ["C1,a,2024-03-01 09:00:00Z,7", "C1,b,2024-03-01 10:00:00,7"])
    (finding,) = said(raw, "TIME_ZONE_TAKEN")
    assert (finding.severity, finding.place.line, finding.facts["count"]) == (Severity.INFO, 3, 1)
    assert "Asia/Shanghai" in finding.text()
    assert "时区" in finding.text(Language.ZH_CN)
    assert said(raw_of(tmp_path, ["C1,a,2024-03-01 09:00:00Z,7"]), "TIME_ZONE_TAKEN") == []


def test_local_times_that_the_clocks_skip_or_show_twice(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, ["C1,a,2024-03-10 01:30,7", "C1,b,2024-03-10 02:30,7", "C1,c,2024-11-03 01:30,7"])
    assert [each.place.line for each in said(raw, "TIME_DST_GAP", "America/New_York")] == [3]
    assert [each.place.line for each in said(raw, "TIME_DST_TWICE", "America/New_York")] == [4]
    assert said(raw, "TIME_DST_GAP", "Asia/Shanghai") == []


def test_no_gap_stays_open(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, ["C1,=a,2024-03-10 02:30,7", 'C1,b,2024-11-03 01:30,"1,5"', "合计,,,7"])
    findings = list(check_raw(raw, ZoneInfo("America/New_York")))
    assert len({each.code for each in findings}) == 6
    assert [each for each in findings for language in Language if "{" in each.text(language)] == []


@pytest.mark.parametrize(
    ("name", "code", "line", "words"),
    [
        ("decimal_comma.csv", "NUM_FORMAT", 2, "1.100,50"),
        ("footer_total.csv", "CSV_ROW_INVALID", 22, "合计"),
        ("time_dst_naive.csv", "TIME_ZONE_TAKEN", 2, "zone"),
    ],
)
def test_files_of_the_corpus_are_told_with_their_line(shared: Path, name: str, code: str, line: int, words: str) -> None:
    path = shared / "corpus" / "open" / "csv" / name
    raw = read_table(lambda: iter([path.read_bytes()]), str(path), "log", LogMapping(), Limits())
    (finding,) = said(raw, code)
    assert finding.place.line == line
    assert words in finding.text()
