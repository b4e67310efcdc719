"""What the optimizers find, as changes: applied to the demo's design it is as they found it, and undone it is as it was."""

from __future__ import annotations

from dataclasses import replace

from workbench.organization import Letter
from workbench.redesign.assignment import AssignmentWishes, reassignment_of
from workbench.redesign.assignment import problem_of as assignment_problem_of
from workbench.redesign.changes import JoinTeam, LeaveTeam, MovePost, OpenDepartment, change_costs
from workbench.redesign.grouping import front_of, problem_of
from workbench.redesign.grouping.regrouping import regrouped
from workbench.redesign.layers import LayersWishes, layering_of
from workbench.redesign.layers import problem_of as layers_problem_of
from workbench.redesign.reorganizing import changes_of_grouping, changes_of_layering, changes_of_reassignment
from workbench.study import Assessment


def test_points_of_a_front_are_changes_that_cost_what_the_front_says(demo: Assessment) -> None:
    design = demo.study.design
    problem = problem_of(design, demo.linkage)
    costs = change_costs(design, problem.costs)
    for point in front_of(problem).points[::4]:
        changes = changes_of_grouping(design, problem, point.grouping)
        changed = changes.apply(design)
        expected = regrouped(demo.evidence, problem, point.grouping).design.organization
        chart = {post.id: (post.department, post.reports_to) for post in changed.organization.posts or ()}
        assert chart == {post.id: (post.department, post.reports_to) for post in expected.posts or ()}
        assert changed.organization.team_members == expected.team_members
        counted = [each for each in changes.parts if isinstance(each, MovePost | JoinTeam | LeaveTeam | OpenDepartment)]
        assert sum(each.cost(costs) for each in counted) == point.change
        assert changes.undo(design).apply(changed).organization == design.organization


def test_a_reassignment_as_changes_leaves_nothing_to_reassign(demo: Assessment) -> None:
    design = demo.study.design
    wishes = AssignmentWishes(able={"OTD-09": frozenset({"P2"})})
    found = reassignment_of(assignment_problem_of(design, demo.linkage, replace(wishes, further=1)))
    changed = changes_of_reassignment(found).apply(design)
    duties = {
        (each.activity, each.post) for each in changed.organization.responsibilities.duties if each.letter is Letter.ACCOUNTABLE
    }
    assert ("ECM-11", "P3") in duties
    assert ("OTD-15", "S2") not in duties
    again = reassignment_of(assignment_problem_of(changed, demo.linkage, replace(wishes, further=1)))
    assert again.now.grants == 0
    assert [each for each in again.changes if each.given or each.taken or each.job.accountable != (each.accountable,)] == []


def test_new_lines_of_reporting_are_the_chart_that_was_found(demo: Assessment) -> None:
    design = demo.study.design
    wishes = LayersWishes(knowledge=10, shop_floor=18, freed=frozenset({"D50", "D90"}))
    found = layering_of(layers_problem_of(design.organization, wishes))
    changed = changes_of_layering(found).apply(design).organization
    assert {post.id: post.reports_to for post in changed.posts or () if post.reports_to} == dict(found.superior)
