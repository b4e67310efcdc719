"""The first looks at one log together: its quality, what runs how often and how long, when, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from workbench.eventlog.log import NO_TIME, EventLog
from workbench.eventlog.log_tables import VariantTable
from workbench.eventlog.looks.case_table import CaseTable, case_table_of
from workbench.eventlog.looks.directly_follows import TimesBetween, times_between
from workbench.eventlog.looks.dotted import CaseOrder, Dotted, TimeAxis, dotted_of
from workbench.eventlog.looks.performers import Performers, performers_of
from workbench.eventlog.looks.staffing import Crossing, crossing_of, staffing_of
from workbench.eventlog.looks.throughput import Period, Throughput, throughput_of
from workbench.eventlog.looks.variants import variants_of
from workbench.eventlog.quality import Circumstances, QualityReport, quality_under
from workbench.eventlog.rows.times import zone_of
from workbench.shown import Columns, Tabled, in_both

_GROUPS: Final = ("department", "role", "system")
_DAY: Final = timedelta(days=1) // timedelta(microseconds=1)
_DAYS_AT_MOST: Final = 92
_WEEKS_AT_MOST: Final = 3 * 366
"""Days from which on cases are counted by months; up to the limit before by days, between by weeks."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Exploration(Tabled):
    """A log and what is seen at first: times are shown in `timezone`.

    `dotted` is None where the log has no times. `groups` cross activities with the departments, roles and systems it names.
    """

    log: EventLog
    timezone: str
    quality: QualityReport
    variants: VariantTable
    follows: TimesBetween
    cases: CaseTable
    dotted: Dotted | None
    throughput: Throughput
    performers: Performers
    groups: tuple[Crossing, ...]

    @property
    def table(self) -> Columns:
        """Return the variants, and how large the log is."""
        facts = {"events": self.log.n_events, "cases": self.log.n_cases, "activities": len(self.log.activities)}
        return Columns(values=self.variants.columns(slice(None)), said=(in_both("exploration-size", facts),))


def explore(log: EventLog, timezone: str = "Asia/Shanghai", called: Callable[[str], str] = str) -> Exploration:
    """Take every first look at a log; `called` says how a performer is called in what is told.

    Raises UsageError where the time zone does not exist.
    """
    zone = zone_of(timezone)
    variants = variants_of(log)
    cases = case_table_of(log, variants)
    is_dotted = log.is_timed and log.n_events > 0
    return Exploration(
        log=log,
        timezone=timezone,
        quality=quality_under(Circumstances(zone=zone, called=called), log),
        variants=VariantTable(variants=variants),
        follows=times_between(log),
        cases=cases,
        dotted=dotted_of(log, cases, TimeAxis.CALENDAR, CaseOrder.BEGIN) if is_dotted else None,
        throughput=throughput_of(cases, _period(cases), zone),
        performers=performers_of(staffing_of(log)),
        groups=tuple(crossing_of(log, name) for name in _GROUPS if name in log.columns),
    )


def _period(cases: CaseTable) -> Period:
    """Return by what to count so that there are neither too few periods nor too many."""
    timed = cases.first != NO_TIME
    days = (int(cases.last[timed].max()) - int(cases.first[timed].min())) // _DAY if timed.any() else 0
    if days <= _DAYS_AT_MOST:
        return Period.DAY
    return Period.WEEK if days <= _WEEKS_AT_MOST else Period.MONTH
