"""Room for long columns: memory up to a size; beyond it a nameless file, of which the system keeps in memory what fits."""

from __future__ import annotations

import mmap
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_IN_MEMORY: Final = 1 << 27
"""Bytes of one column that are held in memory."""

_FOLDER: Final = None if "TMPDIR" in os.environ or not Path("/var/tmp").is_dir() else "/var/tmp"
_FIRST_SIZE: Final = 1 << 12
_AT_A_TIME: Final = 1 << 20

_Number = TypeVar("_Number", bound=np.generic)


def room_for(n: int, kind: type[_Number]) -> NDArray[_Number]:
    """Return an array for `n` numbers, not filled.

    A long one stands in a file in TMPDIR, else in /var/tmp, which is seldom memory itself, else where temporary files go; where
    there is no room for it, in memory. Raises MemoryError where there is none either.
    """
    size = n * np.dtype(kind).itemsize
    if size > _IN_MEMORY and hasattr(os, "posix_fallocate"):
        with suppress(OSError), tempfile.TemporaryFile(dir=_FOLDER) as file:
            os.posix_fallocate(file.fileno(), 0, size)
            return np.frombuffer(mmap.mmap(file.fileno(), size), dtype=kind)
    return np.empty(n, dtype=kind)


def taken(numbers: NDArray[_Number], rows: NDArray[Any], room: NDArray[_Number] | None = None) -> NDArray[_Number]:
    """Return the numbers at some rows, -1 being the last, in the room given, which may be that of the rows."""
    room = room_for(len(rows), numbers.dtype.type) if room is None else room
    for first in range(0, len(rows), _AT_A_TIME):
        np.take(numbers, rows[first : first + _AT_A_TIME], out=room[first : first + _AT_A_TIME], mode="wrap")
    return room


class Growing(Generic[_Number]):
    """A column that comes in pieces; it takes twice the room when it needs more."""

    def __init__(self, kind: type[_Number]) -> None:
        self._kind = kind
        self._room = room_for(_FIRST_SIZE, kind)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, piece: NDArray[_Number]) -> None:
        """Add numbers at the end."""
        end = self._count + len(piece)
        if end > len(self._room):
            larger = room_for(max(end, 2 * len(self._room)), self._kind)
            larger[: self._count] = self._room[: self._count]
            self._room = larger
        self._room[self._count : end] = piece
        self._count = end

    def whole(self) -> NDArray[_Number]:
        """Return all numbers."""
        return self._room[: self._count]
