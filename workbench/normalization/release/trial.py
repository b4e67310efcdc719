"""When a standard is tried out before it is released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class TrialWindow:
    """The first and the last day of a trial."""

    start: date
    end: date
