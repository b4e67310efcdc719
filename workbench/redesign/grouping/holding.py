"""Which rules a grouping breaks, by the names under which they may conflict: the same as the constraint program asks for."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.redesign.grouping.problem import Grouping, GroupingProblem, change_cost


def broken_by(problem: GroupingProblem, grouping: Grouping) -> frozenset[str]:
    """Return the names of the rules that a grouping breaks, none where it keeps to all."""
    return frozenset((*_of_places(problem, grouping), *_of_departments(problem, grouping), *_of_teams(problem, grouping)))


def _of_places(problem: GroupingProblem, grouping: Grouping) -> Iterator[str]:
    rules, place = problem.rules, dict(zip(problem.number, grouping.departments, strict=True))
    home = {each.id: each.department for each in problem.units}
    yield from (f"locked:{unit}" for unit in rules.locked if place.get(unit) != home.get(unit))
    yield from (each.name for each in rules.glued if place[each.unit_a] != place[each.unit_b])
    yield from (each.name for each in rules.apart if place[each.unit_a] == place[each.unit_b])
    if rules.budget is not None and change_cost(problem, grouping) > rules.budget:
        yield "budget"


def _of_departments(problem: GroupingProblem, grouping: Grouping) -> Iterator[str]:
    rules = problem.rules
    for department in dict.fromkeys(grouping.departments):
        inside = [unit for unit, place in zip(problem.units, grouping.departments, strict=True) if place == department]
        people = sum(unit.headcount for unit in inside)
        heads = rules.heads.get(department, ())
        direct = [unit for unit in inside if unit.id not in heads and (unit.id in rules.direct or unit.department != department)]
        if people < rules.least.get(department, 0):
            yield f"least:{department}"
        if people > rules.most.get(department, people):
            yield f"most:{department}"
        if heads and not any(unit.id in heads for unit in inside):
            yield f"head:{department}"
        led = sum(unit.headcount for unit in direct)
        if led > rules.reports.get(department, led):
            yield f"reports:{department}"


def _of_teams(problem: GroupingProblem, grouping: Grouping) -> Iterator[str]:
    rules = problem.rules
    for process in problem.ties:
        size, now = sum(team == process for team, _ in grouping.teams), sum(process in it.joined for it in problem.units)
        if rules.team_size is not None and size > max(rules.team_size, now):
            yield f"team:{process}"
    for unit in problem.units:
        mine = sum(member == unit.id for _, member in grouping.teams)
        if rules.teams_each is not None and mine > max(rules.teams_each, len(unit.joined)):
            yield f"teams-of:{unit.id}"
