"""A sheet of a workbook as data: columns of one kind each, and rows of plain values, before a workbook is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workbench.report.page import Texts
from workbench.report.tables import both

Value = str | int | float | date | datetime | Texts | None
"""What stands in one cell; None is a cell that is left empty, since nothing is known."""


class Kind(StrEnum):
    """What a column holds, which decides how it is written and shown."""

    WORD = "word"
    SENTENCE = "sentence"
    COUNT = "count"
    SHARE = "share"
    FIGURE = "figure"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: what stands above it, and what it holds."""

    heading: Texts
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its name, what it tells in a sentence, and its table, which may have no rows; `total` counts all there are."""

    name: Texts
    told: Texts
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: int


def sheet(key: str, columns: Sequence[tuple[str, Kind]], rows: Iterable[tuple[Value, ...]], most: int | None = None) -> Sheet:
    """Return a sheet by the keys of its name (`KEY` and `KEY-told`) and headings, with the first `most` of its rows."""
    every = tuple(rows)
    headed = tuple(Column(heading=both(heading), kind=kind) for heading, kind in columns)
    return Sheet(name=both(key), told=both(f"{key}-told"), columns=headed, rows=every[:most], total=len(every))
