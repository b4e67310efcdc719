"""Who stands behind a statement, whichever door it comes in by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.normalization.plan import Happening, ItemEvent


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who says something, and when on his own clock."""

    by: str
    at: datetime

    def says(self, happening: Happening) -> ItemEvent:
        """Return what happened to an item as he says it."""
        return ItemEvent(happening=happening, by=self.by, at=self.at)
