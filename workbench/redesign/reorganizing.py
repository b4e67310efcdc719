"""What the optimizers find, as changes of the design: applied, it is as they found it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Design
from workbench.organization import Letter
from workbench.redesign.assignment import Reassignment
from workbench.redesign.changes import (
    AddDuty,
    Change,
    Changes,
    GrantFunction,
    JoinTeam,
    LeaveTeam,
    MovePost,
    OpenDepartment,
    RemoveDuty,
    SetSuperior,
)
from workbench.redesign.grouping import Grouping, GroupingProblem
from workbench.redesign.grouping.problem import present
from workbench.redesign.grouping.regrouping import superiors_in
from workbench.redesign.layers import Layering
from workbench.redesign.superiors import head_of


def changes_of_grouping(design: Design, problem: GroupingProblem, grouping: Grouping) -> Changes:
    """Return what a grouping changes: departments opened, posts moved, lines of those who leave their superior, teams."""
    return Changes(parts=tuple(_regrouped(design, problem, grouping)))


def changes_of_reassignment(reassignment: Reassignment) -> Changes:
    """Return what an assignment changes: permissions, then letters R and A given, then those taken.

    Who mainly does what of those responsible stands in no table, and changes nothing there.
    """
    return Changes(parts=tuple(_reassigned(reassignment)))


def changes_of_layering(layering: Layering) -> Changes:
    """Return the lines of reporting that change, from the top down, so that no circle comes about on the way."""
    layer = {each.id: 1 for each in layering.problem.positions}
    for _ in layer:
        layer.update({post: layer[above] + 1 for post, above in layering.superior.items()})
    moved = sorted(layering.changes, key=lambda it: (layer[it.post], it.post))
    return Changes(parts=tuple(SetSuperior(post=each.post, superior=each.after) for each in moved))


def _regrouped(design: Design, problem: GroupingProblem, grouping: Grouping) -> Iterator[Change]:
    organization = design.organization
    moved = {unit.id: place for unit, place in zip(problem.units, grouping.departments, strict=True) if place != unit.department}
    for name in sorted(set(moved.values()) - {each.department for each in problem.units}):
        candidates = [each for each in problem.rules.heads.get(name, ()) if moved.get(each) == name]
        known = organization.department.get(name)
        head = None if head_of(name, organization) is not None else next(iter(candidates), None)
        yield OpenDepartment(department=name, name=known.name if known else name, head=head)
    yield from (MovePost(post=post, department=place) for post, place in moved.items())
    for post, superior in superiors_in(organization, problem, moved).items():
        if superior != organization.post[post].reports_to:
            yield SetSuperior(post=post, superior=superior)
    now, then = {*present(problem).teams}, {*grouping.teams}
    yield from (LeaveTeam(process=process, post=post) for process, post in sorted(now - then))
    yield from (JoinTeam(process=process, post=post) for process, post in sorted(then - now))


def _reassigned(reassignment: Reassignment) -> Iterator[Change]:
    yield from (GrantFunction(post=post, function=function) for post, function in reassignment.grants)
    for each in reassignment.changes:
        activity, accountable = each.job.id, {each.accountable} - {None, *each.job.accountable}
        yield from (AddDuty(activity=activity, post=post, letter=Letter.RESPONSIBLE) for post in each.given)
        yield from (AddDuty(activity=activity, post=post, letter=Letter.ACCOUNTABLE) for post in accountable if post is not None)
        yield from (RemoveDuty(activity=activity, post=post, letter=Letter.RESPONSIBLE) for post in each.taken)
        dropped = [post for post in each.job.accountable if post != each.accountable]
        yield from (RemoveDuty(activity=activity, post=post, letter=Letter.ACCOUNTABLE) for post in dropped)
