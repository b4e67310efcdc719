"""What answers the first questions to a log: one protocol, so that arrays here and a database elsewhere say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from workbench.eventlog.case_table import CaseTable, case_table_of
from workbench.eventlog.directly_follows import DirectlyFollows, TimesBetween, directly_follows_of, times_between
from workbench.eventlog.log import EventLog, Variants
from workbench.eventlog.staffing import Crossing, crossing_of
from workbench.eventlog.variants import variants_of


class Engine(Protocol):
    """Answers the first questions to one log. Counts of two engines are the same, means and percentiles agree to 1e-9."""

    def variants(self) -> Variants:
        """Return the distinct traces, as `variants_of` does."""

    def directly_follows(self) -> DirectlyFollows:
        """Return what follows what, as `directly_follows_of` does."""

    def times_between(self) -> TimesBetween:
        """Return the times between completions, as `times_between` does."""

    def crossing(self, name: str) -> Crossing:
        """Return activities against an event column, as `crossing_of` does: performers, systems and others."""

    def case_table(self) -> CaseTable:
        """Return the figures of each case, as `case_table_of` does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ArrayEngine:
    """Answers from the columns of a log in memory."""

    log: EventLog

    def variants(self) -> Variants:
        """Group the cases by their trace."""
        return variants_of(self.log)

    def directly_follows(self) -> DirectlyFollows:
        """Count what follows what."""
        return directly_follows_of(self.log)

    def times_between(self) -> TimesBetween:
        """Measure the times between completions."""
        return times_between(self.log)

    def crossing(self, name: str) -> Crossing:
        """Count activities against an event column."""
        return crossing_of(self.log, name)

    def case_table(self) -> CaseTable:
        """Measure each case."""
        return case_table_of(self.log)
