"""PX: what happened against the designed flow – the observable projection of it, in which what leaves no trace is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Alignments, Conformance
from workbench.conformance.measures import evidence_of
from workbench.conformance.measures.fitness import worst_costs
from workbench.conformance.perspectives.balance import charges_of
from workbench.fit.detection import Evidence
from workbench.fit.indicators.control_rules import control_compliance
from workbench.fit.indicators.cycle_times import cycle_hours, target_clock
from workbench.fit.indicators.grounds import (
    by_case,
    events_by_case,
    lacking_cases,
    logged_share,
    of_one_process,
    share_of,
    unknown_without,
)
from workbench.fit.indicators.model import Dimension, EvidenceRow, Indicator, Reading, Scope, measured
from workbench.fit.indicators.precision import precision
from workbench.fit.indicators.sample import ByCase, OfCounts
from workbench.linkage import LinkedProcess


def fitness(evidence: Evidence, scope: Scope) -> Reading:
    """Read PX1: 1 − Σ alignment cost / Σ worst cost over complete cases, on the observable projection.

    The worst is every event alone and the shortest run alone. Range [0, 1], higher is better. Covered are the cases whose
    alignment is known to be the best. A row for each activity or label that is charged with moves: those that agree, of all.
    Sources: B, L. Reference: van der Aalst, Adriansyah, van Dongen 2012, doi 10.1002/widm.1045.
    """
    missing = lacking_cases("PX1", evidence, scope)
    if missing is not None:
        return missing
    worst = by_case(evidence, scope, lambda each: worst_of_cases(_observable(each, evidence), _conformance(each, evidence)))
    rows = tuple(row for each in scope.linked(evidence) for row in _charged(each, _conformance(each, evidence)))
    sample = ByCase(part=worst - _costs(evidence, scope), whole=worst, units=len(worst))
    return measured("PX1", scope, sample, rows, _exact_share(evidence, scope))


def conforming_cases(evidence: Evidence, scope: Scope) -> Reading:
    """Read PX3: complete cases whose alignment costs nothing on the observable projection / complete cases.

    Range [0, 1], higher is better. A row for each deviation found, claimed or too rare for it: the exposed cases without it.
    Sources: B, L. Reference: van der Aalst 2016, Process Mining (2nd ed.), chapter 8.
    """
    missing = lacking_cases("PX3", evidence, scope)
    if missing is not None:
        return missing
    cost = _costs(evidence, scope)
    rows = tuple(row for each in scope.linked(evidence) for row in _deviations(_conformance(each, evidence)))
    sample = ByCase(part=(cost == 0).astype(np.float64), whole=np.ones(len(cost)), units=len(cost))
    return measured("PX3", scope, sample, rows, _exact_share(evidence, scope))


def live_design(evidence: Evidence, scope: Scope) -> Reading:
    """Read PX5: activities that occur / activities that are designed, leave a trace, and were due in any complete case.

    Range [0, 1], higher is better; none weighs more than another. A row for each activity. Sources: B, L. Reference: the dead
    activities of a design (CF-DEAD).
    """
    missing = lacking_cases("PX5", evidence, scope)
    if missing is not None:
        return missing
    numbered = [(process, code) for process in scope.linked(evidence) for code in range(len(process.activities))]
    due = _columns([_due(evidence, scope, *each) for each in numbered])
    done = _columns([_done(evidence, scope, *each) for each in numbered])
    rows = tuple(
        EvidenceRow(about=(process.id, process.activities[code].id), part=float(done[:, place].any()), whole=1.0)
        for place, (process, code) in enumerate(numbered)
        if due[:, place].any()
    )
    sample = OfCounts(counts=np.concatenate((due, done), axis=1), figure=_alive, units=len(rows))
    return measured("PX5", scope, sample, rows, logged_share(evidence, scope))


def timeliness(evidence: Evidence, scope: Scope) -> Reading:
    """Read PX6: complete cases within the target cycle time of their process / complete cases of processes that have one.

    A target in working time is held against the calendar of the process, one in days against elapsed time. Range [0, 1],
    higher is better. A row for each process. Sources: B, L. Reference: ISO 8601 durations; on-time delivery.
    """
    missing = lacking_cases("PX6", evidence, scope)
    if missing is not None:
        return missing
    targeted = [each for each in scope.linked(evidence) if evidence.design.process[each.id].sidecar.target is not None]
    if not targeted:
        return unknown_without("target", "PX6", scope)
    clocks = {each.id: clock for each in targeted if (clock := target_clock(each.id, evidence)) is not None}
    if not clocks:
        return unknown_without("calendars", "PX6", scope)
    if not any(each.is_timed for each in targeted if each.id in clocks):
        return unknown_without("times", "PX6", scope)
    on_time = {each.id: punctuality_of(each, evidence) for each in targeted if each.id in clocks}

    def known(process: LinkedProcess) -> NDArray[np.float64]:
        return (~np.isnan(on_time.get(process.id, np.full(len(process.cases), np.nan)))).astype(np.float64)

    def kept(process: LinkedProcess) -> NDArray[np.float64]:
        return np.nan_to_num(on_time.get(process.id, np.zeros(len(process.cases))))

    whole, part = by_case(evidence, scope, known), by_case(evidence, scope, kept)
    rows = tuple(
        EvidenceRow(about=(each.id,), part=float(kept(each)[each.complete].sum()), whole=float(known(each)[each.complete].sum()))
        for each in targeted
        if each.id in on_time
    )
    covered = share_of(float(whole.sum()), len(whole)) * logged_share(evidence, scope)
    return measured("PX6", scope, ByCase(part=part, whole=whole, units=int(whole.sum())), rows, covered)


EXECUTION: Final = (
    Indicator(code="PX1", dimension=Dimension.PX, sources="B L", read=fitness),
    Indicator(code="PX2", dimension=Dimension.PX, sources="B L", read=precision),
    Indicator(code="PX3", dimension=Dimension.PX, sources="B L", read=conforming_cases),
    Indicator(code="PX4", dimension=Dimension.PX, sources="B R L", read=control_compliance),
    Indicator(code="PX5", dimension=Dimension.PX, sources="B L", read=live_design),
    Indicator(code="PX6", dimension=Dimension.PX, sources="B L", read=timeliness),
)
"""How well the designed flow is kept."""


def _conformance(process: LinkedProcess, evidence: Evidence) -> Conformance:
    return evidence.conformance[process.id]


def _of_cases(of_variant: NDArray[np.int64], conformance: Conformance) -> NDArray[np.float64]:
    """Spread what holds of each variant over its cases."""
    return of_variant[conformance.variants.of_case].astype(np.float64)


def worst_of_cases(alignments: Alignments, conformance: Conformance) -> NDArray[np.float64]:
    """Return for each complete case (float64, 0 for the others) what it would cost without any synchronous move."""
    matches = conformance.expectation.matches(conformance.log.activities)
    found = evidence_of(alignments, conformance.complete, matches, conformance.aligned.costs)
    of_variant = np.zeros(len(alignments.variants), dtype=np.int64)
    of_variant[found.followed] = worst_costs(found)
    return _of_cases(of_variant, conformance)


def _exact_share(evidence: Evidence, scope: Scope) -> float:
    """Return the share of complete cases whose alignment is known to be optimal, lessened by missing logs."""
    exact = by_case(
        evidence,
        scope,
        lambda each: _of_cases(_observable(each, evidence).is_exact.astype(np.int64), _conformance(each, evidence)),
    )
    return share_of(float(exact.sum()), len(exact)) * logged_share(evidence, scope)


def _charged(process: LinkedProcess, conformance: Conformance) -> Iterator[EvidenceRow]:
    """Tell of each activity or label that is charged with moves how many agree, of all that it makes in complete cases."""
    agreeing = process.is_counted & process.is_aligned
    done = np.bincount(process.activity[agreeing & (process.activity >= 0)], minlength=len(process.activities)).tolist()
    number = {element: code for code, each in enumerate(process.activities) for element in each.elements}
    charges: dict[str, int] = {}
    for about, moves in charges_of(conformance, conformance.expectation).items():
        key = process.activities[number[about]].id if about in number else about
        charges[key] = charges.get(key, 0) + sum(moves)
    agreed = {each.id: float(count) for each, count in zip(process.activities, done, strict=True)}
    for about, count in sorted(charges.items()):
        yield EvidenceRow(about=(process.id, about), part=agreed.get(about, 0.0), whole=agreed.get(about, 0.0) + count)


def _deviations(conformance: Conformance) -> Iterator[EvidenceRow]:
    for each in (*conformance.deviations.findings, *conformance.deviations.below_threshold):
        count, exposed = float(len(each.cases)), float(each.exposed or 0)
        yield EvidenceRow(about=(each.scope, each.code, *each.object), part=exposed - count, whole=exposed)


def _columns(columns: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.stack(columns, axis=1) if columns else np.zeros((0, 0))


def _due(evidence: Evidence, scope: Scope, process: LinkedProcess, code: int) -> NDArray[np.float64]:
    """Return in which complete cases of the scope an activity was due: its alignment has it, done or left out."""
    alignments = _observable(process, evidence)
    first, last, _, symbols = alignments.columns
    mine = np.array([*(each in process.activities[code].elements for each in alignments.symbols), False], dtype=np.bool_)
    sums = np.concatenate(([0], np.cumsum(mine[symbols])))
    of_variant = (sums[last] > sums[first]).astype(np.int64)
    return of_one_process(process, evidence, scope, _of_cases(of_variant, _conformance(process, evidence)))


def _done(evidence: Evidence, scope: Scope, process: LinkedProcess, code: int) -> NDArray[np.float64]:
    return of_one_process(process, evidence, scope, events_by_case(process, process.of(code)))


def _alive(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    due, done = np.hsplit(sums > 0, 2)
    whole = due.sum(axis=1)
    alive: NDArray[np.float64] = np.divide((due & done).sum(axis=1), whole, out=np.full(len(sums), np.nan), where=whole > 0)
    return alive


def _observable(process: LinkedProcess, evidence: Evidence) -> Alignments:
    return _conformance(process, evidence).observable


def costs_of_cases(process: LinkedProcess, evidence: Evidence) -> NDArray[np.float64]:
    """Return what the observable alignment of each case costs (float64, one a case); 0 where it conforms."""
    return _of_cases(_observable(process, evidence).costs, _conformance(process, evidence))


def punctuality_of(process: LinkedProcess, evidence: Evidence) -> NDArray[np.float64]:
    """Return for each case (float64) 1 where it kept the target cycle time of its process, else 0; nan where unknown."""
    target, clock = evidence.design.process[process.id].sidecar.target, target_clock(process.id, evidence)
    if target is None or clock is None:
        return np.full(len(process.cases), np.nan)
    took = cycle_hours(process, clock)
    return np.where(np.isnan(took), np.nan, (took <= target.hours).astype(np.float64))


def _costs(evidence: Evidence, scope: Scope) -> NDArray[np.float64]:
    """Return what the observable alignment of each complete case costs."""
    return by_case(evidence, scope, lambda each: costs_of_cases(each, evidence))
