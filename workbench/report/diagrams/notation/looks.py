"""How a mark looks: colour, line and symbol together, so that no meaning hangs on colour alone; the same as in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Look:
    """Colours of a mark, its line, its symbol by name, and whether it is `hatched`, or its badge written `on_paper`.

    `width` is that of an outline (None: as it is), `line_width` that of a flow.
    """

    stroke: str
    fill: str
    symbol: str = ""
    dash: str = ""
    ink: str | None = None
    hatched: bool = False
    on_paper: bool = False
    width: float | None = 2.5
    line_width: float = 4.0


LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "skipped": Look(symbol="cross", stroke="#a3330f", fill="#fdeee8", dash="6 3"),
        "dead": Look(symbol="empty", stroke="#7a1430", fill="#fbe6ec", dash="2 3"),
        "order": Look(symbol="swap", stroke="#8a5a00", fill="#fff4d6"),
        "rework": Look(symbol="again", stroke="#5b3a99", fill="#f1ebfb"),
        "extra": Look(symbol="plus", stroke="#0b5c7a", fill="#e2f3f9"),
        "waiting": Look(symbol="clock", stroke="#59636e", fill="#eef1f4", dash="5 3"),
        "support": Look(symbol="gear", stroke="#00695c", fill="#e0f2ef"),
        "duty": Look(symbol="person", stroke="#34449c", fill="#e8eafa"),
        "access": Look(symbol="gem", stroke="#9c2f66", fill="#fbe9f1"),
        "data": Look(symbol="sheet", stroke="#3f6b00", fill="#eff6dd", dash="6 3"),
        "added": Look(symbol="plus", stroke="#1a6b3c", fill="#e3f4ea"),
        "removed": Look(symbol="minus", stroke="#8c1022", fill="#fbe6ea", dash="6 3"),
        "changed": Look(symbol="unequal", stroke="#8a5a00", fill="#fff4d6"),
        "seen": Look(stroke="#3d4a57", fill="#ffffff"),
        "unseen": Look(stroke="#6b7681", fill="#f3f4f6", ink="#6b7681", line_width=2.0),
        "ghost": Look(stroke="#0b5c7a", fill="#f4fafc", dash="7 4", ink="#0b5c7a", line_width=2.0),
        "blind": Look(symbol="question", stroke="#59636e", fill="#f3f4f6", dash="4 4", hatched=True),
    }
)
"""Kind of a mark → how it looks."""

HATCH: Final = "#cfd5dc"
"""The colour of the lines of what is hatched."""

HEAT: Final = ("#fff8ec", "#feebcd", "#fddbab", "#fbc783", "#f8b05c", "#f3983a", "#ea7f1e")
"""Steps of the scale of heat, from little to much."""

_FLOW: Final = "#b25a0c"


def heated(share: float) -> Look:
    """Return how a shape looks that has a share in [0, 1] of the most: by its ground, and always with its figure."""
    step = min(max(int(share * len(HEAT)), 0), len(HEAT) - 1)
    return Look(stroke="#22242a", fill=HEAT[step], on_paper=True, width=None)


def heated_line(share: float) -> Look:
    """Return how a flow looks that has a share in [0, 1] of the most: by its width."""
    return Look(stroke=_FLOW, fill="none", line_width=1.5 + 6.5 * share)
