"""Activities given to posts: what is found costs what trying everything costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from workbench.language import Language
from workbench.redesign.assignment import (
    Assignment,
    AssignmentCosts,
    AssignmentProblem,
    AssignmentRules,
    Decision,
    Job,
    JobPair,
    reassignment_of,
)
from workbench.redesign.assignment.problem import bill_of, present
from workbench.redesign.solving import Effort, Proof

POSTS = ("A", "B", "C")


def drawn(seed: int) -> AssignmentProblem:
    """Draw a problem of two or three activities and three posts with a few rules."""
    draw = np.random.default_rng(seed)
    jobs = tuple(_job(draw, number) for number in range(int(draw.integers(2, 4))))
    pairs = list(combinations(range(len(jobs)), 2))
    ties = {pair: int(draw.integers(1, 40)) for pair in pairs if draw.random() < 0.7}
    a, b = (jobs[place].id for place in pairs[int(draw.integers(0, len(pairs)))])
    rules = AssignmentRules(
        separate=(JobPair(name="separate", job_a=a, job_b=b),) if draw.random() < 0.4 else (),
        bound=(JobPair(name="bound", job_a=jobs[0].id, job_b=jobs[-1].id),) if draw.random() < 0.15 else (),
        decisions=(Decision(name="decides", job=a, posts=frozenset(draw.choice(POSTS, 2))),) if draw.random() < 0.4 else (),
        capacity={post: int(draw.integers(0, 150)) for post in POSTS if draw.random() < 0.6},
        locked=frozenset({jobs[-1].id}) if draw.random() < 0.2 else frozenset(),
        budget=int(draw.integers(0, 5)) if draw.random() < 0.2 else None,
    )
    granted = {post: frozenset(draw.choice(("f", "g"), 1).tolist()) for post in POSTS} if draw.random() < 0.7 else None
    costs = AssignmentCosts(grant=int(draw.integers(0, 90)), change=int(draw.integers(0, 90)), account=int(draw.integers(0, 30)))
    return AssignmentProblem(
        jobs=jobs, ties=ties, granted=granted, above={"A": ("B", "C"), "B": ("C",)}, rules=rules, costs=costs
    )


def _job(draw: np.random.Generator, number: int) -> Job:
    skilled = sorted({*draw.choice(POSTS, int(draw.integers(1, 4))).tolist()})
    now = tuple(post for post in skilled if draw.random() < 0.6)
    return Job(
        id=f"J{number}",
        process="P",
        load={post: int(draw.integers(0, 100)) for post in skilled},
        responsible=now,
        main=now[0] if now else None,
        accountable=tuple(post for post in POSTS if draw.random() < 0.4),
        answering=tuple({*draw.choice(POSTS, 2).tolist()}),
        functions=tuple({*draw.choice(("f", "g"), 2).tolist()}),
        most=int(draw.integers(1, 3)),
    )


def assignments(problem: AssignmentProblem) -> Iterator[Assignment]:
    """Return every assignment that keeps to the rules, one by one."""
    choices = [
        [
            (main, doing, answers)
            for size in range(1, job.most + 1)
            for doing in combinations(sorted(job.load), size)
            for main in doing
            for answers in sorted(set(job.answering))
        ]
        for job in problem.jobs
    ]
    for chosen in product(*choices):
        main, responsible, accountable = zip(*chosen, strict=True)
        found = Assignment(main=main, responsible=responsible, accountable=accountable)
        if keeps(problem, found):
            yield found


def keeps(problem: AssignmentProblem, found: Assignment) -> bool:
    rules, place = problem.rules, {job.id: number for number, job in enumerate(problem.jobs)}
    doing = {job.id: set(posts) for job, posts in zip(problem.jobs, found.responsible, strict=True)}
    return (
        not any(doing[pair.job_a] & doing[pair.job_b] for pair in rules.separate)
        and all(found.main[place[pair.job_a]] == found.main[place[pair.job_b]] for pair in rules.bound)
        and all(doing[each.job] & each.posts and found.main[place[each.job]] in each.posts for each in rules.decisions)
        and all(doing[job] == set(problem.jobs[place[job]].responsible) for job in rules.locked)
        and all(
            found.main[place[job]] == problem.jobs[place[job]].main or problem.jobs[place[job]].main is None
            for job in rules.locked
        )
        and (rules.budget is None or bill_of(problem, found).changes <= rules.budget)
    )


@pytest.mark.parametrize("seed", range(150))
def test_what_is_found_costs_what_trying_everything_costs(seed: int) -> None:
    problem = drawn(seed)
    found = reassignment_of(problem)
    costs = [bill_of(problem, each).total(problem.costs) for each in assignments(problem)]
    if not costs:
        assert found.assignment is None
        assert found.conflict
        return
    assert found.assignment is not None
    assert found.then is not None
    assert found.then.total(problem.costs) == min(costs) == found.bound
    assert found.proof is Proof.OPTIMAL
    assert found.gap == 0
    assert keeps(problem, found.assignment)


def chain() -> AssignmentProblem:
    """One who enters an order hands it to one who checks it, forty times; either could do both."""
    jobs = (
        Job(id="enter", process="P", load={"A": 60, "B": 50}, responsible=("A",), main="A", accountable=("C",), answering=("C",)),
        Job(
            id="check",
            process="P",
            load={"A": 30, "B": 30},
            responsible=("B",),
            main="B",
            accountable=("C",),
            answering=("C",),
            functions=("ERP.CHECK",),
        ),
    )
    return AssignmentProblem(
        jobs=jobs, ties={(0, 1): 400}, granted={"B": frozenset({"ERP.CHECK"})}, above={"A": ("C",), "B": ("C",)}
    )


def test_one_post_does_both_where_that_is_worth_the_change_and_needs_no_grant() -> None:
    found = reassignment_of(chain())
    assert found.assignment is not None
    assert found.then is not None
    assert found.assignment.main == ("B", "B"), "A would need a permission for checking"
    assert (found.now.handovers, found.then.handovers, found.then.grants, found.then.changes) == (400, 0, 0, 3)
    (change,) = found.changes
    assert (change.job.id, change.given, change.taken) == ("enter", ("B",), ("A",))


def test_separate_duties_stay_with_two_posts() -> None:
    problem = replace(chain(), rules=AssignmentRules(separate=(JobPair(name="four eyes", job_a="enter", job_b="check"),)))
    found = reassignment_of(problem)
    assert found.assignment == present(problem)
    assert (found.changes, found.then) == ((), found.now)


def test_nobody_gets_what_he_is_not_skilled_for() -> None:
    problem = chain()
    unskilled = replace(problem, jobs=(replace(problem.jobs[0], load={"A": 60}), problem.jobs[1]), granted=None)
    found = reassignment_of(unskilled)
    assert found.assignment is not None
    assert found.assignment.main == ("A", "A")


def test_what_cannot_hold_together_is_named_and_nothing_else() -> None:
    problem = chain()
    alone = tuple(replace(job, load={"A": 60}) for job in problem.jobs)
    rules = AssignmentRules(separate=(JobPair(name="four eyes", job_a="enter", job_b="check"),), locked=frozenset({"enter"}))
    found = reassignment_of(replace(problem, jobs=alone, rules=rules))
    assert found.assignment is None
    assert set(found.conflict) in ({"four eyes", "performer:check", one} for one in ("performer:enter", "locked:enter"))


def test_overload_is_weighed_against_handovers() -> None:
    rules = AssignmentRules(capacity={"A": 60, "B": 60})
    problem = replace(chain(), rules=rules, costs=AssignmentCosts(overload=1000))
    found = reassignment_of(problem)
    assert found.then is not None
    assert (found.then.overload, found.then.handovers) == (0, 400)


def test_too_little_effort_is_told_and_called_no_optimum() -> None:
    found = reassignment_of(chain(), Effort(steps=0))
    assert (found.assignment, found.gap, found.proof, found.conflict) == (None, None, Proof.FOUND, ())


@pytest.mark.parametrize("language", list(Language))
def test_a_reassignment_shows_what_changes(language: Language) -> None:
    shown = reassignment_of(chain()).to_html(language)
    assert "enter" in shown
    assert "400" in shown
