"""Moves of one unit, each by itself: what the simplest changes bring."""

from __future__ import annotations

from dataclasses import replace

from workbench.redesign.grouping.front import FrontPoint, point_of
from workbench.redesign.grouping.problem import Grouping, GroupingProblem, coordination_cost, present


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
