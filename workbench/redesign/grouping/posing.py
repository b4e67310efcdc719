"""From a design and its witness to the problem: units, hosts and ties, and the rules that the tables imply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.handovers import handover_counts
from workbench.design import Design
from workbench.linkage import Linkage, LinkedProcess
from workbench.organization import DutyRule, Organization, Post
from workbench.redesign.grouping.problem import NO_LIMITS, Costs, GroupingProblem, Rule, Rules, Unit
from workbench.redesign.superiors import head_of
from workbench.tables import Letter


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What an enterprise asks of a regrouping beyond its tables.

    `independent` are pairs of departments whose present posts may not come together, `span` the people that may report to a
    head – more only where more do so now. The rest is as in `Rules` and `Costs`.
    """

    independent: tuple[tuple[str, str], ...] = ()
    span: int | None = None
    least: Mapping[str, int] = field(default_factory=lambda: NO_LIMITS)
    most: Mapping[str, int] = field(default_factory=lambda: NO_LIMITS)
    locked: frozenset[str] = frozenset()
    team_size: int | None = 7
    teams_each: int | None = 1
    budget: int | None = None
    costs: Costs = field(default_factory=Costs)


def problem_of(design: Design, linkage: Linkage, wishes: Wishes | None = None) -> GroupingProblem:
    """Pose the problem of grouping posts; a post without declared hosts stays where it is.

    Ties are causal handovers of complete cases between the posts under which people acted. Whoever has nobody above him joins no
    team. Glued are posts to a superior who does not head their department; apart stay posts whose duties must be separate.
    """
    wishes = wishes or Wishes()
    organization = design.organization
    posts = organization.posts or ()
    units = tuple(_unit(post, organization, linkage) for post in posts)
    ties = {each.id: _ties(each, linkage, posts) for each in linkage.processes}
    hosted = {host for unit in units for host in unit.hosts}
    departments = tuple(each.id for each in organization.departments or () if each.id in hosted)
    departments = (*departments, *sorted(hosted - set(departments)))
    return GroupingProblem(
        units=units,
        departments=departments,
        ties=MappingProxyType(ties),
        rules=_rules(design, units, departments, wishes),
        costs=wishes.costs,
    )


def _unit(post: Post, organization: Organization, linkage: Linkage) -> Unit:
    declared = [each.department for each in organization.hostings or () if each.post == post.id]
    hosts = [each for each in declared if _is_near(each, post.department, organization)]
    has_superior = post.reports_to is not None
    logged = {each.id for each in linkage.processes}
    return Unit(
        id=post.id,
        department=post.department,
        hosts=tuple(dict.fromkeys((post.department, *hosts))),
        headcount=post.headcount,
        teams=tuple(each.id for each in linkage.processes) if has_superior else (),
        joined=tuple(
            sorted({each.process for each in organization.team_members or () if each.post == post.id and each.process in logged})
        ),
    )


def _is_near(host: str, home: str, organization: Organization) -> bool:
    """Return whether two departments are at one place, as far as both places are known."""
    known = [organization.department[each].location for each in (host, home) if each in organization.department]
    return len({place for place in known if place}) < 2


def _ties(process: LinkedProcess, linkage: Linkage, posts: Sequence[Post]) -> NDArray[np.int64]:
    number = {post.id: place for place, post in enumerate(posts)}
    of_post = np.array([*(number.get(name, -1) for name in linkage.posts), -1], dtype=np.int64)
    kept = process.is_counted[process.handovers.after]
    giver, taker = (of_post[process.post[rows[kept]]] for rows in (process.handovers.before, process.handovers.after))
    counts = handover_counts(giver, taker, tuple(number)).counts
    return np.asarray(counts + counts.T)


def _rules(design: Design, units: Sequence[Unit], departments: Sequence[str], wishes: Wishes) -> Rules:
    organization = design.organization
    heads = _heads(organization, units, departments)
    leading = {head for candidates in heads.values() for head in candidates}
    posts = organization.post
    direct = frozenset(each.id for each in units if posts[each.id].reports_to in leading)
    return Rules(
        glued=tuple(_glued(organization, leading)),
        apart=(*_separate(design, units), *_independent(units, wishes)),
        heads=heads,
        least=wishes.least,
        most=wishes.most,
        reports=_reports(units, departments, direct, heads, wishes.span),
        direct=direct,
        optional=frozenset(departments) - {each.department for each in units},
        locked=wishes.locked,
        team_size=wishes.team_size,
        teams_each=wishes.teams_each,
        budget=wishes.budget,
    )


def _heads(organization: Organization, units: Sequence[Unit], departments: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return who may head a department: its head, and of one that holds nobody yet every head that it may host.

    Whoever heads a department that cannot host him leads it from where he is: nothing is asked of it.
    """
    now = {name: post for name in departments if (post := head_of(name, organization)) is not None}
    taken = {each.department for each in units}
    hosts = {each.id: each.hosts for each in units}
    leading = sorted({head for name, head in now.items() if name in taken})
    heads = {}
    for name in departments:
        known = [now[name]] if name in now and name in hosts.get(now[name], ()) else []
        further = [head for head in leading if name in hosts.get(head, ())] if name not in taken else []
        if candidates := tuple(dict.fromkeys((*known, *further))):
            heads[name] = candidates
    return MappingProxyType(heads)


def _glued(organization: Organization, leading: set[str]) -> Iterator[Rule]:
    for post in organization.posts or ():
        superior = organization.post.get(post.reports_to or "")
        if superior is not None and superior.id not in leading and superior.department == post.department:
            yield Rule(name=f"glued:{post.id}:{superior.id}", unit_a=post.id, unit_b=superior.id)


def _separate(design: Design, units: Sequence[Unit]) -> Iterator[Rule]:
    """Keep apart the posts that are responsible for two activities that must be separate, where they are apart now."""
    home = {each.id: each.department for each in units}
    responsible: dict[str, list[str]] = {}
    for duty in design.organization.responsibilities.duties if design.organization.responsibilities else ():
        if duty.letter is Letter.RESPONSIBLE and duty.post in home:
            responsible.setdefault(duty.activity, []).append(duty.post)
    for pair in design.organization.duty_pairs or ():
        if pair.rule is DutyRule.SEGREGATION:
            for a in responsible.get(pair.activity_a, ()):
                for b in responsible.get(pair.activity_b, ()):
                    if home[a] != home[b]:
                        yield Rule(name=f"separate:{pair.activity_a}:{pair.activity_b}:{a}:{b}", unit_a=a, unit_b=b)


def _independent(units: Sequence[Unit], wishes: Wishes) -> Iterator[Rule]:
    for one, other in combinations(units, 2):
        homes = (one.department, other.department)
        if homes in wishes.independent or homes[::-1] in wishes.independent:
            yield Rule(name=f"independent:{one.id}:{other.id}", unit_a=one.id, unit_b=other.id)


def _reports(
    units: Sequence[Unit],
    departments: Sequence[str],
    direct: frozenset[str],
    heads: Mapping[str, tuple[str, ...]],
    span: int | None,
) -> Mapping[str, int]:
    """Return how many may report to each head: the span, or as many as do now where these are more."""
    if span is None:
        return NO_LIMITS
    now = {
        name: sum(
            each.headcount
            for each in units
            if each.department == name and each.id in direct and each.id not in heads.get(name, ())
        )
        for name in departments
    }
    return MappingProxyType({name: max(span, now[name]) for name in departments if name in heads})
