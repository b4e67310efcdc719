"""The front: every grouping that no other beats in both coordination and change, each with how sure it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ortools.sat.python import cp_model

from workbench.redesign.grouping.communities import communities_of
from workbench.redesign.grouping.model import Program, program_of
from workbench.redesign.grouping.problem import Grouping, GroupingProblem, change_cost, coordination_cost, crossing, present

_LARGE: Final = 150
"""Units from which on a search begins at what communities suggest."""


class Proof(StrEnum):
    """Whether a point is proven not to be beaten, or the best that was found in the time."""

    OPTIMAL = "optimal"
    FOUND = "found"


@dataclass(frozen=True, kw_only=True)
class FrontPoint:
    """One grouping with its coordination cost f1 and change cost f2; `bound` is the least f1 at this f2 that is not ruled out."""

    grouping: Grouping
    coordination: int
    change: int
    crossing: int
    bound: int
    proof: Proof

    @property
    def gap(self) -> float:
        """Return (f1 − bound) / f1, in [0, 1]: 0 where the point is proven."""
        return (self.coordination - self.bound) / self.coordination if self.coordination else 0.0


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How long to search: seconds for each point and for all of them, seed and workers; the same seed finds the same.

    Answers are the same on every machine only where `seconds` do not end a search: what is proven does not depend on time.
    """

    seconds_each: float = 20.0
    seconds: float = 120.0
    seed: int = 7
    workers: int = 1


@dataclass(frozen=True, kw_only=True)
class Front:
    """The points from the least coordination to no change at all; `conflict` names what cannot hold together, if that is so.

    `is_complete` says whether every point is there and proven: then no grouping beats any of them in both.
    """

    points: tuple[FrontPoint, ...] = ()
    conflict: tuple[str, ...] = ()
    is_complete: bool = True


def front_of(
    problem: GroupingProblem, effort: Effort | None = None, on_point: Callable[[FrontPoint], bool] | None = None
) -> Front:
    """Return all non-dominated points by the ε-constraint method: least f1, then least f2 at that f1, then a smaller f2.

    `on_point` hears each point as it is found and may return False to stop there. "Change nothing" is the last point where
    it breaks no rule. Source: Haimes, Lasdon, Wismer 1971 (doi 10.1109/TSMC.1971.4308298); exact since f2 is a whole number.
    """
    search = _Search(problem, effort or Effort())
    points: list[FrontPoint] = []
    most: int | None = None
    while most is None or most >= 0:
        point = search.next(most)
        if point is None:
            break
        points.append(point)
        most = point.change - 1
        if on_point is not None and not on_point(point):
            search.is_cut = True
            break
    if not points and not search.is_cut:
        return Front(conflict=conflict_of(problem))
    kept = _undominated(points)
    return Front(points=kept, is_complete=not search.is_cut and all(each.proof is Proof.OPTIMAL for each in kept))


def point_of(problem: GroupingProblem, grouping: Grouping) -> FrontPoint:
    """Return a grouping with its costs, as one that nothing is to be proven of."""
    f1 = coordination_cost(problem, grouping)
    return FrontPoint(
        grouping=grouping,
        coordination=f1,
        change=change_cost(problem, grouping),
        crossing=crossing(problem, grouping),
        bound=f1,
        proof=Proof.OPTIMAL,
    )


def conflict_of(problem: GroupingProblem) -> tuple[str, ...]:
    """Return the names of a minimal set of rules that cannot hold together: without any one of them the others can.

    Empty where all rules can hold. Found by deletion: each rule is left out in turn, for good where the rest still conflicts.
    """
    names = list(program_of(problem).constraints)
    if _can_hold(problem, names):
        return ()
    for name in sorted(names):
        rest = [each for each in names if each != name]
        if not _can_hold(problem, rest):
            names = rest
    return tuple(sorted(names))


def _can_hold(problem: GroupingProblem, names: list[str]) -> bool:
    program = program_of(problem)
    program.model.add_bool_and([program.constraints[name] for name in names])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return bool(solver.solve(program.model) != cp_model.INFEASIBLE)


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """What a search found, the least value of its objective that is not ruled out, and whether nothing better is left."""

    grouping: Grouping
    bound: int
    is_proven: bool


class _Search:
    """Finds one point after another, each from the one before."""

    def __init__(self, problem: GroupingProblem, effort: Effort) -> None:
        self._problem, self._effort = problem, effort
        self._left = effort.seconds
        self._last = communities_of(problem) if len(problem.units) > _LARGE else present(problem)
        self.is_cut = False

    def next(self, most: int | None) -> FrontPoint | None:
        """Return the point with the least f1 among those with f2 of `most` at most, of these the one with the least f2."""
        program = self._program(most)
        program.model.minimize(program.coordination)
        best = self._solve(program)
        if best is None:
            return None
        program = self._program(most)
        program.model.add(program.coordination <= coordination_cost(self._problem, best.grouping))
        program.model.minimize(program.change)
        self._last = best.grouping
        cheapest = self._solve(program)
        self._last = cheapest.grouping if cheapest is not None else best.grouping
        point = point_of(self._problem, self._last)
        is_proven = best.is_proven and cheapest is not None and cheapest.is_proven
        return replace(
            point,
            bound=point.coordination if is_proven else min(best.bound, point.coordination),
            proof=Proof.OPTIMAL if is_proven else Proof.FOUND,
        )

    def _program(self, most: int | None) -> Program:
        program = program_of(self._problem)
        program.model.add_bool_and(list(program.constraints.values()))
        if most is not None:
            program.model.add(program.change <= most)
        program.begin_at(self._last)
        return program

    def _solve(self, program: Program) -> _Answer | None:
        """Search within the time that is left; None where nothing was found."""
        if self._left <= 0:
            self.is_cut = True
            return None
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self._effort.seed
        solver.parameters.num_workers = self._effort.workers
        solver.parameters.max_time_in_seconds = min(self._effort.seconds_each, self._left)
        status = solver.solve(program.model)
        self._left -= solver.wall_time
        self.is_cut = self.is_cut or status == cp_model.UNKNOWN
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return _Answer(grouping=program.grouping(solver), bound=bound, is_proven=status == cp_model.OPTIMAL)


def _undominated(points: list[FrontPoint]) -> tuple[FrontPoint, ...]:
    """Leave out what a later point beats: unproven points may be beaten."""
    return tuple(
        each
        for place, each in enumerate(points)
        if not any(other.coordination <= each.coordination and other.change <= each.change for other in points[place + 1 :])
    )


def single_moves(problem: GroupingProblem) -> tuple[FrontPoint, ...]:
    """Return every grouping that moves one unit only and lessens coordination, the best first.

    Rules that a single move breaks are not looked at: it is told by the front whether more is needed.
    """
    now = present(problem)
    before = coordination_cost(problem, now)
    moved = [
        _with(now, number, host) for number, unit in enumerate(problem.units) for host in unit.hosts if host != unit.department
    ]
    found = [point_of(problem, each) for each in moved]
    return tuple(
        sorted(
            (each for each in found if each.coordination < before),
            key=lambda it: (it.coordination, it.change, it.grouping.departments),
        )
    )


def _with(grouping: Grouping, number: int, host: str) -> Grouping:
    departments = grouping.departments
    return replace(grouping, departments=(*departments[:number], host, *departments[number + 1 :]))
