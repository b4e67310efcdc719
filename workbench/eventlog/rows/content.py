"""The identity of a log's content: a hash that neither the order of rows nor the form of the file changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import NO_TIME, EventLog
from workbench.eventlog.rows.ordering import mix_in, sort_ties, tied_rows
from workbench.eventlog.texts import Texts
from workbench.threads import in_parallel

_AT_A_TIME: Final = 1 << 20


def content_hash(log: EventLog) -> str:
    """Return a SHA-256 over those of all columns, rows in canonical order (case, time, then by a mark of every other value)."""
    columns: list[NDArray[Any]] = [
        log.activity,
        *(times for times in (log.start, log.recorded) if (times != NO_TIME).any()),
        *(column.codes for _, column in sorted(log.columns.items())),
    ]
    tied, order = _canonical(log, columns)

    def hashed(numbers: NDArray[Any]) -> bytes:
        own = hashlib.sha256()
        for first in range(0, len(numbers), _AT_A_TIME):
            piece = numbers[first : first + _AT_A_TIME].copy()
            begin, end = np.searchsorted(tied, (first, first + _AT_A_TIME))
            piece[tied[begin:end] - first] = numbers[order[begin:end]]
            own.update(piece.data)
        return own.digest()

    digest = hashlib.sha256()
    for name, texts in _texts(log):
        digest.update(f"{name}\x1f{len(texts)}\x1f".encode())
        digest.update(texts.offsets.data)
        digest.update(texts.data.data)
    whole: list[NDArray[Any]] = [log.case, log.end, *columns]
    for each in in_parallel(hashed, whole):
        digest.update(each)
    for _, column in sorted(log.case_columns.items()):
        digest.update(np.ascontiguousarray(column.codes).data)
    return digest.hexdigest()


def _canonical(log: EventLog, columns: Sequence[NDArray[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows that share case and time with another, and which rows stand there in canonical order."""
    tied = tied_rows(log.case, log.end)
    marks = np.zeros(len(tied), dtype=np.uint64)
    for numbers in columns:
        mix_in(marks, numbers, tied)
    return tied, tied[sort_ties(log.case[tied], log.end[tied], marks)]


def mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter the bits (splitmix64; Steele, Lea, Flood 2014)."""
    words = words + np.uint64(0x9E3779B97F4A7C15)
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scattered: NDArray[np.uint64] = words ^ (words >> np.uint64(31))
    return scattered


def _texts(log: EventLog) -> Iterator[tuple[str, Texts]]:
    yield "", log.cases
    yield "", Texts.of(log.activities)
    for kind, columns in (("", log.columns), ("case:", log.case_columns)):
        for name, column in sorted(columns.items()):
            yield f"{kind}{name}", column.values
