"""PO-COORD: departments that hand work over to each other without a declared way to coordinate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.deviations import figures
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.codes import SEVERITIES
from workbench.fit.detection import Claim, Evidence, Verdict, without, without_departments, without_logs
from workbench.linkage import LinkedProcess
from workbench.linkage.grouping import Grouped, grouped
from workbench.shown import in_both

CODE = "PO-COORD"


@dataclass(frozen=True, kw_only=True, eq=False)
class _Crossings:
    """The counted handovers between different departments of one process, by pair (low × n + high), and their cases."""

    process: LinkedProcess
    of_pair: Grouped
    case: NDArray[np.int32]

    @property
    def counts(self) -> NDArray[np.int64]:
        """Return how many handovers each pair has."""
        return np.diff(self.of_pair.bounds)

    def cases_of(self, pair: int) -> set[str]:
        """Return the ids of the cases in which a pair hands over."""
        return {self.process.cases[case] for case in np.unique(self.case[self.of_pair.of(pair)]).tolist()}


def uncoordinated(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-COORD of pairs of departments with many causal handovers, in either direction, and no declared mechanism."""
    organization, processes = evidence.design.organization, evidence.linkage.processes
    if organization.coordinations is None:
        yield without("coordination", CODE)
        return
    yield from without_logs(evidence, CODE)
    for process in processes:
        if not (process.department >= 0).any():
            yield without_departments(evidence, CODE, scope=process.id)
    least = max(1, evidence.policy.rules.coordination_handovers)
    for crossing in undeclared_crossings(evidence):
        if crossing.count >= least:
            yield _claim(crossing, evidence)


@dataclass(frozen=True, kw_only=True)
class UndeclaredCrossing:
    """How often two departments (in order of their ids) hand over to each other without a declared mechanism, few or many."""

    pair: tuple[str, str]
    count: int
    cases: frozenset[str]


def undeclared_crossings(evidence: Evidence) -> Iterator[UndeclaredCrossing]:
    """Yield the pairs of departments that hand work over to each other, and for which no way to coordinate is declared."""
    declared = {frozenset((each.department_a, each.department_b)) for each in evidence.design.organization.coordinations or ()}
    names = evidence.linkage.departments
    crossings = [_crossings(process, len(names)) for process in evidence.linkage.processes]
    counts = sum((each.counts for each in crossings), np.zeros(len(names) ** 2, dtype=np.int64))
    for number in np.flatnonzero(counts).tolist():
        first, second = sorted((names[number // len(names)], names[number % len(names)]))
        if frozenset((first, second)) not in declared:
            cases = frozenset(case for each in crossings for case in each.cases_of(number))
            yield UndeclaredCrossing(pair=(first, second), count=int(counts[number]), cases=cases)


def _crossings(process: LinkedProcess, size: int) -> _Crossings:
    handovers = process.handovers
    giving, taking = process.department[handovers.before], process.department[handovers.after]
    kept = process.is_counted[handovers.after] & (giving != taking) & (giving >= 0) & (taking >= 0)
    low, high = np.minimum(giving, taking)[kept], np.maximum(giving, taking)[kept]
    of_pair = grouped((low * size + high).astype(np.int32), size**2)
    return _Crossings(process=process, of_pair=of_pair, case=process.case[handovers.after[kept]])


def _claim(crossing: UndeclaredCrossing, evidence: Evidence) -> Claim:
    departments = evidence.design.vocabulary.departments
    finding = Finding(
        code=CODE,
        severity=SEVERITIES[CODE],
        scope=ENTERPRISE,
        object=crossing.pair,
        count=crossing.count,
        cases=tuple(sorted(crossing.cases)),
    )
    first, second = crossing.pair
    facts = {"department": departments.called(first), "other_department": departments.called(second)}
    window = _window(evidence)
    return Claim(finding=replace(finding, facts={**facts, "window": window, **figures(finding)}))


def _window(evidence: Evidence) -> str | Mapping[str, str]:
    timed = [each.day for each in evidence.linkage.processes if each.is_timed and len(each.day)]
    if not timed:
        return in_both("coordination-whole-log")
    edges = min(each.min() for each in timed), max(each.max() for each in timed)
    return " – ".join(str(np.datetime64(int(day), "D")) for day in edges)
