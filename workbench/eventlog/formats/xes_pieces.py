"""The fast way through XES: a compiled scan piece by piece, or None where the document is not of the form that it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.formats.encoding import is_utf8
from workbench.eventlog.formats.xes_content import TypedColumn, XesContent
from workbench.eventlog.formats.xes_scanning import (
    DEPTH,
    ELEMENTS,
    ENDED,
    EVENTS,
    KEY,
    KEY_SIZE,
    LONGEST_NAME,
    ROW,
    TEXT,
    TEXT_SIZE,
    TRACES,
    TYPE,
    scan_events,
)
from workbench.eventlog.formats.xml_scanning import BAD, FULL, WHOLE, scan_tags
from workbench.eventlog.log import MISSING
from workbench.eventlog.rows.coding import TextCoder
from workbench.findings import InputError
from workbench.tables.encoding import whole_letters
from workbench.tables.limits import Limits

_MARK: Final = b"\xef\xbb\xbf"
_DECLARATION: Final = re.compile(
    rb"""<\?xml[ \t]+version[ \t]*=[ \t]*("1\.0"|'1\.0')([ \t]+encoding[ \t]*=[ \t]*("(?i:utf-8)"|'(?i:utf-8)'))?"""
    rb"""([ \t]+standalone[ \t]*=[ \t]*("(yes|no)"|'(yes|no)'))?[ \t]*\?>"""
)
_NO_LETTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""U+FFFE and U+FFFF, which XML forbids."""

_MOST_LEFT: Final = 1 << 24
_DEEPEST: Final = 64
_ROOM: Final = 1 << 15
"""Tags that are scanned at a time."""


def scan_xes(chunks: Iterator[bytes], limits: Limits) -> XesContent | None:
    """Read a stream of XES bytes; None where it is faulty, over a limit or merely unusual: then a full parser must read it."""
    rest, how = bytearray(), WHOLE
    with ThreadPoolExecutor(1) as coder:
        scan = _Scan(limits, coder)
        try:
            for number, chunk in enumerate(chunks):
                piece = _body(chunk) if number == 0 else chunk
                if piece is None:
                    return None
                rest += piece
                how, done = scan.take(rest)
                rest = rest[done:]
                if how == BAD or len(rest) > _MOST_LEFT:
                    return None
        except InputError:
            return None
        return scan.content() if how == WHOLE else None


def _body(first: bytes) -> bytes | None:
    """Return what follows the declaration, None where that is not of UTF-8 in one line."""
    first = first.removeprefix(_MARK)
    if not first.startswith(b"<?"):
        return first
    declaration = _DECLARATION.match(first)
    return first[declaration.end() :] if declaration is not None else None


