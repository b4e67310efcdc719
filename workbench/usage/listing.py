"""Results of a few rows: one frozen value a row, and as a table one column a field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from workbench.eventlog.looks.tabular import Tabular, Values

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


@dataclass(frozen=True, kw_only=True, eq=False)
class Listing(Tabular, Generic[Row]):
    """Rows in a fixed order, each a frozen dataclass."""

    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return one column a field: numbers as they are, what is unknown as "", several ids joined by "|"."""
        chosen = self.rows[rows]
        names = [field.name for field in fields(self.rows[0])] if self.rows else []
        return {name: _column([getattr(row, name) for row in chosen]) for name in names}


def _column(values: Sequence[object]) -> Values:
    if all(isinstance(value, int) and not isinstance(value, Enum) for value in values):
        return np.array(values)
    return [_text(value) for value in values]


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, tuple):
        return "|".join(map(_text, value))
    return "" if value is None else str(value)
