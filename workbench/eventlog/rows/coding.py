"""Columns growing piece by piece out of byte fields: texts numbered as they come, times read as they come."""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.formats.scanning import code_fields, place_again
from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.room import Growing, taken
from workbench.eventlog.rows.clock import LOCAL_TIME, ODD_TIME, parse_times
from workbench.eventlog.rows.raw import RawTimes, in_order, no_texts
from workbench.eventlog.texts import Texts

_FIRST_SIZE: Final = 1 << 10


class TextCoder:
    """A growing column of texts, each distinct one stored once."""

    def __init__(self) -> None:
        self._codes = Growing(np.int32)
        self._count = 0
        self._slots = np.zeros(_FIRST_SIZE, dtype=np.uint64)
        self._hashes = np.empty(_FIRST_SIZE // 2, dtype=np.uint64)
        self._offsets = np.zeros(_FIRST_SIZE // 2 + 1, dtype=np.int64)
        self._data = np.empty(_FIRST_SIZE, dtype=np.uint8)

    def extend(self, buffer: NDArray[np.uint8], begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> None:
        """Append one text a field, as `scan_records` cuts them and `unescape` leaves them."""
        self._codes.append(self.numbers(buffer, begins, lengths))

    def pad(self, rows: int) -> None:
        """Append rows without a text."""
        self._codes.append(np.full(rows, MISSING, dtype=np.int32))

    def numbers(self, buffer: NDArray[np.uint8], begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the number of each field's text, -1 where it is empty, and append nothing."""
        self._make_room(len(begins), int(lengths.sum()))
        codes = np.empty(len(begins), dtype=np.int32)
        self._count = code_fields(
            buffer, begins, lengths, self._slots, self._hashes, self._offsets, self._data, self._count, codes
        )
        return codes

    def texts(self) -> Texts:
        """Return the distinct texts in the order in which they came."""
        return Texts(self._offsets[: self._count + 1], self._data[: self._offsets[self._count]])

    def column(self) -> Column:
        """Return the finished column, its values sorted."""
        recode, values = in_order(self.texts())
        codes = self._codes.whole()
        return Column(codes=taken(recode, codes, codes), values=values)

    def _make_room(self, texts: int, size: int) -> None:
        """Provide for the case that every one of so many texts is new."""
        self._data = _grown(self._data, int(self._offsets[self._count]) + size)
        self._hashes = _grown(self._hashes, self._count + texts)
        self._offsets = _grown(self._offsets, self._count + texts + 1)
        wanted = 2 * (self._count + texts)
        if wanted > len(self._slots):
            self._slots = np.zeros(1 << (wanted - 1).bit_length(), dtype=np.uint64)
            place_again(self._slots, self._hashes, self._count)


class TimeCoder:
    """A growing column of times; text in no common form is kept as text."""

    def __init__(self, *, as_text: bool) -> None:
        """Begin a column; `as_text` keeps every time as text, for a format that somebody declared."""
        self._as_text = as_text
        self._moments = Growing(np.int64)
        self._local = Growing(np.bool_)
        self._odd = TextCoder()
        self._is_odd = False

    def extend(self, buffer: NDArray[np.uint8], begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> None:
        """Append one time a field, as `scan_records` cuts them and `unescape` leaves them."""
        moments = np.full(len(begins), NO_TIME, dtype=np.int64)
        kinds = np.full(len(begins), ODD_TIME, dtype=np.uint8)
        if not self._as_text:
            parse_times(buffer, begins, lengths, moments, kinds)
        self._moments.append(moments)
        self._local.append(kinds == LOCAL_TIME)
        odd = kinds == ODD_TIME
        if odd.any() and not self._is_odd:
            self._is_odd = True
            self._odd.pad(len(self._moments) - len(begins))
        if self._is_odd:
            self._odd.extend(buffer, begins, np.where(odd, lengths, 0))

    def times(self) -> RawTimes:
        """Return the finished column."""
        odd = self._odd.column() if self._is_odd else no_texts(len(self._moments))
        return RawTimes(moments=self._moments.whole(), local=self._local.whole(), odd=odd)


def times_of(column: Column, *, as_text: bool) -> RawTimes:
    """Read a column of texts as times, each distinct text once; `as_text` as in `TimeCoder`."""
    if as_text or not len(column.values):
        nothing = np.full(len(column.codes), NO_TIME, dtype=np.int64)
        return RawTimes(moments=nothing, local=np.zeros(len(nothing), dtype=np.bool_), odd=column)
    begins, lengths = column.values.offsets[:-1], np.diff(column.values.offsets)
    moments = np.full(len(begins) + 1, NO_TIME, dtype=np.int64)
    kinds = np.zeros(len(begins) + 1, dtype=np.uint8)
    parse_times(column.values.data, begins, lengths, moments[:-1], kinds[:-1])
    is_odd = np.append(np.flatnonzero(kinds == ODD_TIME), -1)
    recode = np.full(len(kinds), -1, dtype=np.int32)
    recode[is_odd] = np.append(np.arange(len(is_odd) - 1), -1)
    odd = Column(codes=recode[column.codes], values=column.values.taken(is_odd[:-1]))
    return RawTimes(moments=moments[column.codes], local=kinds[column.codes] == LOCAL_TIME, odd=odd)


_Number = TypeVar("_Number", bound=np.generic)


def _grown(array: NDArray[_Number], size: int) -> NDArray[_Number]:
    """Return an array of at least a size with the same beginning, at least doubled where it must grow."""
    if size <= len(array):
        return array
    grown = np.empty(max(size, 2 * len(array)), dtype=array.dtype)
    grown[: len(array)] = array
    return grown
