"""PX4: whether cases keep the rules that are declared to control them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.order_rules import all_judged_rules
from workbench.design import DesignedActivity
from workbench.findings import Severity
from workbench.fit.detection import Evidence
from workbench.fit.indicators.grounds import lacking_cases, logged_share, of_one_process, share_of, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import OfCounts
from workbench.linkage import LinkedProcess

_CONTROLS: Final = frozenset({"approval", "control"})


@dataclass(frozen=True, kw_only=True, eq=False)
class _Rule:
    """One rule of one process: the cases (float64 of 0 and 1, one a case) exposed to it, and those that broke it."""

    process: LinkedProcess
    about: tuple[str, ...]
    exposed: NDArray[np.float64]
    broken: NDArray[np.float64]
    is_critical: bool = False


def control_compliance(evidence: Evidence, scope: Scope) -> Reading:
    """Read PX4: for each rule the share of exposed complete cases that keep it; the mean, but no more than any critical one.

    Rules are the declared orders, exposed where the later activity occurs, and that each activity of kind approval or control
    which is due (its alignment has it) is done at all; critical are orders declared so. What leaves no trace is not covered.
    Range [0, 1], higher is better. A row for each rule. Sources: B, R, L. Reference: precedence and existence of Declare, van
    der Aalst, Pesic, Schonenberg 2009, doi 10.1007/s00450-009-0057-9.
    """
    missing = lacking_cases("PX4", evidence, scope)
    if missing is not None:
        return missing
    if not any(evidence.design.process[each.id].has_sidecar for each in scope.linked(evidence)):
        return unknown_without("sidecar", "PX4", scope)
    rules = [rule for process in scope.linked(evidence) for rule in _rules(process, evidence)]
    declared = sum(_declared(process, evidence) for process in scope.linked(evidence))
    if not declared:
        return not_applicable("PX4", scope)
    if not rules:
        return unknown_without("trace", "PX4", scope)
    counts = np.stack([column for rule in rules for column in _counted(rule, evidence, scope)], axis=1)
    least = _Least(is_critical=np.array([rule.is_critical for rule in rules], dtype=np.bool_))
    sums = counts.sum(axis=0)
    rows = tuple(
        EvidenceRow(about=rule.about, part=float(sums[2 * place + 1] - sums[2 * place]), whole=float(sums[2 * place + 1]))
        for place, rule in enumerate(rules)
    )
    sample = OfCounts(counts=counts, figure=least.figure, units=int(sums[1::2].sum()))
    return measured("PX4", scope, sample, rows, share_of(len(rules), declared) * logged_share(evidence, scope))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Least:
    """Which rules (bool) no others can make up for."""

    is_critical: NDArray[np.bool_]

    def figure(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the figure of each row of (broken, exposed) for every rule, nan where nothing was exposed."""
        broken, exposed = sums[:, 0::2], sums[:, 1::2]
        kept = 1 - np.divide(broken, exposed, out=np.zeros_like(broken), where=exposed > 0)
        n_rules = (exposed > 0).sum(axis=1)
        mean = np.divide((kept * (exposed > 0)).sum(axis=1), n_rules, out=np.full(len(sums), np.nan), where=n_rules > 0)
        return np.asarray(np.minimum(mean, kept[:, self.is_critical].min(axis=1, initial=1.0)))


def _rules(process: LinkedProcess, evidence: Evidence) -> Iterator[_Rule]:
    conformance = evidence.conformance[process.id]
    expectation, variants = conformance.expectation, conformance.variants
    matches = expectation.matches(conformance.log.activities)
    for judged in all_judged_rules(variants, matches, expectation):
        rule = judged.rule
        yield _Rule(
            process=process,
            about=(process.id, rule.before, rule.after),
            exposed=_of_cases(sorted(judged.exposed), conformance),
            broken=_of_cases(sorted(judged.broken), conformance),
            is_critical=rule.severity is Severity.CRITICAL,
        )
    for activity in process.activities:
        if _must_be_done(activity) and not _is_blind(activity, conformance):
            due, undone = _due(activity, conformance)
            yield _Rule(process=process, about=(process.id, activity.id), exposed=due, broken=undone)


def _declared(process: LinkedProcess, evidence: Evidence) -> int:
    """Count all rules of a process, those among them that the log cannot show."""
    orders = len(evidence.design.process[process.id].sidecar.order_rules)
    return orders + sum(_must_be_done(each) for each in process.activities)


def _must_be_done(activity: DesignedActivity) -> bool:
    return activity.kind in _CONTROLS


def _is_blind(activity: DesignedActivity, conformance: Conformance) -> bool:
    return set(activity.elements) <= set(conformance.blind)


def _due(activity: DesignedActivity, conformance: Conformance) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the cases in which an activity was due, and those of them in which nothing happened that it may have been."""
    alignments, variants = conformance.observable, conformance.variants
    first, last, _, symbols = alignments.columns
    is_mine = np.array([*(each in activity.elements for each in alignments.symbols), False], dtype=np.bool_)
    moves = np.concatenate(([0], np.cumsum(is_mine[symbols])))
    matches = conformance.expectation.matches(variants.activities)
    means_it = np.array(
        [bool(set(matches.get(each, ())) & set(activity.elements)) for each in variants.activities], dtype=np.bool_
    )
    events = np.concatenate(([0], np.cumsum(means_it[variants.labels])))
    is_due = moves[last] > moves[first]
    is_undone = is_due & (events[variants.offsets[1:]] == events[variants.offsets[:-1]])
    return _of_cases(np.flatnonzero(is_due).tolist(), conformance), _of_cases(np.flatnonzero(is_undone).tolist(), conformance)


def _of_cases(variants: Sequence[int], conformance: Conformance) -> NDArray[np.float64]:
    """Return 1 for the cases of some variants, 0 for all others."""
    return np.isin(conformance.variants.of_case, variants).astype(np.float64)


def _counted(rule: _Rule, evidence: Evidence, scope: Scope) -> Iterator[NDArray[np.float64]]:
    """Yield what was broken and what was exposed, case by case; cases of other processes have none."""
    for figure in (rule.broken, rule.exposed):
        yield of_one_process(rule.process, evidence, scope, figure)
