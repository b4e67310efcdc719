"""How long a step could not yet be begun although somebody was there: delays that hold nobody, told from waiting for people.

What is seen of a delay depends on who was there. Was somebody able at work and idle when the step began, it began because the
delay was over: its length is known. Was everybody busy or away until it began, the delay ended some time after somebody had
last been idle, after what these took up before it had become ready, and before what they took up only afterwards had: first
come is first served. So its length is known within bounds. From both together the law is estimated that makes what was seen
most likely (Turnbull 1976, Journal of the Royal Statistical Society B 38(3), 290-295).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.organization import WorkingCalendar
from workbench.simulation.calibration.availability import Intervals
from workbench.simulation.laws import NOTHING, Law, Sampled

GRAIN: Final = 60 * 1_000_000
"""What is begun within a minute (µs) waits for nothing."""
CHANGEOVER: Final = 5 * 60 * 1_000_000
"""Who has been idle for less than five minutes (µs) may be on the way from one work to the next."""
SELDOM: Final = 0.05
"""A delay of fewer of the steps than this is taken for chance: exceptions in who may do what look the same."""
LARGEST: Final = 1_000
"""Steps, evenly over all, from which a law is estimated; and values that a law holds."""
_ROUNDS: Final = 400
_STILL: Final = 1e-7
_ALIKE: Final = 1.02

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Waited:
    """Steps that waited from `ready` to `start` (µs, UTC): the delay ended between `least` and `most`, both included.

    Where these are the same its length is known.
    """

    ready: _Ints
    start: _Ints
    least: _Ints
    most: _Ints

    def __len__(self) -> int:
        return len(self.start)

    def at(self, rows: _Ints) -> Waited:
        """Return some of the steps."""
        return Waited(ready=self.ready[rows], start=self.start[rows], least=self.least[rows], most=self.most[rows])

    def between(self, least: _Ints, most: _Ints) -> Waited:
        """Return the steps with narrower bounds, where these do not contradict what is known already."""
        low, high = np.maximum(self.least, least), np.minimum(self.most, most)
        fits = low <= high
        return replace(self, least=np.where(fits, low, self.least), most=np.where(fits, high, self.most))


@dataclass(frozen=True, kw_only=True)
class Delay:
    """The law of a delay (µs of working time), and the id of the calendar in which it passes."""

    law: Law
    calendar: str


def waited_for_people(ready: _Ints, start: _Ints, free: Intervals) -> Waited:
    """Return what is known of delays of steps that wait for somebody, `free` being when one of the able was there and idle."""
    start = np.maximum(start, ready)
    place = np.searchsorted(free.opens, start - CHANGEOVER, side="left") - 1
    closed = np.append(free.closes, np.iinfo(np.int64).min)[place]
    last = np.maximum(np.where(place < 0, ready, np.minimum(closed, start)), ready)
    is_over = last >= start - GRAIN
    return Waited(ready=ready, start=start, least=np.where(is_over | (start - ready <= GRAIN), start, last), most=start)


def waited_for_nobody(ready: _Ints, start: _Ints) -> Waited:
    """Return what is known of delays of steps that need nobody: all of the waiting."""
    start = np.maximum(start, ready)
    return Waited(ready=ready, start=start, least=start, most=start)


def in_turn(waited: Waited, before: tuple[_Ints, _Ints], after: tuple[_Ints, _Ints]) -> Waited:
    """Narrow the bounds of delays by the order in which people took up what waited for them.

    `before` are the begins of all that those did who are able, and when it was ready at the earliest; `after` the begins of what
    they are all able to do, and when it was ready. Nothing is taken up that is ready only after a step that waits already.
    """
    low, high = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    begins, ready = _by_begin(before)
    least = np.concatenate(([low], np.maximum.accumulate(ready)))[np.searchsorted(begins, waited.start, side="left")]
    begins, ready = _by_begin(after)
    most = np.append(np.minimum.accumulate(ready[::-1])[::-1], high)[np.searchsorted(begins, waited.start, side="right")]
    return waited.between(least, most)


def _by_begin(work: tuple[_Ints, _Ints]) -> tuple[_Ints, _Ints]:
    order = np.argsort(work[0], kind="stable")
    return work[0][order], work[1][order]


def delay_of(waited: Waited, own: WorkingCalendar, calendars: Sequence[WorkingCalendar]) -> Delay | None:
    """Estimate the delay of some steps, None where they have none; the calendar is the one in which it varies least.

    What passes outside of their `own` hours, of those who do them, is no delay. Of calendars in which it varies about the same
    the first is taken.
    """
    rows = np.lexsort((waited.start, waited.ready))
    few = waited.at(rows[np.linspace(0, len(rows) - 1, min(len(rows), LARGEST)).astype(np.int64)] if len(rows) else rows)
    found: list[tuple[float, Delay]] = []
    for calendar in dict.fromkeys((*calendars, own)):
        values, shares = _likeliest(*_lengths(few, calendar))
        mean = float(values @ shares)
        if shares[values > 0].sum() < SELDOM or mean <= GRAIN:
            if calendar == own:
                return None
            continue
        spread = float(np.sqrt(max(float(values**2 @ shares) - mean**2, 0.0))) / mean
        found.append((spread, Delay(law=_sampled(values, shares), calendar=calendar.id)))
    least = min((spread for spread, _ in found), default=0.0)
    return next((delay for spread, delay in found if spread <= least * _ALIKE), None)


def _lengths(waited: Waited, calendar: WorkingCalendar) -> tuple[_Floats, _Floats]:
    """Return from where to where the length of each delay lies, µs of working time; what is below the grain is nothing."""
    ready, least, most = np.split(calendar.worked_until(np.concatenate((waited.ready, waited.least, waited.most))), 3)
    is_long = waited.start - waited.ready > GRAIN
    return np.where(is_long, least - ready, 0).astype(np.float64), np.where(is_long, most - ready, 0).astype(np.float64)


def _likeliest(low: _Floats, high: _Floats) -> tuple[_Floats, _Floats]:
    """Return lengths, ascending, and their shares: the law that makes lengths between bounds (both included) most likely.

    Shares lie on the innermost intervals, from a lower to the next upper bound, nothing between. Where in one is not told: in
    its middle, but at 0 where it begins there, for what need not have been waited for was not.
    """
    if not len(low):
        return np.zeros(1), np.ones(1)
    bounds = np.concatenate((low, high))
    is_upper = np.repeat([False, True], len(low))
    order = np.lexsort((is_upper, bounds))
    turns = np.flatnonzero(~is_upper[order][:-1] & is_upper[order][1:])
    begins, ends = bounds[order][turns], bounds[order][turns + 1]
    within = ((low[:, None] <= begins) & (ends <= high[:, None])).astype(np.float64)
    shares = np.full(len(begins), 1 / len(begins))
    for _ in range(_ROUNDS):
        likely = within * shares
        refined = (likely / likely.sum(axis=1, keepdims=True)).mean(axis=0)
        if np.abs(refined - shares).max() < _STILL:
            break
        shares = refined
    return np.where(begins == 0, 0.0, (begins + ends) / 2), shares


def _sampled(values: _Floats, shares: _Floats) -> Law:
    """Return the law of values with shares, as values that are each as likely."""
    size = min(LARGEST, max(100, 2 * len(values)))
    places = np.searchsorted(np.cumsum(shares), (np.arange(size) + 0.5) / size * shares.sum())
    drawn = values[np.minimum(places, len(values) - 1)]
    return Sampled(values=tuple(drawn.tolist())) if drawn.any() else NOTHING
