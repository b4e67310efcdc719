"""A step of a trace as a chevron: what stands in it, and how steps of one row fit together."""

from __future__ import annotations

from typing import Final

from workbench.report.drawings.svg import at, hinted, path, shortened, text

ROW: Final = 34.0
"""How high a row of chevrons is."""

STEP: Final = 104.0
"""How far the begins of two chevrons are apart."""

POINT: Final = 9.0
"""How far the point of a chevron reaches into the next."""

MOST_STEPS: Final = 40
"""How many steps of a long trace are drawn."""


def chevron(left: float, top: float, label: str, tint: str, border: str = "", sign: str = "") -> str:
    """Return one step under its label, which is cut where it does not fit; `sign` stands before it, never cut."""
    right, middle, bottom = left + STEP - 4, top + 12, top + 24
    corners = (
        (left, top),
        (right, top),
        (right + POINT, middle),
        (right, bottom),
        (left, bottom),
        (left + POINT, middle),
    )
    outline = "M" + "L".join(at(x, y) for x, y in corners) + "Z"
    said = shortened(f"{sign} {label}".strip(), STEP - 2 * POINT - 6)
    centre = (left + right + POINT) / 2
    return hinted(
        f"{sign} {label}".strip(), path(outline, f"{tint} {border}".strip()), text(centre, top + 16.5, said, "ink", "middle")
    )
