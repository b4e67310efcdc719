"""Small symbols as steps around (0, 0): what an event waits for, what a task is done with, what a badge says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from workbench.report.drawings.svg import at


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """A closed outline, which is filled where something is thrown, and lines on it."""

    outline: str
    lines: str = ""


def ring(radius: float) -> str:
    """Return the steps of a circle."""
    return f"M{at(radius, 0)}A{radius:g},{radius:g} 0 1 1 {at(-radius, 0)}A{radius:g},{radius:g} 0 1 1 {at(radius, 0)}Z"


def _rays(number: int, inner: float, outer: float) -> str:
    turns = (math.tau * ray / number for ray in range(number))
    return "".join(
        f"M{at(inner * math.sin(turn), -inner * math.cos(turn))}L{at(outer * math.sin(turn), -outer * math.cos(turn))}"
        for turn in turns
    )


def _corners(radii: tuple[float, ...], x: float = 0.0, y: float = 0.0) -> str:
    """Return the steps of a figure whose corners lie around a middle, the first on top."""
    turns = [(math.tau * place / len(radii), radius) for place, radius in enumerate(radii)]
    return "M" + "L".join(at(x + radius * math.sin(turn), y - radius * math.cos(turn)) for turn, radius in turns) + "Z"


_TEETH: Final = (7.5, 7.5, 5.4, 5.4) * 8


ENVELOPE: Final = Symbol(outline="M-9,-6.5H9V6.5H-9Z", lines="M-9,-6.5L0,1L9,-6.5")

TRIGGERS: Final[Mapping[str, Symbol]] = MappingProxyType(
    {
        "message": ENVELOPE,
        "timer": Symbol(outline=ring(10), lines=_rays(12, 8, 10) + "M1.5,-7L0,0.5L5,1.5"),
        "error": Symbol(outline="M-9,9L-4.5,-8L3,2L9,-9L4.5,8L-3,-2Z"),
        "escalation": Symbol(outline="M0,-9.5L7,8L0,1L-7,8Z"),
        "signal": Symbol(outline="M0,-9.5L9,6.5H-9Z"),
        "condition": Symbol(outline="M-7.5,-9H7.5V9H-7.5Z", lines="M-5,-6H5M-5,-2H5M-5,2H5M-5,6H5"),
        "link": Symbol(outline="M-10,-3.5H2V-8L10,0L2,8V3.5H-10Z"),
        "compensation": Symbol(outline="M-0.5,-7V7L-9.5,0ZM8.5,-7V7L-0.5,0Z"),
        "cancel": Symbol(outline="M-9,-6.5L-6.5,-9L0,-2.5L6.5,-9L9,-6.5L2.5,0L9,6.5L6.5,9L0,2.5L-6.5,9L-9,6.5L-2.5,0Z"),
        "terminate": Symbol(outline=ring(9.5)),
        "multiple": Symbol(outline=_corners((10.0,) * 5)),
        "parallel": Symbol(outline="M-3,-10H3V-3H10V3H3V10H-3V3H-10V-3H-3Z"),
    }
)
"""What an event waits for or throws → how that is drawn in a circle of radius 18."""

GEAR: Final = _corners(_TEETH, 2, 2) + "M4.4,2A2.4,2.4 0 1 1 -0.4,2A2.4,2.4 0 1 1 4.4,2Z"
GEAR_BEHIND: Final = _corners(_TEETH, -3, -3)
HAND: Final = (
    "M-9,-0.5L-4,-5.5H2.5Q4.4,-5.5 4.4,-4.2Q4.4,-3 2.5,-3H0.5M0.5,-3H7.5Q9,-3 9,-1.8Q9,-0.5 7.5,-0.5H2.5M7.5,-0.5"
    "Q8.6,-0.5 8.6,0.7Q8.6,2 7.3,2H2.5M7,2Q8,2 8,3.1Q8,4.3 6.8,4.3H2.5M6.3,4.3Q7.2,4.3 7.2,5.3Q7.2,6.5 6,6.5H-6.5Q-9,6.5 -9,4Z"
)
SCROLL: Final = Symbol(
    outline="M-5,-8H8Q3.5,-4 5,0Q6.5,4 3,8H-8Q-3.5,4 -5,0Q-6.5,-4 -3,-8Z", lines="M-3.5,-4.5H3M-3.5,-1.5H3M-2.5,1.5H4M-3,4.5H3.5"
)
PERSON: Final = Symbol(
    outline="M-8,8.5V4.5Q-8,0.5 -3.5,0Q0,3 3.5,0Q8,0.5 8,4.5V8.5Z",
    lines="M4.2,-4.3A4.2,4.2 0 1 1 -4.2,-4.3A4.2,4.2 0 1 1 4.2,-4.3ZM-4.5,8.5V5M4.5,8.5V5",
)
TABLE: Final = Symbol(outline="M-9,-7H9V-2.5H-9Z", lines="M-9,-2.5V7H9V-2.5M-9,2.2H9M-4,-2.5V7")

LOOP: Final = "M-2.2,5.2A5.6,5.6 0 1 1 2.6,5M-6.2,5.6H-2V1.4"
COLLAPSED: Final = "M-7,-7H7V7H-7ZM0,-4.2V4.2M-4.2,0H4.2"
ADHOC: Final = "M-7,2.5Q-4,-4.5 0,-0.5Q4,3.5 7,-2.5V1Q4,7 0,3Q-4,-1 -7,6Z"
SIDE_BY_SIDE: Final = "M-4.5,-5.5V5.5M0,-5.5V5.5M4.5,-5.5V5.5"
ONE_BY_ONE: Final = "M-5.5,-4.5H5.5M-5.5,0H5.5M-5.5,4.5H5.5"
BACKWARDS: Final = "M0,-5V5L-6.5,0ZM6.5,-5V5L0,0Z"

BADGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cross": "M-3.6,-3.6L3.6,3.6M-3.6,3.6L3.6,-3.6",
        "empty": ring(3.6) + "M-4,4.6L4,-4.6",
        "swap": "M-4.5,-2H4.5M2,-4.5L4.5,-2M4.5,2.4H-4.5M-2,4.9L-4.5,2.4",
        "again": "M3.9,-1.2A4,4 0 1 0 3.4,2.2M4.6,-4.6L4.2,-0.9L0.8,-1.6",
        "plus": "M-4.5,0H4.5M0,-4.5V4.5",
        "minus": "M-4.5,0H4.5",
        "clock": ring(4.2) + "M0,-4.2V0H4.2",
        "gear": ring(2.6) + _rays(8, 2.6, 4.6),
        "person": "M2.2,-2.6A2.2,2.2 0 1 1 -2.2,-2.6A2.2,2.2 0 1 1 2.2,-2.6M-4.2,4.6Q-4,1 0,1Q4,1 4.2,4.6Z",
        "gem": "M0,-4.8L4.8,0L0,4.8L-4.8,0ZM0,-1.6L1.6,0L0,1.6L-1.6,0Z",
        "sheet": "M-3.8,-4.4H3.8V4.4H-3.8ZM-1.8,-1.6H1.8M-1.8,0.4H1.8M-1.8,2.4H1.8",
        "unequal": "M-4,-1.6H4M-4,1.6H4M-2.2,4.4L2.2,-4.4",
        "question": "M-2.4,-2.2A2.4,2.4 0 1 1 0.9,-0.1Q0,0.5 0,1.8M0,4.1V4.5",
    }
)
"""Name of a badge's symbol → its lines, in a square of ten by ten."""
