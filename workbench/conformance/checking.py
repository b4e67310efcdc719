"""A process held against its log: aligned twice, as designed and as far as it can be observed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments, align_variants
from workbench.conformance.completeness import complete_cases
from workbench.conformance.deviations import Deviations, Thresholds, find_deviations
from workbench.conformance.expectation import Expectation
from workbench.conformance.machine import Costs
from workbench.conformance.measures import Measures, evidence_of, measure
from workbench.conformance.sweeping import Sweeper, swept
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.eventlog.log import Variants
from workbench.findings import Finding, Severity
from workbench.process.behavior import Behavior, behavior_of


@dataclass(frozen=True, kw_only=True, eq=False)
class Conformance:
    """What the log says of the process.

    `raw` counts every designed activity, `observable` treats those in `blind`, which leave no trace by design, as silent.
    Measures and deviations are over the complete cases (`complete`: bool, one a case). `designed` are all activities, `seen`
    those that occur in the log; `behavior` is what the process allows, `notices` say what the figures rest on.
    """

    log: SimpleLog
    behavior: Behavior
    raw: Alignments
    observable: Alignments
    complete: NDArray[np.bool_]
    raw_measures: Measures
    measures: Measures
    deviations: Deviations
    designed: tuple[str, ...]
    blind: tuple[str, ...]
    seen: tuple[str, ...]
    notices: tuple[Finding, ...] = ()

    @property
    def variants(self) -> Variants:
        """Return the distinct traces of the log."""
        return self.log.variants


def check_conformance(
    expectation: Expectation, log: SimpleLog, thresholds: Thresholds | None = None, sweeper: Sweeper = swept
) -> Conformance:
    """Align a log, whose labels are activity ids where they mean one activity, with the process; `sweeper` says where.

    Raises UnsupportedError where the process has no behaviour here.
    """
    thresholds = thresholds or Thresholds()
    matches = expectation.matches(log.activities)
    named = {element for elements in matches.values() for element in elements}
    events = {element for element in named if expectation.is_event(element)}
    behavior = behavior_of(expectation.process, events)
    costs = Costs(model_moves=dict.fromkeys(events, 0))
    designed = tuple(sorted({move.symbol for move in behavior.net.moves if move.symbol} - events))
    blind = tuple(element for element in designed if element in expectation.unobservable)
    never = [element for element in designed if element not in named]

    def aligned(hidden: Collection[str]) -> Alignments:
        return align_variants(log.variants, behavior.automaton(hidden), matches, costs, sweeper)

    raw = aligned(())
    observable = _hiding(blind, raw, aligned)
    complete = complete_cases(log, _hiding(never, observable, aligned), thresholds.edge_days)

    def measured(alignments: Alignments, hidden: Collection[str]) -> Measures:
        shown = replace(behavior, net=behavior.net.with_silent(hidden))
        return measure(evidence_of(alignments, complete, matches, costs), shown)

    raw_measures = measured(raw, ())
    return Conformance(
        log=log,
        behavior=behavior,
        raw=raw,
        observable=observable,
        complete=complete,
        raw_measures=raw_measures,
        measures=measured(observable, blind) if blind else raw_measures,
        deviations=find_deviations(observable, log, complete, expectation, thresholds),
        designed=designed,
        blind=blind,
        seen=tuple(element for element in designed if element in named),
        notices=_unsearched(observable, expectation.scope),
    )


def _unsearched(alignments: Alignments, scope: str) -> tuple[Finding, ...]:
    """Say how many variants hold more tied events than can be tried in every order."""
    count = len(alignments.unordered)
    finding = Finding(code="LOG_TIES_UNSEARCHED", severity=Severity.INFO, scope=scope, facts={"count": count})
    return (finding,) if count else ()


def _hiding(hidden: Collection[str], otherwise: Alignments, aligned: Callable[[Collection[str]], Alignments]) -> Alignments:
    """Align with some elements silent; where there is nothing to hide, the alignments at hand serve."""
    return aligned(hidden) if hidden else otherwise
