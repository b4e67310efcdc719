"""From an assessed process and its events to the linkage: who, under which post, where, and after whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.perspectives.steps import elements_of
from workbench.design import Design, DesignedActivity, Names
from workbench.eventlog import MISSING, NO_TIME
from workbench.eventlog.engines.executions import Executions
from workbench.eventlog.log import DAY, Column
from workbench.eventlog.looks.staffing import PERFORMER, SYSTEM
from workbench.eventlog.quality.local_time import local_of
from workbench.linkage.authorizing import Authorized, Rights, Work, authorize
from workbench.linkage.causality import dependencies_of, handovers_of
from workbench.linkage.grouping import grouped
from workbench.linkage.identity import Identified, Performer, identified, identities_of, numbers_of
from workbench.linkage.model import Linkage, LinkedProcess
from workbench.organization import RESERVED

ROLE: Final = "role"
DEPARTMENT: Final = "department"
FUNCTION: Final = "function"
AMOUNT: Final = "amount"
COST: Final = "cost"
_Codes = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Witnessed:
    """One process as it was assessed, with its events."""

    id: str
    conformance: Conformance
    executions: Executions


def link(design: Design, witnessed: Iterable[Witnessed], timezone: str) -> Linkage:
    """Link the events of all processes with the design; days are those of `timezone`."""
    names = _NameTables(design=design, timezone=timezone)
    return Linkage(
        design=design,
        processes=tuple(_linked(each, names) for each in witnessed),
        persons=names.persons,
        accounts=names.accounts,
        posts=names.posts,
        departments=names.departments,
        systems=names.systems,
        functions=names.functions,
    )


class _NameTables:
    """The names that the numbers of a linkage mean."""

    def __init__(self, *, design: Design, timezone: str) -> None:
        organization, landscape = design.organization, design.landscape
        duties = organization.responsibilities.duties if organization.responsibilities else ()
        named = {duty.post for duty in duties if duty.post not in RESERVED}
        self.design, self.zone = design, ZoneInfo(timezone)
        self.persons = organization.persons
        self.posts = tuple(sorted({*organization.post, *named, *(each.post for each in organization.holdings or ())}))
        self.departments = tuple(sorted({*organization.department, *(each.department for each in organization.posts or ())}))
        self.systems = tuple(sorted(landscape.system))
        self.functions = tuple(sorted(landscape.function))
        self.deciding = {each.attribute for each in organization.authorities or ()}
        self.identities = identities_of(design)
        self.accounts = tuple(
            sorted({each.name for each in self.identities.exact.values() if each.name and each.kind is not Performer.PERSON})
        )
        self.numbers = numbers_of(self.persons, self.accounts)
        department = {name: code for code, name in enumerate(self.departments)}
        of_post = [
            department[organization.post[post].department] if post in organization.post else MISSING for post in self.posts
        ]
        self.department_of_post = np.array([*of_post, MISSING], dtype=np.int32)
        unit, units = dict(zip(self.posts, of_post, strict=True)), {person: set[int]() for person in self.persons}
        for each in organization.holdings or ():
            units[each.person].add(unit[each.post])
        self.between_departments = [number for number, person in enumerate(self.persons) if len(units[person]) > 1]


def _linked(each: Witnessed, names: _NameTables) -> LinkedProcess:
    executions, conformance = each.executions, each.conformance
    activities = names.design.activities_in(each.id)
    steps = elements_of(conformance.observable, executions, conformance.complete)
    activity = _activities(conformance, executions, activities, (steps.elements, steps.element))
    staffed = _staffed(each, activities, activity, names)
    dependencies = dependencies_of(conformance.observable, conformance.behavior.net, executions)
    function = _coded(executions.columns.get(FUNCTION), names.design.vocabulary.functions, names.functions, len(activity))
    return LinkedProcess(
        id=each.id,
        activities=activities,
        cases=executions.cases,
        complete=conformance.complete,
        activity=activity,
        labels=executions.activities,
        label=executions.activity,
        case=executions.case,
        start=executions.start,
        end=executions.end,
        recorded=executions.recorded,
        is_timed=executions.is_timed,
        day=staffed.day,
        performer=staffed.who.kind,
        person=staffed.who.person,
        account=staffed.who.account,
        authority=staffed.authorized.authority,
        post=staffed.post,
        own_post=staffed.authorized.own_post,
        department=staffed.department,
        system=_systems(executions, function, names),
        names_systems=SYSTEM in executions.columns,
        function=function,
        cost=_costs(executions.columns.get(COST), len(activity)),
        is_counted=steps.is_counted,
        is_aligned=steps.element >= 0,
        counted=grouped(activity, len(activities), np.flatnonzero(steps.is_counted)),
        dependencies=dependencies,
        handovers=handovers_of(dependencies, _is_transparent(activities, activity, staffed.who.kind)),
        case_columns=executions.case_columns,
        deciding_columns={name: column for name, column in executions.columns.items() if name in names.deciding},
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Staffed:
    """Who did each event on which day, and the post and the department that he did it for."""

    who: Identified
    day: _Codes
    authorized: Authorized
    post: _Codes
    department: _Codes


def _staffed(each: Witnessed, activities: Sequence[DesignedActivity], activity: _Codes, names: _NameTables) -> _Staffed:
    columns = each.executions.columns
    who = identified(columns.get(PERFORMER), len(activity), names.identities, names.numbers)
    day = _days(each.executions, names.zone)
    role = _coded(columns.get(ROLE), names.design.vocabulary.posts, names.posts, len(activity))
    authorized = _authorized(each, activities, activity, (who, role, day), names)
    post, department = _places(activities, activity, who, (authorized, role), each, names)
    return _Staffed(who=who, day=day, authorized=authorized, post=post, department=department)


def _activities(
    conformance: Conformance,
    executions: Executions,
    activities: Sequence[DesignedActivity],
    aligned: tuple[tuple[str, ...], _Codes],
) -> _Codes:
    """Return the activity of each event: the one that its label means, where it may mean several that of its alignment."""
    number = {element: code for code, activity in enumerate(activities) for element in activity.elements}
    matches = conformance.expectation.matches(executions.activities)
    meant = [{number.get(element, MISSING) for element in matches.get(label, ())} for label in executions.activities]
    by_label = np.array([codes.pop() if len(codes) == 1 else MISSING for codes in map(set, meant)], dtype=np.int32)
    elements, element = aligned
    by_element = np.array([*(number.get(each, MISSING) for each in elements), MISSING], dtype=np.int32)
    found = by_label[executions.activity]
    return np.where(found == MISSING, by_element[element], found).astype(np.int32)


def _days(executions: Executions, zone: ZoneInfo) -> _Codes:
    instants = np.where(executions.start == NO_TIME, executions.end, executions.start)
    return (local_of(instants, zone) // DAY).astype(np.int32)


def _coded(column: Column | None, names: Names, known: Sequence[str], n_events: int) -> _Codes:
    """Return the number of what each event's text means, -1 where it means nothing known."""
    if column is None:
        return np.full(n_events, MISSING, dtype=np.int32)
    number = {name: code for code, name in enumerate(known)}
    codes = [number.get(names.id_of(text) or "", MISSING) for text in column.values]
    return np.array([*codes, MISSING], dtype=np.int32)[column.codes]


