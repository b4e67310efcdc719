"""One process as matrices: who is to do each activity against who did, and which systems support it against where it was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from workbench.design import DesignedActivity
from workbench.linkage import Authority, Linkage, LinkedProcess, Performer
from workbench.organization import EXTERNAL, RESERVED, SYSTEM, Letter
from workbench.report.matrix import AGAINST, NEVER, Cell, Matrix, matrix_table
from workbench.report.page import Side, Texts
from workbench.report.tables import both, called, same
from workbench.study import AssessedProcess, Assessment
from workbench.usage import Placement, places_of

_UNIDENTIFIED: Final = ""
"""The column of those whose post nobody knows."""

_SUPPORTS: Final = "✓"


def process_matrices(process: AssessedProcess, assessment: Assessment) -> tuple[Side, ...]:
    """Return the matrices of a process that have anything in them; without its log they show the design alone."""
    made = {"responsibility": responsibility_matrix(process.id, assessment), "systems": systems_matrix(process.id, assessment)}
    shown = {key: matrix_table(matrix, assessment.study.policy.privacy) for key, matrix in made.items()}
    return tuple(Side(key=key, table=table) for key, table in shown.items() if table is not None)


def responsibility_matrix(process: str, assessment: Assessment) -> Matrix:
    """Return activities by posts: the letters of each post, and how many of the executions in complete cases are its own."""
    activities, linked = assessment.study.design.activities_in(process), _linked(process, assessment)
    letters: dict[tuple[str, str], str] = {}
    for activity in activities:
        for letter, posts in (activity.duties or {}).items():
            for post in posts:
                letters[activity.id, post] = letters.get((activity.id, post), "") + letter.value
    done = dict(_done(linked, assessment.linkage)) if linked is not None else {}
    pairs = sorted(letters.keys() | done.keys())
    wholes = _executions(linked)
    cells = {pair: _with_letters(letters.get(pair, ""), done.get(pair), wholes.get(pair[0], 0)) for pair in pairs}
    names = assessment.study.design.vocabulary.posts
    shown = sorted({post for _, post in pairs}, key=lambda each: (each in {*RESERVED, _UNIDENTIFIED}, not each, each))
    columns = {each: called(names.called(each)) if each else both("matrix-nobody") for each in shown}
    return Matrix(corner="sides-activity", rows=_names(activities), columns=columns, cells=cells)


def _names(activities: tuple[DesignedActivity, ...]) -> Mapping[str, Texts]:
    return {each.id: called(each.texts) for each in activities}


def _linked(process: str, assessment: Assessment) -> LinkedProcess | None:
    return next((each for each in assessment.linkage.processes if each.id == process), None)


def _executions(linked: LinkedProcess | None) -> Mapping[str, int]:
    """Return how often each activity was executed in complete cases, by whomever and wherever."""
    return {} if linked is None else {each.id: len(linked.of(code)) for code, each in enumerate(linked.activities)}


def _with_letters(letters: str, done: Cell | None, whole: int) -> Cell:
    """Return a cell with its letters; whoever is responsible and never did what others did is marked."""
    is_idle = done is None and whole and Letter.RESPONSIBLE.value in letters
    cell = Cell(times=0, mark=NEVER) if is_idle else done or Cell()
    return replace(cell, whole=whole or None, designed=same("".join(sorted(letters, key="RASCI".index))))


def _done(process: LinkedProcess, linkage: Linkage) -> Iterator[tuple[tuple[str, str], Cell]]:
    """Yield how often each post did each activity in complete cases; what somebody had no authority for is marked."""
    names = (*linkage.posts, SYSTEM, EXTERNAL, _UNIDENTIFIED)
    rows = np.flatnonzero(process.is_counted & (process.activity >= 0))
    performer, post = process.performer[rows], process.post[rows].astype(np.int64)
    others = np.select([performer == Performer.SYSTEM, performer == Performer.EXTERNAL], [-3, -2], -1) + len(names)
    column = np.where((performer == Performer.PERSON) & (post >= 0), post, others)
    cell = process.activity[rows].astype(np.int64) * len(names) + column
    against = process.authority[rows] == Authority.NONE
    order = np.argsort(cell, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(cell[order])) + 1) if len(order) else ():
        activity, at = divmod(int(cell[group[0]]), len(names))
        persons = len(np.unique(process.person[rows[group]])) if at < len(linkage.posts) else None
        mark = AGAINST if against[group].any() else ""
        yield (process.activities[activity].id, names[at]), Cell(times=len(group), persons=persons, mark=mark)


def systems_matrix(process: str, assessment: Assessment) -> Matrix:
    """Return activities by systems: which are meant to support each, and where how many of its executions were done."""
    activities, linked = assessment.study.design.activities_in(process), _linked(process, assessment)
    wholes = _executions(linked)
    cells = {(each.id, system): Cell(designed=same(_SUPPORTS)) for each in activities for system in each.systems}
    alone = replace(assessment.linkage, processes=() if linked is None else (linked,))
    for row in places_of(alone).rows:
        if row.system is not None:
            before = cells.get((row.activity, row.system), Cell())
            mark = AGAINST if row.placement in (Placement.OFFLINE, Placement.ELSEWHERE) else before.mark
            times, whole = row.count + (before.times or 0), wholes[row.activity]
            cells[row.activity, row.system] = Cell(designed=before.designed, times=times, whole=whole, mark=mark)
    names = assessment.study.design.vocabulary.systems
    columns = {each: called(names.called(each)) for each in sorted({system for _, system in cells})}
    return Matrix(corner="sides-activity", rows=_names(activities), columns=columns, cells=cells)
