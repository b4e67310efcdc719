"""Workbooks as people have them and as attackers make them: every cell accounted for, nothing run, fetched or believed."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eventlog.files import codes, table
from workbench.eventlog import EventLog, Limits, LogMapping, read_log
from workbench.eventlog.formats.xlsx import read_xlsx
from workbench.eventlog.rows.assembly import assemble
from workbench.eventlog.rows.raw import RawLog
from workbench.findings import InputError, LimitError

HEADER = ["case_id", "activity", "end", "amount"]
NINE = datetime(2025, 3, 3, 9)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d\\ h:mm"/><numFmt numFmtId="165" formatCode="0.0&quot;d&quot;"/>'
    '<numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="14"/>'
    '<xf numFmtId="57"/><xf numFmtId="21"/></cellXfs>'
)
"""Styles 1, 4, 5 and 6 show dates or times; 2 shows a number and the letter d, 3 a span of time."""
SHARED = "<si><t>C1</t></si><si><r><t>登</t></r><r><t>记</t></r><rPh><t>x</t></rPh></si>"


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def number(value: str, style: int = 0) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def row(*cells: str, at: int | None = None) -> str:
    place = f'<row r="{at}">' if at else "<row>"
    return f"{place}{''.join(cell if cell.startswith('<') else text(cell) for cell in cells)}</row>"


def event(case: str, activity: str = "a", end: str = "2025-03-03 09:00:00", amount: str = "1") -> str:
    return row(case, activity, end, amount)


def sheet(*rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def book(
    *rows: str,
    after: str = "",
    sheets: Mapping[str, str] | None = None,
    properties: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """Return a workbook with one sheet of these rows, or with the sheets given."""
    sheets = sheets or {"日志": sheet(*rows, after=after)}
    listed = "".join(f'<sheet name="{name}" r:id="r{place}"/>' for place, name in enumerate(sheets))
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{OFFICE}/worksheet" Target="worksheets/{place}.xml"/>' for place in range(len(sheets))
    )
    others = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in ("styles", "sharedStrings")
    )
    content = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}{others}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{SHARED}</sst>',
        **{f"xl/worksheets/{place}.xml": each for place, each in enumerate(sheets.values())},
        **(parts or {}),
    }
    return packed(content)


def packed(content: Mapping[str, str]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, each in content.items():
            archive.writestr(part, each)
    return sink.getvalue()


def raw_of(content: bytes, mapping: LogMapping | None = None, limits: Limits | None = None) -> RawLog:
    return read_xlsx(io.BytesIO(content), "log.xlsx", "log", mapping or LogMapping(), limits or Limits())


def log_of(content: bytes, mapping: LogMapping | None = None) -> EventLog:
    mapping = mapping or LogMapping()
    return assemble(raw_of(content, mapping), mapping, ZoneInfo("Asia/Shanghai"))


def values(log: EventLog, name: str) -> list[str]:
    return list(log.columns[name].values)


def clock(log: EventLog, event: int = 0) -> str:
    return str(np.datetime64(int(log.end[event]) + 8 * 3_600_000_000, "us"))[:19]


def refused(content: bytes, limits: Limits | None = None) -> tuple[str, int | None]:
    with pytest.raises(InputError) as error:
        raw_of(content, limits=limits)
    return error.value.finding.code, error.value.finding.place.line


def test_a_workbook_and_its_csv_are_the_same_log(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    rows: Sequence[Sequence[object]] = [
        ["C1", "登记", NINE, 7],
        ["C1", "审批", NINE + timedelta(minutes=90), 1.5],
        [2, "登记", NINE, True],
    ]
    for each in [HEADER, *rows]:
        workbook.active.append(each)
    workbook.save(tmp_path / "log.xlsx")
    written = ["C1,登记,2025-03-03 09:00:00,7", "C1,审批,2025-03-03 10:30:00,1.5", "2,登记,2025-03-03 09:00:00,true"]
    log = log_of((tmp_path / "log.xlsx").read_bytes())
    assert log.source.content == read_log(table(tmp_path, written, ",".join(HEADER))).source.content
    assert codes(log) == []


def test_lines_are_rows_of_the_sheet_and_positions_count_records() -> None:
    raw = raw_of(
        book(
            row(*HEADER, at=3),
            row("C1", "a", "2025-03-03", at=5),
            row("C1", "", "", "", at=6),
            row("C2", "b", "2025-03-04", at=9),
        )
    )
    assert (raw.lines.tolist(), raw.positions.tolist()) == ([5, 6, 9], [1, 2, 3])
    assert assemble(raw, LogMapping(), ZoneInfo("UTC")).findings[0].place.line == 6


def test_titles_above_the_header_are_passed_over_and_said() -> None:
    log = log_of(
        book(
            row("订单报表", at=1),
            row("2025", at=2),
            row(*HEADER, at=4),
            event("C1"),
            after='<mergeCells><mergeCell ref="A1:D1"/></mergeCells>',
        )
    )
    assert (log.n_events, codes(log), log.findings[0].place.line) == (1, ["CSV_PREAMBLE"], 4)


def test_a_column_that_is_missing_is_said_at_the_row_of_the_header() -> None:
    assert refused(book(row("case_id", "activity", "amount", at=3))) == ("CSV_NO_COLUMN", 3)


def test_the_first_sheet_that_bears_a_log_is_read_and_the_others_said() -> None:
    notes, log = sheet(row("说明")), sheet(row(*HEADER), event("C1"))
    read = log_of(book(sheets={"说明": notes, "日志": log, "旧": log, "空": sheet()}))
    assert (read.n_events, codes(read)) == (1, ["XLSX_SHEETS"])
    assert (read.findings[0].facts["sheet"], read.findings[0].facts["others"]) == ("日志", "说明, 旧")


def test_shared_texts_are_joined_without_their_reading_aid() -> None:
    log = log_of(book(row(*HEADER), row('<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', "2025-03-03")))
    assert (list(log.cases), log.activities) == (["C1"], ("登记",))


def test_a_shared_text_that_is_not_there_is_damage() -> None:
    assert refused(book(row(*HEADER), row('<c t="s"><v>2</v></c>'))) == ("FILE_CORRUPT", None)


def test_escaped_letters_are_read() -> None:
    assert log_of(book(row(*HEADER), event("C1", "a_x000A_b_xD800_"))).activities == ("a\nb_xD800_",)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (number("7"), "7"),
        (number("1.0"), "1"),
        (number("1.2E3"), "1200"),
        (number("0.1"), "0.1"),
        (number("12345678901234567890"), "12345678901234567890"),
        (number("45719", 4), "2025-03-03"),
        (number("45719.375", 1), "2025-03-03 09:00:00"),
        (number("45719", 5), "2025-03-03"),
        (number("0.375", 6), "09:00:00"),
        (number("1.5", 2), "1.5"),
        (number("1.5", 3), "1.5"),
        (number("59", 4), "1900-02-28"),
        (number("-5", 4), "-5"),
        ('<c t="b"><v>1</v></c>', "true"),
        ('<c t="str"><f>A1</f><v>x</v></c>', "x"),
        ('<c t="str"><f>A1</f><v></v></c>', None),
        ('<c s="4"/>', None),
    ],
)
def test_every_cell_reads_as_its_csv_would(cell: str, expected: str | None) -> None:
    log = log_of(book(row(*HEADER), row("C1", "a", "2025-03-03", cell)))
    assert (values(log, "amount"), codes(log)) == ([expected] if expected else [], [])


def test_dates_are_times_whatever_format_texts_have() -> None:
    mapping = LogMapping(formats={"end": "%d.%m.%Y"})
    log = log_of(book(row(*HEADER), row("C1", "a", number("45719.375", 1)), event("C1", "b", "04.03.2025")), mapping)
    assert [clock(log, each) for each in (0, 1)] == ["2025-03-03T09:00:00", "2025-03-04T00:00:00"]


def test_a_serial_number_without_a_format_is_read_and_said() -> None:
    log = log_of(book(row(*HEADER), row("C1", "a", number("45719.41666667"))))
    assert (clock(log), codes(log), log.findings[0].place.line) == ("2025-03-03T10:00:00", ["TIME_EXCEL_SERIAL"], 2)


def test_days_since_1904_are_read_so_and_said() -> None:
    rows = (row(*HEADER), row("C1", "a", number("44257.375", 1), number("44257", 4)), row("C1", "b", number("44257.5")))
    log = log_of(book(*rows, properties='<workbookPr date1904="1"/>'))
    assert ([clock(log, 0), clock(log, 1)], values(log, "amount")) == (
        ["2025-03-03T09:00:00", "2025-03-03T12:00:00"],
        ["2025-03-03"],
    )
    assert codes(log) == ["XLSX_DATE1904"]


def test_an_error_is_missing_and_named_by_its_cell() -> None:
    wrong = '<c t="e"><v>#REF!</v></c>'
    log = log_of(book(row(*HEADER), row("C1", "a", "2025-03-03", wrong), row("C1", "b", "2025-03-04", wrong)))
    finding = log.findings[0]
    assert (finding.code, finding.facts["cell"], finding.facts["value"], finding.facts["count"]) == (
        "XLSX_ERROR_CELL",
        "D2",
        "#REF!",
        2,
    )
    assert values(log, "amount") == []


def test_a_formula_without_its_result_is_missing_and_said() -> None:
    log = log_of(book(row(*HEADER), row("C1", "a", "2025-03-03", "<c><f>1+1</f></c>")))
    assert [(each.code, each.facts["cell"]) for each in log.findings] == [("XLSX_NO_RESULT", "D2")]


def test_a_case_in_merged_cells_belongs_to_each_row_and_is_said() -> None:
    rows = (event("C1"), event("", "b"), event("", "c"), event("C2"), event("", "b"))
    log = log_of(book(row(*HEADER), *rows, after='<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="A5:A6"/></mergeCells>'))
    assert np.bincount(log.case).tolist() == [3, 2]
    finding = log.findings[0]
    assert (finding.code, finding.facts["ranges"], finding.facts["count"], finding.place.line) == (
        "XLSX_MERGED",
        "A2:A4, A5:A6",
        3,
        2,
    )


def test_a_time_in_merged_cells_is_filled_down_too() -> None:
    rows = (row("C1", "a", number("45719.375", 1)), row("C1", "b"), row("C1", "c", "2025-03-04"), row("C1", "d"))
    log = log_of(book(row(*HEADER), *rows, after='<mergeCells><mergeCell ref="C2:C3"/><mergeCell ref="C4:C5"/></mergeCells>'))
    assert [clock(log, each)[:10] for each in range(4)] == ["2025-03-03", "2025-03-03", "2025-03-04", "2025-03-04"]


def test_rounded_ids_are_named() -> None:
    log = log_of(book(row(*HEADER), row(number("1.2345678901234568E+18"), "a", "2025-03-03")))
    assert (codes(log), list(log.cases)) == (["CSV_SCI_ID"], ["1234567890123456800"])


def test_cells_without_a_header_are_left_out_and_said() -> None:
    log = log_of(book(row(*HEADER), row("C1", "a", "2025-03-03", "1", "x", "y"), row('<c r="F9" t="str"><v>z</v></c>', at=9)))
    assert (log.source.rows_read, set(log.columns)) == (1, {"amount"})
    assert [(each.code, each.facts["cell"], each.facts["count"]) for each in log.findings] == [("XLSX_OUTSIDE", "E2", 3)]


def test_a_cell_at_the_end_of_the_sheet_builds_no_grid() -> None:
    log = log_of(book(row(*HEADER), event("C1"), row('<c r="XFD1048576"><v>1</v></c>', at=1 << 20)))
    assert [(each.code, each.facts["cell"], each.place.line) for each in log.findings] == [("LIMIT_CELLS", "XFD1048576", 1 << 20)]


@pytest.mark.parametrize(
    "wrong", [row("x", at=1 << 21), row('<c r="B2"/>', '<c r="A2"/>', at=2), row("x", at=2) + row("x", at=1)]
)
def test_cells_out_of_order_or_out_of_the_sheet_are_damage(wrong: str) -> None:
    assert refused(book(row(*HEADER), wrong)) == ("FILE_CORRUPT", None)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "XL/VBAPROJECT.BIN"])
def test_macros_are_said(part: str) -> None:
    assert codes(log_of(book(row(*HEADER), event("C1"), parts={part: "x"}))) == ["XLSX_MACRO"]


def test_what_unpacks_beyond_the_limit_is_refused_unread() -> None:
    bomb = book(row(*HEADER), event("C1", "a" * 3_000_000))
    assert refused(bomb, Limits(unpacked_bytes=8_000_000)) == ("LIMIT_UNPACKED", None)
    assert refused(bomb, Limits(unpacked_bytes=2_000_000)) == ("LIMIT_UNPACKED", None)
    assert refused(bomb) == ("LIMIT_FIELD", 2)


def test_a_part_that_declares_less_than_it_holds_is_read_no_further() -> None:
    content = book(row(*HEADER), event("C1", "a" * 3_000_000))
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/worksheets/0.xml").file_size.to_bytes(4, "little")
    assert refused(content.replace(size, (1_000).to_bytes(4, "little"))) == ("FILE_CORRUPT", None)


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(LimitError):
        raw_of(book(row(*HEADER)), limits=Limits(columns=3))


def test_a_document_type_is_refused() -> None:
    entity = f'<!DOCTYPE x [<!ENTITY e "boom">]>{sheet(row(*HEADER), event("&e;"))}'
    assert refused(book(sheets={"日志": entity})) == ("XML_DTD_FORBIDDEN", 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (book(row(*HEADER), event("C1"))[:-300], "FILE_TRUNCATED"),
        (b"<html><table><tr><td>case_id</td></tr></table></html>", "FILE_WRONG_FORMAT"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "FILE_WRONG_FORMAT"),
        (b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "XLSX_ENCRYPTED"),
        (packed({"word/document.xml": "<w/>"}), "FILE_WRONG_FORMAT"),
        (packed({"xl/workbook.xml": "<w/>"}), "FILE_WRONG_FORMAT"),
        (book(sheets={"日志": "<worksheet>"}), "FILE_CORRUPT"),
        (book(), "LOG_EMPTY"),
        (book(row(*HEADER)), "LOG_EMPTY"),
    ],
)
def test_what_is_no_workbook_is_refused_for_what_it_is(content: bytes, code: str) -> None:
    assert refused(content)[0] == code


@given(place=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_a_damaged_byte_is_read_or_refused_and_never_a_crash(place: int, byte: int) -> None:
    content = bytearray(book(row(*HEADER), event("C1"), event("C2")))
    content[place % len(content)] ^= byte
    with suppress(InputError):
        assert raw_of(bytes(content)).n_rows == 2


def test_the_workbooks_of_the_corpus_are_read_or_refused_as_expected(shared: Path) -> None:
    with (shared / "corpus" / "MANIFEST.csv").open(encoding="utf-8-sig") as manifest:
        rows = [each for each in csv.DictReader(manifest) if each["file"].startswith("open/xlsx/")]
    assert len(rows) == 12
    for each in rows:
        content = (shared / "corpus" / each["file"]).read_bytes()
        if each["expect"] == "reject":
            assert refused(content)[0] == each["code"], each["file"]
            continue
        log = log_of(content)
        assert (log.n_cases, log.source.rows_read, log.source.rows_rejected) == (4, 20, 0), each["file"]
        assert clock(log) == "2024-03-01T09:00:00", each["file"]
        said = "\n".join(f"{found.code} {found.text()}" for found in log.findings)
        assert each["code"] in said or each["code"] in ("", "TEXT_FORMULA"), each["file"]
        assert any(word in said for word in each["locator"].split("|")) or each["code"] == "TEXT_FORMULA", each["file"]
