"""The identity of a log's content: a hash that neither the order of rows nor the form of the file changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import Column, EventLog


def content_hash(log: EventLog) -> str:
    """Return the SHA-256 over all columns, rows in canonical order (case, time, then every other value)."""
    columns: list[NDArray[np.int64]] = [
        *_numbers(log),
        *(column.codes.astype(np.int64) for _, column in sorted(log.columns.items())),
    ]
    order = np.lexsort([*columns[::-1], log.end, log.case.astype(np.int64)])
    digest = hashlib.sha256()
    for texts in _texts(log):
        digest.update("\x1f".join(texts).encode())
        digest.update(b"\x1e")
    for numbers in (log.case.astype(np.int64), log.end, *columns):
        digest.update(np.ascontiguousarray(numbers[order]).tobytes())
    for _, column in sorted(log.case_columns.items()):
        digest.update(np.ascontiguousarray(column.codes).tobytes())
    return digest.hexdigest()


def mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter the bits (splitmix64; Steele, Lea, Flood 2014)."""
    words = words + np.uint64(0x9E3779B97F4A7C15)
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scattered: NDArray[np.uint64] = words ^ (words >> np.uint64(31))
    return scattered


def _numbers(log: EventLog) -> Iterator[NDArray[np.int64]]:
    yield log.activity.astype(np.int64)
    yield log.start
    yield log.recorded


def _texts(log: EventLog) -> Iterator[tuple[str, ...]]:
    yield log.cases
    yield log.activities
    columns: list[tuple[str, Column]] = [*sorted(log.columns.items()), *sorted(log.case_columns.items())]
    for name, column in columns:
        yield (name, *column.values)
