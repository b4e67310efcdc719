"""The whole enterprise from a seed: cases dealt, played, and what depends on dates put in afterwards."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.enterprise.dealing import Deal
from tests.enterprise.people import DELEGATE, MOVES, after, worked
from tests.enterprise.play import Case, Event, play
from tests.enterprise.scenarios import TELLERS


@dataclass(kw_only=True)
class Enterprise:
    """Cases, events by start, and which cases were dealt what: by number in `deals`, by id in `dated` what depends on dates."""

    cases: list[Case]
    events: list[Event]
    deals: dict[str, Deal]
    dated: dict[str, frozenset[str]]

    def dealt(self, process: str, name: str) -> frozenset[str]:
        """Return the ids of the cases that were dealt something."""
        own = [case.id for case in self.cases if case.process == process]
        numbered = own[: self.deals[process].size]
        return frozenset(numbered[number] for number in self.deals[process].dealt[name])


def generate(seed: int) -> Enterprise:
    """Generate the enterprise; the same seed gives the same events."""
    random_ = random.Random(seed)
    told = {process: teller(random_) for process, teller in TELLERS.items()}
    cases = [case for process, _ in told.values() for case in sorted(process, key=_cut_last)]
    events = play(cases, random_)
    of = Enterprise(cases=cases, events=events, deals={process: deal for process, (_, deal) in told.items()}, dated={})
    _delegate(of)
    _move(of)
    _tie(of)
    return of


def _cut_last(case: Case) -> bool:
    return case.id[1:2].isalpha()


def _reassign(of: Enterprise, name: str, events: list[Event], person: str) -> None:
    for event in events:
        event.person = event.resource = person
    of.dated[name] = frozenset(event.case for event in events)
    assert len(of.dated[name]) == len(events)


def _done(of: Enterprise, what: str, first: date, last: date, without: frozenset[str] = frozenset()) -> list[Event]:
    """Return the events of an activity of complete cases that start on some days, by start."""
    return [
        event
        for event in of.events
        if event.what == what
        and first <= event.start.date() <= last
        and event.case not in without
        and not event.case[1].isalpha()
    ]


def _ends(events: list[Event], count: int) -> list[Event]:
    """Return the first and last event and some between."""
    step = (len(events) - 1) / (count - 1)
    return [events[round(number * step)] for number in range(count)]


def _delegate(of: Enterprise) -> None:
    """Let the delegate validate on the first and last day of the delegation and between, and six times afterwards."""
    _, person, what, first, last = DELEGATE
    odd = of.dealt("SMP", "reported first")
    inside = _ends(_done(of, what, first, last, odd), 8)
    beyond = _ends(_done(of, what, last + timedelta(days=1), date(2025, 11, 5), odd), 6)
    _reassign(of, "delegated", inside, person)
    _reassign(of, "delegation over", beyond, person)
    for event in (inside[0], beyond[0]):
        _begin_early(of, event)


def _begin_early(of: Enterprise, event: Event) -> None:
    """Let an event begin soon after seven, when in UTC it is still the day before, unless what enables it is not yet done."""
    checked = max(each.end for each in of.events if each.what == "chk" and each.case == event.case)
    minutes = worked("LABDAY", event.start, event.end)
    event.start = max(checked, event.start.replace(hour=7, minute=5))
    event.end = after("LABDAY", event.start, minutes)
    event.recorded = event.end + timedelta(minutes=2)


def _move(of: Enterprise) -> None:
    """Let E063 inspect until the move and store afterwards – and inspect seven times more, which nobody allowed."""
    before = _done(of, "REA-07", date(2025, 9, 3), MOVES - timedelta(days=1))
    _reassign(of, "inspected before", _ends(before, 20), "E063")
    later = _done(of, "REA-07", MOVES, date(2025, 12, 31))
    _reassign(of, "inspected after", _ends(later, 7), "E063")
    names = ("ordered and received", "received by buyer", "shared", "elsewhere")
    kept = frozenset().union(*(of.dealt("REA", name) for name in names), of.dated["inspected after"])
    _reassign(of, "stored after", _ends(_done(of, "REA-06", MOVES, date(2025, 12, 31), kept), 12), "E063")


def _tie(of: Enterprise) -> None:
    """Let two steps of some cases be completed in the same minute."""
    tied = of.dealt("SMP", "tied")
    spun = {event.case: event for event in of.events if event.what == "cent"}
    for event in of.events:
        if event.what == "aliq" and event.case in tied:
            event.start, event.end, event.recorded = spun[event.case].start, spun[event.case].end, spun[event.case].recorded


def executions(of: Enterprise, process: str) -> Iterator[Event]:
    """Yield the events of complete cases that were executed."""
    return (
        replace(each) for each in of.events if each.process == process and not each.is_unfinished and not each.case[1].isalpha()
    )
