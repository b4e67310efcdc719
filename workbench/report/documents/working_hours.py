"""When a post works, in words: each run of weekdays with the same hours."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from workbench.organization import WorkingCalendar, clock_of
from workbench.report.documents.wording import Wording

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def hours_in_words(calendar: str | None, words: Wording) -> str:
    """Return the hours of a calendar with its id; the id alone where nothing declares it, None is not specified."""
    declared = words.design.organization.calendars
    if calendar is None or declared is None or calendar not in declared.by_id:
        return words.or_unspecified(calendar)
    hours = words.say("doc-semicolon").join(_runs(declared.by_id[calendar], words))
    return words.say("doc-calendar", id=calendar, hours=hours or words.unspecified)


def _runs(calendar: WorkingCalendar, words: Wording) -> list[str]:
    told = []
    for hours, days in groupby(range(len(_DAYS)), key=lambda day: calendar.weekly[day]):
        first, *rest = days
        if hours:
            begin = words.say(f"weekday-{_DAYS[first]}")
            label = words.say("doc-from-to", start=begin, end=words.say(f"weekday-{_DAYS[rest[-1]]}")) if rest else begin
            told.append(f"{label} {words.joined(f'{clock_of(start)}–{clock_of(end)}' for start, end in hours)}")
    return told
