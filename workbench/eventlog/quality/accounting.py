"""What became of every row: kept, merged, set aside, filtered or rejected; a row in none of these is said to be lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.eventlog.filtering.narrowing import FILTERED, NOTHING_LEFT, events_filtered
from workbench.eventlog.log import EventLog
from workbench.findings import Finding

_REJECTIONS: Final = ("CSV_RAGGED", "LOG_NO_CASE", "LOG_NO_ACTIVITY", "LOG_NO_TIMESTAMP", "OCEL_FLATTENED")


@dataclass(frozen=True, kw_only=True)
class Accounting:
    """Rows of the source by what became of them; `rejections` say for each reason how many rows and which.

    `filtered` events were read and left out by `filters`, each of which says what it kept.
    """

    rows_read: int
    events: int
    merged: int
    set_aside: int
    rejected: int
    rejections: tuple[Finding, ...]
    filtered: int = 0
    filters: tuple[Finding, ...] = ()

    @property
    def unaccounted(self) -> int:
        """Return how many rows are in none of the five: 0 in a log that was read here."""
        return self.rows_read - self.events - self.merged - self.set_aside - self.filtered - self.rejected

    @property
    def explained(self) -> int:
        """Return how many rejected rows the rejections give a reason for."""
        counts = (each.facts.get("count", each.count) for each in self.rejections)
        return sum(count for count in counts if isinstance(count, int))


def accounting_of(log: EventLog) -> Accounting:
    """Take up what the reader counted and said."""
    return Accounting(
        rows_read=log.source.rows_read,
        events=log.n_events,
        merged=log.source.rows_merged,
        set_aside=log.source.rows_set_aside,
        rejected=log.source.rows_rejected,
        rejections=tuple(each for each in log.findings if each.code in _REJECTIONS and each.count != 0),
        filtered=events_filtered(log),
        filters=tuple(each for each in log.findings if each.code in (FILTERED, NOTHING_LEFT)),
    )
