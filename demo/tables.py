"""The little tables that the demo enterprise is written in: one row a line, cells parted by `|`."""

from __future__ import annotations

from collections.abc import Sequence


def rows(text: str) -> list[list[str]]:
    """Return the cells of every non-empty line, trimmed."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def words(cell: str) -> tuple[str, ...]:
    """Return the entries of a list cell, which blanks part."""
    return tuple(cell.split())


def joined(entries: Sequence[str]) -> str:
    """Return a list as the workspace's files write it inside one cell."""
    return "|".join(entries)
