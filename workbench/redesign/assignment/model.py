"""The problem as a constraint program, for CP-SAT: who is main performer, who is responsible, who answers, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from workbench.redesign.assignment.problem import Assignment, AssignmentProblem, JobPair, distance
from workbench.redesign.solving import Solved

_Literal = cp_model.IntVar
_Sum = cp_model.LinearExprT


@dataclass(frozen=True, kw_only=True, eq=False)
class Program:
    """The constraint program with its variables, by number of the activity and post, and its cost.

    `constraints` are the literals that switch on what must hold, by the name under which it may conflict.
    """

    problem: AssignmentProblem
    model: cp_model.CpModel
    main: Mapping[tuple[int, str], _Literal]
    doing: Mapping[tuple[int, str], _Literal]
    answering: Mapping[tuple[int, str], _Literal]
    constraints: Mapping[str, _Literal]
    cost: _Sum

    def assignment(self, solved: Solved) -> Assignment:
        """Return what a search has found."""
        numbers = range(len(self.problem.jobs))
        main, doing, answering = (
            [[post for (job, post), literal in each.items() if job == number and solved.holds(literal)] for number in numbers]
            for each in (self.main, self.doing, self.answering)
        )
        return Assignment(
            main=tuple(posts[0] for posts in main),
            responsible=tuple(tuple(sorted(posts)) for posts in doing),
            accountable=tuple(posts[0] for posts in answering),
        )


def program_of(problem: AssignmentProblem) -> Program:
    """Build the program (the domain's model B; the quotient of the load is made linear by choosing one main performer)."""
    builder = _Builder(problem)
    builder.give()
    builder.require()
    return Program(
        problem=problem,
        model=builder.model,
        main=builder.main,
        doing=builder.doing,
        answering=builder.answering,
        constraints=builder.constraints,
        cost=builder.cost(),
    )


class _Builder:
    """Makes variables and constraints, each constraint under a name of its own."""

    def __init__(self, problem: AssignmentProblem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.main: dict[tuple[int, str], _Literal] = {}
        self.doing: dict[tuple[int, str], _Literal] = {}
        self.answering: dict[tuple[int, str], _Literal] = {}
        self.constraints: dict[str, _Literal] = {}

    def give(self) -> None:
        """Give each activity one main performer among those responsible, and one post that answers for it."""
        for number, job in enumerate(self.problem.jobs):
            for post in sorted(job.load):
                self.main[number, post] = self.model.new_bool_var(f"{post} mainly does {job.id}")
                self.doing[number, post] = self.model.new_bool_var(f"{post} does {job.id}")
                self.model.add_implication(self.main[number, post], self.doing[number, post])
            for post in dict.fromkeys(job.answering):
                self.answering[number, post] = self.model.new_bool_var(f"{post} answers for {job.id}")
            self._require(f"performer:{job.id}", self._one_of(self.main, number) == 1)
            self._require(f"accountable:{job.id}", self._one_of(self.answering, number) == 1)
            self._require(f"most:{job.id}", self._one_of(self.doing, number) <= job.most)

    def require(self) -> None:
        """Add what else must hold."""
        rules, number = self.problem.rules, self.problem.number
        for job in sorted(rules.locked & number.keys()):
            self._lock(number[job])
        for pair in rules.separate:
            self._separate(pair)
        for pair in rules.bound:
            self._bind(pair)
        for decision in rules.decisions:
            deciding = [self.doing[number[decision.job], post] for post in self._skilled(decision.job) if post in decision.posts]
            self._require(decision.name, cp_model.LinearExpr.sum(deciding) >= 1)
        for job in sorted({decision.job for decision in rules.decisions}):
            may = frozenset(post for each in rules.decisions if each.job == job for post in each.posts)
            allowed = [self.main[number[job], post] for post in self._skilled(job) if post in may]
            self._require(f"authority:{job}", cp_model.LinearExpr.sum(allowed) == 1)
        if rules.budget is not None:
            self._require("budget", cp_model.LinearExpr.sum([self._changes()]) <= rules.budget)

    def cost(self) -> _Sum:
        """Return the whole cost, in tenths of a handover."""
        costs = self.problem.costs
        return cp_model.LinearExpr.weighted_sum(
            [self._handovers(), self._grants(), self._changes(), self._accounts(), self._distances(), self._overload()],
            [costs.handover, costs.grant, costs.change, costs.account, costs.distance, costs.overload],
        )

    def _require(self, name: str, constraint: cp_model.BoundedLinearExpression | bool) -> None:
        if name not in self.constraints:
            self.constraints[name] = self.model.new_bool_var(name)
        self.model.add(constraint).only_enforce_if(self.constraints[name])

    def _one_of(self, literals: Mapping[tuple[int, str], _Literal], number: int) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.sum([literal for (job, _), literal in literals.items() if job == number])

    def _skilled(self, job: str) -> list[str]:
        return sorted(self.problem.jobs[self.problem.number[job]].load)

    def _lock(self, number: int) -> None:
        job = self.problem.jobs[number]
        for post in sorted(job.load):
            self._require(f"locked:{job.id}", self.doing[number, post] == (post in job.responsible))
            if job.main is not None:
                self._require(f"locked:{job.id}", self.main[number, post] == (post == job.main))

    def _separate(self, pair: JobPair) -> None:
        a, b = self.problem.number[pair.job_a], self.problem.number[pair.job_b]
        for post in sorted(self.problem.jobs[a].load.keys() & self.problem.jobs[b].load.keys()):
            self._require(pair.name, self.doing[a, post] + self.doing[b, post] <= 1)

    def _bind(self, pair: JobPair) -> None:
        a, b = self.problem.number[pair.job_a], self.problem.number[pair.job_b]
        for post in sorted(self.problem.jobs[a].load.keys() | self.problem.jobs[b].load.keys()):
            self._require(pair.name, self.main.get((a, post), 0) == self.main.get((b, post), 0))

    def _handovers(self) -> _Sum:
        terms: list[_Sum] = []
        for (a, b), times in sorted(self.problem.ties.items()):
            common = sorted(self.problem.jobs[a].load.keys() & self.problem.jobs[b].load.keys())
            passed_on, kept = self.model.new_bool_var(""), []
            for post in common:
                both = self.model.new_bool_var("")
                self.model.add_implication(both, self.main[a, post])
                self.model.add_implication(both, self.main[b, post])
                kept.append(both)
            self.model.add_exactly_one([passed_on, *kept])
            terms.append(times * passed_on)
        return cp_model.LinearExpr.sum(terms)

    def _grants(self) -> _Sum:
        granted: dict[tuple[str, str], _Literal] = {}
        for (number, post), does in self.doing.items():
            for function in sorted(self.problem.lacking(post, self.problem.jobs[number])):
                if (post, function) not in granted:
                    granted[post, function] = self.model.new_bool_var(f"{function} to {post}")
                self.model.add_implication(does, granted[post, function])
        return cp_model.LinearExpr.sum(list(granted.values()))

    def _changes(self) -> _Sum:
        """Return the letters R given and taken, and the main performers that are others than now."""
        terms: list[_Sum] = []
        for (number, post), does in self.doing.items():
            terms.append(1 - does if post in self.problem.jobs[number].responsible else does)
        for number, job in enumerate(self.problem.jobs):
            terms.append(1 - self.main[number, job.main] if job.main is not None and job.main in job.load else 1)
            terms.extend(1 for post in job.responsible if post not in job.load)
        return cp_model.LinearExpr.sum(terms)

    def _accounts(self) -> _Sum:
        terms: list[_Sum] = []
        for (number, post), answers in self.answering.items():
            terms.append(1 - answers if post in self.problem.jobs[number].accountable else answers)
        for job in self.problem.jobs:
            terms.extend(1 for post in job.accountable if post not in job.answering)
        return cp_model.LinearExpr.sum(terms)

    def _distances(self) -> _Sum:
        """Return how far those who answer are from the main performers, steps in all."""
        found = []
        for number, job in enumerate(self.problem.jobs):
            steps = {(r, a): distance(self.problem, r, a) for r in sorted(job.load) for a in dict.fromkeys(job.answering)}
            found.append(self.model.new_int_var(0, max(steps.values(), default=0), f"steps to who answers for {job.id}"))
            for (doer, post), far in steps.items():
                self.model.add(found[-1] >= far * (self.main[number, doer] + self.answering[number, post] - 1))
        return cp_model.LinearExpr.sum(found)

    def _overload(self) -> _Sum:
        overload = []
        for post, capacity in sorted(self.problem.rules.capacity.items()):
            loads = {number: self.problem.jobs[number].load[post] for number, each in self.main if each == post}
            if sum(loads.values()) > capacity:
                beyond = self.model.new_int_var(0, sum(loads.values()) - capacity, f"overload of {post}")
                work = [minutes * self.main[number, post] for number, minutes in loads.items()]
                self.model.add(beyond >= cp_model.LinearExpr.sum(work) - capacity)
                overload.append(beyond)
        return cp_model.LinearExpr.sum(overload)
