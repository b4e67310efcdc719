"""A grouping as changes of the design: departments opened, posts moved under their new superiors, teams joined."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.organization import Organization
from workbench.redesign.changes import Change, Changes, JoinTeam, MovePost, OpenDepartment, SetSuperior
from workbench.redesign.grouping.problem import Grouping, GroupingProblem
from workbench.redesign.grouping.regrouping import moved_units, posts_in


def changes_of(organization: Organization, problem: GroupingProblem, grouping: Grouping) -> Changes:
    """Return what leads from an organization, whose posts are the units of a problem, to a grouping of them.

    Superiors change as in `regrouped`; a team that a post is in already is not joined again.
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
    members = {(each.process, each.post) for each in organization.team_members or ()}
    yield from (JoinTeam(process=process, post=post) for process, post in grouping.teams if (process, post) not in members)
