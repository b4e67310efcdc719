"""The sheets for those who judge as a file: workbook, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.atomic import write_atomically
from workbench.language import Language
from workbench.report.csv_text import csv_text
from workbench.report.listed import listing_records, texts_of
from workbench.report.normalization.sheet_panels import judging_sheets, named_sheets
from workbench.report.outputs import unknown_output
from workbench.report.page import Texts
from workbench.report.register_head import sources_sheets
from workbench.report.tables import spoken
from workbench.report.workbook import workbook_bytes
from workbench.study.chaining import Sheets


def write_sheets(sheets: Sheets, name: str, path: Path, language: Language) -> None:
    """Write all sheets of a workspace of some name as the kind of file that a path asks for, whole or not at all.

    Raises UsageError where no kind of file ends so (`require_sheets_file` asks that before the work begins).
    """
    require_sheets_file(path)
    write_atomically(path, _WRITERS[path.suffix.lower()](sheets, name, language))


def require_sheets_file(path: Path) -> None:
    """Raise UsageError where sheets cannot be written as a path asks for."""
    if path.suffix.lower() not in _WRITERS:
        raise unknown_output(path, _WRITERS)


def sheets_workbook(sheets: Sheets, name: str, language: Language) -> bytes:
    """Return all sheets as one workbook (XLSX)."""
    return workbook_bytes(name, (*judging_sheets(sheets), *sources_sheets(sheets.head)), language)


def sheets_csv(sheets: Sheets, language: Language) -> str:
    """Return every filled cell of every sheet in a row of its own – sheet, row, column, value – to be filtered and pivoted.

    What is said of a sheet as a whole follows, as `said` of row 0; the last row is the head of the register, as that of a sheet
    `sources`.
    """
    rows = (
        [key, str(number), column, _cell(value, language)]
        for key, its in named_sheets(sheets).items()
        for number, row in enumerate(() if its is None else listing_records(its), start=1)
        for column, value in row.items()
        if value not in (None, "")
    )
    told = ([key, "0", "said", each.said(language)] for key, said in _said(sheets).items() for each in said)
    sources = [["sources", "1", "register", str(sheets.head)]] if sheets.head.number else []
    return "\ufeff" + csv_text([["sheet", "row", "column", "value"], *rows, *told, *sources])


def sheets_json(sheets: Sheets) -> str:
    """Return one JSON object: the rows of each sheet, null where it cannot be filled, what is `said` of it, and the head."""
    content: dict[str, object] = {key: None if its is None else listing_records(its) for key, its in named_sheets(sheets).items()}
    content["said"] = {key: list(map(spoken, said)) for key, said in _said(sheets).items()}
    content["register"] = str(sheets.head) if sheets.head.number else None
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _said(sheets: Sheets) -> Mapping[str, tuple[Texts, ...]]:
    """Return by its name what is said of each sheet as a whole, where anything is."""
    return {key: tuple(map(texts_of, its.said)) for key, its in named_sheets(sheets).items() if its is not None and its.said}


def _cell(value: object, language: Language) -> str:
    return str(value[language]) if isinstance(value, Mapping) else str(value)


_WRITERS: Final[Mapping[str, Callable[[Sheets, str, Language], bytes]]] = MappingProxyType(
    {
        ".xlsx": sheets_workbook,
        ".csv": lambda sheets, _name, language: sheets_csv(sheets, language).encode(),
        ".json": lambda sheets, _name, _language: sheets_json(sheets).encode(),
    }
)
"""How a file's name ends → what its content is."""
