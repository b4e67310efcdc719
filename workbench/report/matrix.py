"""Two kinds of things against each other as a table: rows by columns, the columns with most in them, the rest counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workbench.fit import Privacy
from workbench.report.page import Heading, Table, Texts
from workbench.report.tables import both, count, counted, same, spoken, with_suppressed

_MOST_ROWS: Final = 200
_MOST_COLUMNS: Final = 14
AGAINST: Final = "! "
"""What stands before a count that is not as designed."""

HIDDEN: Final = "∗"
"""What stands in place of a count of too few."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands where a row meets a column: what the design says of it, and how often it happened, None where nobody counts.

    `persons` did it, None where they are not known; `mark` is set before a count that is not as designed.
    """

    designed: Texts = field(default_factory=lambda: same(""))
    times: int | None = None
    persons: int | None = None
    mark: str = ""

    def is_hidden(self, privacy: Privacy) -> bool:
        """Return whether it counts too few to be shown."""
        return bool(self.times) and privacy.suppresses(self.times or 0, self.persons)

    def said(self, privacy: Privacy) -> Texts:
        """Return what is shown of it."""
        times = "" if self.times is None else HIDDEN if self.is_hidden(privacy) else f"{self.mark}{count(self.times)}"
        return Texts(zh=_joined(self.designed.zh, times), en=_joined(self.designed.en, times))


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Names of rows and of columns by id, in the order in which they are shown, and what is known of their pairs."""

    corner: str
    rows: Mapping[str, Texts]
    columns: Mapping[str, Texts]
    cells: Mapping[tuple[str, str], Cell] = field(default_factory=lambda: MappingProxyType({}))


def matrix_table(matrix: Matrix, privacy: Privacy) -> Table | None:
    """Return a matrix as a table, with what is left out of it said below; None where there is nothing in it."""
    rows = [key for key in matrix.rows if any((key, column) in matrix.cells for column in matrix.columns)]
    columns = _fullest(matrix)
    if not rows or not columns:
        return None
    nothing = same("")
    shown = rows[:_MOST_ROWS]
    cells = [
        (matrix.rows[row], *(cell.said(privacy) if (cell := matrix.cells.get((row, each))) else nothing for each in columns))
        for row in shown
    ]
    left_out = sum(any((row, column) in matrix.cells for row in rows) for column in matrix.columns) - len(columns)
    headings = (Heading(text=both(matrix.corner)), *(Heading(text=matrix.columns[each], is_number=True) for each in columns))
    made = Table(headings=headings, rows=tuple(cells), more=_left_out(len(rows) - len(shown), left_out))
    hidden = sum(cell.is_hidden(privacy) for (row, column), cell in matrix.cells.items() if row in shown and column in columns)
    return with_suppressed(made, hidden, privacy)


def _fullest(matrix: Matrix) -> list[str]:
    """Return the columns with most in them, what happened before what is only designed, in their order."""
    weight: dict[str, tuple[int, int]] = {}
    for (_, column), cell in matrix.cells.items():
        times, cells = weight.get(column, (0, 0))
        weight[column] = (times + (cell.times or 0), cells + 1)
    known = [each for each in matrix.columns if each in weight]
    chosen = set(sorted(known, key=lambda each: (-weight[each][0], -weight[each][1], each))[:_MOST_COLUMNS])
    return [each for each in known if each in chosen]


def _left_out(rows: int, columns: int) -> Texts | None:
    if not rows and not columns:
        return None
    return both("matrix-more", parts=spoken(counted(("matrix-rows", rows), ("matrix-columns", columns))))


def _joined(designed: str, times: str) -> str:
    return " · ".join(filter(None, (designed, times)))
