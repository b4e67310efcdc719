"""A process held against its log: aligned twice, as designed and as far as it can be observed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import AlignmentEngine, Alignments, Method, align_behavior
from workbench.conformance.association import outcomes_of
from workbench.conformance.case_facts import CaseFacts, facts_of_spans
from workbench.conformance.completeness import complete_cases
from workbench.conformance.deviations import Deviations, Thresholds, find_deviations
from workbench.conformance.expectation import Expectation
from workbench.conformance.machine import Costs
from workbench.conformance.measures import Measures, evidence_of, measure
from workbench.conformance.observations import allowing_for_overlaps, observer_of
from workbench.conformance.result_tables import CaseFits, figure_table
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.eventlog.log import Variants
from workbench.findings import Finding, Severity
from workbench.process.behavior import Behavior, behavior_of
from workbench.process.detours import detours
from workbench.shown import Columns, Tabled


@dataclass(frozen=True, kw_only=True, eq=False)
class AlignedLog:
    """A log with its alignments, and all that is known of its cases before anything is said of them.

    `behavior` is what the process allows, `costs` what a move cost, `observable_costs` where what may leave no trace may be left
    out; `complete` (bool, one a case) says which cases are whole.
    """

    behavior: Behavior
    costs: Costs
    observable_costs: Costs
    log: SimpleLog
    raw: Alignments
    observable: Alignments
    complete: NDArray[np.bool_]
    facts: CaseFacts

    def restricted(self, cases: NDArray[np.bool_]) -> AlignedLog:
        """Return the same of some cases alone (bool, one a case)."""
        log = self.log.restricted(cases)
        numbers = np.zeros(len(log.variants), dtype=np.int64)
        numbers[log.variants.of_case] = self.log.variants.of_case[cases]
        return replace(
            self,
            log=log,
            raw=self.raw.at(numbers, log.variants),
            observable=self.observable.at(numbers, log.variants),
            complete=self.complete[cases],
            facts=self.facts.at(np.flatnonzero(cases)),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Conformance(Tabled):
    """What the log says of the process.

    `raw` counts every designed activity. In `observable` those in `blind`, which leave no trace by design, are silent, or, where
    the log has some after all, may be left out.
    Measures and deviations are over the complete cases (`complete`: bool, one a case). `designed` are all activities, `seen`
    those that occur in the log; `behavior` is what the process allows, `notices` say what the figures rest on.
    """

    expectation: Expectation
    thresholds: Thresholds
    aligned: AlignedLog
    raw_measures: Measures
    measures: Measures
    deviations: Deviations
    designed: tuple[str, ...]
    blind: tuple[str, ...]
    seen: tuple[str, ...]
    notices: tuple[Finding, ...] = ()

    @property
    def table(self) -> Columns:
        """Return every measure."""
        return figure_table(self)

    @property
    def cases(self) -> CaseFits:
        """Return every case with what it costs."""
        return CaseFits(conformance=self)

    @property
    def behavior(self) -> Behavior:
        """Return what the process allows."""
        return self.aligned.behavior

    @property
    def log(self) -> SimpleLog:
        """Return the log in the vocabulary of the process."""
        return self.aligned.log

    @property
    def variants(self) -> Variants:
        """Return the distinct traces of the log."""
        return self.aligned.log.variants

    @property
    def raw(self) -> Alignments:
        """Return the alignments in which every designed activity counts."""
        return self.aligned.raw

    @property
    def observable(self) -> Alignments:
        """Return the alignments in which what leaves no trace is silent."""
        return self.aligned.observable

    @property
    def silent(self) -> tuple[str, ...]:
        """Return what leaves no trace by design, and has left none."""
        return tuple(element for element in self.blind if element not in self.seen)

    @property
    def complete(self) -> NDArray[np.bool_]:
        """Return which cases are complete."""
        return self.aligned.complete

    @property
    def facts(self) -> CaseFacts:
        """Return what is known of the cases beside their traces."""
        return self.aligned.facts

    def spoken(self, label: str) -> str:
        """Return how a label of the log's file is called here: by the id of the one activity that it means, or as it stands."""
        naming = self.expectation.naming
        meaning = None if label in self.log.activities else naming.meaning(label)
        return label if meaning is None or len(meaning.elements) > 1 else naming.activity_id(meaning.elements[0])

    def restricted(self, cases: NDArray[np.bool_]) -> Conformance:
        """Return what some cases alone (bool, one a case) say: all figures anew, from the alignments at hand.

        A case stays as complete as it is: the window is that of the log, not of a choice among its cases.
        """
        return _judged(self.aligned.restricted(cases), self.expectation, self.thresholds, self.designed)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Expected:
    """What a log is aligned with: the behaviour, what its labels may be, and costs by which BPMN events may be left out."""

    behavior: Behavior
    matches: Mapping[str, tuple[str, ...]]
    costs: Costs


