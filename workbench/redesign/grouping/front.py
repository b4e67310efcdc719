"""The front: every grouping that no other beats in both coordination and change, each with how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from ortools.sat.python import cp_model

from workbench.redesign.grouping.communities import community_view
from workbench.redesign.grouping.model import program_of
from workbench.redesign.grouping.problem import (
    Grouping,
    GroupingProblem,
    change_cost,
    coordination_cost,
    crossing,
    most_change,
    present,
)
from workbench.redesign.solving import Effort, Proof, Search
from workbench.shown import Columns, Said, Tabled, in_both


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
class Stretch:
    """Changes of which it is not known whether a point of the front is among them: from `least` to `most`, both included."""

    least: int
    most: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Front(Tabled):
    """The points from the least coordination to no change at all, and how things are; "change nothing" is one if it may be.

    `conflict` names what cannot hold together, if that is so. `unsearched` are the changes at which further points may be.
    """

    problem: GroupingProblem
    points: tuple[FrontPoint, ...] = ()
    conflict: tuple[str, ...] = ()
    unsearched: tuple[Stretch, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Return whether every point is there and proven: then no grouping beats any of them in both."""
        return not self.unsearched and all(each.proof is Proof.OPTIMAL for each in self.points)

    @cached_property
    def present(self) -> FrontPoint:
        """Return how things are, be it that a rule forbids it or not."""
        return point_of(self.problem, present(self.problem))

    @property
    def table(self) -> Columns:
        """Return a row a point, from no change to the most."""
        points = self.points[::-1]
        return Columns(
            values={
                "change_cost": np.array([each.change for each in points], dtype=np.int64),
                "coordination_cost": np.array([each.coordination for each in points], dtype=np.int64),
                "crossing": np.array([each.crossing for each in points], dtype=np.int64),
                "people_moved": np.array([people_moved(self.problem, each.grouping) for each in points], dtype=np.int64),
                "team_members": np.array([len(each.grouping.teams) for each in points], dtype=np.int64),
                "proof": [in_both(f"proof-{each.proof}") for each in points],
                "gap": np.array([each.gap for each in points], dtype=np.float64),
            },
            said=self._said(),
        )

    def _said(self) -> Sequence[Said]:
        if self.conflict:
            return [in_both("front-conflict", {"names": ", ".join(self.conflict)})]
        if self.is_complete:
            return [in_both("front-complete", {"count": len(self.points)})]
        open_ = sum(each.most - each.least + 1 for each in self.unsearched)
        unproven = sum(each.proof is not Proof.OPTIMAL for each in self.points)
        return [in_both("front-incomplete", {"count": len(self.points), "unproven": unproven, "unsearched": open_})]


def front_of(
    problem: GroupingProblem,
    effort: Effort | None = None,
    on_point: Callable[[FrontPoint], bool] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Front:
    """Return the non-dominated points by the ε-constraint method: of least f1, then least f2, under budgets on f2.

    First "change nothing", then the point without a budget, then always the middle of the widest stretch of f2 that is not
    searched: at any time what is there spans the front, and with effort enough it is exact since f2 is a whole number. `on_point`
    hears each point as it is found and may return False to stop there; `should_stop` is asked during each search. Source: Haimes,
    Lasdon, Wismer 1971 (doi 10.1109/TSMC.1971.4308298).
    """
    solving = Search(effort, should_stop)
    search = _FrontSearch(problem, solving)
    points: list[FrontPoint] = []
    while (budget := search.next_budget()) is not None:
        point = search.point_within(budget)
        if point is not None:
            points.append(point)
            if on_point is not None and not on_point(point):
                break
    conflict = conflict_of(problem, solving) if search.is_impossible else ()
    return Front(problem=problem, points=_undominated(points), conflict=conflict, unsearched=search.unsearched)


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


def people_moved(problem: GroupingProblem, grouping: Grouping) -> int:
    """Return how many people a grouping moves to another department."""
    pairs = zip(problem.units, grouping.departments, strict=True)
    return sum(unit.headcount for unit, department in pairs if department != unit.department)


def conflict_of(problem: GroupingProblem, search: Search) -> tuple[str, ...]:
    """Return the names of a minimal set of rules that cannot hold together, none where all can; see `Search.conflict_in`."""
    program = program_of(problem)
    return search.conflict_in(program.model, program.constraints)


class _FrontSearch:
    """Chooses budgets and finds the best point within each; `is_impossible` where no grouping keeps to the rules at all."""

    def __init__(self, problem: GroupingProblem, search: Search) -> None:
        self._problem, self._search = problem, search
        self._most = most_change(problem)
        self._open = [Stretch(least=0, most=self._most)]
        self._first = [0, self._most] if self._most else [0]
        self._found: list[FrontPoint] = []
        self.is_impossible = False

    @property
    def unsearched(self) -> tuple[Stretch, ...]:
        """Return what is left to be searched, from the least."""
        return tuple(sorted(self._open, key=lambda it: it.least))

    def next_budget(self) -> int | None:
        """Return the budget to search within: no change, any change, then the middle of the widest stretch that is left."""
        if self._search.is_spent or not self._open:
            return None
        if self._first:
            return self._first.pop(0)
        widest = max(self._open, key=lambda it: (it.most - it.least, -it.least))
        return (widest.least + widest.most + 1) // 2

    def point_within(self, budget: int) -> FrontPoint | None:
        """Return the point of the least f1, then the least f2, among those whose f2 is within a budget; None if it is not new."""
        program = program_of(self._problem)
        program.model.add_bool_and(list(program.constraints.values()))
        program.model.add(program.change <= budget)
        program.begin_at(self._near(budget))
        weight = self._most + 1
        program.model.minimize(cp_model.LinearExpr.weighted_sum((program.coordination, program.change), (weight, 1)))
        solved = self._search.least(program.model)
        if solved is None:
            if self._search.is_impossible:
                self.is_impossible = budget == self._most
                self._close(0, budget)
            return None
        point = point_of(self._problem, program.grouping(solved))
        self._close(point.change, budget)
        if any(point.change == each.change for each in self._found):
            return None
        point = replace(point, bound=min(point.coordination, solved.bound // weight), proof=solved.proof)
        self._found.append(point)
        return point

    def _near(self, budget: int) -> Grouping:
        """Return where to begin: at the point found below a budget, without one at what communities suggest."""
        below = [each for each in self._found if each.change <= budget]
        if budget == self._most or not below:
            return community_view(self._problem).grouping
        return max(below, key=lambda it: it.change).grouping

    def _close(self, least: int, most: int) -> None:
        """Take out what has been searched: nothing that is not known has its f2 from `least` to `most`."""
        parts = [
            part
            for each in self._open
            for part in (
                Stretch(least=each.least, most=min(each.most, least - 1)),
                Stretch(least=max(each.least, most + 1), most=each.most),
            )
        ]
        self._open = sorted({each for each in parts if each.least <= each.most}, key=lambda it: it.least)


def _undominated(points: Sequence[FrontPoint]) -> tuple[FrontPoint, ...]:
    """Leave out what another point beats – unproven points may be beaten –, the least coordination first."""
    kept = [each for each in points if not any(_beats(other, each) for other in points)]
    return tuple(sorted(kept, key=lambda it: (it.coordination, it.change)))


def _beats(one: FrontPoint, other: FrontPoint) -> bool:
    ends = (one.coordination, one.change), (other.coordination, other.change)
    return ends[0] != ends[1] and all(mine <= theirs for mine, theirs in zip(*ends, strict=True))
