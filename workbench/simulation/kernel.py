"""The event loop, compiled: what is ready waits for somebody, is done in his hours, and makes what follows ready.

Times are µs (int64), `NEVER` where something does not come to pass. A delay holds nobody: who does the step is chosen when it is
over. Work that a shift's end interrupts is taken up again by the same person when his next begins.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel

NEVER: Final = 1 << 62
NOBODY: Final = -1
_READY, _FREE, _AWAKE = 0, 1, 2
_LAST: Final = 1 << 40
"""Added to the number of what becomes ready: whoever gets free at that very instant is free for it."""

Ints = NDArray[np.int64]


@kernel
def after_work(hours: tuple[Ints, Ints, Ints, Ints], calendar: int, instant: int, work: int) -> int:
    """Return when so much working time has passed since an instant; of no work, the next instant that is worked."""
    first, opens, closes, sums = hours
    low, high = first[calendar], first[calendar + 1]
    while low < high:
        middle = (low + high) // 2
        if opens[middle] <= instant:
            low = middle + 1
        else:
            high = middle
    place = low - 1
    target = work
    if place >= first[calendar]:
        target += sums[place] + min(instant, closes[place]) - opens[place]
        if work == 0 and instant < closes[place]:
            return instant
    low, high = first[calendar], first[calendar + 1]
    if work == 0:
        place = place + 1
        return int(opens[place]) if place < high else NEVER
    while low < high:
        middle = (low + high) // 2
        if sums[middle] < target:
            low = middle + 1
        else:
            high = middle
    place = low - 1
    if place < first[calendar] or target > sums[place] + closes[place] - opens[place]:
        return NEVER
    return int(opens[place] + target - sums[place])


@kernel
def _push(heap: Ints, counts: Ints, time: int, what: int) -> None:
    """Put an event into the heap, rows of (time, number, what), ordered by time, then by number; what never comes is left out.

    `counts` are the events in the heap, and all there were.
    """
    if time < NEVER:
        number = counts[1] + (_LAST if what % 3 == _READY else 0)
        place = counts[0]
        while place > 0:
            above = (place - 1) // 2
            if heap[above, 0] < time or (heap[above, 0] == time and heap[above, 1] < number):
                break
            heap[place, 0], heap[place, 1], heap[place, 2] = heap[above, 0], heap[above, 1], heap[above, 2]
            place = above
        heap[place, 0], heap[place, 1], heap[place, 2] = time, number, what
        counts += 1


@kernel
def _pop(heap: Ints, counts: Ints) -> None:
    """Take the first event out of the heap: the last one sinks from the top."""
    counts[0] -= 1
    last = counts[0]
    time, number, what = heap[last, 0], heap[last, 1], heap[last, 2]
    place = 0
    while True:
        below = 2 * place + 1
        if below >= last:
            break
        other = below + 1
        if other < last and (
            heap[other, 0] < heap[below, 0] or (heap[other, 0] == heap[below, 0] and heap[other, 1] < heap[below, 1])
        ):
            below = other
        if time < heap[below, 0] or (time == heap[below, 0] and number < heap[below, 1]):
            break
        heap[place, 0], heap[place, 1], heap[place, 2] = heap[below, 0], heap[below, 1], heap[below, 2]
        place = below
    heap[place, 0], heap[place, 1], heap[place, 2] = time, number, what


@kernel
def _released(hours: tuple[Ints, Ints, Ints, Ints], calendar: int, gate: int, since: int, delay: int) -> int:
    """Return when a step is ready whose last predecessor was done at `since`: after its delay, and once its gate is open."""
    time = since if delay == 0 else after_work(hours, calendar, since, delay)
    if gate >= 0 and time < NEVER:
        time = after_work(hours, gate, time, 0)
    return time


@kernel
def _queue(behind: Ints, ends: tuple[Ints, Ints], queue: int, step: int, rank: tuple[Ints, Ints]) -> None:
    """Put a step into a queue, its activity's or that of the only person who may do it, behind all of its priority or higher."""
    head, tail = ends
    activity, priority = rank
    mine = priority[activity[step]]
    before = tail[queue]
    if before != NOBODY and priority[activity[before]] < mine:
        before, here = NOBODY, head[queue]
        while priority[activity[here]] >= mine:
            before, here = here, behind[here]
    if before == NOBODY:
        behind[step], head[queue] = head[queue], step
    else:
        behind[step], behind[before] = behind[before], step
    if behind[step] == NOBODY:
        tail[queue] = step


