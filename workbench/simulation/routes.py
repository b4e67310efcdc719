"""Routes that cases go, found again by what is decided on the way: what was decided alike is played once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.simulation.draws import key_of, uniforms


@dataclass(kw_only=True)
class Draws:
    """Numbers in [0, 1) by the name of what is drawn and how often that was drawn in the case before."""

    seed: int
    process: str
    cases: NDArray[np.int64]
    known: dict[tuple[str, int], list[float]] = field(default_factory=dict)

    def of(self, name: str, turn: int, case: int) -> float:
        """Return the number of a case."""
        numbers = self.known.get((name, turn))
        if numbers is None:
            numbers = uniforms(self.seed, key_of("route", self.process, name), turn, self.cases).tolist()
            self.known[name, turn] = numbers
        return numbers[case]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is drawn by a name for the so-manieth time in a case: the first way whose bound is above the number."""

    name: str
    turn: int
    until: tuple[float, ...]

    def way(self, draws: Draws, case: int) -> int:
        """Return the way that a case goes."""
        return bisect_right(self.until, draws.of(self.name, self.turn, case), hi=len(self.until) - 1)


Decided: TypeAlias = Sequence[tuple[Decision, int]]
"""Decisions in turn, with the way that was taken."""


@dataclass(kw_only=True)
class _Fork:
    """Where routes part: by way a further fork, the number of a route, or None for what no case has gone yet."""

    decision: Decision
    next: list[_Fork | int | None]


class Routes:
    """The routes that cases have gone, numbered as they came; `play` plays a case of draws and returns what was decided."""

    def __init__(self, play: Callable[[Draws, int], Decided]) -> None:
        self._play = play
        self._first: _Fork | int | None = None
        self._number = 0

    def of(self, draws: Draws, case: int) -> int:
        """Return the number of the route that a case goes."""
        here = self._first
        while isinstance(here, _Fork):
            here = here.next[here.decision.way(draws, case)]
        return self._added(self._play(draws, case)) if here is None else here

    def _added(self, decided: Decided) -> int:
        """Remember a new route by what was decided on it; return its number."""
        route, self._number = self._number, self._number + 1
        if not decided:
            self._first = route
            return route
        fork = self._first = self._first if isinstance(self._first, _Fork) else _fork(decided[0][0])
        for (_, way), (later, _) in pairwise(decided):
            below = fork.next[way]
            fork.next[way] = fork = below if isinstance(below, _Fork) else _fork(later)
        fork.next[decided[-1][1]] = route
        return route


def _fork(decision: Decision) -> _Fork:
    return _Fork(decision=decision, next=[None] * len(decision.until))
