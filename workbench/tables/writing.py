"""Tables written so that spreadsheets open them and reading them again gives the same: every cell is a text.

In a workbook the cells are typed as texts, so none of them is a formula. A CSV file has no types: a text that begins with =
stays as the user wrote it, and a spreadsheet that opens the file runs it; the reader says so (TEXT_FORMULA).
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from workbench.atomic import write_atomically
from workbench.tables.grid import cell_name
from workbench.tables.kinds import COLUMNS, kind_of_sheet
from workbench.tables.table import Row, Table

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_PLAIN, _BOLD = 1, 2
"""Styles of a cell and of a header: both texts, so that 007 typed into a spreadsheet later stays 007."""


def write_table(table: Table, path: Path) -> None:
    """Write a table as `table_bytes` returns it."""
    write_atomically(path, table_bytes(table))


def table_bytes(table: Table) -> bytes:
    """Return a table as CSV: UTF-8 with a byte-order mark, commas, quotes where needed (RFC 4180). Reading it gives the same."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(_texts(row, table.columns) for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def write_workbook(tables: Sequence[Table], path: Path) -> None:
    """Write tables as a workbook, as `packed_workbook` returns it."""
    write_atomically(path, packed_workbook(tables))


def packed_workbook(tables: Sequence[Table]) -> bytes:
    """Return tables as a workbook (ECMA-376), a sheet each. Reading it gives the same.

    A sheet bears the title that its table had where that is one of its kind, else the Chinese one.

    The same tables give the same bytes.
    """
    titles = [_title(table) for table in tables]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*_frame(titles), *_sheets(tables)):
            archive.writestr(zipfile.ZipInfo(name, _BEGINNING), _HEAD + content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _title(table: Table) -> str:
    is_known = table.sheet is not None and kind_of_sheet(table.sheet) is table.kind
    return table.sheet if is_known and table.sheet else COLUMNS[table.kind].title


def _texts(row: Row, columns: Sequence[str]) -> list[str]:
    return [row.cells.get(column, row.attributes.get(column, "")) for column in columns]


def _frame(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold a workbook together: types, relations, the list of its sheets, styles."""
    numbers = range(1, len(titles) + 1)
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            *((f"worksheets/sheet{number}", "worksheet") for number in numbers),
        )
    )
    parts = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts += '<Default Extension="xml" ContentType="application/xml"/>'
    yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{parts}{types}</Types>'
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number}"/>' for number, title in enumerate(titles, 1)
    )
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    related = [*(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers), ("styles", "styles.xml")]
    yield "xl/_rels/workbook.xml.rels", _relations(related)
    yield "xl/styles.xml", _STYLES


def _relations(related: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _sheets(tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    frozen = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    )
    for number, table in enumerate(tables, 1):
        widths = f'<cols><col min="1" max="{max(len(table.columns), 1)}" width="18" style="{_PLAIN}" customWidth="1"/></cols>'
        rows = [_row(1, table.columns, _BOLD)]
        rows += (_row(place, _texts(row, table.columns), _PLAIN) for place, row in enumerate(table.rows, 2))
        data = f"<sheetData>{''.join(rows)}</sheetData>"
        yield f"xl/worksheets/sheet{number}.xml", f'<worksheet xmlns="{_MAIN}">{frozen}{widths}{data}</worksheet>'


def _row(number: int, texts: Sequence[str], style: int) -> str:
    cells = "".join(
        f'<c r="{cell_name(number, column)}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
        for column, text in enumerate(texts, 1)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


def _escaped(text: str) -> str:
    """Return a text as a sheet holds it: what XML cannot hold or changes becomes _xHHHH_ (ECMA-376, part 1, 22.9.2.19)."""
    return escape(_NOT_IN_XML.sub(lambda letter: f"_x{ord(letter[0]):04X}_", text))
