"""Cases as tokens that move over a diagram: where each was when, by the path that its alignment takes through the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.paths import Paths, Step
from workbench.eventlog import NO_TIME
from workbench.eventlog.engines.executions import Executions

_SECOND: Final = 1_000_000
_NO_GHOSTS: Final[Mapping[str, str]] = {}


class StopKind(StrEnum):
    """How a stop stands to the design: done as designed, passed without being done, or done where it was not designed."""

    DONE = "done"
    SKIPPED = "skipped"
    EXTRA = "extra"


@dataclass(frozen=True, kw_only=True)
class Ride:
    """A token on a flow, from one time to another; hollow on the way to what was skipped. Times as in `TokenCase`."""

    flow: str
    leaves: float
    arrives: float
    is_hollow: bool = False


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A token at an element, or at the ghost of a step that was never designed."""

    element: str
    begins: float
    ends: float
    kind: StopKind


@dataclass(frozen=True, kw_only=True)
class TokenCase:
    """One case; times are seconds since it began."""

    case: str
    rides: tuple[Ride, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True, kw_only=True)
class Animation:
    """Cases that are played side by side, each from its own beginning; the longest takes `span` seconds.

    `untold` are cases that were asked for but have no times, or a path too wide to be found.
    """

    cases: tuple[TokenCase, ...]
    span: float
    untold: tuple[str, ...] = ()


def typical_cases(conformance: Conformance, most: int) -> tuple[str, ...]:
    """Return one complete case of each of the most frequent variants, the most frequent first: that with the first id."""
    weights = np.bincount(conformance.variants.of_case[conformance.complete], minlength=len(conformance.variants))
    ranked = [variant for variant in np.argsort(-weights, kind="stable").tolist() if weights[variant]]
    return tuple(
        min(
            conformance.log.cases[case]
            for case in np.flatnonzero(conformance.complete & (conformance.variants.of_case == variant)).tolist()
        )
        for variant in ranked[:most]
    )


def animation_of(
    conformance: Conformance, executions: Executions, cases: Sequence[str], ghosts: Mapping[str, str] = _NO_GHOSTS
) -> Animation:
    """Return how some cases went through the model, in time.

    A token is at an activity from its start, where the log has one, to its completion. Gateways, and what was skipped, have no
    time of their own: they are spread evenly between the events around them. `ghosts` leads from a label that the design lacks
    to its element on the diagram; what has none is not shown. Cases that the log does not have are untold.
    """
    numbers = {name: number for number, name in enumerate(conformance.log.cases)}
    paths = Paths(conformance.observable, conformance.behavior.net.with_silent(conformance.silent))
    known = [name for name in cases if name in numbers]
    variants = conformance.variants.of_case[[numbers[name] for name in known]].tolist() if known else []
    found = dict(zip(known, paths.paths(variants), strict=True))
    told: list[TokenCase] = []
    for name, path in found.items():
        times = _times(executions, numbers[name])
        if path.steps is not None and times is not None:
            told.append(
                _Run(conformance, int(conformance.variants.of_case[numbers[name]]), path.steps, times).token(name, ghosts)
            )
    ends = [end for each in told for end in (*(ride.arrives for ride in each.rides), *(stop.ends for stop in each.stops))]
    names = {each.case for each in told}
    return Animation(cases=tuple(told), span=max(ends, default=0.0), untold=tuple(each for each in cases if each not in names))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Times:
    """Start and end of each event of one case, in seconds since it began; without a start it is the end."""

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]


def _times(executions: Executions, case: int) -> _Times | None:
    rows = slice(*np.searchsorted(executions.case, (case, case + 1)))
    ends = executions.end[rows]
    if not len(ends) or (ends == NO_TIME).any():
        return None
    starts = np.where(executions.start[rows] == NO_TIME, ends, executions.start[rows])
    first = int(starts.min())
    return _Times(starts=(starts - first) / _SECOND, ends=(ends - first) / _SECOND)


class _Run:
    """One case on its way: the steps of its path with the time of each."""

    def __init__(self, conformance: Conformance, variant: int, steps: Sequence[Step], times: _Times) -> None:
        self._conformance, self._variant, self._steps, self._times = conformance, variant, steps, times
        self._leaves = self._spread()

    def token(self, name: str, ghosts: Mapping[str, str]) -> TokenCase:
        """Return the case with what it rides on and where it stops."""
        return TokenCase(case=name, rides=tuple(self._rides()), stops=(*self._stops(), *self._extras(ghosts)))

    def _spread(self) -> Sequence[float]:
        """Return when each step is over: an event's own time, else evenly between the events around it, never going back."""
        places = [place for place, step in enumerate(self._steps) if self._event(step) is not None]
        ends = np.maximum.accumulate([self._times.ends[self._event(self._steps[place])] for place in places] or [0.0])
        spread: list[float] = np.interp(np.arange(len(self._steps)), places or [0], ends).tolist()
        return spread

    def _event(self, step: Step) -> int | None:
        return None if step.move is None else step.move.event

    def _begins(self, place: int) -> float:
        """Return when a step begins: at its event's start, or at once where there is none."""
        event = self._event(self._steps[place])
        return self._leaves[place] if event is None else min(float(self._times.starts[event]), self._leaves[place])

    def _rides(self) -> Iterator[Ride]:
        """Yield each flow from the step that gave it a token to the one that took it."""
        given: dict[str, list[int]] = {}
        for place, step in enumerate(self._steps):
            for flow in step.comes_by:
                if given.get(flow):
                    leaves = self._leaves[given[flow].pop(0)]
                    arrives = max(leaves, self._begins(place))
                    yield Ride(flow=flow, leaves=leaves, arrives=arrives, is_hollow=self._is_skipped(step))
            for flow in step.goes_by:
                given.setdefault(flow, []).append(place)

    def _is_skipped(self, step: Step) -> bool:
        left_out = step.move is not None and step.move.event is None
        return left_out and not self._conformance.expectation.need_not_be_seen(step.element)

    def _stops(self) -> Iterator[Stop]:
        for place, step in enumerate(self._steps):
            if step.move is not None:
                kind = StopKind.SKIPPED if self._is_skipped(step) else StopKind.DONE
                yield Stop(element=step.element, begins=self._begins(place), ends=self._leaves[place], kind=kind)

    def _extras(self, ghosts: Mapping[str, str]) -> Iterator[Stop]:
        """Yield what was done where it is not designed, at the element that it means or at its ghost."""
        trace = self._conformance.variants.trace(self._variant)
        matches = self._conformance.expectation.matches(trace)
        for move in self._conformance.observable.moves(self._variant):
            if move.symbol is None and move.event is not None:
                label = trace[move.event]
                element = next(iter(matches.get(label, ())), ghosts.get(label))
                if element is not None:
                    begins, ends = float(self._times.starts[move.event]), float(self._times.ends[move.event])
                    yield Stop(element=element, begins=begins, ends=ends, kind=StopKind.EXTRA)
