"""The same work in other departments: design and witness as they would stand had the posts been grouped otherwise all along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import Evidence
from workbench.linkage import LinkedProcess
from workbench.organization import Coordination, Department, Organization, Post, TeamMember
from workbench.redesign.grouping.problem import Grouping, GroupingProblem, present
from workbench.redesign.superiors import head_of

_TEAM = "process_team"
_Codes = NDArray[np.int32]


def regrouped(evidence: Evidence, problem: GroupingProblem, grouping: Grouping) -> Evidence:
    """Return the evidence with the units of a problem, which are posts, in the departments and teams of a grouping.

    Whoever moves away from his superior reports to the head of his new department, at his level as far below him as before. A
    new team is a mechanism by which the departments of its members coordinate. Who did what, when and how long stays as it was.
    """
    moved = {unit.id: place for unit, place in zip(problem.units, grouping.departments, strict=True) if place != unit.department}
    organization = evidence.design.organization
    places = _Places(evidence, moved)
    linkage = evidence.linkage
    design = replace(
        evidence.design,
        organization=replace(
            organization,
            departments=tuple(_departments(organization, moved)),
            posts=_posts(organization, problem, moved),
            coordinations=_coordinations(organization, problem, grouping),
            team_members=_team_members(organization, problem, grouping),
        ),
    )
    processes = tuple(replace(each, department=places.of(each)) for each in linkage.processes)
    return replace(
        evidence,
        design=design,
        linkage=replace(linkage, design=design, departments=places.departments, processes=processes),
    )


def _departments(organization: Organization, moved: Mapping[str, str]) -> Iterator[Department]:
    yield from organization.departments or ()
    yield from (Department(id=name, name=name) for name in sorted(set(moved.values()) - organization.department.keys()))


def _posts(organization: Organization, problem: GroupingProblem, moved: Mapping[str, str]) -> tuple[Post, ...]:
    """Return the posts in their new departments, under their new superiors, at the levels that follow."""
    posts, superior = organization.post, superiors_in(organization, problem, moved)
    return tuple(
        replace(
            post,
            department=moved.get(post.id, post.department),
            reports_to=superior[post.id],
            level=_level(post.id, superior, posts),
        )
        for post in posts.values()
    )


def superiors_in(organization: Organization, problem: GroupingProblem, moved: Mapping[str, str]) -> Mapping[str, str | None]:
    """Return to whom each post reports once some have moved to other departments (`moved`: post to department).

    Whoever is no longer in one department with his superior reports to the head where he comes to, unless he is that himself.
    """
    posts = organization.post
    home = {post.id: moved.get(post.id, post.department) for post in posts.values()}
    superior = {post.id: post.reports_to for post in posts.values()}
    for name, department in moved.items():
        inside = (each for each in problem.rules.heads.get(department, ()) if home.get(each) == department)
        leader = next(inside, head_of(department, organization))
        above = superior[name]
        if leader not in (None, name) and above is not None and home.get(above) != department:
            superior[name] = leader
    return superior


def _level(name: str, superior: Mapping[str, str | None], posts: Mapping[str, Post]) -> int | None:
    """Return the level of a post: as far below that of its superior as it was below that of the one before."""
    shift, at, seen = 0, name, {name}
    while (above := superior[at]) is not None and above in posts and above not in seen:
        mine, before, now = (posts[each].level if each in posts else None for each in (at, posts[at].reports_to or "", above))
        if above != posts[at].reports_to and None not in (mine, before, now):
            shift += (now or 0) - (before or 0)
        seen.add(above)
        at = above
    level = posts[name].level
    return None if level is None else level + shift


def _coordinations(organization: Organization, problem: GroupingProblem, grouping: Grouping) -> tuple[Coordination, ...] | None:
    """Return the mechanisms with one more for each two departments in a team; None where no table declares any."""
    if organization.coordinations is None:
        return None
    new = _met(problem, grouping) - _met(problem, present(problem))
    return (
        *organization.coordinations,
        *(
            Coordination(department_a=one, department_b=other, mechanism=f"{_TEAM}:{process}")
            for process, one, other in sorted(new)
        ),
    )


def _team_members(organization: Organization, problem: GroupingProblem, grouping: Grouping) -> tuple[TeamMember, ...] | None:
    """Return the members of the teams of the problem's processes as the grouping has them, those of others as they are."""
    kept = [
        each for each in organization.team_members or () if each.process not in problem.ties or each.post not in problem.number
    ]
    new = [TeamMember(process=process, post=post) for process, post in grouping.teams]
    return None if organization.team_members is None and not new else (*kept, *new)


def _met(problem: GroupingProblem, grouping: Grouping) -> set[tuple[str, str, str]]:
    """Return (process, department, department) of each two that meet in its team."""
    places: dict[str, set[str]] = {}
    for process, unit in grouping.teams:
        places.setdefault(process, set()).add(grouping.departments[problem.number[unit]])
    return {(process, *pair) for process, where in places.items() for pair in combinations(sorted(where), 2)}


class _Places:
    """Where the events of a linkage happen once posts have moved."""

    def __init__(self, evidence: Evidence, moved: Mapping[str, str]) -> None:
        linkage, posts = evidence.linkage, evidence.design.organization.post
        self.departments = (*linkage.departments, *sorted(set(moved.values()) - set(linkage.departments)))
        number = {name: code for code, name in enumerate(self.departments)}
        self._before = {post: number[posts[post].department] if post in posts else -1 for post in linkage.posts}
        self._after = {post: number[moved[post]] if post in moved else code for post, code in self._before.items()}
        self._of_post = np.array([*self._after.values(), -1], dtype=np.int32)
        self._was_of_post = np.array([*self._before.values(), -1], dtype=np.int32)

    def of(self, process: LinkedProcess) -> _Codes:
        """Return the department (int32) of each event: that of its post, else the one that its responsible posts share.

        Where the log alone says a department, it stays; where the posts share none any more, it is -1.
        """
        shared = [self._shared(sorted(each.responsible & self._after.keys())) for each in process.activities]
        before = np.array([*(pair[0] for pair in shared), -1], dtype=np.int32)[process.activity]
        after = np.array([*(pair[1] for pair in shared), -1], dtype=np.int32)[process.activity]
        by_post = (process.post >= 0) & (process.department == self._was_of_post[process.post])
        by_posts = (process.post < 0) & (process.department >= 0) & (process.department == before)
        found = np.where(by_posts, after, process.department)
        return np.where(by_post, self._of_post[process.post], found).astype(np.int32)

    def _shared(self, posts: list[str]) -> tuple[int, int]:
        units = ({where[post] for post in posts} for where in (self._before, self._after))
        before, after = (next(iter(each)) if len(each) == 1 else -1 for each in units)
        return before, after
