"""How much of one file is accepted before it is refused as an attack or an accident; another value raises a limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes, lengths in characters, counts.

    A packed file may unpack to `unpacked_bytes`, or to `ratio` times its own size where that is more; a plain one may be
    `file_bytes` large. Values are at most `value_characters` long, XML is nested at most `depth` deep, rows have at most
    `columns`.
    """

    unpacked_bytes: int = 1 << 29
    ratio: int = 100
    file_bytes: int = 1 << 36
    value_characters: int = 1 << 20
    depth: int = 100
    columns: int = 1000

    def unpacked_from(self, size: int) -> int:
        """Return how many bytes a packed file of a size may unpack to."""
        return max(self.unpacked_bytes, self.ratio * size)
