"""Work for all cores: threads, since compiled loops, hashes and whole-array operations let go of the interpreter's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""How many cores this process may use."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_parallel(work: Callable[[_Item], _Result], items: Iterable[_Item]) -> list[_Result]:
    """Return what the work makes of each item, in the order of the items; the first error that one of them raises is raised."""
    with ThreadPoolExecutor(CORES) as threads:
        return list(threads.map(work, items))


def stretches(size: int, least: int = 1 << 16) -> list[tuple[int, int]]:
    """Return (first, last + 1) of stretches of about the same length that cover 0 … size - 1: one a core, none below `least`."""
    parts = max(1, min(CORES, size // least))
    return [(size * part // parts, size * (part + 1) // parts) for part in range(parts)]


def ahead(items: Iterator[_Item]) -> Generator[_Item]:
    """Yield items while a thread of its own makes the next one; errors come where the item would have.

    Nothing else may use what the items are made from until this is closed.
    """
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(lambda: next(items, _NO_MORE))
        while not isinstance(item := coming.result(), _NoMore):
            coming = thread.submit(lambda: next(items, _NO_MORE))
            yield item


class _NoMore:
    """What stands for the end of items."""


_NO_MORE: Final = _NoMore()
