"""How much of one file is accepted before it is refused as an attack or an accident; another value raises a limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Largest unpacked size in bytes, longest single value in characters, deepest nesting of XML elements."""

    unpacked_bytes: int = 1 << 29
    value_characters: int = 1 << 20
    depth: int = 100
