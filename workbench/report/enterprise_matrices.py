"""The enterprise beyond its processes: who hands over to whom, how busy posts are, who may do what against who needs it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.workload import Workload, workloads_of
from workbench.linkage import Linkage, LinkedProcess
from workbench.report.matrix import Cell, Matrix, matrix_table
from workbench.report.page import Load, Side, Table, Texts
from workbench.report.tables import both, called, count, same, share, table
from workbench.study import Assessment, Study
from workbench.usage import Grant, access_of


def enterprise_matrices(assessment: Assessment) -> tuple[Side, ...]:
    """Return handovers and access as tables, as far as there are any."""
    made = {
        "handovers": matrix_table(_handovers(assessment), assessment.study.policy.privacy),
        "access": _access(assessment.study),
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
        events, persons = _working_in(each.post, assessment.linkage)
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
        post=called(names.called(load.post)),
        persons=count(persons),
        busy=_hours(load.busy if is_known else None),
        available=_hours(load.available),
        share=load.utilisation,
        limit=rules.overload_utilisation,
        unknown=both("load-unknown"),
    )


def _hours(microseconds: int | None) -> Texts:
    return both("report-unknown") if microseconds is None else both("load-hours", hours=f"{microseconds / 3_600_000_000:,.0f}")


def _working_in(post: str, linkage: Linkage) -> tuple[int, int]:
    """Return how many events people had while they held a post, and how many people these were."""
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
    for pair, times, persons in _crossings(linkage):
        mechanism = declared.get(frozenset(pair))
        is_within = pair[0] == pair[1] or coordinations is None
        said = same(mechanism) if mechanism else same("")
        cells[pair] = Cell(designed=said, times=times, persons=persons, mark="" if mechanism or is_within else "! ")
    names = {
        each: called(design.vocabulary.departments.called(each)) for each in sorted({each for pair in cells for each in pair})
    }
    return Matrix(corner="handovers-from-to", rows=names, columns=names, cells=cells)


def _crossings(linkage: Linkage) -> Iterator[tuple[tuple[str, str], int, int]]:
    """Yield each ordered pair of departments with its handovers in complete cases, and the people at either end."""
    parts = [_ends(process) for process in linkage.processes]
    if not parts:
        return
    before, after, givers, takers = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    pair = before.astype(np.int64) * max(1, len(linkage.departments)) + after
    order = np.argsort(pair, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(pair[order])) + 1) if len(order) else ():
        people = np.union1d(givers[group], takers[group])
        names = linkage.departments[before[group[0]]], linkage.departments[after[group[0]]]
        yield names, len(group), len(people[people >= 0])


def _ends(process: LinkedProcess) -> tuple[NDArray[np.int32], ...]:
    """Return the departments and the persons of both ends of each counted handover whose departments are known."""
    before, after = process.handovers.before, process.handovers.after
    known = process.is_counted[before] & process.is_counted[after]
    known &= (process.department[before] >= 0) & (process.department[after] >= 0)
    before, after = before[known], after[known]
    return process.department[before], process.department[after], process.person[before], process.person[after]


def _access(study: Study) -> Table | None:
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
