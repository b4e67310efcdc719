"""The enterprise beyond its processes: who hands over to whom, how busy posts are, who may do what against who needs it."""

from __future__ import annotations

import numpy as np

from workbench.collaboration import pairs_of_departments, workloads_of
from workbench.collaboration.workload import Workload
from workbench.eventlog.log import HOUR
from workbench.linkage import Linkage
from workbench.report.matrix import AGAINST, Cell, Matrix, matrix_table
from workbench.report.page import Load, Side, Table, Texts
from workbench.report.tables import both, called, count, same, share, table
from workbench.study import Assessment, Study
from workbench.usage import Grant, access_of


def enterprise_matrices(assessment: Assessment) -> tuple[Side, ...]:
    """Return handovers and access as tables, as far as there are any."""
    made = {
        "handovers": matrix_table(_handovers(assessment), assessment.study.policy.privacy),
        "access": access_by_system(assessment.study),
    }
    return tuple(Side(key=key, table=each) for key, each in made.items() if each is not None)


def loads_of(assessment: Assessment) -> tuple[tuple[Load, ...], Texts | None]:
    """Return how busy each post is, the busiest first, and how many posts have too few people to be shown."""
    measured = workloads_of(assessment.linkage)
    if measured is None:
        return (), None
    privacy = assessment.study.policy.privacy
    loads, hidden = [], 0
    for each in sorted(measured.posts, key=lambda load: (-(load.utilisation or 0), load.post)):
        events, persons = working_in(each.post, assessment.linkage)
        if events and each.available is not None and privacy.suppresses(events, persons):
            hidden += 1
        elif events:
            loads.append(_load(each, assessment, persons))
    told = both("suppressed-groups", count=count(hidden), events=privacy.least_events, persons=privacy.least_persons)
    return tuple(loads), told if hidden else None


def _load(load: Workload, assessment: Assessment, persons: int) -> Load:
    names, rules = assessment.study.design.vocabulary.posts, assessment.study.policy.rules
    is_known = load.available is not None
    return Load(
        id=load.post,
        post=called(names.called(load.post)),
        persons=count(persons),
        busy=_hours(load.busy if is_known else None),
        available=_hours(load.available),
        share=load.utilisation,
        limit=rules.overload_utilisation,
        unknown=both("load-unknown"),
    )


def _hours(microseconds: int | None) -> Texts:
    return both("report-unknown") if microseconds is None else both("load-hours", hours=f"{microseconds / HOUR:,.0f}")


def working_in(post: str, linkage: Linkage) -> tuple[int, int]:
    """Return how many events people had while they held a post, and how many people these were.

    Raises ValueError for a post that is not among those of the linkage.
    """
    number = linkage.posts.index(post)
    mine = [process.person[process.own_post == number] for process in linkage.processes]
    people = np.concatenate(mine) if mine else np.zeros(0, dtype=np.int32)
    return len(people), len(np.unique(people[people >= 0]))


def _handovers(assessment: Assessment) -> Matrix:
    """Return how often each department handed work over to each other, and by what they are to coordinate."""
    linkage, design = assessment.linkage, assessment.study.design
    coordinations = design.organization.coordinations
    declared = {frozenset((each.department_a, each.department_b)): each.mechanism for each in coordinations or ()}
    cells: dict[tuple[str, str], Cell] = {}
    for pair in pairs_of_departments(linkage).rows:
        mechanism = declared.get(frozenset((pair.source, pair.target)))
        is_bare = pair.is_across and coordinations is not None and mechanism is None
        cells[pair.source, pair.target] = Cell(
            designed=same(mechanism or ""), times=pair.count, persons=pair.persons, mark=AGAINST if is_bare else ""
        )
    names = {each: called(design.vocabulary.departments.called(each)) for each in linkage.departments}
    return Matrix(corner="handovers-from-to", rows=names, columns=names, cells=cells)


def access_by_system(study: Study) -> Table | None:
    """Return for each system how many permissions are needed, granted, missing and in excess; None where nothing says who may."""
    landscape = study.design.landscape
    if landscape.permissions is None:
        return None
    rows = access_of(study.design).rows
    by_system: dict[str, list[Grant]] = {}
    for row in rows:
        by_system.setdefault(landscape.system_of(row.function) or row.function, []).append(row.grant)
    names = study.design.vocabulary.systems
    cells: list[tuple[Texts | str, ...]] = [
        (called(names.called(system)), *_grants(grants)) for system, grants in sorted(by_system.items())
    ]
    whole: tuple[Texts | str, ...] = (both("access-all"), *_grants([row.grant for row in rows]))
    numbers = ("access-needed", "access-granted", "access-missing", "access-allowed", "access-excess", "access-adequacy")
    return table(("access-system",), numbers, [*cells, whole]) if cells else None


def _grants(grants: list[Grant]) -> tuple[str, ...]:
    granted, missing, allowed, excess = (
        sum(each is kind for each in grants) for kind in (Grant.GRANTED, Grant.MISSING, Grant.ALLOWED, Grant.EXCESS)
    )
    needed = granted + missing
    return (*map(count, (needed, granted, missing, allowed, excess)), share(granted, needed))
