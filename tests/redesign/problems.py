"""Small grouping problems, and all their groupings one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, product

import numpy as np

from workbench.redesign.grouping import Costs, GroupingProblem, Rule, Rules, Unit
from workbench.redesign.grouping.problem import Grouping, change_cost, coordination_cost


def drawn(seed: int, most_units: int = 6) -> GroupingProblem:
    """Draw a problem: hosts, ties of one or two processes, and a few rules."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(2, most_units + 1))
    departments = tuple(f"D{number}" for number in range(int(draw.integers(2, 4))))
    processes = tuple(f"P{number}" for number in range(int(draw.integers(1, 3))))
    units = []
    for number in range(n):
        home = str(draw.choice(departments))
        others = tuple(each for each in departments if each != home and draw.random() < 0.5)
        teams = tuple(each for each in processes if draw.random() < 0.6)
        units.append(
            Unit(
                id=f"U{number}",
                department=home,
                hosts=(home, *others),
                headcount=int(draw.integers(1, 4)),
                teams=teams,
                joined=tuple(each for each in teams if draw.random() < 0.15),
            )
        )
    ties = {}
    for process in processes:
        upper = np.triu(draw.integers(0, 9, (n, n)) * (draw.random((n, n)) < 0.6), 1)
        ties[process] = (upper + upper.T).astype(np.int64)
    pairs = list(combinations([each.id for each in units], 2))
    chosen = [pairs[int(place)] for place in draw.choice(len(pairs), size=min(2, len(pairs)), replace=False)]
    rules = Rules(
        apart=tuple(Rule(name=f"apart:{a}:{b}", unit_a=a, unit_b=b) for a, b in chosen[:1] if draw.random() < 0.5),
        glued=tuple(Rule(name=f"glued:{a}:{b}", unit_a=a, unit_b=b) for a, b in chosen[1:] if draw.random() < 0.3),
        most={departments[0]: int(draw.integers(2, 8))} if draw.random() < 0.4 else {},
        least={departments[-1]: int(draw.integers(1, 4))} if draw.random() < 0.3 else {},
        heads={departments[0]: (units[0].id,)} if units[0].department == departments[0] and draw.random() < 0.4 else {},
        optional=frozenset({departments[-1]}) if draw.random() < 0.3 else frozenset(),
        locked=frozenset({units[-1].id}) if draw.random() < 0.2 else frozenset(),
        team_size=int(draw.integers(2, 4)) if draw.random() < 0.5 else None,
        teams_each=1 if draw.random() < 0.4 else None,
        budget=int(draw.integers(0, 12)) if draw.random() < 0.2 else None,
    )
    costs = Costs(in_team=int(draw.integers(0, 9)), move=int(draw.integers(1, 5)), opening=int(draw.integers(0, 3)))
    return GroupingProblem(units=tuple(units), departments=departments, ties=ties, rules=rules, costs=costs)


def drawn_large(seed: int) -> GroupingProblem:
    """Draw a problem of up to ten units, few of whom may go anywhere or join a team, so that all groupings can still be tried."""
    problem = drawn(seed, most_units=10)
    draw = np.random.default_rng(seed + 1000)
    free = {
        problem.units[int(place)].id for place in draw.choice(len(problem.units), size=min(6, len(problem.units)), replace=False)
    }
    joining = sorted(free)[:2]
    units = tuple(
        replace(
            unit,
            hosts=unit.hosts if unit.id in free else (unit.department,),
            teams=unit.teams if unit.id in joining else unit.joined,
        )
        for unit in problem.units
    )
    return replace(problem, units=units)


def groupings(problem: GroupingProblem) -> Iterator[Grouping]:
    """Return every grouping that keeps to the rules, one by one."""
    seats = [(process, unit.id) for process in sorted(problem.ties) for unit in problem.units if process in unit.teams]
    teams = list(chain.from_iterable(combinations(seats, size) for size in range(len(seats) + 1)))
    for departments in product(*(unit.hosts for unit in problem.units)):
        if keeps_places(problem, departments):
            for chosen in teams:
                grouping = Grouping(departments=departments, teams=tuple(sorted(chosen)))
                if keeps_teams(problem, grouping):
                    yield grouping


def keeps_places(problem: GroupingProblem, places: tuple[str, ...]) -> bool:
    rules, number = problem.rules, problem.number
    people = {
        name: sum(u.headcount for u, p in zip(problem.units, places, strict=True) if p == name) for name in problem.departments
    }
    return (
        all(places[number[each.unit_a]] == places[number[each.unit_b]] for each in rules.glued)
        and all(places[number[each.unit_a]] != places[number[each.unit_b]] for each in rules.apart)
        and all(people[name] <= most for name, most in rules.most.items())
        and all(not people[name] or people[name] >= least for name, least in rules.least.items())
        and all(not people[name] or any(places[number[head]] == name for head in heads) for name, heads in rules.heads.items())
        and all(places[number[unit]] == problem.units[number[unit]].department for unit in rules.locked)
    )


def keeps_teams(problem: GroupingProblem, grouping: Grouping) -> bool:
    rules = problem.rules
    sizes = [sum(team == process for team, _ in grouping.teams) for process in problem.ties]
    sizes_now = [sum(process in unit.joined for unit in problem.units) for process in problem.ties]
    each = [sum(member == unit.id for _, member in grouping.teams) for unit in problem.units]
    return (
        all(rules.team_size is None or size <= max(rules.team_size, now) for size, now in zip(sizes, sizes_now, strict=True))
        and all(
            rules.teams_each is None or mine <= max(rules.teams_each, len(unit.joined))
            for mine, unit in zip(each, problem.units, strict=True)
        )
        and (rules.budget is None or change_cost(problem, grouping) <= rules.budget)
    )


def front_by_hand(problem: GroupingProblem) -> list[tuple[int, int]]:
    """Return the non-dominated (coordination, change) pairs, the least coordination first."""
    points = sorted({(coordination_cost(problem, each), change_cost(problem, each)) for each in groupings(problem)})
    front: list[tuple[int, int]] = []
    for point in points:
        if not front or point[1] < front[-1][1]:
            front.append(point)
    return front
