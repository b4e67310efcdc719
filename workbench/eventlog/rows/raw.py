"""What a reader hands over: text columns, coded while they are read, and where each row stands in the file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.texts import Texts, texts_of_arrow
from workbench.findings import Finding


class TooLongError(ValueError):
    """A text is longer than is accepted; the reader that knows the line turns it into a finding."""


class Numbering(dict[str, int]):
    """Numbers distinct texts from 0 as they are asked for; the empty text is missing."""

    def __init__(self, longest: int = sys.maxsize) -> None:
        super().__init__({"": MISSING})
        self._longest = longest

    def __missing__(self, text: str) -> int:
        if len(text) > self._longest:
            raise TooLongError
        number = self[text] = len(self) - 1
        return number

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the texts by number."""
        return tuple(self)[1:]


class Coder:
    """A growing column of texts, each distinct one stored once; rows not set are missing. `kind` is the type it claims."""

    __slots__ = ("codes", "kind", "numbering")

    def __init__(self, kind: str = "string", longest: int = sys.maxsize) -> None:
        self.codes: list[int] = []
        self.numbering = Numbering(longest)
        self.kind = kind

    def put(self, row: int, text: str) -> bool:
        """Set a row, rows in ascending order; return False and change nothing where the row has a text already."""
        codes = self.codes
        if len(codes) > row:
            return False
        codes.extend([MISSING] * (row - len(codes)))
        codes.append(self.numbering[text])
        return True

    def extend(self, texts: Iterable[str]) -> None:
        """Append one text a row."""
        self.codes.extend(map(self.numbering.__getitem__, texts))

    def column(self, n_rows: int) -> Column:
        """Return the finished column with `n_rows` rows, its values sorted."""
        return ordered(self.filled(n_rows), Texts.of(self.numbering.texts))

    def filled(self, n_rows: int) -> NDArray[np.int32]:
        """Return the numbers of `n_rows` rows, those not set missing."""
        codes = np.full(n_rows, MISSING, dtype=np.int32)
        codes[: len(self.codes)] = self.codes
        return codes


def ordered(codes: NDArray[np.int32], texts: Texts) -> Column:
    """Return a column whose values are `texts` in ascending order; `codes` number them as they stand."""
    recode, values = in_order(texts)
    return Column(codes=recode[codes], values=values)


def in_order(texts: Texts) -> tuple[NDArray[np.int32], Texts]:
    """Return the new number of each text, MISSING at the end for what has none, and the texts in ascending order."""
    order = texts.order()
    recode = np.full(len(order) + 1, MISSING, dtype=np.int32)
    recode[order] = np.arange(len(order), dtype=np.int32)
    return recode, texts.taken(order)


def concatenated(columns: Sequence[Column]) -> Column:
    """Return the rows of several columns one after the other, over the distinct texts of all."""
    texts = pa.concat_arrays([column.values.to_arrow() for column in columns]).dictionary_encode()
    recode = np.append(np.asarray(texts.indices), MISSING).astype(np.int32)
    bounds = np.cumsum([0, *(len(column.values) for column in columns)])
    codes = [
        np.where(each.codes == MISSING, len(recode) - 1, each.codes + first) for each, first in zip(columns, bounds, strict=False)
    ]
    return ordered(recode[np.concatenate(codes)], texts_of_arrow(texts.dictionary))


def no_texts(n_rows: int) -> Column:
    """Return a column in which every row is missing; it takes no memory."""
    return Column(codes=np.broadcast_to(np.int32(MISSING), (n_rows,)), values=Texts.of(()))


@dataclass(frozen=True, kw_only=True, eq=False)
class RawTimes:
    """A column of times as a reader found them.

    `moments` (int64, shape (n_rows,)) are microseconds since 1970-01-01, in local time where `local` (bool, shape (n_rows,))
    says so, else in UTC; NO_TIME where a time is missing or of another form: then `odd` holds its text.
    """

    moments: NDArray[np.int64]
    local: NDArray[np.bool_]
    odd: Column

    @property
    def known_local(self) -> NDArray[np.bool_]:
        """Return which rows have a time, in a common form, without an offset."""
        known: NDArray[np.bool_] = self.local & (self.moments != NO_TIME)
        return known


def in_order_of_rows(n_rows: int) -> RawTimes:
    """Return what stands for times where there are none and the rows stand in the order of what happened."""
    return RawTimes(moments=np.arange(n_rows, dtype=np.int64), local=np.zeros(n_rows, dtype=np.bool_), odd=no_texts(n_rows))


@dataclass(frozen=True, kw_only=True, eq=False)
class RawLog:
    """What a reader read: text columns by attribute or own name, times by attribute, and where each row stands.

    `lines` are lines of the file and `positions` numbers of CSV records or XES events, both from 1 and shape (n_rows,);
    `rows_rejected` were left out before and are in neither. In a log that is not timed the moments of `end` are the order of
    the rows. `invented` are names of cases that the file does not bear. `case_attributes` are coded per case of `cases`; a
    case may be without rows. `case_columns` are such attributes coded per row, as tables have them.
    """

    path: str
    sha256: str
    name: str
    n_rows: int
    columns: Mapping[str, Column]
    times: Mapping[str, RawTimes]
    lines: NDArray[np.int32]
    positions: NDArray[np.int32]
    cases: Texts = field(default_factory=lambda: Texts.of(()))
    case_attributes: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    case_columns: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    rows_rejected: int = 0
    is_timed: bool = True
    invented: frozenset[str] = frozenset()
    parts: tuple[tuple[str, int], ...] = ()

    def path_of(self, row: int) -> str:
        """Return the file in which a row stands, counted from 0; several where the log has `parts`: (path, rows) each."""
        for path, rows in self.parts:
            if row < rows:
                return path
            row -= rows
        return self.path
