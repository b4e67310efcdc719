"""How long the organization optimizer takes on large enterprises: what is proven, when, and in how much memory.

    python -m benchmarks.organization            # 150 posts, 20 processes
    python -m benchmarks.organization 300 40

The front of a grouping, then charts of 75 and 300 people, then 44 activities for 31 posts with few and with many who are skilled.
Enterprises are drawn by a seed; tables are printed. Needs no network.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.redesign.assignment import AssignmentProblem, AssignmentRules, Job, JobPair, reassignment_of
from workbench.redesign.grouping import FrontPoint, GroupingProblem, Proof, Rule, Rules, Unit, front_of
from workbench.redesign.layers import LayersProblem, Leading, Position, layering_of

_SEED: Final = 11
_STAY: Final = 0.6
"""The share of posts that are where most of their work is."""


def enterprise(posts: int, processes: int, seed: int) -> GroupingProblem:
    """Draw an enterprise: posts work in communities, most of them are in their community's department, the rest elsewhere.

    A department for every seven posts; a post may be hosted by two further departments at most, its community's among them. Each
    process runs through two or three communities, mostly within one of them. Heads stay; some posts go with another, some must
    stay apart from another, and no department may grow by more than half.
    """
    draw = np.random.default_rng(seed)
    departments = tuple(f"D{number:02}" for number in range(max(2, posts // 7)))
    community = np.arange(posts) % len(departments)
    strays = (draw.random(posts) > _STAY) & (np.arange(posts) >= len(departments))
    home = np.where(strays, draw.integers(0, len(departments), posts), community)
    names = tuple(f"P{number:02}" for number in range(processes))
    ties = {name: _ties(draw, community, len(departments)) for name in names}
    units = tuple(_unit(draw, number, (departments, int(home[number]), int(community[number])), ties) for number in range(posts))
    return GroupingProblem(
        units=units, departments=departments, ties=MappingProxyType(ties), rules=_rules(draw, units, departments)
    )


def _ties(draw: np.random.Generator, community: NDArray[np.int64], n_communities: int) -> NDArray[np.int64]:
    """Let a process run a few hundred times along a chain of posts of a few communities, with some ways aside."""
    chosen = draw.choice(n_communities, size=min(n_communities, int(draw.integers(2, 4))), replace=False)
    members = [draw.permutation(np.flatnonzero(community == each))[:5] for each in chosen]
    chain = np.concatenate(members)
    ties = np.zeros((len(community), len(community)), dtype=np.int64)
    for one, other in [*pairwise(chain), *draw.choice(chain, (len(chain) // 2, 2)).tolist()]:
        if one != other:
            times = int(draw.integers(50, 400))
            ties[one, other] += times
            ties[other, one] += times
    return ties


def _unit(
    draw: np.random.Generator,
    number: int,
    where: tuple[tuple[str, ...], int, int],
    ties: Mapping[str, NDArray[np.int64]],
) -> Unit:
    departments, home, community = where
    is_head = number < len(departments)
    others = () if is_head else (community, int(draw.integers(0, len(departments))))
    hosts = tuple(dict.fromkeys(departments[each] for each in (home, *others)))[:3]
    return Unit(
        id=f"U{number:03}",
        department=departments[home],
        hosts=hosts,
        headcount=1 if is_head else int(draw.integers(1, 6)),
        teams=tuple(name for name, each in ties.items() if each[number].any()),
    )


def _rules(draw: np.random.Generator, units: Sequence[Unit], departments: tuple[str, ...]) -> Rules:
    people = {name: sum(each.headcount for each in units if each.department == name) for name in departments}
    together = [(a, b) for a, b in zip(units, units[7:], strict=False) if a.department == b.department and a.hosts == b.hosts]
    separate = [(a, b) for a, b in zip(units, units[3:], strict=False) if a.department != b.department]
    return Rules(
        glued=tuple(Rule(name=f"glued:{a.id}:{b.id}", unit_a=a.id, unit_b=b.id) for a, b in together[::4]),
        apart=tuple(Rule(name=f"apart:{a.id}:{b.id}", unit_a=a.id, unit_b=b.id) for a, b in separate[::9]),
        heads=MappingProxyType({name: (units[number].id,) for number, name in enumerate(departments)}),
        most=MappingProxyType({name: round(1.5 * count) + int(draw.integers(0, 3)) for name, count in people.items()}),
        team_size=7,
        teams_each=1,
    )


@dataclass(frozen=True, kw_only=True)
class Heard:
    """When a point was found (s), and the point."""

    after: float
    point: FrontPoint


def chart(people: int, departments: int, leaders: int) -> LayersProblem:
    """Draw a chart of departments in which team leaders lead each other, and everybody is led by one of them."""
    draw = np.random.default_rng(_SEED)
    positions = [Position(id="top")]
    leading = {"top": Leading(most=max(8, departments), most_floor=16)}
    for department in range(departments):
        head, teams = f"head{department}", [f"leader{department}.{number}" for number in range(leaders)]
        is_on_floor = bool(draw.random() < 0.3)
        positions.append(Position(id=head, superiors=("top",), superior="top"))
        for number, name in enumerate(teams):
            above = head if number < 2 else teams[int(draw.integers(0, number))]
            positions.append(Position(id=name, superiors=(head, *(each for each in teams if each != name)), superior=above))
        positions.extend(
            Position(
                id=f"member{department}.{number}",
                superiors=(head, *teams),
                superior=str(draw.choice(teams)),
                is_on_floor=is_on_floor,
            )
            for number in range((people - 1) // departments - 1 - leaders)
        )
        leading |= dict.fromkeys((head, *teams), Leading(most=8, most_floor=16, least=2))
    return LayersProblem(positions=tuple(positions), leading=leading)


def activities(share: float) -> AssignmentProblem:
    """Draw 44 activities in a chain with ways aside, each of which a share of 31 posts is skilled for."""
    draw, posts = np.random.default_rng(_SEED), [f"P{number:02}" for number in range(31)]
    jobs = []
    for number in range(44):
        skilled = sorted({str(draw.choice(posts)), *(post for post in posts if draw.random() < share)})
        main = str(draw.choice(skilled))
        load = {post: int(draw.integers(500, 6000)) for post in skilled}
        functions = (f"F{draw.integers(0, 20)}",)
        jobs.append(
            Job(
                id=f"J{number}",
                process="P",
                load=load,
                responsible=(main,),
                main=main,
                accountable=("P00",),
                answering=("P00",),
                functions=functions,
            )
        )
    ties = {pair: int(draw.integers(50, 400)) for pair in pairwise(range(44))}
    rules = AssignmentRules(
        separate=tuple(JobPair(name=f"{a}", job_a=f"J{a}", job_b=f"J{a + 3}") for a in range(0, 41, 5)),
        capacity={post: int(draw.integers(5000, 15000)) for post in posts},
    )
    granted = {post: frozenset(f"F{each}" for each in range(20) if draw.random() < 0.3) for post in posts}
    return AssignmentProblem(jobs=tuple(jobs), ties=ties, granted=granted, rules=rules)


def main(arguments: Sequence[str]) -> None:
    """Measure groupings, charts and assignments."""
    posts, processes = (int(each) for each in arguments) if arguments else (150, 20)
    measure_front(posts, processes)
    print("\n| people | layers, managers, changes | proven | time |\n|---|---|---|---|")
    for people, departments, leaders in ((75, 6, 3), (300, 10, 6), (300, 20, 3)):
        begin = time.perf_counter()
        layering = layering_of(chart(people, departments, leaders))
        reached = ", ".join(str(each.value) for each in layering.stages)
        print(f"| {people} | {reached} | {layering.is_proven} | {time.perf_counter() - begin:.1f} s |")
    print("\n| skilled | cost, now | gap | time |\n|---|---|---|---|")
    for share in (0.05, 0.1, 0.2, 0.4):
        begin, problem = time.perf_counter(), activities(share)
        found = reassignment_of(problem)
        cost = found.then.total(problem.costs) if found.then else "–"
        took = time.perf_counter() - begin
        print(f"| {share:.0%} | {cost}, {found.now.total(problem.costs)} | {found.gap or 0:.1%} | {took:.1f} s |")


def measure_front(posts: int, processes: int) -> None:
    """Find the front of one enterprise, and print a row each time as many points again were found."""
    problem = enterprise(posts, processes, _SEED)
    heard: list[Heard] = []
    begin = time.perf_counter()

    def hear(point: FrontPoint) -> bool:
        heard.append(Heard(after=time.perf_counter() - begin, point=point))
        return True

    front = front_of(problem, on_point=hear)
    took = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print("| points | after | f2 | f1 | gap |\n|---|---|---|---|---|")
    for number in sorted({2**power for power in range(12) if 2**power < len(heard)} | {len(heard)}):
        each = heard[number - 1]
        print(f"| {number} | {each.after:.1f} s | {each.point.change} | {each.point.coordination} | {each.point.gap:.4f} |")
    proven = sum(each.proof is Proof.OPTIMAL for each in front.points)
    left = sum(each.most - each.least + 1 for each in front.unsearched)
    print(f"\n{len(front.points)} points, {proven} proven, {left} change costs not searched; {took:.0f} s, {memory:.2f} GiB")


if __name__ == "__main__":
    main(sys.argv[1:])
