"""Where and how one element stands on the sheet, with everything decided that its file may leave open."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.process.model import Bounds


@dataclass(frozen=True, kw_only=True)
class Place:
    """A rectangle, where the name stands outside of it (None: nowhere said), and what the drawing decides.

    An activity `is_open` where it shows what happens in it, and `hides_flow` where it has something to show; a pool or lane
    `stands` or lies, an exclusive gateway `has_marker`, data is one thing or a collection.
    """

    bounds: Bounds
    label: Bounds | None = None
    is_open: bool = False
    stands: bool = False
    has_marker: bool = False
    hides_flow: bool = False
    is_collection: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point in the middle."""
        return self.bounds.x + self.bounds.width / 2, self.bounds.y + self.bounds.height / 2

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.bounds.y + self.bounds.height

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.bounds.x + self.bounds.width