def _expected(expectation: Expectation, log: SimpleLog) -> _Expected:
    matches = expectation.matches(log.activities)
    events = {element for elements in matches.values() for element in elements if expectation.is_event(element)}
    return _Expected(
        behavior=behavior_of(expectation.process, events),
        matches=matches,
        costs=Costs(model_moves=dict.fromkeys(sorted(events), 0), last_resort=detours(expectation.process)),
    )


def align_log(expectation: Expectation, log: SimpleLog, engine: AlignmentEngine | None = None) -> Alignments:
    """Align a log with the process as it is designed, and do no more. Errors as in `align_behavior`."""
    expected = _expected(expectation, log)
    return align_behavior(log.variants, expected.behavior, expected.matches, expected.costs, engine)


def check_conformance(
    expectation: Expectation,
    log: SimpleLog,
    thresholds: Thresholds | None = None,
    engine: AlignmentEngine | None = None,
    facts: CaseFacts | None = None,
) -> Conformance:
    """Align a log, whose labels are activity ids where they mean one activity, with the process; `engine` says how.

    `facts` are what is known of its cases beside their traces. Raises UnsupportedError where the process has no behaviour
    here.
    """
    thresholds = thresholds or Thresholds()
    expected = _expected(expectation, log)
    behavior, matches, costs = expected.behavior, expected.matches, expected.costs
    named = {element for elements in matches.values() for element in elements}
    designed = tuple(sorted({*behavior.net.symbols} - {*costs.model_moves}))
    blind = _blind(designed, expectation)
    never = [element for element in designed if element not in named]

    free = replace(costs, model_moves={**costs.model_moves, **dict.fromkeys(blind, 0)})

    def aligned(hidden: Collection[str], costs: Costs) -> Alignments:
        return align_behavior(log.variants, behavior.hiding(hidden), matches, costs, engine)

    raw = aligned((), costs)
    observable = aligned({*blind} - named, free) if blind else raw
    complete = complete_cases(log, aligned(never, free) if never else observable, thresholds.edge_days)
    bounded = allowing_for_overlaps(raw, expectation, costs)
    known = AlignedLog(
        behavior=behavior,
        costs=costs,
        observable_costs=free,
        log=log,
        raw=bounded,
        observable=bounded if observable is raw else allowing_for_overlaps(observable, expectation, free),
        complete=complete,
        facts=facts or facts_of_spans(log),
    )
    return _judged(known, expectation, thresholds, designed)


def _judged(aligned: AlignedLog, expectation: Expectation, thresholds: Thresholds, designed: tuple[str, ...]) -> Conformance:
    """Say what an aligned log says of the process."""
    log, observable, complete = aligned.log, aligned.observable, aligned.complete
    matches, blind = expectation.matches(log.activities), _blind(designed, expectation)
    named = {element for elements in matches.values() for element in elements}

    def measured(alignments: Alignments, hidden: Collection[str], costs: Costs) -> Measures:
        return measure(evidence_of(alignments, complete, matches, costs), aligned.behavior.hiding(hidden))

    raw_measures = measured(aligned.raw, (), aligned.costs)
    measures = measured(observable, {*blind} - named, aligned.observable_costs) if blind else raw_measures
    deviations = find_deviations(observable, log, complete, expectation, thresholds)
    return Conformance(
        expectation=expectation,
        thresholds=thresholds,
        aligned=aligned,
        raw_measures=raw_measures,
        measures=measures,
        deviations=deviations.associated(outcomes_of(log, complete, aligned.facts)),
        designed=designed,
        blind=blind,
        seen=tuple(element for element in designed if element in named),
        notices=tuple(_notices(observable, measures, expectation)),
    )


def _blind(designed: tuple[str, ...], expectation: Expectation) -> tuple[str, ...]:
    return tuple(element for element in designed if element in expectation.unobservable)


def _notices(alignments: Alignments, measures: Measures, expectation: Expectation) -> Iterator[Finding]:
    """Say which variants hold too many tied events, that alignments were searched, and of which the cost has bounds, and why."""
    scope = expectation.scope
    if alignments.unordered:
        facts: dict[str, object] = {"count": len(alignments.unordered)}
        yield Finding(code="LOG_TIES_UNSEARCHED", severity=Severity.INFO, scope=scope, facts=facts)
    if alignments.method is not Method.SWEPT:
        code = f"ALIGNMENTS_{alignments.method.name}"
        yield Finding(code=code, severity=Severity.INFO, scope=scope, facts={"count": len(alignments.variants)})
    inexact = np.flatnonzero(~alignments.is_exact).tolist()
    observer = observer_of(alignments, expectation)
    at_once = sum(bool(observer.overlaps(variant)) for variant in inexact) if observer.together else 0
    fitness, conforming = (
        " – ".join(f"{bound:.3f}" for bound in bounds) if bounds else "–"
        for bounds in (measures.fitness_bounds, measures.conforming_bounds)
    )
    for code, count in (("ALIGNMENTS_BOUNDED", len(inexact) - at_once), ("INSTANCES_AT_ONCE", at_once)):
        if count:
            facts = {"count": count, "fitness": fitness, "conforming": conforming}
            yield Finding(code=code, severity=Severity.MINOR, scope=scope, facts=facts)
