"""What is looked at: filters are values that keep some cases or events of a log, say so, and are joined with `&`.

LogFilter          apply(log) → log, text(language)
├── CaseFilter     keeps whole cases: CasesInWindow, CasesWhere, CasesLasting, MostFrequentVariants, VariantsCovering;
│                  by what was done (work_filters.py): CasesWith, CasesWithout, CasesInOrder, CasesPerformedBy
├── EventFilter    keeps single events: EventsInWindow; by what was done: EventsOf, EventsPerformedBy
└── Filters        several, one after the other
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.faults import demand_times
from workbench.eventlog.filtering.filter_values import Window, column_of, in_either_language, listed, marked
from workbench.eventlog.filtering.narrowing import with_cases, with_events
from workbench.eventlog.log import EventLog
from workbench.eventlog.looks.counting import spans_of_cases
from workbench.eventlog.looks.variants import variants_of
from workbench.language import Language, say
from workbench.shown import duration_text
from workbench.tables.faults import misuse


class LogFilter(ABC):
    """Keeps a part of a log. Filters are applied in the order in which they are joined."""

    @abstractmethod
    def apply(self, log: EventLog) -> EventLog:
        """Return what is kept, with a finding that counts the rest; the log itself stays as it is."""

    @abstractmethod
    def text(self, language: Language) -> str:
        """Say what is kept."""

    def __and__(self, other: LogFilter) -> Filters:
        return Filters(filters=(*_each(self), *_each(other)))


def _each(one: LogFilter) -> tuple[LogFilter, ...]:
    return one.filters if isinstance(one, Filters) else (one,)


@dataclass(frozen=True, kw_only=True)
class Filters(LogFilter):
    """Several filters, the first applied first. None at all gives the same log."""

    filters: tuple[LogFilter, ...] = ()

    def apply(self, log: EventLog) -> EventLog:
        """Apply each to what the one before has kept."""
        for each in self.filters:
            log = each.apply(log)
        return log

    def text(self, language: Language) -> str:
        """Say what is kept, step by step."""
        return say("filter-then", language).join(each.text(language) for each in self.filters) or say("filter-none", language)


class CaseFilter(LogFilter):
    """Keeps whole cases."""

    @abstractmethod
    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Return which cases are kept (shape (n_cases,))."""

    def apply(self, log: EventLog) -> EventLog:
        """Keep some cases with all their events."""
        return with_cases(log, self.keeps(log), in_either_language(self.text))


class EventFilter(LogFilter):
    """Keeps single events; a case goes with the last of its events."""

    @abstractmethod
    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Return which events are kept (shape (n_events,))."""

    def apply(self, log: EventLog) -> EventLog:
        """Keep some events, and the cases that have any of them."""
        return with_events(log, self.keeps(log), in_either_language(self.text))


class Relation(StrEnum):
    """How the span of a case, from its first known time to its last completion, must lie to a window."""

    CONTAINED = "contained"
    INTERSECTING = "intersecting"
    STARTING = "starting"
    ENDING = "ending"


@dataclass(frozen=True, kw_only=True)
class CasesInWindow(CaseFilter):
    """Cases by when they ran, within `begin` ≤ time < `end` (aware datetimes; None is without limit).

    A case without events has no time: it is kept only by a window without limits. Raises UsageError for times without offset.
    """

    begin: datetime | None = None
    end: datetime | None = None
    relation: Relation = Relation.CONTAINED

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare first and last time of each case with the window."""
        window = Window.of(self.begin, self.end)
        if window.is_unlimited:
            return np.ones(log.n_cases, dtype=np.bool_)
        demand_times(log, "CasesInWindow")
        events, first, last = spans_of_cases(log.case, log.end, log.start, log.n_cases)
        begins, ends = window.holds(first), window.holds(last)
        kept = {
            Relation.CONTAINED: begins & ends,
            Relation.INTERSECTING: (first < window.end) & (last >= window.begin),
            Relation.STARTING: begins,
            Relation.ENDING: ends,
        }[self.relation]
        return kept & (events > 0)

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say(f"filter-cases-{self.relation.value}", language, Window.of(self.begin, self.end).facts)


@dataclass(frozen=True, kw_only=True)
class EventsInWindow(EventFilter):
    """Events completed within `begin` ≤ time < `end` (aware datetimes; None is without limit)."""

    begin: datetime | None = None
    end: datetime | None = None

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare each completion with the window."""
        window = Window.of(self.begin, self.end)
        if not window.is_unlimited:
            demand_times(log, "EventsInWindow")
        return window.holds(log.end)

    def text(self, language: Language) -> str:
        """Say which events."""
        return say("filter-events-window", language, Window.of(self.begin, self.end).facts)


@dataclass(frozen=True, kw_only=True)
class CasesWhere(CaseFilter):
    """Cases whose attribute has one of some values. Raises UsageError where the log has no such case attribute."""

    attribute: str
    values: tuple[str, ...]

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Look the values up in the column of the attribute."""
        return marked(column_of(log.case_columns, self.attribute), self.values)

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say("filter-cases-where", language, {"attribute": self.attribute, "values": listed(self.values, language)})


@dataclass(frozen=True, kw_only=True)
class MostFrequentVariants(CaseFilter):
    """Cases that follow one of the `count` most frequent variants; equally frequent ones in the order of their labels."""

    count: int

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare the variant of each case. Raises UsageError for a count below one."""
        if self.count < 1:
            raise misuse("SETTING_UNKNOWN", {"key": "count", "value": self.count, "wanted": "1, 2, 3, …"})
        return variants_of(log).of_case < self.count

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say("filter-variants-most", language, {"count": self.count})


@dataclass(frozen=True, kw_only=True)
class VariantsCovering(CaseFilter):
    """Cases that follow the fewest most frequent variants which together cover at least `share` (0 … 1) of the cases."""

    share: float

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare the variant of each case. Raises UsageError for a share outside 0 … 1."""
        if not 0 < self.share <= 1:
            raise misuse("SETTING_UNKNOWN", {"key": "share", "value": self.share, "wanted": "0 < share ≤ 1"})
        variants = variants_of(log)
        covered = np.cumsum(variants.counts) if len(variants) else np.zeros(1, dtype=np.int64)
        needed = np.searchsorted(covered, np.ceil(self.share * log.n_cases - 1e-9))
        return variants.of_case <= needed

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say("filter-variants-covering", language, {"percent": f"{self.share:.4%}".replace(".0000", "")})


@dataclass(frozen=True, kw_only=True)
class CasesLasting(CaseFilter):
    """Cases that take from `shortest` to `longest`, both included (None is without limit).

    How long a case without events takes is unknown: only a filter without limits keeps it.
    """

    shortest: timedelta | None = None
    longest: timedelta | None = None

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare last completion − first known time."""
        if self.shortest is None and self.longest is None:
            return np.ones(log.n_cases, dtype=np.bool_)
        demand_times(log, "CasesLasting")
        events, first, last = spans_of_cases(log.case, log.end, log.start, log.n_cases)
        kept = events > 0
        if self.shortest is not None:
            kept &= last - first >= self.shortest // timedelta(microseconds=1)
        if self.longest is not None:
            kept &= last - first <= self.longest // timedelta(microseconds=1)
        return kept

    def text(self, language: Language) -> str:
        """Say which cases."""
        limits = {"shortest": self.shortest, "longest": self.longest}
        said = {
            name: "…" if limit is None else duration_text(limit / timedelta(microseconds=1), language)
            for name, limit in limits.items()
        }
        return say("filter-cases-lasting", language, said)