def _systems(executions: Executions, function: _Codes, names: _NameTables) -> _Codes:
    """Return where each event was executed: as the log says, else the system of the function that it names."""
    said = _coded(executions.columns.get(SYSTEM), names.design.vocabulary.systems, names.systems, len(function))
    number = {name: code for code, name in enumerate(names.systems)}
    of_function = [number.get(names.design.landscape.function[each].system, MISSING) for each in names.functions]
    return np.where(said == MISSING, np.array([*of_function, MISSING], dtype=np.int32)[function], said).astype(np.int32)


def _authorized(
    each: Witnessed,
    activities: Sequence[DesignedActivity],
    activity: _Codes,
    performers: tuple[Identified, _Codes, _Codes],
    names: _NameTables,
) -> Authorized:
    who, role, day = performers
    organization = names.design.organization
    rights = Rights(
        activities=activities,
        persons=names.persons,
        posts=names.posts,
        holdings=organization.holdings or (),
        delegations=organization.delegations or (),
        known_posts=None if organization.posts is None else frozenset(organization.post),
    )
    amount = _amounts(each.executions, activities, activity, names)
    is_dated = each.executions.is_timed
    return authorize(Work(activity=activity, person=who.person, role=role, day=day, is_dated=is_dated, amount=amount), rights)


