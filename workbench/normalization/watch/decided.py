"""Signals that a closed case has decided of: what came after it is judged by itself, and what is as it was is told as decided.

Whoever closed a case decided of what he saw. A monitor of weeks or months sees more with each one, and a bad week would speak for
as long as the release holds; so of such a signal only what began after the case was closed is judged. A name, or a row of the
design, is there or not: it is decided for as long as the release holds. A declared change, or a review, is decided up to then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from workbench.eventlog.looks.weeks import day_number, monday_of, week_of
from workbench.normalization.watch.case import AdjustmentCase
from workbench.normalization.watch.record import WEEK
from workbench.normalization.watch.signal import Monitor, Signal
from workbench.normalization.watch.watching import Watched, heaviest_first

_IN_TIME: Final = frozenset(
    {Monitor.CONFORMANCE, Monitor.RULE, Monitor.CYCLE_TIME, Monitor.FLOW, Monitor.PERFORMERS, Monitor.TARGET}
)
"""What judges weeks or months, and can judge those after a day by themselves."""
_COMING_AGAIN: Final = frozenset({Monitor.PERIOD, Monitor.DECLARED})


def undecided(watched: Watched, cases: Iterable[AdjustmentCase], look: Callable[[date], Watched]) -> Watched:
    """Part what is to be dealt with from what closed cases of a release decided (`Watched.decided`).

    `look` looks at what began on a Monday or later: what speaks there again is a signal, since that Monday at the earliest.
    """
    closed = _closed(cases)
    decided = [each for each in watched.signals if each.key in closed and not _came_later(each, closed[each.key])]
    mondays = {each.key: _monday_after(closed[each.key]) for each in decided if each.monitor in _IN_TIME}
    again = {monday: {each.key: each for each in look(monday).signals} for monday in sorted(set(mondays.values()))}
    anew = {
        key: replace(signal, since=max(signal.since or monday, monday))
        for key, monday in mondays.items()
        if (signal := again[monday].get(key)) is not None
    }
    keys = {each.key for each in decided}
    signals = (*(each for each in watched.signals if each.key not in keys), *anew.values())
    return replace(watched, signals=heaviest_first(signals), decided=tuple(each for each in decided if each.key not in anew))


def _closed(cases: Iterable[AdjustmentCase]) -> Mapping[str, date]:
    """Return the day on which the last case of a signal was closed, by its key; a signal that is in an open one is left out."""
    its = tuple(cases)
    still_open = {key for case in its if case.ended is None for key in _keys(case)}
    ended = ((key, case.ended) for case in its if case.ended is not None for key in _keys(case) if key not in still_open)
    days: dict[str, date] = {}
    for key, day in ended:
        days[key] = max(day, days.get(key, day))
    return days


def _keys(case: AdjustmentCase) -> Iterator[str]:
    return (each.key for each in case.opened.signals)


def _came_later(signal: Signal, ended: date) -> bool:
    """Return whether a signal is of something that happens on a day, and happened after another."""
    return signal.monitor in _COMING_AGAIN and signal.since is not None and signal.since > ended


def _monday_after(day: date) -> date:
    return monday_of(week_of(day_number(day))) + WEEK
