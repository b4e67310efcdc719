"""Any result that is a table as a sheet of a workbook, or as CSV: with its headings, in the order in which it shows itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np

from workbench.language import Language, catalogue
from workbench.report.csv_text import csv_text
from workbench.report.page import Texts
from workbench.report.sheet import Column, Kind, Sheet, Value
from workbench.report.tables import both, in_both, same
from workbench.shown import Said, Tabular, Values, duration_text

_NUMBERS: Final = {"i": Kind.COUNT, "f": Kind.FIGURE, "M": Kind.MOMENT}
"""What a column holds, by the kind of its numpy type."""


def listing_sheet(key: str, table: Tabular) -> Sheet:
    """Return a table as a sheet, by the key of its name; what it says as a whole stands above it."""
    columns = table.columns(slice(None))
    told = in_both(lambda language: " ".join(_text(each).said(language) for each in table.said) or both(key).said(language))
    headings = tuple(Column(heading=_heading(name), kind=_kind(values)) for name, values in columns.items())
    rows = tuple(zip(*(_cells(values) for values in columns.values()), strict=True))
    return Sheet(name=both(key), told=told, columns=headings, rows=rows, total=len(table))


def listing_csv(table: Tabular, language: Language) -> str:
    """Return a table as CSV text with a byte-order mark; what is not known is empty."""
    columns = table.columns(slice(None))
    rows = zip(*(_cells(values) for values in columns.values()), strict=True)
    headings = [_heading(name).said(language) for name in columns]
    return "\ufeff" + csv_text([headings, *([_spoken(cell, language) for cell in row] for row in rows)])


def _heading(name: str) -> Texts:
    return both(f"column-{name}") if f"column-{name}" in catalogue(Language.EN) else same(name)


def _kind(values: Values) -> Kind:
    return _NUMBERS.get(values.dtype.kind, Kind.WORD) if isinstance(values, np.ndarray) else Kind.SENTENCE


def _cells(values: Values) -> Sequence[Value]:
    if not isinstance(values, np.ndarray):
        return [each if isinstance(each, str) else _text(each) for each in values]
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


def _text(said: Said) -> Texts:
    if isinstance(said, str):
        return same(said)
    if hasattr(said, "text"):
        return in_both(said.text)
    return Texts(zh=said[Language.ZH_CN], en=said[Language.EN])


def _spoken(cell: Value, language: Language) -> str:
    if cell is None:
        return ""
    return cell.said(language) if isinstance(cell, Texts) else str(cell)
