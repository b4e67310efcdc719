"""Reviews that are due by the calendar, and changes that somebody declared: 动态调整 by period, and by conditions outside.

A review is due when `review_months` have passed since the release took effect, or since the last review. What a release was let
pass with is due when its waiver has run out. All are certain.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from workbench.findings import Severity
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.signal import Alarm, Judged, Look, Monitor, Signal, Touch, Window, judged, together

WAIVER: Final = "waiver"
"""The detail of what tells that a waiver ran out; a review has none."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When a release took effect, the days on which it was reviewed since, and the processes that it is the standard of.

    `waived_until` is the last day on which conditions that were let pass need not be met; None where none were.
    """

    effective: date
    reviewed: tuple[date, ...] = ()
    processes: tuple[str, ...] = ()
    waived_until: date | None = None

    @property
    def touches(self) -> tuple[Touch, ...]:
        """Return what a review of the release is about."""
        return tuple(Touch(kind="process", id=each) for each in self.processes)

    def due(self, months: int) -> date:
        """Return the day on which the next review is due."""
        return months_after(max((self.effective, *self.reviewed)), months)


@dataclass(frozen=True, kw_only=True)
class DeclaredChange:
    """A change outside the data that somebody declares: of users, technology, management, or conditions in- and outside.

    Where nobody says what it `touches`, that is all that the release is the standard of.
    """

    id: str
    day: date
    text: str
    touches: tuple[Touch, ...] = ()


def watch_calendar(calendar: Calendar, changes: Iterable[DeclaredChange], today: date, rules: WatchRules) -> Judged:
    """Tell on a day a review that is due, a waiver that has run out, and the changes declared since the release took effect."""
    due = calendar.due(rules.review_months)
    look = Look(
        monitor=Monitor.PERIOD,
        n=rules.review_months,
        window=Window(first=calendar.effective, last=max(calendar.effective, today)),
    )
    period = judged(look, Alarm(since=due, severity=Severity.INFO, touches=calendar.touches) if today >= due else None)
    declared = (each for each in sorted(changes, key=lambda it: (it.day, it.id)) if calendar.effective <= each.day <= today)
    return together((period, _waiver(calendar, today), *(_declared(each, calendar) for each in declared)))


def is_review(signal: Signal) -> bool:
    """Return whether a signal tells that a review is due."""
    return signal.monitor is Monitor.PERIOD and signal.detail != WAIVER


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _waiver(calendar: Calendar, today: date) -> Judged:
    """Tell a waiver that ran out: the release holds, and what it was let pass with is no longer let pass."""
    until = calendar.waived_until
    if until is None:
        return Judged()
    look = Look(
        monitor=Monitor.PERIOD, detail=WAIVER, window=Window(first=calendar.effective, last=max(calendar.effective, today))
    )
    has_ended = today > until
    return judged(look, Alarm(since=until + _DAY, severity=Severity.INFO, touches=calendar.touches) if has_ended else None)


def _declared(change: DeclaredChange, calendar: Calendar) -> Judged:
    look = Look(monitor=Monitor.DECLARED, object=(change.id,), window=Window(first=change.day, last=change.day))
    return judged(look, Alarm(since=change.day, severity=Severity.MAJOR, touches=change.touches or calendar.touches))
