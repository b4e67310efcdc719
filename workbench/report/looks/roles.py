"""Roles that people show by what they do, beside the posts that they hold; told of groups, never of a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from workbench.collaboration import Collaboration, Roles, collaboration_of
from workbench.fit import Privacy
from workbench.measured import Measured
from workbench.report.looks.panel import Panel, empty, lacking
from workbench.report.page import Fact, Texts
from workbench.report.tables import both, called, count, listed, same, share, table, with_suppressed
from workbench.study import Assessment

_KEY: Final = "roles"
_MOST_ACTIVITIES: Final = 5
_MOST_POSTS: Final = 4
_MOST_ROLES: Final = 100


def roles_panel(assessment: Assessment) -> Panel:
    """Return each role with the work that makes it, how many show it, and which posts these hold."""
    if assessment.study.design.organization.holdings is None:
        return lacking(_KEY, "persons")
    working = collaboration_of(assessment.linkage)
    roles = working.roles
    if not len(roles):
        return empty(_KEY, "panel-no-performer")
    privacy = assessment.study.policy.privacy
    rows = list(_rows(working, roles, assessment, privacy))
    made = table(("role-number", "role-work", "role-posts"), ("role-persons", "role-events"), rows[:_MOST_ROLES], len(rows))
    return Panel(key=_KEY, table=with_suppressed(made, len(roles) - len(rows), privacy), facts=_facts(working, roles))


def _rows(working: Collaboration, roles: Roles, assessment: Assessment, privacy: Privacy) -> Iterator[tuple[Texts | str, ...]]:
    """Yield the roles that enough people show."""
    staffing, posts = working.by_person, _posts_of(assessment)
    activities = {each.id: called(each.texts) for each in assessment.study.design.activities}
    names = assessment.study.design.vocabulary.posts
    for role in range(len(roles)):
        done = staffing.counts[:, roles.role == role].sum(axis=1)
        events = int(done.sum())
        members = [working.linkage.persons[each] for each in np.flatnonzero(roles.role == role).tolist()]
        if privacy.suppresses(events, len(members)):
            continue
        most = [number for number in np.argsort(-done, kind="stable").tolist() if done[number]]
        work = [_part(activities[staffing.activities[each]], share(int(done[each]), events)) for each in most[:_MOST_ACTIVITIES]]
        held: dict[str, int] = {}
        for person in members:
            for post in posts.get(person, ()):
                held[post] = held.get(post, 0) + 1
        shown = sorted(held, key=lambda post: (-held[post], post))[:_MOST_POSTS]
        said = listed([called(names.called(post)) for post in shown])
        yield f"{role + 1}", listed(work), said, count(len(members)), count(events)


def _posts_of(assessment: Assessment) -> dict[str, list[str]]:
    posts: dict[str, list[str]] = {}
    for holding in assessment.study.design.organization.holdings or ():
        posts.setdefault(holding.person, []).append(holding.post)
    return posts


def _part(name: Texts, part: str) -> Texts:
    return Texts(zh=f"{name.zh} {part}", en=f"{name.en} {part}")


def _facts(working: Collaboration, roles: Roles) -> tuple[Fact, ...]:
    agreement, clarity = working.distance_to_posts.agreement, roles.silhouette
    return (_fact("role-agreement", agreement), _fact("role-clarity", clarity))


def _fact(key: str, measured: Measured) -> Fact:
    value, reason = measured.value, measured.reason
    said = both(reason or "report-unknown") if value is None else same(f"{value:.2f}")
    return Fact(label=both(key), value=said)
