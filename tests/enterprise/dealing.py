"""How cases are dealt: when they arrive, and which of them have what, drawn from a seed in exact quantities."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from tests.enterprise.people import intervals

FIRST: Final = datetime(2025, 9, 1)
LAST: Final = datetime(2025, 11, 7)
SIZES: Final = {"SMP": 200, "REA": 240, "CAL": 160, "CMP": 540}
"""Complete cases a process."""


@dataclass(kw_only=True)
class Deal:
    """Which cases have what, by number; drawn from a seed, in exact quantities."""

    random_: random.Random
    size: int
    dealt: dict[str, frozenset[int]] = field(default_factory=dict)

    def draw(self, name: str, count: int, among: Iterable[int] | None = None, without: Iterable[str] = ()) -> frozenset[int]:
        """Draw so many of some numbers (of all), leaving out those that have any of `without`."""
        taken = set().union(*(self.dealt[each] for each in without))
        eligible = sorted(set(range(self.size) if among is None else among) - taken)
        self.dealt[name] = frozenset(self.random_.sample(eligible, count))
        return self.dealt[name]

    def __call__(self, name: str, number: int) -> bool:
        return number in self.dealt[name]

    @property
    def middle(self) -> range:
        """Return the numbers of cases well inside the window."""
        return range(self.size // 5, self.size * 7 // 10)


def arrivals(calendar: str, count: int, random_: random.Random) -> list[datetime]:
    """Return sorted instants of working time between the first and last day; both days have one."""
    spans = [span for day in range((LAST - FIRST).days + 1) for span in intervals(calendar, (FIRST + timedelta(days=day)).date())]
    minutes = [begin + timedelta(minutes=each) for begin, end in spans for each in range(0, int((end - begin).seconds / 60), 5)]
    middle = random_.sample(minutes[12:-24], count - 2)
    return sorted([minutes[0], minutes[-12], *middle])
