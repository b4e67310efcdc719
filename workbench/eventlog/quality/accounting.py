"""What became of every row: kept, merged, set aside or rejected; a row that is in none of these is said to be lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.eventlog.log import EventLog
from workbench.findings import Finding

_REJECTIONS: Final = ("CSV_RAGGED", "LOG_NO_CASE", "LOG_NO_ACTIVITY", "LOG_NO_TIMESTAMP")


@dataclass(frozen=True, kw_only=True)
class Accounting:
    """Rows of the source by what became of them; `rejections` say for each reason how many rows and which."""

    rows_read: int
    events: int
    merged: int
    set_aside: int
    rejected: int
    rejections: tuple[Finding, ...]

    @property
    def unaccounted(self) -> int:
        """Return how many rows are in none of the four: 0 in a log as it was read."""
        return self.rows_read - self.events - self.merged - self.set_aside - self.rejected

    @property
    def explained(self) -> int:
        """Return how many rejected rows the rejections give a reason for."""
        return sum(count for each in self.rejections if isinstance(count := each.facts.get("count"), int))


def accounting_of(log: EventLog) -> Accounting:
    """Take up what the reader counted and said."""
    return Accounting(
        rows_read=log.source.rows_read,
        events=log.n_events,
        merged=log.source.rows_merged,
        set_aside=log.source.rows_set_aside,
        rejected=log.source.rows_rejected,
        rejections=tuple(each for each in log.findings if each.code in _REJECTIONS),
    )
