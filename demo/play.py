"""The play: cases arrive, wait for a free person of the post, are worked on in its calendar – first come, first served."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.cases import Case, Step
from demo.enterprise import POSTS, hired
from demo.processes import OTHER_NAME_OF_KEEPER
from demo.seasons import Season
from demo.worktime import CALENDARS, OFFICE, WorkCalendar

FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class Event:
    """One row of an event log; times are local."""

    case: Case
    step: Step
    start: datetime
    end: datetime
    recorded: datetime
    resource: str
    role: str
    department: str


@dataclass(order=True, frozen=True)
class _Request:
    """A step that became due."""

    ready: datetime
    number: int
    case: int
    stage: int
    branch: int


def arrivals(cases: Sequence[Case], season: Season, dice: random.Random) -> tuple[datetime, ...]:
    """Return when each case of a season arrives: at random in office hours, what the export cuts in its last days."""
    rooms = {window: _minutes_open(window) for window in (season.arrivals, season.cut_arrivals)}
    windows = (season.arrivals if case.cut_after is None else season.cut_arrivals for case in cases)
    return tuple(OFFICE.after(window[0], timedelta(seconds=dice.randrange(60 * rooms[window]))) for window in windows)


def _minutes_open(window: tuple[datetime, datetime]) -> int:
    return int(OFFICE.between(*window).total_seconds() // 60)


class Stage:
    """The enterprise at work on the cases that arrive in a season; `repaired` plants do not act."""

    def __init__(
        self, arriving: Sequence[tuple[Case, datetime]], season: Season, dice: random.Random, repaired: Collection[str]
    ) -> None:
        cases = [case for case, _ in arriving]
        self._cases = cases
        self._arrivals = [moment for _, moment in arriving]
        self._season = season
        self._dice = dice
        self._repaired = repaired
        self._free: dict[str, datetime] = {}
        self._waiting: list[_Request] = []
        self._open = [0] * len(cases)
        self._done: list[dict[str, str]] = [{} for _ in cases]
        self._last_end = [datetime.min] * len(cases)
        self._number = 0

    def play(self) -> Iterator[Event]:
        """Yield every event, in the order in which steps became due."""
        for case, arrival in enumerate(self._arrivals):
            self._begin_stage(case, 0, arrival)
        while self._waiting:
            request = heapq.heappop(self._waiting)
            yield self._work(request)

    def _begin_stage(self, case: int, stage: int, moment: datetime) -> None:
        cut_after = self._cases[case].cut_after
        if stage == len(self._cases[case].stages) or (cut_after is not None and stage >= cut_after):
            return
        steps = self._cases[case].stages[stage]
        self._open[case] = len(steps)
        for branch, step in enumerate(steps):
            ready = moment
            if step.delay is not None:
                ready = OFFICE.after(moment, timedelta(minutes=self._dice.uniform(*step.delay)))
            if step.activity == "P2P-12" and "M29" not in self._repaired:
                ready = _next_friday(ready)
            self._number += 1
            heapq.heappush(self._waiting, _Request(ready, self._number, case, stage, branch))

    def _work(self, request: _Request) -> Event:
        case = self._cases[request.case]
        step = case.stages[request.stage][request.branch]
        person = self._chosen(request, step)
        calendar = CALENDARS[POSTS[person[:2]].calendar] if person[:2] in POSTS else None
        start = self._start(person, request.ready, calendar)
        if step.activity == "P2P-12" and "M29" not in self._repaired:
            start = _next_friday(start)
        work = timedelta(seconds=max(20, round(60 * self._minutes(step))))
        end = calendar.after(start, work) if calendar else start + work
        if calendar is not None:
            self._free[person] = end
        self._done[request.case][step.activity] = person
        self._last_end[request.case] = max(self._last_end[request.case], end)
        self._open[request.case] -= 1
        if not self._open[request.case]:
            self._begin_stage(request.case, request.stage + 1, self._last_end[request.case] + timedelta(seconds=1))
        return self._event(case, step, person, start, end)

    def _start(self, person: str, ready: datetime, calendar: WorkCalendar | None) -> datetime:
        return calendar.next_open(max(ready, self._free.get(person, ready))) if calendar else ready

    def _chosen(self, request: _Request, step: Step) -> str:
        """Choose at random among those who could start first; a delegate stands in while he is named."""
        if step.same_as is not None:
            return self._done[request.case][step.same_as]
        if step.activity == "P2P-04" and self._is_delegated(request.ready):
            return "B1-01"
        persons = self._able(step, self._done[request.case])
        if len(persons) == 1:
            return persons[0]
        calendar = CALENDARS[POSTS[step.post].calendar]
        starts = {person: self._start(person, request.ready, calendar) for person in persons}
        first = min(starts.values())
        return self._dice.choice([person for person in persons if starts[person] == first])

    def _is_delegated(self, ready: datetime) -> bool:
        """Return whether what becomes due at this moment is also begun by the delegate before the delegation ends."""
        begin, end = self._season.delegated
        return begin <= ready.date() and self._start("B1-01", ready, OFFICE).date() <= end

    def _able(self, step: Step, done: Mapping[str, str]) -> tuple[str, ...]:
        """Return who may do a step, with those who were hired, without whoever did what it must be kept apart from."""
        barred = done.get(step.not_as) if step.not_as else None
        return tuple(person for person in (*step.persons, *hired(step.post, self._repaired)) if person != barred)

    def _minutes(self, step: Step) -> float:
        if not step.cv:
            return step.minutes
        spread = math.log(1 + step.cv**2)
        return self._dice.lognormvariate(math.log(step.minutes) - spread / 2, math.sqrt(spread))

    def _event(self, case: Case, step: Step, person: str, start: datetime, end: datetime) -> Event:
        hours = self._dice.uniform(4.5, 9) if step.late else self._dice.uniform(0, 2)
        post = POSTS.get(person[:2])
        role = post.name if post else ""
        if post is not None and post.id == "W1" and self._dice.random() < 0.1:
            role = OTHER_NAME_OF_KEEPER
        shared = step.activity == "P2P-08" and "M22" not in self._repaired
        return Event(
            case=case,
            step=step,
            start=start,
            end=end,
            recorded=end + timedelta(seconds=round(3600 * hours)),
            resource="QMS_PUB" if shared else person,
            role="" if shared else role,
            department="" if shared or post is None else post.department,
        )


def _next_friday(moment: datetime) -> datetime:
    """Return the first moment at or after this one that lies in the Friday afternoon of payment approvals."""
    while True:
        opens = datetime.combine(moment.date(), datetime.min.time()).replace(hour=14)
        worked = OFFICE.next_open(opens) == opens
        if moment.weekday() == FRIDAY and worked and moment < opens.replace(hour=17):
            return max(moment, opens)
        moment = datetime.combine(moment.date(), datetime.min.time()) + timedelta(days=1)
