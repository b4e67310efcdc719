"""A grouping as changes of the design: departments opened, posts moved under their new superiors, teams joined and left."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.organization import Organization
from workbench.redesign.changes import Change, Changes, JoinTeam, LeaveTeam, MovePost, OpenDepartment, SetSuperior
from workbench.redesign.grouping.problem import Grouping, GroupingProblem, present
from workbench.redesign.grouping.regrouping import moved_units, posts_in


def changes_of(organization: Organization, problem: GroupingProblem, grouping: Grouping) -> Changes:
    """Return what leads from an organization, whose posts are the units of a problem, to a grouping of them.

    Superiors change as in `regrouped`; teams of today that stay are no change.
    """
    return Changes(parts=tuple(_parts(organization, problem, grouping)))


def _parts(organization: Organization, problem: GroupingProblem, grouping: Grouping) -> Iterator[Change]:
    moved, before = moved_units(problem, grouping), organization.post
    for name in sorted(set(moved.values()) - organization.department.keys()):
        yield OpenDepartment(department=name, name=name)
    for post, department in moved.items():
        yield MovePost(post=post, department=department)
    for each in posts_in(organization, problem, grouping):
        if each.reports_to != before[each.id].reports_to:
            yield SetSuperior(post=each.id, superior=each.reports_to)
    teams = present(problem).teams
    yield from (LeaveTeam(process=process, post=post) for process, post in teams if (process, post) not in grouping.teams)
    yield from (JoinTeam(process=process, post=post) for process, post in grouping.teams if (process, post) not in teams)
