"""Results of rows: one frozen value a row, and as a table one column a field, typed as the field is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, get_args, get_type_hints

import numpy as np

from workbench.shown.tabular import Said, Sentence, Tabular, Values, known_numbers

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


@dataclass(frozen=True, kw_only=True, eq=False)
class Listing(Tabular, Generic[Row]):
    """Rows in a fixed order, each of the frozen dataclass `kind`."""

    kind: ClassVar[type[DataclassInstance]]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return one column a field: numbers masked where they may be unknown, unknown texts as "", several ids joined by "|"."""
        return columns_of(self.kind, self.rows[rows])


def columns_of(kind: type[Row], rows: Sequence[Row]) -> Mapping[str, Values]:
    """Return rows of a dataclass as one column a field; the type of a column follows that of the field alone."""
    return {name: _column(types, [getattr(row, name) for row in rows]) for name, types in _types_of(kind).items()}


@cache
def _types_of(kind: type[DataclassInstance]) -> Mapping[str, frozenset[object]]:
    """Return what each field may be."""
    hints = get_type_hints(kind)
    return {each.name: frozenset(get_args(hints[each.name]) or (hints[each.name],)) for each in fields(kind)}


def _column(types: frozenset[object], values: Sequence[object]) -> Values:
    known = types - {NoneType}
    for number in (bool, int, float):
        if known == {number}:
            return known_numbers(values, number) if NoneType in types else np.array(values, dtype=number)  # type: ignore[arg-type]
    return [_text(value) for value in values]


def _text(value: object) -> Said:
    if isinstance(value, Mapping | Sentence):
        return value
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, tuple | frozenset):
        return "|".join(str(_text(each)) for each in (value if isinstance(value, tuple) else sorted(value)))
    return "" if value is None else str(value)
