"""The event loop, compiled: what is ready waits for somebody, is done in his hours, and makes what follows ready.

Times are µs (int64), `NEVER` where something does not come to pass. A delay holds nobody: who does the step is chosen when it is
over. Work that a shift's end interrupts is taken up again by the same person when his next begins.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import inlined, kernel

NEVER: Final = 1 << 62
NOBODY: Final = -1
_READY, _FREE, _AWAKE = 0, 1, 2
_LAST: Final = 1 << 40
"""Added to the number of what becomes ready: whoever gets free at that very instant is free for it."""

Ints = NDArray[np.int64]


@inlined
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


@inlined
def _push(heap: Ints, size: int, time: int, number: int, what: int) -> None:
    """Put an event into the heap, rows of (time, number, what), which is ordered by time, then by number."""
    place = size
    while place > 0:
        above = (place - 1) // 2
        if heap[above, 0] < time or (heap[above, 0] == time and heap[above, 1] < number):
            break
        heap[place, 0], heap[place, 1], heap[place, 2] = heap[above, 0], heap[above, 1], heap[above, 2]
        place = above
    heap[place, 0], heap[place, 1], heap[place, 2] = time, number, what


@inlined
def _pop(heap: Ints, size: int) -> None:
    """Take the first event out of a heap of so many: the last one sinks from the top."""
    last = size - 1
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


@inlined
def _released(hours: tuple[Ints, Ints, Ints, Ints], calendar: int, gate: int, since: int, delay: int) -> int:
    """Return when a step is ready whose last predecessor was done at `since`: after its delay, and once its gate is open."""
    time = since if delay == 0 else after_work(hours, calendar, since, delay)
    if gate >= 0 and time < NEVER:
        time = after_work(hours, gate, time, 0)
    return time


@inlined
def _queue(behind: Ints, head: Ints, tail: Ints, activity: int, step: int) -> None:
    """Put a step at the end of its activity's queue."""
    behind[step] = NOBODY
    if head[activity] == NOBODY:
        head[activity] = step
    else:
        behind[tail[activity]] = step
    tail[activity] = step


@inlined
def _next(
    behind: Ints,
    head: Ints,
    able: tuple[Ints, int, int],
    order: tuple[Ints, Ints],
    owners: tuple[Ints, Ints, NDArray[np.int64]],
    person: int,
) -> int:
    """Return the step that a person takes next: of the highest priority the one that is ready for longest, NOBODY for none."""
    ability, low, high = able
    priority, ready = order
    case, group, owner = owners
    best, priority_of_best = NOBODY, 0
    for place in range(low, high):
        activity = ability[place]
        if best != NOBODY and priority[activity] < priority_of_best:
            continue
        step = head[activity]
        while step != NOBODY and group[activity] >= 0 and owner[case[step], group[activity]] not in (NOBODY, person):
            step = behind[step]
        if step == NOBODY:
            continue
        if (
            best == NOBODY
            or priority[activity] > priority_of_best
            or ready[step] < ready[best]
            or (ready[step] == ready[best] and step < best)
        ):
            best, priority_of_best = step, priority[activity]
    return best


