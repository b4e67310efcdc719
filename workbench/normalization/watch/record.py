"""What the watch keeps of a process: counts by week, times by week, blocks of cases and names – plain, and nobody by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from workbench.findings import Severity

WEEK = timedelta(days=7)

OTHER_KEY: Final = "WATCH_OTHER_KEY"
"""The code of the sentence that people are called otherwise than in the baseline, under another key or none."""


class Aspect(StrEnum):
    """What of a process can be watched, and so can be lacking."""

    TIMES = "times"
    FLOW = "flow"
    PERFORMERS = "performers"
    PEOPLE = "people"
    SYSTEMS = "systems"
    FUNCTIONS = "functions"


class NameKind(StrEnum):
    """What a name in a log stands for."""

    LABEL = "label"
    RESOURCE = "resource"
    ACCOUNT = "account"
    SYSTEM = "system"
    FUNCTION = "function"


OF_PEOPLE: Final = frozenset({NameKind.RESOURCE, NameKind.ACCOUNT})
"""The kinds of names that stand for people, who come and go without a release."""


@dataclass(frozen=True, kw_only=True)
class Lack:
    """What cannot be watched, and the code of the sentence that says why."""

    aspect: Aspect
    reason: str


@dataclass(frozen=True, kw_only=True)
class WeekCount:
    """The cases that began in the ISO week from a Monday: `exposed` to something, and the `count` that show it."""

    week: date
    count: int
    exposed: int


@dataclass(frozen=True, kw_only=True)
class RuleRecord:
    """How often a critical rule was broken, week by week; `kind` is its sort, `object` are the activities that it is about."""

    kind: str
    object: tuple[str, ...]
    severity: Severity
    weeks: tuple[WeekCount, ...]


@dataclass(frozen=True, kw_only=True)
class WeekTimes:
    """Cycle times of the cases that began in a week: the mean of ln(hours), and the sum of squared deviations from it."""

    week: date
    cases: int
    mean: float
    squares: float


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One label directly followed by another; "" before the first and behind the last of a case."""

    first: str
    then: str


@dataclass(frozen=True, kw_only=True)
class Doing:
    """An activity, and who did it: a person as people are called here, or a shared account."""

    activity: str
    performer: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """Some consecutive cases: the week in which the first began, and counts in the order of the record's pairs and doings."""

    week: date
    cases: int
    pairs: tuple[int, ...]
    doings: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Named:
    """A name that a log bears, the cases that bear it, and the first day on which it does."""

    kind: NameKind
    name: str
    cases: int
    first: date | None


@dataclass(frozen=True, kw_only=True)
class ProcessRecord:
    """One process over some weeks.

    Counts are of `cases` complete cases, by the week in which each began: the weeks from `first` to `last` (Mondays), which are
    long enough ago (`settling_days`) that their cases have ended. Names are of all `named_cases` cases with events from the first
    day on until `through`, the last. `deviating` are the cases that do not conform, on the observable projection.
    """

    id: str
    first: date | None = None
    last: date | None = None
    through: date | None = None
    settling_days: int = 0
    cases: int = 0
    deviating: tuple[WeekCount, ...] = ()
    rules: tuple[RuleRecord, ...] = ()
    times: tuple[WeekTimes, ...] = ()
    block_cases: int = 1
    pairs: tuple[Pair, ...] = ()
    doings: tuple[Doing, ...] = ()
    blocks: tuple[Block, ...] = ()
    named_cases: int = 0
    names: tuple[Named, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def window(self) -> tuple[date, date] | None:
        """Return the first and the last day of its weeks."""
        return (self.first, self.last + WEEK - timedelta(days=1)) if self.first is not None and self.last is not None else None

    def reason(self, aspect: Aspect) -> str | None:
        """Return why something cannot be watched, None where it can."""
        return next((each.reason for each in self.lacks if each.aspect is aspect), None)

    def lacking(self, aspect: Aspect, reason: str) -> ProcessRecord:
        """Return the same record that lacks something."""
        return replace(self, lacks=(*self.lacks, Lack(aspect=aspect, reason=reason)))