def _amounts(
    executions: Executions, activities: Sequence[DesignedActivity], activity: _Codes, names: _NameTables
) -> NDArray[np.float64]:
    """Return what each event's case, or where that says nothing the event, is worth.

    That is the attribute which the authority table names for its activity, else `amount`.
    """
    named: Mapping[str, str] = {
        each.activity: each.attribute for each in names.design.organization.authorities or () if each.attribute
    }
    attributes = [*(named.get(each.id, AMOUNT) for each in activities), AMOUNT]
    amounts = np.full(len(activity), np.nan)
    for attribute in sorted({*attributes}):
        is_due = np.array([each == attribute for each in attributes], dtype=np.bool_)
        rows = np.flatnonzero(is_due[activity])
        columns = (executions.columns.get(attribute), rows), (executions.case_columns.get(attribute), executions.case[rows])
        for column, owner in columns:
            if column is not None:
                told = _numbers(column)[owner]
                amounts[rows] = np.where(np.isnan(told), amounts[rows], told)
    return amounts


def _costs(column: Column | None, events: int) -> NDArray[np.float64]:
    return np.full(events, np.nan) if column is None else _numbers(column)


def _numbers(column: Column) -> NDArray[np.float64]:
    """Return a column of texts as numbers, nan where it has none."""
    return np.array([*(_number(text) for text in column.values), np.nan])[column.codes]


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return float("nan")


def _is_transparent(activities: Sequence[DesignedActivity], activity: _Codes, performer: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Return which events hand on what they were handed: those of systems and of parties outside."""
    by_nobody = [
        each.is_automatic or (each.duties is not None and not each.responsible and _is_reserved(each)) for each in activities
    ]
    is_nobodys = np.array([*by_nobody, False], dtype=np.bool_)[activity]
    is_human = np.isin(performer, (Performer.PERSON, Performer.SHARED))
    return np.isin(performer, (Performer.SYSTEM, Performer.EXTERNAL)) | (is_nobodys & ~is_human)


def _is_reserved(activity: DesignedActivity) -> bool:
    return any(post in RESERVED for posts in (activity.duties or {}).values() for post in posts)


def _places(
    activities: Sequence[DesignedActivity],
    activity: _Codes,
    who: Identified,
    posts: tuple[Authorized, _Codes],
    each: Witnessed,
    names: _NameTables,
) -> tuple[_Codes, _Codes]:
    """Return the post and the department of each event.

    A person's are those of the post under which he was allowed to do it, a shared account's those of the responsible posts
    where these agree. Without a responsibility matrix nothing says under which of his posts a person acts, so he stands in no
    department where they are of several. Without a table of persons the log's own role and department stand in for theirs.
    """
    authorized, role = posts
    number = {post: code for code, post in enumerate(names.posts)}
    responsible = [sorted(number[post] for post in it.responsible if post in number) for it in activities]
    one_post = np.array([*(codes[0] if len(codes) == 1 else MISSING for codes in responsible), MISSING], dtype=np.int32)
    units = [{int(names.department_of_post[code]) for code in codes} for codes in responsible]
    one_unit = np.array([*(next(iter(them)) if len(them) == 1 else MISSING for them in units), MISSING], dtype=np.int32)
    is_shared, person = who.kind == Performer.SHARED, who.person
    post = np.where(is_shared, one_post[activity], authorized.post)
    department = np.where(is_shared, one_unit[activity], names.department_of_post[post])
    if names.design.organization.responsibilities is None:
        department[np.isin(person, names.between_departments)] = MISSING
    if names.design.organization.holdings is None:
        said = _coded(
            each.executions.columns.get(DEPARTMENT), names.design.vocabulary.departments, names.departments, len(activity)
        )
        post = np.where(post == MISSING, role, post)
        department = np.where(department == MISSING, names.department_of_post[post], department)
        department = np.where(department == MISSING, said, department)
    return post.astype(np.int32), department.astype(np.int32)
