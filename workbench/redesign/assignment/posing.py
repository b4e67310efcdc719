"""From a design and its witness to the problem: activities, who is skilled for them, what they take, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from workbench.collaboration.workload import workloads_of
from workbench.design import Design, DesignedActivity
from workbench.fit.indicators.grounds import is_left_to_others
from workbench.linkage import Linkage
from workbench.organization import DutyPair, DutyRule, Letter, Organization
from workbench.redesign.assignment.doings import Doings, doings_of
from workbench.redesign.assignment.problem import (
    NO_POSTS,
    AssignmentCosts,
    AssignmentProblem,
    AssignmentRules,
    Decision,
    Job,
    JobPair,
)
from workbench.redesign.superiors import superiors_of
from workbench.usage import Grant, access_of
from workbench.usage.functions import is_offline

_MINUTE = 60_000_000


@dataclass(frozen=True, kw_only=True)
class AssignmentWishes:
    """What an enterprise asks of an assignment beyond its tables.

    `limit` is the utilisation up to which a post may be busy, `further` how many posts more than now may be responsible for an
    activity. Whoever did it `seen` times and took no more than `slower` times as long as those responsible counts as skilled;
    `able` are posts that count so beside them, by activity.
    """

    limit: float = 0.85
    further: int = 0
    seen: int = 20
    slower: float = 1.5
    able: Mapping[str, frozenset[str]] = field(default_factory=lambda: NO_POSTS)
    locked: frozenset[str] = frozenset()
    budget: int | None = None
    costs: AssignmentCosts = field(default_factory=AssignmentCosts)


def problem_of(design: Design, linkage: Linkage, wishes: AssignmentWishes | None = None) -> AssignmentProblem:
    """Pose the problem of giving activities to posts, for all that people do; the world is closed.

    Skilled is a post that is responsible or supports, that the authority table names, or that was seen doing it; an activity
    for which nobody is stays out. Ties are causal handovers of complete cases. Posts must be separate where they are now.
    """
    wishes = wishes or AssignmentWishes()
    doings = doings_of(linkage)
    organization = design.organization
    above = {post: superiors_of(post, organization) for post in organization.post}
    jobs = tuple(_Jobs(design, doings, above, wishes).all())
    return AssignmentProblem(
        jobs=jobs,
        ties=_ties(linkage, jobs),
        granted=_granted(design),
        above=MappingProxyType(above),
        rules=AssignmentRules(
            separate=tuple(_separate(organization, jobs)),
            bound=tuple(_bound(organization, jobs)),
            decisions=tuple(_decisions(organization, jobs)),
            capacity=_capacity(linkage, doings, jobs, wishes),
            locked=wishes.locked,
            budget=wishes.budget,
        ),
        costs=wishes.costs,
    )


class _Jobs:
    """Makes activities of a design into those to be given, from what the log knows of them."""

    def __init__(self, design: Design, doings: Doings, above: Mapping[str, tuple[str, ...]], wishes: AssignmentWishes) -> None:
        self._design, self._doings, self._above, self._wishes = design, doings, above, wishes
        self._deciding: dict[str, set[str]] = {}
        for each in design.organization.authorities or ():
            self._deciding.setdefault(each.activity, set()).add(each.lowest_post)

    def all(self) -> Iterator[Job]:
        """Yield what people do and somebody is skilled for, by process and id."""
        for activity in self._design.activities:
            skilled = frozenset() if is_left_to_others(activity) else self._skilled(activity)
            if skilled:
                yield self._job(activity, skilled)

    def _skilled(self, activity: DesignedActivity) -> frozenset[str]:
        wishes, named = self._wishes, self._deciding.get(activity.id, set())
        seen = self._doings.skilled(activity.id, activity.responsible, wishes.seen, wishes.slower)
        return activity.allowed | named | seen | wishes.able.get(activity.id, frozenset())

    def _job(self, activity: DesignedActivity, skilled: frozenset[str]) -> Job:
        responsible = tuple(sorted(activity.responsible))
        lane = activity.lane.id if activity.lane else None
        often = [(-self._doings.times(activity.id, post), post != lane, post) for post in responsible]
        accountable = tuple(sorted(activity.posts(Letter.ACCOUNTABLE)))
        superiors = sorted({upper for post in skilled for upper in self._above.get(post, ())})
        return Job(
            id=activity.id,
            process=activity.process,
            load=MappingProxyType({post: round(self._doings.work(activity.id, post) / _MINUTE) for post in sorted(skilled)}),
            responsible=responsible,
            main=min(often)[2] if often else None,
            accountable=accountable,
            answering=tuple(dict.fromkeys((*accountable, *superiors))) or tuple(sorted(skilled)),
            functions=tuple(each for each in activity.functions or () if _is_to_be_granted(each, self._design)),
            most=max(1, len(responsible)) + self._wishes.further,
        )


def _is_to_be_granted(function: str, design: Design) -> bool:
    known = design.landscape.function.get(function)
    return known is not None and not is_offline(known.system, design.landscape)


def _granted(design: Design) -> Mapping[str, frozenset[str]] | None:
    if design.landscape.permissions is None:
        return None
    found: dict[str, set[str]] = {}
    for row in access_of(design).rows:
        if row.grant is not Grant.MISSING:
            found.setdefault(row.post, set()).add(row.function)
    return MappingProxyType({post: frozenset(functions) for post, functions in found.items()})


def _ties(linkage: Linkage, jobs: tuple[Job, ...]) -> Mapping[tuple[int, int], int]:
    """Count the causal handovers between activities, in both directions, in complete cases."""
    number = {job.id: place for place, job in enumerate(jobs)}
    ties: dict[tuple[int, int], int] = {}
    for process in linkage.processes:
        place = np.array([*(number.get(each.id, -1) for each in process.activities), -1], dtype=np.int64)
        kept = process.is_counted[process.handovers.after]
        ends = np.stack([place[process.activity[rows[kept]]] for rows in (process.handovers.before, process.handovers.after)])
        known = np.sort(ends[:, (ends >= 0).all(axis=0) & (ends[0] != ends[1])], axis=0)
        for (a, b), times in zip(*(each.tolist() for each in np.unique(known.T, axis=0, return_counts=True)), strict=True):
            ties[a, b] = ties.get((a, b), 0) + times
    return MappingProxyType(ties)


def _pairs(organization: Organization, jobs: tuple[Job, ...], rule: DutyRule) -> Iterator[tuple[DutyPair, Job, Job]]:
    by_id = {job.id: job for job in jobs}
    for pair in organization.duty_pairs or ():
        if pair.rule is rule and pair.activity_a in by_id and pair.activity_b in by_id:
            yield pair, by_id[pair.activity_a], by_id[pair.activity_b]


def _separate(organization: Organization, jobs: tuple[Job, ...]) -> Iterator[JobPair]:
    for pair, a, b in _pairs(organization, jobs, DutyRule.SEGREGATION):
        if not set(a.responsible) & set(b.responsible):
            yield JobPair(name=f"separate:{pair.activity_a}:{pair.activity_b}", job_a=a.id, job_b=b.id)


def _bound(organization: Organization, jobs: tuple[Job, ...]) -> Iterator[JobPair]:
    for pair, a, b in _pairs(organization, jobs, DutyRule.BINDING):
        if a.main == b.main:
            yield JobPair(name=f"bound:{pair.activity_a}:{pair.activity_b}", job_a=a.id, job_b=b.id)


def _decisions(organization: Organization, jobs: tuple[Job, ...]) -> Iterator[Decision]:
    """Yield who may take each decision: the lowest post that may and all of its level or above it."""
    level = {post.id: post.level for post in organization.posts or ()}
    known = {job.id for job in jobs}
    for each in organization.authorities or ():
        if each.activity in known:
            limit = level.get(each.lowest_post)
            high = {post for post, mine in level.items() if limit is not None and mine is not None and mine <= limit}
            name = f"authority:{each.activity}:{each.lowest_post}"
            yield Decision(name=name, job=each.activity, posts=frozenset({each.lowest_post, *high}))


def _capacity(linkage: Linkage, doings: Doings, jobs: tuple[Job, ...], wishes: AssignmentWishes) -> Mapping[str, int]:
    """Return the minutes of each post that these activities may take: what its calendar offers, less what else it does."""
    workloads = workloads_of(linkage)
    mine = {job.id for job in jobs}
    capacity = {}
    for load in workloads.posts if workloads else ():
        if load.available is not None:
            other = max(0, load.busy - doings.busy(load.post, mine))
            capacity[load.post] = max(0, round((wishes.limit * load.available - other) / _MINUTE))
    return MappingProxyType(capacity)
