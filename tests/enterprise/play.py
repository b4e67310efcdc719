"""How the work is played: the steps of every case wait for a person and for working time, and become events."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.enterprise.duties import ACTIVITIES, system_of
from tests.enterprise.people import CLOSED, POSTS, after, intervals, posts_of


@dataclass(kw_only=True)
class Step:
    """Something to be done in a case once the steps at `after` are done.

    `what` is an activity id, or the label of what is not designed; `who` may do it, nobody: `account` does. `account` is also
    what the log shows instead of the person. `function` is None: the first of the activity's.
    """

    what: str
    after: tuple[int, ...]
    who: tuple[str, ...] = ()
    minutes: int = 10
    delay: int = 0
    account: str = ""
    system: str | None = None
    function: str | None = None
    lag: int = 2
    is_weekly: bool = False
    is_daily: bool = False
    is_unfinished: bool = False


@dataclass(kw_only=True)
class Case:
    process: str
    id: str
    arrival: datetime
    steps: list[Step] = field(default_factory=list)

    def then(self, what: str, **facts: object) -> int:
        """Add a step after the last one, or after those given as `after`; return its number."""
        facts.setdefault("after", (len(self.steps) - 1,) if self.steps else ())
        self.steps.append(Step(what=what, **facts))  # type: ignore[arg-type]
        return len(self.steps) - 1


@dataclass(kw_only=True)
class Event:
    """A row of a log; `person` is who did it, known to nobody but us; `resource` is what the log shows."""

    case: str
    process: str
    what: str
    start: datetime
    end: datetime
    recorded: datetime
    person: str
    resource: str
    system: str
    function: str
    is_unfinished: bool = False


def play(cases: Iterable[Case], random_: random.Random) -> list[Event]:
    """Play all cases, first come first served, and return the events by start."""
    whole = list(cases)
    free: dict[str, datetime] = {}
    done: dict[tuple[int, int], datetime] = {}
    events: list[Event] = []
    queue: list[tuple[datetime, int, int]] = []

    def enqueue(enabled: datetime, number: int, index: int) -> None:
        heapq.heappush(queue, (_ready(enabled, whole[number].steps[index]), number, index))

    for number, case in enumerate(whole):
        enqueue(case.arrival, number, 0)
    while queue:
        ready, number, index = heapq.heappop(queue)
        case = whole[number]
        step = case.steps[index]
        event = _played(case, step, ready, free, random_)
        events.append(event)
        done[number, index] = event.start if step.is_unfinished else event.end
        for later, other in enumerate(case.steps):
            if index in other.after and all((number, before) in done for before in other.after):
                enqueue(max(done[number, before] for before in other.after), number, later)
    return sorted(events, key=lambda each: (each.start, each.process, each.case, each.end))


def _ready(enabled: datetime, step: Step) -> datetime:
    """Return when a step that is enabled can be begun by whoever is free: after its delay, on its day."""
    calendar = _calendar(step.who[0] if step.who else "", enabled)
    ready = after(calendar, enabled, step.delay)
    return _thursday(ready) if step.is_weekly else _four(calendar, ready) if step.is_daily else ready


def _calendar(person: str, moment: datetime) -> str:
    return POSTS[posts_of(person, moment.date())[0]].calendar if person else "LABDAY"


def _played(case: Case, step: Step, ready: datetime, free: dict[str, datetime], random_: random.Random) -> Event:
    person = ""
    if step.who:
        shuffled = random_.sample(step.who, len(step.who))
        person = min(shuffled, key=lambda each: max(free.get(each, ready), ready))
    calendar = _calendar(person, ready)
    start = after(calendar, max(ready, free.get(person, ready)), 0)
    end = after(calendar, start, step.minutes)
    if person:
        free[person] = end
    activity = ACTIVITIES.get(step.what)
    function = step.function if step.function is not None else next(iter(activity.functions), "") if activity else ""
    system = step.system if step.system is not None else system_of(function)
    return Event(
        case=case.id, process=case.process, what=step.what, start=start, end=end, recorded=end + timedelta(minutes=step.lag),
        person=person, resource=step.account or person, system=system, function=function if "." in function else "",
        is_unfinished=step.is_unfinished,
    )  # fmt: skip


def _thursday(start: datetime) -> datetime:
    """Return the next instant on a worked Thursday between 14:00 and 17:00."""
    while start.weekday() != 3 or start.date() in CLOSED or start.hour >= 17:
        start = datetime.combine(start.date() + timedelta(days=1), datetime.min.time())
    return max(start, start.replace(hour=14, minute=0))


def _four(calendar: str, moment: datetime) -> datetime:
    """Return the next four o'clock of a worked day."""
    while moment.hour >= 16 or not intervals(calendar, moment.date()):
        moment = datetime.combine(moment.date() + timedelta(days=1), datetime.min.time())
    return moment.replace(hour=16, minute=0)
