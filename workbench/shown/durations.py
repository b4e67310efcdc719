"""A duration in words, as everything that is shown says it."""

from __future__ import annotations

from typing import Final

from workbench.language import Language, say

_SECOND: Final = 1_000_000
_UNITS: Final = (("d", 86_400 * _SECOND), ("h", 3_600 * _SECOND), ("min", 60 * _SECOND), ("s", _SECOND))


def duration_text(microseconds: float, language: Language) -> str:
    """Say a duration in its largest unit that it fills, with one decimal below ten."""
    for unit, size in _UNITS:
        if abs(microseconds) >= size:
            number = microseconds / size
            return f"{number:.1f} " + say(f"unit-{unit}", language) if abs(number) < 9.95 else _whole(number, unit, language)
    return _whole(microseconds / _SECOND, "s", language) if not microseconds else f"{microseconds / 1000:g} ms"


def _whole(number: float, unit: str, language: Language) -> str:
    return f"{number:.0f} " + say(f"unit-{unit}", language)
