"""Cells understood: lists, numbers, dates, yes or no; each reader gives the value or says where and what is wrong.

Each takes a row and a column, and returns None where the cell is blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Severity
from workbench.tables.table import Row

_BETWEEN: Final = re.compile(r"[|;；、，,]")
_BETWEEN_IDS: Final = re.compile(r"[|;；、，,\s]")
_WHOLE: Final = re.compile(r"[+-]?\d{1,15}(\.0+)?")
_DECIMAL: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_DATE: Final = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))")
_TIME_OF_DAY: Final = re.compile(r"[T\s]+([01]?\d|2[0-4]):[0-5]\d(:[0-6]\d([.,]\d+)?)?\s*(Z|[+-]\d\d:?(\d\d)?)?", re.IGNORECASE)
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")
_FIRST_DAY: Final = date(1899, 12, 30)
_YES_NO: Final[Mapping[str, bool]] = MappingProxyType(
    dict.fromkeys(("yes", "y", "true", "t", "1", "是", "有", "真", "对"), True)
    | dict.fromkeys(("no", "n", "false", "f", "0", "否", "无", "假", "不"), False)
)


def ids_in(cell: str) -> tuple[str, ...]:
    """Return the ids that a cell lists, each once: divided by `|`, semicolons, commas or blanks, full width or not."""
    return tuple(dict.fromkeys(filter(None, _BETWEEN_IDS.split(cell))))


def texts_in(cell: str) -> tuple[str, ...]:
    """Return the texts that a cell lists, each once: divided as ids are, but for blanks, which texts may hold."""
    return tuple(dict.fromkeys(text for each in _BETWEEN.split(cell) if (text := each.strip())))


def whole_number(row: Row, column: str) -> int | Finding | None:
    """Read a whole number; 3.0, which a spreadsheet may have made of it, is one."""
    text = _plain(row, column)
    if not text:
        return None
    number = _without_thousands(text)
    return int(number.partition(".")[0]) if _WHOLE.fullmatch(number) else _wrong(row, column, "1, 2, 3, …")


def decimal_number(row: Row, column: str) -> float | Finding | None:
    """Read a number with a decimal point; commas between thousands are passed over."""
    text = _plain(row, column)
    if not text:
        return None
    number = _without_thousands(text)
    return float(number) if _DECIMAL.fullmatch(number) else _wrong(row, column, "12500, 12500.5")


def date_in(row: Row, column: str) -> date | Finding | None:
    """Read a day: ISO 8601, year first with / or . or 年月日, or a spreadsheet's serial number of 1900; times are passed over."""
    text = _plain(row, column)
    if not text:
        return None
    if _SERIAL.fullmatch(text):
        return _FIRST_DAY + timedelta(days=int(text[:5]))
    found = _DATE.match(text)
    rest = text[found.end() :] if found else ""
    if found is None or (rest and _TIME_OF_DAY.fullmatch(rest) is None):
        return _wrong(row, column, "2025-03-03, 2025/3/3")
    year, month, day = (int(part) for part in found.groups() if part and part.isdecimal())
    try:
        return date(year, month, day)
    except ValueError:
        return _wrong(row, column, "2025-03-03, 2025/3/3")


def yes_no_in(row: Row, column: str) -> bool | Finding | None:
    """Read yes or no, in words or figures of both languages."""
    text = _plain(row, column)
    if not text:
        return None
    known = _YES_NO.get(text.casefold())
    return _wrong(row, column, "yes, no, 是, 否") if known is None else known


def _plain(row: Row, column: str) -> str:
    return unicodedata.normalize("NFKC", row.cell(column)).strip()


def _without_thousands(text: str) -> str:
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def _wrong(row: Row, column: str, wanted: str) -> Finding:
    value = row.cell(column)
    facts = {"row": row.place.row, "column": column, "value": value, "wanted": wanted}
    place = row.at(column)
    return Finding(code="CELL_WRONG_FORM", severity=Severity.MINOR, place=place, facts=facts, object=(column, value))
