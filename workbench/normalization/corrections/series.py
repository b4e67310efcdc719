"""A figure over time that must stay on one side of a limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Watched(StrEnum):
    """What a series tells, in whose unit its values and its limit are."""

    DEVIATIONS = "deviations"
    """The share of cases that show a finding of a code, in [0, 1]."""
    LOAD = "load"
    """How busy a post is: busy / available time."""
    DELAY = "delay"
    """After how many hours, at most, nine of ten events are recorded."""
    CYCLE_TIME = "cycle-time"
    """After how many hours half of the cases are done."""
    LONG_CASES = "long-cases"
    """After how many hours nine of ten cases are done."""
    SCORE = "score"
    """How well elements fit, in [0, 1]: here, and here alone, the limit is the least."""

    @property
    def sign(self) -> int:
        """Return 1 where more is worse, -1 where less is."""
        return -1 if self is Watched.SCORE else 1

    @property
    def is_in_hours(self) -> bool:
        """Return whether it is told in hours, and not as a share."""
        return self in (Watched.DELAY, Watched.CYCLE_TIME, Watched.LONG_CASES)


@dataclass(frozen=True, kw_only=True)
class Point:
    """The value of the days from `day` on, and of how many cases or events it is made."""

    day: date
    value: float
    n: int


@dataclass(frozen=True, kw_only=True)
class Series:
    """What is watched, of what (a process, and a finding code or a post), over time, and the limit that it should not reach."""

    watched: Watched
    scope: str
    about: str
    limit: float
    points: tuple[Point, ...]
