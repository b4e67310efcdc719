"""When the demo enterprise is played: first as it was found, then after its adjustments, then after its release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Season:
    """A stretch of the enterprise's life that is exported as one set of logs.

    Cases arrive from the begin of `first` until the begin of `last`; orders that the export cuts arrive on the days `cut` (first
    and, not included, last). A buyer stands in for his manager on the days `delegated` (both included). Who exports on the day
    `ends` knows the holidays up to it. `share`, in [0.1, 1], is how much of every quota is dealt.
    """

    number: int
    first: date
    last: date
    cut: tuple[date, date]
    delegated: tuple[date, date]
    ends: date
    share: float = 1.0

    def __post_init__(self) -> None:
        if not 0.1 <= self.share <= 1:
            raise ValueError(f"a season deals between a tenth and all of its quotas, not {self.share}")

    @property
    def arrivals(self) -> tuple[datetime, datetime]:
        """Return when complete cases begin to arrive, and when they no longer do."""
        return midnight(self.first), midnight(self.last)

    @property
    def cut_arrivals(self) -> tuple[datetime, datetime]:
        """Return between when cases arrive that the export cuts."""
        return midnight(self.cut[0]), midnight(self.cut[1])

    def part(self, quota: int) -> int:
        """Return how many of a quota are dealt, at least one."""
        return max(1, round(quota * self.share))

    def ids(self, prefix: str, count: int, after: int = 0) -> tuple[str, ...]:
        """Return `count` case ids behind the first `after`; no season gives an id of another."""
        begin = 1000 * (self.number - 1) + after + 1
        return tuple(f"{prefix}{number:04}" for number in range(begin, begin + count))

    def dice(self, purpose: str, seed: int) -> str:
        """Return what the dice of a purpose start from."""
        return f"{purpose} {seed}" if self.number == 1 else f"{purpose} {seed} season {self.number}"


def midnight(day: date) -> datetime:
    """Return the begin of a day."""
    return datetime.combine(day, datetime.min.time())


FIRST = Season(
    number=1,
    first=date(2025, 3, 3),
    last=date(2025, 5, 24),
    cut=(date(2025, 6, 25), date(2025, 6, 26)),
    delegated=(date(2025, 4, 14), date(2025, 4, 25)),
    ends=date(2025, 6, 30),
)
SECOND = Season(
    number=2,
    first=date(2025, 8, 4),
    last=date(2025, 10, 28),
    cut=(date(2025, 11, 26), date(2025, 11, 27)),
    delegated=(date(2025, 9, 8), date(2025, 9, 19)),
    ends=date(2025, 12, 6),
)
THIRD = Season(
    number=3,
    first=date(2025, 12, 8),
    last=date(2026, 3, 4),
    cut=(date(2026, 4, 2), date(2026, 4, 3)),
    delegated=(date(2026, 1, 5), date(2026, 1, 16)),
    ends=date(2026, 5, 15),
)
SEASONS = (FIRST, SECOND, THIRD)
"""All of equal length: 57 office days of arrivals, and 21 more until the export. The third begins when the second is exported."""