@inlined
def _unqueue(behind: Ints, head: Ints, tail: Ints, activity: int, step: int) -> None:
    """Take a step out of its activity's queue."""
    before = NOBODY
    here = head[activity]
    while here != step:
        before, here = here, behind[here]
    if before == NOBODY:
        head[activity] = behind[step]
    else:
        behind[before] = behind[step]
    if tail[activity] == step:
        tail[activity] = before


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
    head, tail = np.full(len(gate), NOBODY, np.int64), np.full(len(gate), NOBODY, np.int64)
    behind = np.full(n, NOBODY, np.int64)
    groups = group.max() + 1 if len(group) else 0
    owner = np.full(((case.max() + 1 if n else 0), max(groups, 1)), NOBODY, np.int64)
    heap = np.empty((2 * n + 2 * persons + 2, 3), np.int64)
    size, number = 0, 0
    for step in range(n):
        if missing[step] == 0:
            time = _released(hours, delay_calendar[activity[step]], gate[activity[step]], since[step], delay[step])
            if time < NEVER:
                _push(heap, size, time, _LAST + number, step * 3 + _READY)
                size, number = size + 1, number + 1
    while size:
        now, what = heap[0, 0], heap[0, 2]
        _pop(heap, size)
        size -= 1
        kind, about = what % 3, what // 3
        person = NOBODY
        if kind == _READY:
            ready[about] = now
            kind_of_work = activity[about]
            low, high = first_able[kind_of_work], first_able[kind_of_work + 1]
            if low == high:
                begin[about] = now
                end[about] = after_work(hours, delay_calendar[kind_of_work], now, work[about])
                if end[about] < NEVER:
                    _push(heap, size, end[about], number, (persons + about) * 3 + _FREE)
                    size, number = size + 1, number + 1
                continue
            mine = owner[case[about], group[kind_of_work]] if group[kind_of_work] >= 0 else NOBODY
            free = 0
            for place in range(low, high):
                someone = able[place]
                is_free = doing[someone] == NOBODY and mine in (NOBODY, someone)
                if is_free and after_work(hours, calendar[someone], now, 0) == now:
                    free += 1
            if free:
                chosen = int(draw[about] * free)
                for place in range(low, high):
                    someone = able[place]
                    is_free = doing[someone] == NOBODY and mine in (NOBODY, someone)
                    if is_free and after_work(hours, calendar[someone], now, 0) == now:
                        if chosen == 0:
                            person = someone
                            break
                        chosen -= 1
                step = about
            else:
                _queue(behind, head, tail, kind_of_work, about)
                for place in range(low, high):
                    someone = able[place]
                    if doing[someone] == NOBODY and awake_at[someone] == NEVER:
                        awake_at[someone] = after_work(hours, calendar[someone], now, 0)
                        if awake_at[someone] < NEVER:
                            _push(heap, size, awake_at[someone], number, someone * 3 + _AWAKE)
                            size, number = size + 1, number + 1
                continue
        elif kind == _FREE:
            done = about - persons if about >= persons else doing[about]
            if about < persons:
                doing[about] = NOBODY
            for place in range(first_follower[done], first_follower[done + 1]):
                next_one = follower[place]
                since[next_one] = max(since[next_one], now)
                missing[next_one] -= 1
                if missing[next_one] == 0:
                    time = _released(
                        hours, delay_calendar[activity[next_one]], gate[activity[next_one]], since[next_one], delay[next_one]
                    )
                    if time < NEVER:
                        _push(heap, size, time, _LAST + number, next_one * 3 + _READY)
                        size, number = size + 1, number + 1
            if about >= persons:
                continue
            person = about
            step = NOBODY
        else:
            awake_at[about] = NEVER
            if doing[about] != NOBODY:
                continue
            person = about
            step = NOBODY
        if step == NOBODY:
            opening = after_work(hours, calendar[person], now, 0)
            skills = (ability, first_ability[person], first_ability[person + 1])
            step = _next(behind, head, skills, (priority, ready), (case, group, owner), person)
            if step == NOBODY:
                continue
            if opening > now:
                if awake_at[person] == NEVER and opening < NEVER:
                    awake_at[person] = opening
                    _push(heap, size, opening, number, person * 3 + _AWAKE)
                    size, number = size + 1, number + 1
                continue
            _unqueue(behind, head, tail, activity[step], step)
        begin[step], who[step] = now, person
        if group[activity[step]] >= 0 and owner[case[step], group[activity[step]]] == NOBODY:
            owner[case[step], group[activity[step]]] = person
        end[step] = after_work(hours, calendar[person], now, work[step])
        doing[person] = step
        if end[step] < NEVER:
            _push(heap, size, end[step], number, person * 3 + _FREE)
            size, number = size + 1, number + 1
    return ready, begin, end, who