@kernel
def _comes_before(step: int, other: int, activity: Ints, priority: Ints, ready: Ints) -> bool:
    """Return whether a step comes before another, if there is one: by priority, then by how long it has been ready."""
    if other == NOBODY:
        return True
    higher = priority[activity[step]] - priority[activity[other]]
    return bool(higher > 0 or (higher == 0 and (ready[step] < ready[other] or (ready[step] == ready[other] and step < other))))


@kernel
def _next(
    queues: tuple[Ints, Ints, int],
    able: tuple[Ints, int, int],
    order: tuple[Ints, Ints, Ints],
    owners: tuple[Ints, Ints, NDArray[np.int64]],
    person: int,
) -> int:
    """Return the step that a person takes next, NOBODY for none: of his own and of those that he is able to do, the first.

    What came into an activity's queue before another began the case for its group is passed over.
    """
    behind, head, own = queues
    ability, low, high = able
    activity, priority, ready = order
    case, group, owner = owners
    best = int(head[own])
    for place in range(low, high):
        what = ability[place]
        step = head[what]
        while step != NOBODY and group[what] >= 0 and owner[case[step], group[what]] not in (NOBODY, person):
            step = behind[step]
        if step != NOBODY and _comes_before(step, best, activity, priority, ready):
            best = int(step)
    return best


@kernel
def _unqueue(behind: Ints, head: Ints, tail: Ints, queue: int, step: int) -> None:
    """Take a step out of its queue."""
    before = NOBODY
    here = head[queue]
    while here != step:
        before, here = here, behind[here]
    if before == NOBODY:
        head[queue] = behind[step]
    else:
        behind[before] = behind[step]
    if tail[queue] == step:
        tail[queue] = before


@kernel
def _opening(hours: tuple[Ints, Ints, Ints, Ints], asked: tuple[Ints, Ints], calendar: int, now: int) -> int:
    """Return the next instant that a calendar works; asked again at the same instant it is remembered."""
    when, answer = asked
    if when[calendar] != now:
        when[calendar], answer[calendar] = now, after_work(hours, calendar, now, 0)
    return int(answer[calendar])


@kernel
def _somebody(
    able: tuple[Ints, int],
    is_busy: Ints,
    calendar: Ints,
    hours: tuple[Ints, Ints, Ints, Ints],
    asked: tuple[Ints, Ints],
    at: tuple[int, float],
) -> int:
    """Return who of the able is free and at work now – drawn, where several are –, NOBODY where nobody is.

    With the able comes the only one who may, NOBODY where all may; `at` is the instant, and the draw in [0, 1).
    """
    those, mine = able
    now, draw = at
    chosen = NOBODY
    free = 0
    for turn in range(2):
        wanted = int(draw * free)
        free = 0
        for person in those:
            if is_busy[person] == NOBODY and mine in (NOBODY, person) and _opening(hours, asked, calendar[person], now) == now:
                if turn == 1 and free == wanted:
                    chosen = person
                free += 1
        if free == 0:
            break
    return chosen


