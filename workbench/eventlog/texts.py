"""Distinct texts in order, held as bytes: millions of case ids cost what their letters cost, and become `str` when asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_Number = TypeVar("_Number", np.int32, np.int64, np.uint64)
_SPACES = (0x20, 0xC2, 0xE1, 0xE2, 0xE3)
"""Up to the first, and at the others, begin the UTF-8 forms of every blank letter (Unicode White_Space)."""

_FIRST_OF_MANY = 0x80
"""From this byte on a letter takes several."""


class Texts(Sequence[str]):
    """Texts as UTF-8: text i is `data[offsets[i]:offsets[i + 1]]` (offsets int64, shape (n + 1,); data uint8)."""

    __slots__ = ("data", "offsets")

    def __init__(self, offsets: NDArray[np.int64], data: NDArray[np.uint8]) -> None:
        self.offsets = offsets
        self.data = data

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Hold texts in the order given."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(offsets, np.frombuffer(b"".join(encoded), dtype=np.uint8))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        if isinstance(number, slice):
            return tuple(self[each] for each in range(*number.indices(len(self))))
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        number %= len(self)
        return _text(self.data[self.offsets[number] : self.offsets[number + 1]].tobytes())

    def __iter__(self) -> Iterator[str]:
        content = self.data.tobytes()
        return (_text(content[first:last]) for first, last in pairwise(self.offsets.tolist()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and not isinstance(other, str) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Texts({', '.join(map(repr, self[:5]))}{', …' if len(self) > 5 else ''})"

    def order(self) -> NDArray[np.int64]:
        """Return the positions of the texts in ascending order, which for UTF-8 is that of code points."""
        return numbers_of_arrow(pc.sort_indices(self.to_arrow()), np.uint64).astype(np.int64)

    def positions_in(self, others: Texts) -> NDArray[np.int64]:
        """Return where each text stands among others that are distinct, -1 where it does not."""
        found = pc.index_in(self.to_arrow(), options=pc.SetLookupOptions(others.to_arrow()))
        return numbers_of_arrow(found, np.int32, -1).astype(np.int64)

    def taken(self, positions: NDArray[np.int64]) -> Texts:
        """Return the texts at some positions, in that order."""
        numbers = np.ascontiguousarray(positions, dtype=np.int64)
        return texts_of_arrow(
            self.to_arrow().take(pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers)]))
        )

    def hold(self, pattern: re.Pattern[bytes]) -> bool:
        """Return whether a pattern of bytes occurs anywhere in the texts; it may lie across two of them."""
        return pattern.search(self.data.data) is not None

    def beginning_with(self, letters: bytes) -> NDArray[np.int64]:
        """Return the positions of texts whose first byte is one of some letters."""
        filled = np.flatnonzero(np.diff(self.offsets))
        return filled[np.isin(self.data[self.offsets[:-1][filled]], np.frombuffer(letters, dtype=np.uint8))]

    def blanks(self) -> NDArray[np.int64]:
        """Return the positions of texts that are nothing but blanks."""
        lengths = np.diff(self.offsets)
        filled = np.flatnonzero(lengths)
        first = self.data[self.offsets[:-1][filled]]
        doubtful = filled[(first <= _SPACES[0]) | np.isin(first, _SPACES[1:])].tolist()
        empty = np.flatnonzero(lengths == 0).tolist()
        return np.array(sorted([*empty, *(each for each in doubtful if not self[each].strip())]), dtype=np.int64)

    def padded(self) -> NDArray[np.int64]:
        """Return the positions of texts with a blank at either end, but for those that are nothing else."""
        filled = np.flatnonzero(np.diff(self.offsets))
        first, last = self.data[self.offsets[:-1][filled]], self.data[self.offsets[1:][filled] - 1]
        is_doubtful = (first <= _SPACES[0]) | np.isin(first, _SPACES[1:]) | (last <= _SPACES[0]) | (last >= _FIRST_OF_MANY)
        doubtful = filled[is_doubtful].tolist()
        return np.array([each for each in doubtful if (text := self[each]).strip() not in ("", text)], dtype=np.int64)

    def beyond_ascii(self) -> NDArray[np.int64]:
        """Return the positions of texts with any letter beyond ASCII."""
        return np.unique(np.searchsorted(self.offsets, np.flatnonzero(self.data >= _FIRST_OF_MANY), side="right") - 1)

    def to_arrow(self) -> pa.Array:
        """Return the texts as a large-string array over the same memory."""
        buffers = [None, pa.py_buffer(self.offsets), pa.py_buffer(self.data)]
        return pa.Array.from_buffers(pa.large_string(), len(self), buffers)


def numbers_of_arrow(array: pa.Array, kind: type[_Number], missing: int = 0) -> NDArray[_Number]:
    """Return the numbers of an array over the same memory, or a copy with `missing` where it has nulls.

    pyarrow's own conversions import pandas where it is installed, which takes longer than most of what is done here.
    """
    numbers = np.frombuffer(array.buffers()[1], dtype=kind)[array.offset : array.offset + len(array)]
    if not array.null_count:
        return numbers
    known = np.unpackbits(np.frombuffer(array.buffers()[0], dtype=np.uint8), bitorder="little")
    return np.where(known[array.offset : array.offset + len(array)].view(np.bool_), numbers, kind(missing))


def texts_of_arrow(array: pa.Array) -> Texts:
    """Hold the texts of a string array that has no nulls."""
    array = array.cast(pa.large_string())
    _, offsets, data = array.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    content = np.frombuffer(data, dtype=np.uint8) if data is not None else np.zeros(0, dtype=np.uint8)
    return Texts(bounds - bounds[0], content[bounds[0] : bounds[-1]])


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogatepass")
