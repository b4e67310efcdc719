"""Meant that vanish: all of an activity, those of a share of the cases, or what is repeated too often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.simulation.edits.surgery import Meant, by_name, rank_in_case, without
from workbench.simulation.world import World


@dataclass(frozen=True, kw_only=True)
class LeaveOut:
    """An activity is no longer done – in cases of these kinds, where any are named; what followed it follows what came before."""

    process: str
    activity: str
    performer: str | None = None
    kinds: tuple[str, ...] = ()

    def apply(self, world: World) -> World:
        """Return the changed world."""
        steps = Meant(process=self.process, activities=(self.activity,), performer=self.performer, kinds=self.kinds)
        return without(world, steps.among(world))


@dataclass(frozen=True, kw_only=True)
class Thin:
    """Activities are no longer done in a share, 0 … 1, of the cases that have any of them, chosen by a hash of their names.

    A smaller share is part of a larger one.
    """

    process: str
    activities: tuple[str, ...]
    share: float

    def apply(self, world: World) -> World:
        """Return the changed world."""
        cases = world.cases
        steps = Meant(process=self.process, activities=self.activities).among(world)
        having = by_name(cases, np.unique(cases.case[steps]), "thin")
        spared = np.zeros(len(cases), dtype=np.bool_)
        spared[having[: round(min(max(self.share, 0.0), 1.0) * len(having))]] = True
        return without(world, steps & spared[cases.case])


@dataclass(frozen=True, kw_only=True)
class FewerRounds:
    """Each of some activities is done at most `rounds` times in a case."""

    process: str
    activities: tuple[str, ...]
    rounds: int

    def apply(self, world: World) -> World:
        """Return the changed world."""
        gone = np.zeros(len(world.cases.task), dtype=np.bool_)
        for activity in self.activities:
            gone |= rank_in_case(world.cases, Meant(process=self.process, activities=(activity,)).among(world)) >= self.rounds
        return without(world, gone)
