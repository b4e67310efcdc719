"""The problem as values: activities with the posts that may have them, who hands over to whom, and what must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

NO_POSTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})
NO_MINUTES: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Job:
    """An activity to be given to posts.

    `load` has the posts that are skilled for it – nobody else may get it: the world is closed – each with the working minutes
    that it costs in the window if that post is the main performer. `responsible` and `accountable` are those of today, `main`
    who does most of it, `answering` who may answer for it. `functions` are what it is done with, `most` the posts at most.
    """

    id: str
    process: str
    load: Mapping[str, int]
    responsible: tuple[str, ...] = ()
    main: str | None = None
    accountable: tuple[str, ...] = ()
    answering: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    most: int = 1


@dataclass(frozen=True, kw_only=True)
class JobPair:
    """Two activities that no post may be responsible for both, or whose main performer must be one; `name` says why."""

    name: str
    job_a: str
    job_b: str


@dataclass(frozen=True, kw_only=True)
class Decision:
    """An activity that decides: one of these posts must be responsible, and the main performer one of all that may decide it."""

    name: str
    job: str
    posts: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class AssignmentRules:
    """What must hold of every assignment.

    `capacity` are the minutes (0 or more) of each post that these activities may take in the window; more is overload, which
    costs; a post without one is not bounded. `locked` activities stay with whom they are. `budget` bounds the changes, None: not
    at all.
    """

    separate: tuple[JobPair, ...] = ()
    bound: tuple[JobPair, ...] = ()
    decisions: tuple[Decision, ...] = ()
    capacity: Mapping[str, int] = field(default_factory=lambda: NO_MINUTES)
    locked: frozenset[str] = frozenset()
    budget: int | None = None


@dataclass(frozen=True, kw_only=True)
class AssignmentCosts:
    """What each thing costs, in tenths of a handover between two posts.

    `grant` is a permission to be granted, `change` a letter R given or taken or a main performer changed, `account` a letter A
    given or taken, `distance` a step between who answers and the main performer, `overload` a minute too many.
    """

    handover: int = 10
    grant: int = 200
    change: int = 200
    account: int = 100
    distance: int = 5
    overload: int = 1


@dataclass(frozen=True, kw_only=True, eq=False)
class AssignmentProblem:
    """Activities and the handovers between them: `ties` counts those of (a, b), a < b, in both directions.

    `granted` are the functions that each post may use, None where nothing says so: then nobody can tell what is to be granted.
    `above` are the posts above each, the nearest first.
    """

    jobs: tuple[Job, ...]
    ties: Mapping[tuple[int, int], int]
    granted: Mapping[str, frozenset[str]] | None = None
    above: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rules: AssignmentRules = field(default_factory=AssignmentRules)
    costs: AssignmentCosts = field(default_factory=AssignmentCosts)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Return the place of each activity by its id."""
        return MappingProxyType({each.id: place for place, each in enumerate(self.jobs)})

    @cached_property
    def posts(self) -> tuple[str, ...]:
        """Return the posts that may have any activity, sorted."""
        return tuple(sorted({post for job in self.jobs for post in job.load}))

    def lacking(self, post: str, job: Job) -> frozenset[str]:
        """Return the functions of an activity that a post may not use yet."""
        return frozenset() if self.granted is None else frozenset(job.functions) - self.granted.get(post, frozenset())


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Who does what, in the order of the activities: main performer, all that are responsible (sorted), who answers for it.

    None where nobody does, or several answer.
    """

    main: tuple[str | None, ...]
    responsible: tuple[tuple[str, ...], ...]
    accountable: tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What an assignment costs, item by item: handovers, grants, changes of R and of A, A outside the line, minutes too many."""

    handovers: int
    grants: int
    changes: int
    accounts: int
    distance: int
    overload: int

    def total(self, costs: AssignmentCosts) -> int:
        """Return all of it in tenths of a handover."""
        return (
            costs.handover * self.handovers
            + costs.grant * self.grants
            + costs.change * self.changes
            + costs.account * self.accounts
            + costs.distance * self.distance
            + costs.overload * self.overload
        )


def present(problem: AssignmentProblem) -> Assignment:
    """Return the assignment as it is: change nothing."""
    return Assignment(
        main=tuple(job.main for job in problem.jobs),
        responsible=tuple(tuple(sorted(job.responsible)) for job in problem.jobs),
        accountable=tuple(job.accountable[0] if len(job.accountable) == 1 else None for job in problem.jobs),
    )


def bill_of(problem: AssignmentProblem, assignment: Assignment) -> Bill:
    """Return what an assignment costs against how things are."""
    main, now = assignment.main, present(problem)
    changes = sum(len(set(new) ^ set(old)) for new, old in zip(assignment.responsible, now.responsible, strict=True))
    moved = sum(new != old for new, old in zip(main, now.main, strict=True))
    return Bill(
        handovers=sum(times for (a, b), times in problem.ties.items() if main[a] is None or main[a] != main[b]),
        grants=len(grants_of(problem, assignment)),
        changes=changes + moved,
        accounts=sum(_accounts(job, then) for job, then in zip(problem.jobs, assignment.accountable, strict=True)),
        distance=sum(
            distance(problem, doer, then)
            for doer, then in zip(main, assignment.accountable, strict=True)
            if doer is not None and then is not None
        ),
        overload=sum(max(0, load - problem.rules.capacity.get(post, load)) for post, load in loads_of(problem, main).items()),
    )


def distance(problem: AssignmentProblem, doer: str, answering: str) -> int:
    """Return how far who answers is from who does it: 0 for himself and his superior, more above, most outside of his line."""
    above = problem.above.get(doer, ())
    if answering == doer:
        return 0
    return above.index(answering) if answering in above else len(above) + 1


def grants_of(problem: AssignmentProblem, assignment: Assignment) -> tuple[tuple[str, str], ...]:
    """Return the (post, function) pairs that are to be granted, sorted."""
    pairs = zip(problem.jobs, assignment.responsible, strict=True)
    return tuple(sorted({(post, each) for job, posts in pairs for post in posts for each in problem.lacking(post, job)}))


def loads_of(problem: AssignmentProblem, main: tuple[str | None, ...]) -> Mapping[str, int]:
    """Return the minutes that each post works as main performer, by post."""
    loads = dict.fromkeys(problem.posts, 0)
    for job, post in zip(problem.jobs, main, strict=True):
        if post is not None:
            loads[post] = loads.get(post, 0) + job.load.get(post, 0)
    return loads


def _accounts(job: Job, then: str | None) -> int:
    """Return the letters A to be given and taken; as things are, several or none stay so."""
    return len(set(job.accountable) ^ {then}) if then is not None else 0
