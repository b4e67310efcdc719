"""How an exact search is run: with measured effort, one answer for one seed, and names for what cannot hold together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Thread
from typing import Final

from ortools.sat.python import cp_model

_ROUNDING: Final = 1e-6
_ASK_EVERY: Final = 0.1
"""Seconds between two questions whether a search is to stop."""


class Proof(StrEnum):
    """Whether an answer is proven to be the best, or the best that was found with the effort."""

    OPTIMAL = "optimal"
    FOUND = "found"


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much work to spend: on each search and on all of them, in steps that depend on no clock, so that a seed decides.

    A step of one takes some seconds. `seconds` is the time after which nothing more is begun: only a machine on which the steps
    take longer may find less.
    """

    each: float = 6.0
    steps: float = 16.0
    seconds: float = 110.0
    seed: int = 7


@dataclass(frozen=True, kw_only=True, eq=False)
class Solved:
    """What a search found, the least value of its objective that is not ruled out, and whether nothing less is left."""

    solver: cp_model.CpSolver
    bound: int
    proof: Proof

    @property
    def value(self) -> int:
        """Return the objective's value."""
        return round(self.solver.objective_value)

    def holds(self, literal: cp_model.IntVar) -> bool:
        """Return whether a literal is true in what was found."""
        return bool(self.solver.boolean_value(literal))


class Search:
    """Runs one search after another until the effort is spent or `should_stop` says so.

    `is_cut` tells whether any was given up, `is_impossible` whether the last one was proven to have no answer.
    """

    def __init__(self, effort: Effort | None = None, should_stop: Callable[[], bool] | None = None) -> None:
        self._effort = effort or Effort()
        self._should_stop = should_stop
        self._steps, self._seconds = self._effort.steps, self._effort.seconds
        self.is_cut = self.is_impossible = False

    @property
    def is_spent(self) -> bool:
        """Return whether nothing more is begun."""
        return self._steps <= 0 or self._seconds <= 0 or (self._should_stop is not None and self._should_stop())

    def least(self, model: cp_model.CpModel) -> Solved | None:
        """Return the answer with the least objective; None where there is none, or none was found.

        Raises ValueError for a model that is none.
        """
        solver, status = self._run(model)
        self.is_impossible = status == cp_model.INFEASIBLE
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        proof = Proof.OPTIMAL if status == cp_model.OPTIMAL else Proof.FOUND
        return Solved(solver=solver, bound=math.ceil(solver.best_objective_bound - _ROUNDING), proof=proof)

    def conflict_in(self, model: cp_model.CpModel, constraints: Mapping[str, cp_model.IntVar]) -> tuple[str, ...]:
        """Return the names of a minimal set of constraints that cannot hold together: without any one of them the others can.

        Empty where all can hold. `constraints` are the literals that switch them on; they are to be proven impossible already,
        for where the effort is spent first a name stays in the set, which then conflicts, but may not be minimal: `is_cut` tells.
        From a set that the solver gives as sufficient each is left out in turn, for good where the rest still conflicts
        (Chinneck 2008, doi 10.1007/978-0-387-74932-7). Raises ValueError for a model that is none.
        """
        everything = sorted(constraints)
        names = self._core(model, constraints, everything)
        if names is None:
            return tuple(everything)
        for name in tuple(names):
            rest = [each for each in names if each != name]
            if name in names and (smaller := self._core(model, constraints, rest)):
                names = smaller
        return tuple(names)

    def _core(self, model: cp_model.CpModel, constraints: Mapping[str, cp_model.IntVar], names: list[str]) -> list[str] | None:
        """Return those constraints that are enough for a conflict, none where they can hold; None where neither is known."""
        posed = model.clone()
        posed.add_assumptions([constraints[name] for name in names])
        solver, status = self._run(posed)
        if status == cp_model.UNKNOWN:
            return None
        if status != cp_model.INFEASIBLE:
            return []
        enough = set(solver.sufficient_assumptions_for_infeasibility())
        return [name for name in names if constraints[name].index in enough] or names

    def _run(self, model: cp_model.CpModel) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """Search a model with what is left of the effort; where that is nothing, its status is unknown."""
        solver = _solver(self._effort.seed)
        if self.is_spent:
            self.is_cut = True
            return solver, cp_model.UNKNOWN
        solver.parameters.max_deterministic_time = min(self._effort.each, self._steps)
        solver.parameters.max_time_in_seconds = self._seconds
        with _watched(solver, self._should_stop):
            status = solver.solve(model)
        if status == cp_model.MODEL_INVALID:
            raise ValueError(model.validate())
        self._steps -= solver.deterministic_time
        self._seconds -= solver.wall_time
        self.is_cut = self.is_cut or status in (cp_model.UNKNOWN, cp_model.FEASIBLE)
        return solver, status


@contextmanager
def _watched(solver: cp_model.CpSolver, should_stop: Callable[[], bool] | None) -> Iterator[None]:
    """Ask all the while whether a search is to stop, from a thread beside it: the solver itself may be silent for long."""
    if should_stop is None:
        yield
        return
    done = Event()

    def watch() -> None:
        while not done.wait(_ASK_EVERY):
            if should_stop():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _solver(seed: int) -> cp_model.CpSolver:
    """Return a solver of one worker, whose answers depend on its seed alone, with the full linear relaxation."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    return solver
