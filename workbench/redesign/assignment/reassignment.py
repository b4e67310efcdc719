"""The assignment of least cost beside the one of today: what changes, what is to be granted, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from workbench.redesign.assignment.model import program_of
from workbench.redesign.assignment.problem import Assignment, AssignmentProblem, Bill, Job, bill_of, grants_of, present
from workbench.redesign.solving import Effort, Proof, Search
from workbench.shown import Columns, Said, Tabled, in_both


@dataclass(frozen=True, kw_only=True)
class JobChange:
    """What changes of one activity: main performer, posts that become or are no longer responsible, who answers."""

    job: Job
    main: str | None
    given: tuple[str, ...]
    taken: tuple[str, ...]
    accountable: str | None

    @property
    def is_any(self) -> bool:
        """Return whether anything changes."""
        return bool(self.given or self.taken) or self.main != self.job.main or self.job.accountable != (self.accountable,)


@dataclass(frozen=True, kw_only=True, eq=False)
class Reassignment(Tabled):
    """The assignment that was found, None where `conflict` names what cannot hold together or the effort was too little.

    `now` is what "change nothing" costs, `then` what was found costs; `bound` is the least total that is not ruled out.
    """

    problem: AssignmentProblem
    now: Bill
    assignment: Assignment | None = None
    then: Bill | None = None
    bound: int | None = None
    proof: Proof = Proof.FOUND
    conflict: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """Return (total − bound) / total, in [0, 1], 0 where it is proven; None where nothing was found."""
        if self.then is None or self.bound is None:
            return None
        total = self.then.total(self.problem.costs)
        return (total - self.bound) / total if total else 0.0

    @property
    def grants(self) -> tuple[tuple[str, str], ...]:
        """Return the (post, function) pairs to be granted."""
        return () if self.assignment is None else grants_of(self.problem, self.assignment)

    @property
    def changes(self) -> tuple[JobChange, ...]:
        """Return what changes, activity by activity; of those alone that change."""
        return tuple(each for each in self._jobs() if each.is_any)

    @property
    def table(self) -> Columns:
        """Return a row for each activity that changes."""
        rows = self.changes
        return Columns(
            values={
                "activity": [each.job.id for each in rows],
                "main_now": [each.job.main or "" for each in rows],
                "main_then": [each.main or "" for each in rows],
                "given": ["|".join(each.given) for each in rows],
                "taken": ["|".join(each.taken) for each in rows],
                "accountable_now": ["|".join(each.job.accountable) for each in rows],
                "accountable_then": [each.accountable or "" for each in rows],
                "minutes": np.array([each.job.load.get(each.main or "", 0) for each in rows], dtype=np.int64),
            },
            said=(*self.outcome, *(in_both("assignment-grant", {"post": post, "function": it}) for post, it in self.grants)),
        )

    def _jobs(self) -> Iterator[JobChange]:
        then = self.assignment
        if then is None:
            return
        for job, main, posts, accountable in zip(self.problem.jobs, then.main, then.responsible, then.accountable, strict=True):
            yield JobChange(
                job=job,
                main=main,
                given=tuple(sorted(set(posts) - set(job.responsible))),
                taken=tuple(sorted(set(job.responsible) - set(posts))),
                accountable=accountable,
            )

    @property
    def outcome(self) -> tuple[Said, ...]:
        """Return in sentences what it brings and how sure it is, or why there is none."""
        if self.conflict:
            return (in_both("assignment-conflict", {"names": ", ".join(self.conflict)}),)
        if self.then is None:
            return (in_both("assignment-not-found"),)
        facts = {
            "handovers_now": self.now.handovers,
            "handovers": self.then.handovers,
            "overload_now": round(self.now.overload / 60),
            "overload": round(self.then.overload / 60),
            "grants": self.then.grants,
        }
        return in_both("assignment-effect", facts), in_both(f"assignment-{self.proof}", {"gap": f"{self.gap or 0:.2%}"})


def reassignment_of(
    problem: AssignmentProblem, effort: Effort | None = None, should_stop: Callable[[], bool] | None = None
) -> Reassignment:
    """Find the assignment of least cost (the domain's model B); `should_stop` is asked during the search.

    It begins at how things are, so that whatever it finds costs no more where that breaks no rule.
    """
    program = program_of(problem)
    now = bill_of(problem, present(problem))
    search = Search(effort, should_stop)
    model = program.model.clone()
    model.add_bool_and(list(program.constraints.values()))
    for (number, post), literal in program.main.items():
        model.add_hint(literal, problem.jobs[number].main == post)
    for (number, post), literal in program.doing.items():
        model.add_hint(literal, post in problem.jobs[number].responsible)
    model.minimize(program.cost)
    solved = search.least(model)
    if solved is None:
        conflict = search.conflict_in(program.model, program.constraints) if search.is_impossible else ()
        return Reassignment(problem=problem, now=now, conflict=conflict)
    found = program.assignment(solved)
    then = bill_of(problem, found)
    return Reassignment(
        problem=problem,
        now=now,
        assignment=found,
        then=then,
        bound=min(solved.bound, then.total(problem.costs)),
        proof=solved.proof,
    )
