"""Working time: when a calendar is open, and where a piece of work that starts now will end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice

FIRST_DAY = date(2025, 3, 1)
LAST_DAY = date(2026, 6, 30)


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A public holiday, from its first to its last free day, and the weekend days that are worked for it."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Return every free day."""
        return tuple(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


HOLIDAYS = (
    Holiday(name="清明节", first=date(2025, 4, 4), last=date(2025, 4, 6)),
    Holiday(name="劳动节", first=date(2025, 5, 1), last=date(2025, 5, 5), make_up=(date(2025, 4, 27),)),
    Holiday(name="端午节", first=date(2025, 5, 31), last=date(2025, 6, 2)),
    Holiday(
        name="国庆节、中秋节", first=date(2025, 10, 1), last=date(2025, 10, 8), make_up=(date(2025, 9, 28), date(2025, 10, 11))
    ),
    Holiday(name="元旦", first=date(2026, 1, 1), last=date(2026, 1, 3), make_up=(date(2026, 1, 4),)),
    Holiday(name="春节", first=date(2026, 2, 15), last=date(2026, 2, 23), make_up=(date(2026, 2, 14), date(2026, 2, 28))),
    Holiday(name="清明节", first=date(2026, 4, 4), last=date(2026, 4, 6)),
    Holiday(name="劳动节", first=date(2026, 5, 1), last=date(2026, 5, 5), make_up=(date(2026, 5, 9),)),
    Holiday(name="端午节", first=date(2026, 6, 19), last=date(2026, 6, 21)),
)
"""The public holidays of China while the demo plays, and the weekend days worked for them."""

CLOSED = tuple(day for holiday in HOLIDAYS for day in holiday.days)
MAKE_UP = tuple(day for holiday in HOLIDAYS for day in holiday.make_up)


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """A weekly calendar; closed days are free, make-up days are worked with Monday's hours."""

    id: str
    hours: tuple[tuple[str, str], ...]
    weekdays: int

    @cached_property
    def intervals(self) -> tuple[tuple[datetime, datetime], ...]:
        """Return every open interval, in order."""
        days = (FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1))
        return tuple(
            (datetime.combine(day, time.fromisoformat(begin)), datetime.combine(day, time.fromisoformat(end)))
            for day in days
            if day in MAKE_UP or (day.weekday() < self.weekdays and day not in CLOSED)
            for begin, end in self.hours
        )

    @cached_property
    def _begins(self) -> Sequence[datetime]:
        return [begin for begin, _ in self.intervals]

    def next_open(self, moment: datetime) -> datetime:
        """Return the first open moment at or after this one."""
        number = bisect_right(self._begins, moment) - 1
        if number >= 0 and moment < self.intervals[number][1]:
            return moment
        return self.intervals[number + 1][0]

    def after(self, moment: datetime, work: timedelta) -> datetime:
        """Return the moment when `work` of open time has passed."""
        moment = self.next_open(moment)
        number = bisect_right(self._begins, moment) - 1
        while moment + work > self.intervals[number][1]:
            work -= self.intervals[number][1] - moment
            number += 1
            moment = self.intervals[number][0]
        return moment + work

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """Return the open time between two moments."""
        total = timedelta()
        for opened, closed in islice(self.intervals, max(0, bisect_right(self._begins, begin) - 1), None):
            if opened >= end:
                break
            total += max(min(closed, end) - max(opened, begin), timedelta())
        return total


OFFICE = WorkCalendar(id="OFFICE", hours=(("08:30", "12:00"), ("13:30", "17:30")), weekdays=5)
SHOP = WorkCalendar(id="SHOP", hours=(("08:00", "12:00"), ("13:00", "20:00")), weekdays=6)
QC = WorkCalendar(id="QC", hours=(("08:00", "12:00"), ("13:00", "20:00")), weekdays=6)
CALENDARS = {calendar.id: calendar for calendar in (OFFICE, SHOP, QC)}
