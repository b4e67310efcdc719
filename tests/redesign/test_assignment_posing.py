"""Activities to be given to posts as the tables and the logs of the demo enterprise pose it."""

from __future__ import annotations

import pytest

from workbench.collaboration.workload import workloads_of
from workbench.redesign.assignment import AssignmentCosts, AssignmentProblem, AssignmentWishes, problem_of, reassignment_of
from workbench.redesign.assignment.problem import bill_of, present
from workbench.redesign.solving import Proof
from workbench.study import Assessment


@pytest.fixture(scope="module")
def problem(demo: Assessment) -> AssignmentProblem:
    return problem_of(demo.study.design, demo.linkage)


def test_skilled_is_who_is_responsible_may_decide_or_was_seen_and_nobody_else(problem: AssignmentProblem) -> None:
    by_id = {job.id: job for job in problem.jobs}
    assert "OTD-06" not in by_id, "the system runs it"
    assert set(by_id["OTD-04"].load) == {"S2"}
    assert set(by_id["P2P-03"].load) == {"B1", "P2"}, "controllers were seen inquiring, without authority"
    assert set(by_id["P2P-04"].load) == {"B1", "B2"}, "a buyer stood in"
    assert (by_id["ECM-01"].main, by_id["ECM-01"].responsible) == ("R1", ("Q3", "R1", "R2"))
    assert (by_id["ECM-11"].accountable, by_id["OTD-15"].accountable) == ((), ("F5", "S2"))


def test_what_a_post_may_take_is_its_time_less_what_else_it_does(demo: Assessment, problem: AssignmentProblem) -> None:
    workloads = workloads_of(demo.linkage)
    assert workloads is not None
    available = {each.post: (each.available or 0) / 60e6 for each in workloads.posts}
    assert problem.rules.capacity["P1"] == pytest.approx(0.85 * available["P1"], abs=1)
    assert problem.rules.capacity["GM"] < 0.85 * available["GM"], "approvals that nobody designed take their time"


def test_the_demo_is_proven_and_only_what_is_wrong_is_set_right(problem: AssignmentProblem) -> None:
    found = reassignment_of(problem)
    assert found.proof is Proof.OPTIMAL
    assert {(each.job.id, each.accountable) for each in found.changes} == {("ECM-11", "P3"), ("OTD-15", "F5")}
    assert found.now == bill_of(problem, present(problem))
    assert found.grants == (("Q2", "QMS.IQC"),), "a permission that is missing today"


def test_who_plans_too_much_passes_on_what_another_is_able_to_do(demo: Assessment) -> None:
    wishes = AssignmentWishes(able={"OTD-09": frozenset({"P2"})}, costs=AssignmentCosts(overload=10))
    problem = problem_of(demo.study.design, demo.linkage, wishes)
    found = reassignment_of(problem)
    assert found.then is not None
    assert [(each.job.id, each.main) for each in found.changes if each.main != each.job.main] == [("OTD-09", "P2")]
    assert ("P2", "MES.WO") in found.grants
    assert found.then.overload < found.now.overload