@kernel
def run(
    steps: tuple[Ints, Ints, Ints, Ints, Ints, Ints, NDArray[np.float64]],
    follows: tuple[Ints, Ints],
    activities: tuple[Ints, Ints, Ints, Ints],
    staff: tuple[Ints, Ints, Ints, Ints, Ints],
    hours: tuple[Ints, Ints, Ints, Ints],
) -> tuple[Ints, Ints, Ints, Ints]:
    """Play all steps and return when each was ready, began and ended, and who did it (all int64, one a step).

    `steps`: activity, case, steps that come before, work, delay (working time), earliest begin, and a draw in [0, 1), one a step.
    `follows`: from where to where the followers of each step stand, and the followers. `activities`: the calendar of its delay,
    the calendar whose opening releases it (-1: none), its priority (higher first), and the group whose first performer in a case
    does all of it (-1: none). `staff`: from where to where the able persons of each activity stand, the able persons; the same
    the other way round; each person's calendar. An activity that nobody is able to do needs nobody. `hours`: from where to where
    the intervals of each calendar stand, their begins, ends, and the working time before each.
    """
    activity, case, before, work, delay, earliest, draw = steps
    first_follower, follower = follows
    delay_calendar, gate, priority, group = activities
    first_able, able, first_ability, ability, calendar = staff
    n, persons = len(activity), len(calendar)
    ready, begin, end = np.full(n, NEVER, np.int64), np.full(n, NEVER, np.int64), np.full(n, NEVER, np.int64)
    who = np.full(n, NOBODY, np.int64)
    missing, since = before.copy(), earliest.copy()
    doing, awake_at = np.full(persons, NOBODY, np.int64), np.full(persons, NEVER, np.int64)
    own = len(gate)
    head, tail = np.full(own + persons, NOBODY, np.int64), np.full(own + persons, NOBODY, np.int64)
    behind, stands_in = np.full(n, NOBODY, np.int64), np.full(n, NOBODY, np.int64)
    asked = np.full(len(hours[0]), NEVER, np.int64), np.full(len(hours[0]), NEVER, np.int64)
    groups = group.max() + 1 if len(group) else 0
    owner = np.full(((case.max() + 1 if n else 0), max(groups, 1)), NOBODY, np.int64)
    heap, counts = np.empty((2 * n + 2 * persons + 2, 3), np.int64), np.zeros(2, np.int64)
    for step in range(n):
        if missing[step] == 0:
            what = activity[step]
            _push(heap, counts, _released(hours, delay_calendar[what], gate[what], since[step], delay[step]), step * 3 + _READY)
    while counts[0]:
        now, kind, about = heap[0, 0], heap[0, 2] % 3, heap[0, 2] // 3
        _pop(heap, counts)
        person, step = about, NOBODY
        if kind == _READY:
            step, what = about, activity[about]
            ready[step] = now
            those = able[first_able[what] : first_able[what + 1]]
            if not len(those):
                begin[step], end[step] = now, after_work(hours, delay_calendar[what], now, work[step])
                _push(heap, counts, end[step], (persons + step) * 3 + _FREE)
                continue
            mine = owner[case[step], group[what]] if group[what] >= 0 else NOBODY
            person = _somebody((those, mine), doing, calendar, hours, asked, (now, draw[step]))
            if person == NOBODY:
                stands_in[step] = what if mine == NOBODY else own + mine
                _queue(behind, (head, tail), stands_in[step], step, (activity, priority))
                for someone in those:
                    if doing[someone] == NOBODY and awake_at[someone] == NEVER and mine in (NOBODY, someone):
                        awake_at[someone] = _opening(hours, asked, calendar[someone], now)
                        _push(heap, counts, awake_at[someone], someone * 3 + _AWAKE)
                continue
        elif kind == _FREE:
            done = about - persons if about >= persons else doing[about]
            for place in range(first_follower[done], first_follower[done + 1]):
                later = follower[place]
                since[later] = max(since[later], now)
                missing[later] -= 1
                if missing[later] == 0:
                    what = activity[later]
                    time = _released(hours, delay_calendar[what], gate[what], since[later], delay[later])
                    _push(heap, counts, time, later * 3 + _READY)
            if about >= persons:
                continue
            doing[person] = NOBODY
        else:
            awake_at[person] = NEVER
            if doing[person] != NOBODY:
                continue
        if step == NOBODY:
            skills = (ability, first_ability[person], first_ability[person + 1])
            step = _next((behind, head, own + person), skills, (activity, priority, ready), (case, group, owner), person)
            opening = _opening(hours, asked, calendar[person], now)
            if step == NOBODY or opening > now:
                if step != NOBODY and awake_at[person] == NEVER:
                    awake_at[person] = opening
                    _push(heap, counts, opening, person * 3 + _AWAKE)
                continue
            _unqueue(behind, head, tail, stands_in[step], step)
        what = activity[step]
        begin[step], who[step], doing[person] = now, person, step
        if group[what] >= 0 and owner[case[step], group[what]] == NOBODY:
            owner[case[step], group[what]] = person
        end[step] = after_work(hours, calendar[person], now, work[step])
        _push(heap, counts, end[step], person * 3 + _FREE)
    return ready, begin, end, who
