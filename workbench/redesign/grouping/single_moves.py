"""Moves of one unit, each by itself: what the simplest changes bring."""

from __future__ import annotations

from dataclasses import replace

from workbench.redesign.grouping.front import FrontPoint, point_of
from workbench.redesign.grouping.holding import broken_by
from workbench.redesign.grouping.problem import Grouping, GroupingProblem, coordination_cost, present


def single_moves(problem: GroupingProblem) -> tuple[FrontPoint, ...]:
    """Return every grouping that moves one unit only and lessens coordination, the best first.

    None breaks a rule that things as they are do not break; whoever goes nowhere without another is moved by the front alone.
    """
    now = present(problem)
    before, broken = coordination_cost(problem, now), broken_by(problem, now)
    moved = [
        _with(now, number, host) for number, unit in enumerate(problem.units) for host in unit.hosts if host != unit.department
    ]
    found = [point_of(problem, each) for each in moved if broken_by(problem, each) <= broken]
    return tuple(
        sorted(
            (each for each in found if each.coordination < before),
            key=lambda it: (it.coordination, it.change, it.grouping.departments),
        )
    )


def _with(grouping: Grouping, number: int, host: str) -> Grouping:
    departments = grouping.departments
    return replace(grouping, departments=(*departments[:number], host, *departments[number + 1 :]))
