"""Rows that belong together, sorted once: the events of a person, of an activity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Grouped:
    """The rows of number n are `order[bounds[n]:bounds[n + 1]]` (int64), ascending."""

    order: NDArray[np.int64]
    bounds: NDArray[np.int64]

    def of(self, number: int) -> NDArray[np.int64]:
        """Return the rows of a number, none for one that is not there."""
        return self.order[self.bounds[number] : self.bounds[number + 1]] if 0 <= number < len(self.bounds) - 1 else self.order[:0]


def grouped(numbers: NDArray[np.int32], size: int, rows: NDArray[np.int64] | None = None) -> Grouped:
    """Group rows (all, where none are given) by their number in 0 … `size` - 1; a row with another number is left out."""
    rows = np.arange(len(numbers)) if rows is None else rows
    of_rows = numbers[rows]
    order = np.argsort(of_rows, kind="stable")
    return Grouped(order=rows[order], bounds=np.searchsorted(of_rows[order], np.arange(size + 1)))
