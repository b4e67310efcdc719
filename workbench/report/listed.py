"""Any result that is a table as a sheet of a workbook, on a page, as CSV or as JSON: in the order in which it shows itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from workbench.language import Language, catalogue
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.report.csv_text import csv_text
from workbench.report.page import Heading, Table, Texts
from workbench.report.sheet import Column, Kind, Sheet, Value
from workbench.report.tables import UNKNOWN, both, count, figure_said, in_both, same, spoken
from workbench.shown import Said, Tabular, Values, duration_text

_NUMBERS: Final = {"i": Kind.COUNT, "f": Kind.FIGURE, "M": Kind.MOMENT}
"""What a column holds, by the kind of its numpy type."""

_WORDS: Final = MappingProxyType(
    {
        "match_level": "level",
        "measured_in": "unit",
        "outlook": "warning-outlook",
        "proof": "proof",
        "scope": "scope",
        "severity": "severity",
        "strata": "strata",
        "stratum": "stratum",
        "watched": "watched",
    }
)
"""How the keys begin that say the words of a column; what no key says stays as it is."""


def listing_sheet(key: str, table: Tabular) -> Sheet:
    """Return a table as a sheet, by the key of its name; what it says as a whole stands above it."""
    columns = _worded(table)
    told = in_both(lambda language: " ".join(texts_of(each).said(language) for each in table.said) or both(key).said(language))
    headings = tuple(Column(heading=_heading(name), kind=_kind(values)) for name, values in columns.items())
    rows = tuple(zip(*(_cells(values) for values in columns.values()), strict=True))
    return Sheet(name=both(key), told=told, columns=headings, rows=rows, total=len(table))


def listing_csv(table: Tabular, language: Language, head: Head = BEFORE_ALL) -> str:
    """Return a table as CSV text with a byte-order mark; what is not known is empty.

    Where the register holds a record, its `head` stands in a last column, so that every row bears it wherever it is copied.
    """
    columns = _worded(table)
    rows = zip(*(_cells(values) for values in columns.values()), strict=True)
    headings = [_heading(name).said(language) for name in columns]
    named, borne = ([_heading("register").said(language)], [str(head)]) if head.number else ([], [])
    return "\ufeff" + csv_text([[*headings, *named], *([*(_spoken(cell, language) for cell in row), *borne] for row in rows)])


def listing_table(table: Tabular) -> Table:
    """Return a table as one of a page: figures in their unit, else to four digits; what is not known as a dash."""
    units = _units(table)
    columns = {name: values for name, values in _worded(table).items() if name not in table.measured_by.values()}
    headings = tuple(Heading(text=_heading(name), is_number=_is_number(values)) for name, values in columns.items())
    rows = zip(*(_page_cells(values, units.get(name)) for name, values in columns.items()), strict=True)
    return Table(headings=headings, rows=tuple(rows))


def listing_records(table: Tabular) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of a table as they stand in JSON: by the names of the columns, sentences in both languages."""
    columns = table.columns(slice(None))
    rows = zip(*(_cells(values) for values in columns.values()), strict=True)
    return tuple(dict(zip(columns, map(_in_json, row), strict=True)) for row in rows)


def _worded(table: Tabular) -> Mapping[str, Values]:
    """Return the columns of a table for people: words as they are said."""
    columns = table.columns(slice(None))
    return {name: [_word(name, each) for each in values] if name in _WORDS else values for name, values in columns.items()}


def _word(column: str, value: Said) -> Said:
    if not isinstance(value, str):
        return value
    keys = (f"{_WORDS[column]}-{each}" for each in (value, value.replace("_", "-"), value.upper()))
    known = next((key for key in keys if key in catalogue(Language.EN)), None)
    return value if known is None else spoken(both(known))


def _units(table: Tabular) -> Mapping[str, Sequence[str]]:
    """Return the unit of each figure of the columns that have one."""
    columns = table.columns(slice(None))
    return {name: [str(each) for each in columns.get(unit, [unit] * len(table))] for name, unit in table.measured_by.items()}


def _page_cells(values: Values, units: Sequence[str] | None) -> list[Texts]:
    cells = _cells(values)
    if units is None:
        return [_on_page(cell) for cell in cells]
    return [
        figure_said(cell, unit) if isinstance(cell, float) else _on_page(cell) for cell, unit in zip(cells, units, strict=True)
    ]


def _is_number(values: Values) -> bool:
    return isinstance(values, np.ndarray) and values.dtype.kind in "if"


def _on_page(cell: Value) -> Texts:
    match cell:
        case None:
            return same(UNKNOWN)
        case Texts():
            return cell
        case int():
            return same(count(cell))
        case float():
            return same(f"{cell:.4g}")
        case _:
            return same(str(cell))


def _in_json(cell: Value) -> Any:
    if isinstance(cell, Texts):
        return spoken(cell)
    return cell if cell is None or isinstance(cell, int | float | str) else cell.isoformat()


def _heading(name: str) -> Texts:
    return both(f"column-{name}") if f"column-{name}" in catalogue(Language.EN) else same(name)


def _kind(values: Values) -> Kind:
    return _NUMBERS.get(values.dtype.kind, Kind.WORD) if isinstance(values, np.ndarray) else Kind.SENTENCE


def _cells(values: Values) -> Sequence[Value]:
    if not isinstance(values, np.ndarray):
        return [each if isinstance(each, str) else texts_of(each) for each in values]
    hidden = np.ma.getmaskarray(values).tolist()
    return [None if is_hidden else _plain(each) for each, is_hidden in zip(np.ma.getdata(values), hidden, strict=True)]


def _plain(value: object) -> Value:
    """Return a number, a moment, a duration in words, or yes and no, as it stands in a cell; None where it is none."""
    if isinstance(value, np.datetime64 | np.timedelta64):
        return None if np.isnat(value) else _time(value)
    if isinstance(value, np.bool_):
        return both("table-yes" if value else "table-no")
    return int(value) if isinstance(value, np.integer) else float(value)  # type: ignore[arg-type]


def _time(value: np.datetime64 | np.timedelta64) -> Value:
    microseconds = int(value.astype("datetime64[us]" if isinstance(value, np.datetime64) else "timedelta64[us]").astype(np.int64))
    if isinstance(value, np.timedelta64):
        return in_both(lambda language: duration_text(microseconds, language))
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC).replace(tzinfo=None)


def texts_of(said: Said) -> Texts:
    """Return what a result says as the text of a page."""
    if isinstance(said, str):
        return same(said)
    if hasattr(said, "text"):
        return in_both(said.text)
    return Texts(zh=said[Language.ZH_CN], en=said[Language.EN])


def _spoken(cell: Value, language: Language) -> str:
    if cell is None:
        return ""
    return cell.said(language) if isinstance(cell, Texts) else str(cell)
