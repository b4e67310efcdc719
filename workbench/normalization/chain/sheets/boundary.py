"""Scope and boundary (范围和边界, domain SH-1): which processes and departments are in and out, and what evidence is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Scope
from workbench.fit.kpis import Level
from workbench.fit.kpis.part import Part
from workbench.normalization.chain.sheets.sheet import Sheet
from workbench.shown.tabular import in_both


class Side(StrEnum):
    """On which side of the boundary something stands; UNDECIDED where strategy.yaml says nothing of it."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


class Covered(StrEnum):
    """What a scope covers."""

    PROCESS = "process"
    DEPARTMENT = "department"


@dataclass(frozen=True, kw_only=True)
class BoundaryRow:
    """One process or department: on which side, the complete cases and events in evidence, and what is missing.

    `events` of a department are those done in it and in all that belongs to it, None with `cases` where too few people did
    them to be told; `missing` names `model`, `log`, or `events`.
    """

    covers: Covered
    of: str
    name: Mapping[str, str]
    boundary: Side
    cases: int | None
    events: int | None
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Boundary(Sheet[BoundaryRow]):
    """The sheet of scope and boundary; `nowhere` counts what people did of whom no department is known.

    `outside_events` lie in departments out of scope, or undecided: each counts by itself, as far as it may be told.
    """

    kind = BoundaryRow
    words: ClassVar[Mapping[str, str]] = MappingProxyType({"covers": "kpi-level", "boundary": "boundary-side"})
    nowhere: int = 0
    outside_events: int = 0

    @property
    def said(self) -> tuple[Mapping[str, str]]:
        """Say how much was done outside, and by people of whom no department is known."""
        return (in_both("sheets-outside", {"outside": f"{self.outside_events:,}", "nowhere": f"{self.nowhere:,}"}),)


def boundary_of(evidence: Evidence) -> Boundary:
    """Return every process and department of the design and of the scope, with the evidence there is of it."""
    unknown = (each.is_counted & each.is_human() & (each.department < 0) for each in evidence.linkage.processes)
    nowhere = sum(int(each.sum()) for each in unknown)
    rows = (*_processes(evidence), *_departments(evidence))
    return Boundary(rows=rows, nowhere=nowhere, outside_events=_outside_events(evidence))


def _processes(evidence: Evidence) -> Iterator[BoundaryRow]:
    design, scope = evidence.design, evidence.design.strategy.scope
    inside, outside = (scope.processes_in, scope.processes_out) if scope is not None else ((), ())
    linked = {each.id: each for each in evidence.linkage.processes}
    for key in dict.fromkeys((*design.process, *inside, *outside)):
        found = linked.get(key)
        missing = [name for name, there in (("model", key in design.process), ("log", found is not None)) if not there]
        yield BoundaryRow(
            covers=Covered.PROCESS,
            of=key,
            name=design.process[key].texts if key in design.process else {"zh-CN": key, "en": key},
            boundary=_side((key,), inside, outside),
            cases=int(found.complete.sum()) if found is not None else 0,
            events=int(found.is_counted.sum()) if found is not None else 0,
            missing=tuple(missing),
        )


def _departments(evidence: Evidence) -> Iterator[BoundaryRow]:
    scope, linkage = evidence.design.strategy.scope, evidence.linkage
    inside, outside = (scope.departments_in, scope.departments_out) if scope is not None else ((), ())
    organization = evidence.design.organization
    whole = Scope(id=ENTERPRISE, processes=tuple(each.id for each in linkage.processes))
    for key in dict.fromkeys((*organization.department, *inside, *outside)):
        part = Part(asked=key, evidence=evidence, scope=whole, level=Level.DEPARTMENT, of=key)
        events = sum(int(part.events(each).sum()) for each in part.processes)
        is_told = not events or not evidence.policy.privacy.suppresses(events, part.people())
        yield BoundaryRow(
            covers=Covered.DEPARTMENT,
            of=key,
            name=evidence.design.vocabulary.departments.called(key),
            boundary=_side(organization.above(key), inside, outside),
            cases=sum(int(part.cases(each).sum()) for each in part.processes) if is_told else None,
            events=events if is_told else None,
            missing=() if events else ("events",),
        )


def _outside_events(evidence: Evidence) -> int:
    scope, linkage = evidence.design.strategy.scope, evidence.linkage
    inside, outside = (scope.departments_in, scope.departments_out) if scope is not None else ((), ())
    total = 0
    for code, department in enumerate(linkage.departments):
        if _side(evidence.design.organization.above(department), inside, outside) is not Side.INSIDE:
            done = [each.person[each.is_counted & (each.department == code)] for each in linkage.processes]
            persons = np.unique(np.concatenate([np.zeros(0), *(each[each >= 0] for each in done)]))
            events = sum(map(len, done))
            total += 0 if evidence.policy.privacy.suppresses(events, len(persons) or None) else events
    return total


def _side(above: tuple[str, ...], inside: tuple[str, ...], outside: tuple[str, ...]) -> Side:
    """Return on which side something stands: where the first is named, of itself and all that it belongs to."""
    named = next((each for each in above if each in inside or each in outside), None)
    if named is None:
        return Side.UNDECIDED
    return Side.INSIDE if named in inside else Side.OUTSIDE
