"""The problem as values: units with the departments that may host them, who hands over to whom, and what must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

NO_LIMITS: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A post, or a person in a small firm: where it is, where it may be, and how many people it holds.

    `hosts` are the departments declared able to host it, its present one among them: the world is closed. `teams` are the
    processes whose team it may join, `joined` those in whose team it is now.
    """

    id: str
    department: str
    hosts: tuple[str, ...]
    headcount: int = 1
    teams: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()

    @property
    def representatives(self) -> int:
        """Return how many people it sends to a process team: at most two."""
        return min(self.headcount, 2)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Two units that must be in one department (glued), or must not be (apart); `name` says why."""

    name: str
    unit_a: str
    unit_b: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What must hold of every grouping.

    `least` and `most` bound the people of a department that is open. `heads` are the candidates for its head, exactly one of
    whom is in it. `optional` departments may stay closed; any that holds nobody is. `reports` are the most people that report to
    its head; `direct` names the units that do where they are now, and whoever moves in does. `team_size` bounds the units of a
    team, `teams_each` the teams of a unit – as many as now are allowed –, `budget` the cost of the change; None: nothing does.
    """

    glued: tuple[Rule, ...] = ()
    apart: tuple[Rule, ...] = ()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    least: Mapping[str, int] = field(default_factory=lambda: NO_LIMITS)
    most: Mapping[str, int] = field(default_factory=lambda: NO_LIMITS)
    reports: Mapping[str, int] = field(default_factory=lambda: NO_LIMITS)
    direct: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    team_size: int | None = None
    teams_each: int | None = None
    budget: int | None = None


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What coordination and change cost, in whole numbers.

    A handover across departments costs ten tenths, within a process team `in_team` tenths of that. `move` is the cost of moving
    a person to another department, `team` that of a representative in a team, `opening` of a new department: in quarters of a
    person's move.
    """

    in_team: int = 4
    move: int = 4
    team: int = 1
    opening: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupingProblem:
    """Units, departments and the causal handovers between units.

    `ties[p]` (int64, shape (n, n), symmetric, 0 on the diagonal) counts those of process p in both directions.
    """

    units: tuple[Unit, ...]
    departments: tuple[str, ...]
    ties: Mapping[str, NDArray[np.int64]]
    rules: Rules = field(default_factory=Rules)
    costs: Costs = field(default_factory=Costs)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Return the place of each unit by its id."""
        return MappingProxyType({each.id: place for place, each in enumerate(self.units)})

    @cached_property
    def pairs(self) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
        """Return (u, v, handovers) of each pair of units that hand over in a process, u < v, by process."""
        return MappingProxyType(
            {
                process: tuple((int(u), int(v), int(ties[u, v])) for u, v in zip(*np.nonzero(np.triu(ties, 1)), strict=True))
                for process, ties in sorted(self.ties.items())
            }
        )

    @property
    def handovers(self) -> int:
        """Return all handovers between units."""
        return sum(times for pairs in self.pairs.values() for _, _, times in pairs)


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """Where each unit is, in the order of the units, and the teams: (process, unit id) pairs, sorted."""

    departments: tuple[str, ...]
    teams: tuple[tuple[str, str], ...] = ()


def present(problem: GroupingProblem) -> Grouping:
    """Return the grouping as it is: change nothing."""
    teams = sorted((process, unit.id) for unit in problem.units for process in unit.joined)
    return Grouping(departments=tuple(each.department for each in problem.units), teams=tuple(teams))


def coordination_cost(problem: GroupingProblem, grouping: Grouping) -> int:
    """Return f1 = Σ handovers · (10 across departments, `in_team` where both units are in the process's team, 0 within)."""
    members = frozenset(grouping.teams)
    return sum(
        times * _tenths(problem, grouping, members, (process, u, v))
        for process, pairs in problem.pairs.items()
        for u, v, times in pairs
    )


def change_cost(problem: GroupingProblem, grouping: Grouping) -> int:
    """Return f2 = people moved, representatives sent into teams or called back and departments opened, each at its cost."""
    moved = sum(
        unit.headcount
        for unit, department in zip(problem.units, grouping.departments, strict=True)
        if department != unit.department
    )
    sent = sum(problem.units[problem.number[unit]].representatives for _, unit in {*grouping.teams} ^ {*present(problem).teams})
    opened = len(problem.rules.optional & set(grouping.departments) - {each.department for each in problem.units})
    return problem.costs.move * moved + problem.costs.team * sent + problem.costs.opening * opened


def most_change(problem: GroupingProblem) -> int:
    """Return a change cost that no grouping exceeds."""
    costs = problem.costs
    moved = sum(unit.headcount for unit in problem.units if len(unit.hosts) > 1)
    sent = sum(unit.representatives * len({*unit.teams, *unit.joined}) for unit in problem.units)
    return costs.move * moved + costs.team * sent + costs.opening * len(problem.rules.optional)


def crossing(problem: GroupingProblem, grouping: Grouping) -> int:
    """Return the handovers across departments, teams or not."""
    places = grouping.departments
    return sum(times for pairs in problem.pairs.values() for u, v, times in pairs if places[u] != places[v])


def crossing_load(problem: GroupingProblem, grouping: Grouping) -> float | None:
    """Return the coordination cost by what it were if every handover crossed, in [0, 1]; None without handovers."""
    return coordination_cost(problem, grouping) / (10 * problem.handovers) if problem.handovers else None


def _tenths(problem: GroupingProblem, grouping: Grouping, members: frozenset[tuple[str, str]], pair: tuple[str, int, int]) -> int:
    process, u, v = pair
    if grouping.departments[u] == grouping.departments[v]:
        return 0
    in_team = (process, problem.units[u].id) in members and (process, problem.units[v].id) in members
    return problem.costs.in_team if in_team else 10
