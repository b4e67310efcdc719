"""A report as a workbook: real tables with filters, heads that stay, numbers and dates as such, and nothing that runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbench.atomic import write_atomically
from workbench.language import Language, say
from workbench.report.csv_text import inert
from workbench.report.page import Texts
from workbench.report.sheet import Kind, Sheet, Value
from workbench.report.sheets import sheets_of
from workbench.report.tables import count
from workbench.study import Assessment

_MOST_ROWS: Final = 1_000_000
"""A sheet has 1,048,576 rows (ECMA-376); head and sentence need a few."""

_MOST_LETTERS: Final = 32_767
_HEAD: Final = 1
"""The row of the table's head, from 0; above it stands what the sheet tells."""

_LONGEST_NAME: Final = 31
_NOT_IN_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NARROWEST, _WIDEST, _SENTENCE = 8, 48, 80
_MEASURED: Final = 500
"""How many rows decide how wide a column is."""

_FORMATS: Final[dict[Kind, dict[str, Any]]] = {
    Kind.WORD: {},
    Kind.SENTENCE: {"text_wrap": True},
    Kind.COUNT: {"num_format": "#,##0"},
    Kind.SHARE: {"num_format": "0.00%"},
    Kind.FIGURE: {"num_format": "0.000"},
    Kind.DAY: {"num_format": "yyyy-mm-dd"},
    Kind.MOMENT: {"num_format": "yyyy-mm-dd hh:mm"},
}
_FIXED_WIDTHS: Final = {Kind.COUNT: 10, Kind.SHARE: 10, Kind.FIGURE: 10, Kind.DAY: 12, Kind.MOMENT: 17}
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A date that is the same in every run, so that the bytes are."""

_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_report_workbook(assessment: Assessment, path: Path, language: Language) -> None:
    """Write an assessment as a workbook in one language, whole or not at all; the same assessment gives the same bytes."""
    write_atomically(path, workbook_bytes(assessment.study.name, sheets_of(assessment), language))


def workbook_bytes(title: str, sheets: Sequence[Sheet], language: Language) -> bytes:
    """Return sheets as an XLSX file (ECMA-376)."""
    packed = BytesIO()
    with Workbook(packed, _OPTIONS) as book:
        book.set_properties({"title": title, "created": _CREATED})
        writing = _Writing(book=book, language=language, formats=_formats_of(book))
        for number, (each, name) in enumerate(zip(sheets, sheet_names(sheets, language), strict=True), 1):
            writing.write(each, book.add_worksheet(name), number)
    return packed.getvalue()


def sheet_names(sheets: Iterable[Sheet], language: Language) -> list[str]:
    """Return names that a workbook may have: at most 31 letters, none that is forbidden there, no quote at an end, each once."""
    names: list[str] = []
    for each in sheets:
        base = each.name.said(language).translate(_NOT_IN_NAME).strip(" '")[:_LONGEST_NAME] or "_"
        taken, name, number = {known.casefold() for known in names}, base, 2
        while name.casefold() in taken:
            name = f"{base[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
            number += 1
        names.append(name)
    return names


@dataclass(frozen=True, kw_only=True, eq=False)
class _Writing:
    """A workbook that is being written in one language."""

    book: Workbook
    language: Language
    formats: dict[Kind, Any]

    def write(self, sheet: Sheet, page: Worksheet, number: int) -> None:
        """Write one sheet; its table needs a row, so that one without rows is told in a sentence."""
        rows = sheet.rows[:_MOST_ROWS]
        page.write_string(0, 0, self._told(sheet, sheet.total - len(rows)))
        for column, each in enumerate(sheet.columns):
            page.set_column(column, column, self._width(sheet, column), self.formats[each.kind])
        if not rows:
            return
        headings = _each_once([inert(each.heading.said(self.language)) for each in sheet.columns])
        columns = [
            {"header": heading, "format": self.formats[each.kind]} for heading, each in zip(headings, sheet.columns, strict=True)
        ]
        page.add_table(
            _HEAD, 0, _HEAD + len(rows), len(columns) - 1,
            {"name": f"table_{number}", "columns": columns, "style": "Table Style Light 1"},
        )  # fmt: skip
        page.freeze_panes(_HEAD + 1, 0)
        for place, row in enumerate(rows, _HEAD + 1):
            for column, value in enumerate(row):
                self._write_cell(page, (place, column), value, sheet.columns[column].kind)

    def _write_cell(self, page: Worksheet, place: tuple[int, int], value: Value, kind: Kind) -> None:
        look = self.formats[kind]
        match value:
            case None:
                return
            case Texts() | str():
                page.write_string(*place, self._text(value), self.formats[Kind.SENTENCE if kind is Kind.SENTENCE else Kind.WORD])
            case datetime() | date():
                page.write_datetime(*place, value, look)
            case _:
                page.write_number(*place, value, look)

    def _text(self, value: Texts | str) -> str:
        text = inert(value.said(self.language) if isinstance(value, Texts) else value)
        return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"

    def _told(self, sheet: Sheet, left_out: int) -> str:
        told = sheet.told.said(self.language)
        if not sheet.rows:
            told = f"{told} {say('sheet-nothing', self.language)}"
        return f"{told} {say('table-more', self.language, {'count': count(left_out)})}" if left_out else told

    def _width(self, sheet: Sheet, column: int) -> int:
        """Return how wide a column is, in digits: a Chinese character is as wide as two."""
        kind = sheet.columns[column].kind
        heading = _wide(sheet.columns[column].heading.said(self.language)) + 3
        if kind in _FIXED_WIDTHS:
            return max(heading, _FIXED_WIDTHS[kind])
        texts = (row[column] for row in sheet.rows[:_MEASURED])
        widest = max((_wide(self._text(each)) for each in texts if isinstance(each, (str, Texts))), default=0) + 2
        most = _SENTENCE if kind is Kind.SENTENCE else _WIDEST
        return max(_NARROWEST, heading, min(widest, most))


def _formats_of(book: Workbook) -> dict[Kind, Any]:
    return {kind: book.add_format({"valign": "top", **look}) for kind, look in _FORMATS.items()}


def _each_once(headings: Sequence[str]) -> list[str]:
    """Return headings that differ, as a table needs, also where case is all that tells them apart."""
    told: list[str] = []
    for heading in headings:
        same = sum(heading.casefold() == each.casefold() for each in told)
        told.append(f"{heading} {same + 1}" if same else heading)
    return told


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
