"""Where cells stand in a sheet: columns by letters, cells by names such as E2, ranges."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

_RANGE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")


class CellRange(NamedTuple):
    """The rows of a range, both included, and its leftmost column, from 1."""

    first_row: int
    last_row: int
    column: int


def cell_range(text: str) -> CellRange | None:
    """Return the range that is written as A2:C5, None for another text."""
    found = _RANGE.fullmatch(text)
    return CellRange(int(found[2]), int(found[3]), column_number(found[1])) if found else None


@cache
def column_number(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as E2, by its row and column from 1."""
    letters, rest = "", column
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"
