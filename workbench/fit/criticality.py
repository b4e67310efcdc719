"""How critical an activity or a process is declared to be, from 1 (low) to 3 (high)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LEAST: Final = 1
USUAL: Final = 2
MOST: Final = 3
_DECLARED: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("low", "minor", "1", "低", "次要"), LEAST),
        **dict.fromkeys(("medium", "normal", "2", "中", "一般"), USUAL),
        **dict.fromkeys(("high", "major", "critical", "3", "高", "重要", "关键"), MOST),
    }
)


def criticality_of(declared: str | None) -> int:
    """Return 1 for low, 2 for medium, 3 for high criticality; medium where nothing, or nothing known, is declared."""
    return _DECLARED.get((declared or "").strip().casefold(), USUAL)
