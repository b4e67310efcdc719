"""Who heads a department and who is above whom, as the tables say."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.organization import Organization


def head_of(department: str, organization: Organization) -> str | None:
    """Return the post that heads a department; where the table names a person, the first post that he holds."""
    found = organization.department.get(department)
    if found is None or found.head is None:
        return None
    if found.head in organization.post:
        return found.head
    return next((each.post for each in organization.holdings or () if each.person == found.head), None)


def heads_of(organization: Organization) -> Mapping[str, str]:
    """Return the head of each department that has one."""
    return {name: post for name in organization.department if (post := head_of(name, organization)) is not None}


def superiors_of(post: str, organization: Organization) -> tuple[str, ...]:
    """Return the posts above one, the nearest first; a circle ends where it closes."""
    posts, found = organization.post, list[str]()
    at = posts[post].reports_to if post in posts else None
    while at is not None and at in posts and at not in (post, *found):
        found.append(at)
        at = posts[at].reports_to
    return tuple(found)
