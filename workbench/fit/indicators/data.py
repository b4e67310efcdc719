"""Data: DT1 to DT6, of which what becomes of data objects, and how well and how soon events are recorded, stand here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.design import Design
from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.detection import Evidence
from workbench.fit.indicators.decision_data import decision_data_availability
from workbench.fit.indicators.events import NOBODY_KNOWN, Tally, by_case, joined, share_of_events
from workbench.fit.indicators.grounds import activities_of, lacking, lacking_cases, unknown_without
from workbench.fit.indicators.lacking import witnessed
from workbench.fit.indicators.model import Dimension, EvidenceRow, Indicator, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import ByCase, Exact
from workbench.information import DataObject
from workbench.linkage import LinkedProcess, Performer
from workbench.usage import DataLife, data_lives_of, delays_of, says_what_supports, uses_data

_ATTRIBUTES: Final = ("case", "activity", "start", "complete", "resource", "system")
_Flags = NDArray[np.bool_]


def crud_closure(evidence: Evidence, scope: Scope) -> Reading:
    """Read DT1: objects (created, or of a declared origin) and (read, or with a declared consumer) / objects that are used.

    Of a process, the objects that its activities use; where they come from and go to is asked of all processes. In [0, 1],
    higher is better. Sources B, D. Reference: completeness of the CRUD matrix (business systems planning, IBM 1975).
    """
    missing = _without_uses("DT1", evidence, scope)
    return missing or _of_lives("DT1", evidence, scope, lambda life, _: life.has_origin and life.has_consumer)


def single_source(evidence: Evidence, scope: Scope) -> Reading:
    """Read DT2: objects that one system writes, or whose declared master is joined to all other writers / objects that are used.

    Of a process, the objects that its activities use, whoever writes them. In [0, 1], higher is better. Sources D, T.
    Reference: one source of truth (master data management, DAMA-DMBOK).
    """
    missing = _without_uses("DT2", evidence, scope)
    if missing is not None:
        return missing
    if not says_what_supports(evidence.design):
        return unknown_without("functions", "DT2", scope)
    return _of_lives("DT2", evidence, scope, _has_one_source)


def data_ownership(evidence: Evidence, scope: Scope) -> Reading:
    """Read DT3: objects with an owner department and a steward / objects; of a process, those that it uses.

    If the catalogue names no steward at all, it was not asked for one: owners alone count, and half is covered. In [0, 1],
    higher is better. Source D. Reference: data ownership and stewardship (DAMA-DMBOK).
    """
    known = evidence.design.information.data_objects
    if known is None:
        return unknown_without("data_objects", "DT3", scope)
    has_stewards = any(each.steward_post is not None for each in known)
    mine = _used(evidence, scope)

    def is_owned(data: DataObject) -> bool:
        return data.owner_department is not None and (data.steward_post is not None or not has_stewards)

    chosen = (each for each in sorted(known, key=lambda it: it.id) if scope.is_enterprise or each.id in mine)
    rows = tuple(EvidenceRow(about=(each.id,), part=float(is_owned(each)), whole=1.0) for each in chosen)
    return measured("DT3", scope, _exact(rows), rows, 1.0 if has_stewards else 0.5)


def capture_timeliness(evidence: Evidence, scope: Scope) -> Reading:
    """Read DT4: events recorded at most `late_hours` (policy, 4 h) after they were completed / events with both times.

    Hours are elapsed ones, events those of designed activities. In [0, 1], higher is better. Source L. Reference: timeliness
    (Wang & Strong 1996).
    """
    processes = scope.linked(evidence)
    missing = lacking_cases("DT4", evidence, scope)
    if missing is not None:
        return missing
    latest = evidence.policy.rules.late_hours * HOUR
    tallies = []
    for process in processes:
        delays = delays_of(process)
        tallies.append(Tally(process=process, wanted=process.activity >= 0, known=delays != NO_TIME, fine=delays <= latest))
    covered = witnessed(evidence, activities_of(evidence, scope))
    return share_of_events("DT4", scope, tallies, "recorded", covered)


def log_quality(evidence: Evidence, scope: Scope) -> Reading:
    """Read DT5: the mean over case, activity, start, complete, resource, system of completeness × validity.

    The product is the share of events whose value is there and valid: an activity that the design knows, a start not after the
    completion, a performer and a system that the tables know. Where there is no such table, a performer that is named will do,
    and systems are left out, which lowers what is covered. What bears no case, activity or time never becomes an event: the
    account of the import tells of it. In [0, 1], higher is better. Source L. Reference: the data-readiness gate; completeness
    and validity as dimensions of data quality (Wang & Strong 1996).
    """
    processes = scope.linked(evidence)
    missing = lacking_cases("DT5", evidence, scope)
    if missing is not None:
        return missing
    checked = [(process, _valid(process, evidence.design)) for process in processes]
    names = [name for name in _ATTRIBUTES if name in checked[0][1]]
    counted = [np.flatnonzero(process.is_counted) for process in processes]
    events = sum(len(rows) for rows in counted)
    part = [
        by_case(process, rows, np.mean([valid[name][rows] for name in names], axis=0))
        for (process, valid), rows in zip(checked, counted, strict=True)
    ]
    whole = [by_case(process, rows) for process, rows in zip(processes, counted, strict=True)]
    rows = tuple(
        EvidenceRow(about=(process.id, name), part=float(valid[name][mine].sum()), whole=float(len(mine)))
        for (process, valid), mine in zip(checked, counted, strict=True)
        for name in names
    )
    covered = len(names) / len(_ATTRIBUTES) * witnessed(evidence, activities_of(evidence, scope))
    return measured("DT5", scope, ByCase(part=joined(part), whole=joined(whole), units=events), rows, covered)


def _valid(process: LinkedProcess, design: Design) -> Mapping[str, _Flags]:
    """Return which events (bool) have a valid value, by attribute; one that nothing can judge is not there."""
    is_there = (process.end != NO_TIME) & process.is_timed
    is_timely = (process.start != NO_TIME) & ((process.start <= process.end) | ~is_there)
    knows_people = design.organization.holdings is not None or design.landscape.accounts is not None
    nobody = NOBODY_KNOWN if knows_people else (Performer.ABSENT,)
    valid = {
        "case": np.ones(len(is_there), dtype=np.bool_),
        "activity": process.activity >= 0,
        "start": is_timely,
        "complete": is_there,
        "resource": ~np.isin(process.performer, nobody),
    }
    return valid if design.landscape.systems is None else {**valid, "system": process.system >= 0}


def _without_uses(code: str, evidence: Evidence, scope: Scope) -> Reading | None:
    design = evidence.design
    return lacking(code, scope, {"data_objects": design.information.data_objects, "crud": uses_data(design) or None})


def _used(evidence: Evidence, scope: Scope) -> frozenset[str]:
    """Return the data objects that the activities of a scope use."""
    return frozenset(data for each in activities_of(evidence, scope) for data, done in each.uses.items() if done)


def _of_lives(code: str, evidence: Evidence, scope: Scope, is_fine: Callable[[DataLife, Design], bool | None]) -> Reading:
    """Return the share of the used objects that are fine; None is what cannot be told, for want of interfaces."""
    mine = _used(evidence, scope)
    lives = [each for each in data_lives_of(evidence.design) if each.data.id in mine]
    if not lives:
        return not_applicable(code, scope)
    rows = tuple(_judged(lives, evidence.design, is_fine))
    if not rows:
        is_unjoined = evidence.design.landscape.integrations is None
        return unknown_without("integrations" if is_unjoined else "functions", code, scope)
    return measured(code, scope, _exact(rows), rows, len(rows) / len(lives))


def _judged(lives: list[DataLife], design: Design, is_fine: Callable[[DataLife, Design], bool | None]) -> Iterator[EvidenceRow]:
    for life in lives:
        fine = is_fine(life, design)
        if fine is not None:
            yield EvidenceRow(about=(life.data.id,), part=float(fine), whole=1.0)


def _has_one_source(life: DataLife, design: Design) -> bool | None:
    """Return whether an object has one source; None where its writers' systems, or what joins them, are not known."""
    if life.is_written and not life.writing_systems:
        return None
    if life.has_one_source(design.landscape):
        return True
    return None if life.data.master_system is not None and design.landscape.integrations is None else False


def _exact(rows: tuple[EvidenceRow, ...]) -> Exact:
    return Exact(part=sum(row.part for row in rows), whole=float(len(rows)), units=len(rows))


DATA: Final = (
    Indicator(code="DT1", dimension=Dimension.DT, sources="BD", read=crud_closure),
    Indicator(code="DT2", dimension=Dimension.DT, sources="DT", read=single_source),
    Indicator(code="DT3", dimension=Dimension.DT, sources="D", read=data_ownership),
    Indicator(code="DT4", dimension=Dimension.DT, sources="L", read=capture_timeliness),
    Indicator(code="DT5", dimension=Dimension.DT, sources="L", read=log_quality),
    Indicator(code="DT6", dimension=Dimension.DT, sources="BDL", read=decision_data_availability),
)