class _Scan:
    """What has been scanned so far; attributes are coded by another thread while the next ones are scanned."""

    def __init__(self, limits: Limits, coder: Executor) -> None:
        self._coder = coder
        self._coded: Future[bool] = coder.submit(lambda: True)
        self._deepest = max(min(limits.depth, _DEEPEST) - 1, 0)
        self._longest = limits.value_characters
        self._line = 1
        self._state = np.zeros(5, dtype=np.int64)
        self._names = np.empty(self._deepest * LONGEST_NAME, dtype=np.uint8)
        self._sizes = np.empty(self._deepest, dtype=np.int64)
        self._tags = np.empty((_ROOM, 6), dtype=np.int64)
        self._parts = np.empty((2 * _ROOM, 5), dtype=np.int64)
        self._rooms = [np.empty((2, 6, _ROOM), dtype=np.int64) for _ in range(2)]
        self._events = np.empty((2, _ROOM), dtype=np.int64)
        self._met: list[NDArray[np.int32]] = []
        self._bearers = (_Bearer(limits.columns), _Bearer(limits.columns))

    def take(self, piece: bytearray) -> tuple[int, int]:
        """Scan a piece; return how it ended and how many bytes of it are done with."""
        buffer = np.frombuffer(piece, dtype=np.uint8)
        how, done = (FULL if _is_sound(piece) else BAD), 0
        while how == FULL:
            how, done, self._line, n_tags, n_parts = scan_tags(buffer, done, self._line, self._longest, self._tags, self._parts)
            if how != BAD and not self._is_regular(buffer, self._tags[:n_tags], self._parts[:n_parts]):
                how = BAD
        return how, done

    def _is_regular(self, buffer: NDArray[np.uint8], tags: NDArray[np.int64], parts: NDArray[np.int64]) -> bool:
        fields, spare = self._rooms
        self._rooms = [spare, fields]
        regular, *counts, n_events = scan_events(
            buffer, tags, parts, self._deepest, self._state, self._names, self._sizes, fields, self._events
        )
        self._met.append(self._events[:, :n_events].astype(np.int32))
        if not (self._coded.result() and regular):
            return False
        self._coded = self._coder.submit(self._code, buffer, fields, counts)
        return True

    def _code(self, buffer: NDArray[np.uint8], fields: NDArray[np.int64], counts: Sequence[int]) -> bool:
        """Take attributes of traces and events; return whether they are regular."""
        owned = zip(self._bearers, fields, counts, strict=True)
        return all(bearer.take(buffer, own[:, :count]) for bearer, own, count in owned)

    def content(self) -> XesContent | None:
        """Return what the document says, None where it is not at its end."""
        if self._state[DEPTH] or not self._state[ENDED] or not self._coded.result():
            return None
        met = np.concatenate(self._met, axis=1)
        traces, events = self._bearers
        n_traces = int(self._state[TRACES])
        return XesContent(
            events=events.columns(int(self._state[EVENTS])),
            traces=traces.columns(n_traces),
            lines=met[0],
            trace_of=met[1],
            n_traces=n_traces,
        )


def _is_sound(piece: bytearray) -> bool:
    """Return whether bytes are UTF-8, perhaps cut within a letter, and hold no letter beyond ASCII that XML forbids."""
    if piece.isascii():
        return True
    return is_utf8(piece, whole_letters(piece)) and not any(letter in piece for letter in _NO_LETTERS)


class _Bearer:
    """The columns of all events, or of all traces."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys = TextCoder()
        self._columns: list[_Column] = []

    def take(self, buffer: NDArray[np.uint8], fields: NDArray[np.int64]) -> bool:
        """Take the attributes of a piece; return False where there are too many keys, or one bears a key twice."""
        keys = self._keys.numbers(buffer, fields[KEY], fields[KEY_SIZE])
        order = np.argsort(keys, kind="stable")
        by_key = fields[:, order]
        bounds = np.searchsorted(keys[order], np.arange(len(self._keys.texts()) + 1))
        if len(bounds) - 1 > self._most:
            return False
        for number, (first, last) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
            own = by_key[:, first:last]
            if number == len(self._columns):
                self._columns.append(_Column(ELEMENTS[own[TYPE, 0]]))
            if first < last and not self._columns[number].take(buffer, own):
                return False
        return True

    def columns(self, n_rows: int) -> dict[str, TypedColumn]:
        """Return the finished columns by key."""
        return {key: column.finished(n_rows) for key, column in zip(self._keys.texts(), self._columns, strict=True)}


class _Column:
    """The values of one key as they come, each with the number of what bears it."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._values = TextCoder()
        self._rows: list[NDArray[np.int32]] = []
        self._codes: list[NDArray[np.int32]] = []
        self._last = -1

    def take(self, buffer: NDArray[np.uint8], fields: NDArray[np.int64]) -> bool:
        """Take values; return False where something bears two of them."""
        rows = fields[ROW]
        if rows[0] <= self._last or (rows[1:] == rows[:-1]).any():
            return False
        self._last = int(rows[-1])
        self._rows.append(rows.astype(np.int32))
        self._codes.append(self._values.numbers(buffer, fields[TEXT], fields[TEXT_SIZE]))
        return True

    def finished(self, n_rows: int) -> TypedColumn:
        """Return the column; what bears no value is missing."""
        codes = np.full(n_rows, MISSING, dtype=np.int32)
        for rows, numbers in zip(self._rows, self._codes, strict=True):
            codes[rows] = numbers
        return TypedColumn(kind=self._kind, codes=codes, texts=self._values.texts())
