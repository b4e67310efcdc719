"""Two kinds of things against each other as a table: rows by columns, the columns with most in them, the rest counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workbench.fit import Privacy
from workbench.report.page import Heading, Table, Texts
from workbench.report.tables import both, count, counted, same, share, spoken, with_suppressed

AGAINST: Final = "! "
"""What stands before a count that is not as designed."""

NEVER: Final = "○ "
"""What stands before a count of none where there should be some."""

HIDDEN: Final = "∗"
"""What stands in place of a count of too few."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands where a row meets a column: what the design says of it, and how often it happened, None where nobody counts.

    `whole` is of how many. `persons` did it, None where they are not known; `mark` stands before a count that is not as designed.
    """

    designed: Texts = field(default_factory=lambda: same(""))
    times: int | None = None
    whole: int | None = None
    persons: int | None = None
    mark: str = ""

    def is_hidden(self, privacy: Privacy) -> bool:
        """Return whether it counts too few to be shown."""
        return bool(self.times) and privacy.suppresses(self.times or 0, self.persons)

    def said(self, privacy: Privacy) -> Texts:
        """Return what is shown of it."""
        times = "" if self.times is None else HIDDEN if self.is_hidden(privacy) else self._counted(self.times)
        return Texts(zh=_joined(self.designed.zh, times), en=_joined(self.designed.en, times))

    def _counted(self, times: int) -> str:
        return f"{self.mark}{count(times)}" + (f" ({share(times, self.whole)})" if self.whole else "")


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Names of rows and of columns by id, in the order in which they are shown, and what is known of their pairs."""

    corner: str
    rows: Mapping[str, Texts]
    columns: Mapping[str, Texts]
    cells: Mapping[tuple[str, str], Cell] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many rows and columns are shown at most."""

    rows: int = 200
    columns: int = 14


ON_A_PAGE: Final = Limits()
ON_A_SCREEN: Final = Limits(columns=60)
"""A table that can be scrolled and searched."""


def rows_shown(matrix: Matrix, limits: Limits) -> list[str]:
    """Return the rows that are shown of a matrix: those with anything in them, as many as there may be."""
    return _filled(matrix)[: limits.rows]


def matrix_table(matrix: Matrix, privacy: Privacy, limits: Limits = ON_A_PAGE) -> Table | None:
    """Return a matrix as a table, with what is left out of it said below; None where there is nothing in it."""
    rows, columns = _filled(matrix), _fullest(matrix, limits.columns)
    if not rows or not columns:
        return None
    nothing = same("")
    shown = rows[: limits.rows]
    cells = [
        (matrix.rows[row], *(cell.said(privacy) if (cell := matrix.cells.get((row, each))) else nothing for each in columns))
        for row in shown
    ]
    left_out = len({column for row, column in matrix.cells if row in matrix.rows and column in matrix.columns}) - len(columns)
    headings = (Heading(text=both(matrix.corner)), *(Heading(text=matrix.columns[each], is_number=True) for each in columns))
    made = Table(headings=headings, rows=tuple(cells), more=_left_out(len(rows) - len(shown), left_out))
    hidden = sum(cell.is_hidden(privacy) for (row, column), cell in matrix.cells.items() if row in shown and column in columns)
    return with_suppressed(made, hidden, privacy)


def _filled(matrix: Matrix) -> list[str]:
    filled = {row for row, column in matrix.cells if column in matrix.columns}
    return [key for key in matrix.rows if key in filled]


def _fullest(matrix: Matrix, most: int) -> list[str]:
    """Return the columns with most in them, what happened before what is only designed, in their order."""
    weight: dict[str, tuple[int, int]] = {}
    for (_, column), cell in matrix.cells.items():
        times, cells = weight.get(column, (0, 0))
        weight[column] = (times + (cell.times or 0), cells + 1)
    known = [each for each in matrix.columns if each in weight]
    chosen = set(sorted(known, key=lambda each: (-weight[each][0], -weight[each][1], each))[:most])
    return [each for each in known if each in chosen]


def _left_out(rows: int, columns: int) -> Texts | None:
    if not rows and not columns:
        return None
    return both("matrix-more", parts=spoken(counted(("matrix-rows", rows), ("matrix-columns", columns))))


def _joined(designed: str, times: str) -> str:
    return " · ".join(filter(None, (designed, times)))
