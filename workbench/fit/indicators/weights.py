"""What an activity weighs in structural indicators: its criticality, from 1 (low) to 3 (high)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.design import DesignedActivity

_WEIGHTS: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("low", "minor", "1", "低", "次要"), 1),
        **dict.fromkeys(("medium", "normal", "2", "中", "一般"), 2),
        **dict.fromkeys(("high", "major", "critical", "3", "高", "重要", "关键"), 3),
    }
)
_MEDIUM: Final = 2


def criticality_of(activity: DesignedActivity) -> int:
    """Return 1 for low, 2 for medium, 3 for high criticality; medium where nothing, or nothing known, is said."""
    return weight_of(activity.criticality)


def weight_of(criticality: str | None) -> int:
    """Return what a word for criticality weighs, in either language: 1 to 3; medium for none, or one that is not known."""
    return _WEIGHTS.get((criticality or "").strip().casefold(), _MEDIUM)
