"""How often something must be seen before new evidence proves it, and how long that takes with work as before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import DAY
from workbench.language import Language, say
from workbench.linkage import LinkedProcess


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """The occasions that are `needed`, None where no number would do; the log had `a_day` a calendar day, None where untold."""

    needed: int | None
    a_day: float | None

    @property
    def days(self) -> int | None:
        """Return how many calendar days of work as before bring what is needed; None where that is not known."""
        return ceil(self.needed / self.a_day) if self.needed is not None and self.a_day else None

    def text(self, language: Language) -> str:
        """Say how long that takes; nothing where it is not known."""
        return "" if self.days is None else say("verify-lasting", language, {"days": self.days})


def calendar_days(processes: Iterable[LinkedProcess]) -> float | None:
    """Return the days from the first completion of some processes to the last, at least 1; None where none has a time."""
    ends = [known for each in processes if each.is_timed and len(known := each.end[each.end != NO_TIME])]
    if not ends:
        return None
    first, last = min(int(each.min()) for each in ends), max(int(each.max()) for each in ends)
    return max(1.0, (last - first) / DAY)
