"""How much of one file is accepted before it is refused as an attack or an accident; another value raises a limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Largest unpacked size in bytes, longest value in characters, deepest nesting of XML elements, most columns."""

    unpacked_bytes: int = 1 << 29
    value_characters: int = 1 << 20
    depth: int = 100
    columns: int = 1000
