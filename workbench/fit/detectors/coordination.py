"""PO-COORD: departments that hand work over to each other without a declared way to coordinate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from workbench.findings import Finding
from workbench.fit.codes import SEVERITIES
from workbench.fit.detection import ENTERPRISE, Claim, Evidence, Verdict, figures, without
from workbench.linkage import LinkedProcess

CODE = "PO-COORD"


def uncoordinated(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-COORD of pairs of departments with many causal handovers, in either direction, and no declared mechanism."""
    coordinations = evidence.design.organization.coordinations
    if coordinations is None:
        yield without("coordination", CODE)
        return
    declared = {frozenset((each.department_a, each.department_b)) for each in coordinations}
    counts: dict[tuple[str, str], int] = {}
    cases: dict[tuple[str, str], set[str]] = {}
    for process in evidence.linkage.processes:
        for pair, count, of_pair in _crossings(process, evidence.linkage.departments):
            counts[pair] = counts.get(pair, 0) + count
            cases.setdefault(pair, set()).update(of_pair)
    for pair, count in sorted(counts.items()):
        if count >= evidence.policy.rules.coordination_handovers and frozenset(pair) not in declared:
            yield _claim(pair, count, tuple(sorted(cases[pair])), evidence)


def _crossings(process: LinkedProcess, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, str], int, set[str]]]:
    """Yield each pair of departments with its counted handovers in one process, and their cases."""
    handovers = process.handovers
    giving, taking = process.department[handovers.before], process.department[handovers.after]
    kept = process.is_counted[handovers.after] & (giving != taking) & (giving >= 0) & (taking >= 0)
    low, high = np.minimum(giving, taking)[kept].astype(np.int64), np.maximum(giving, taking)[kept]
    keys, of_pair = np.unique(low * len(names) + high, return_inverse=True)
    case = process.case[handovers.after[kept]]
    for number, key in enumerate(keys.tolist()):
        mine = case[of_pair == number]
        pair = (names[key // len(names)], names[key % len(names)])
        yield (min(pair), max(pair)), len(mine), {process.cases[each] for each in np.unique(mine).tolist()}


def _claim(pair: tuple[str, str], count: int, cases: tuple[str, ...], evidence: Evidence) -> Claim:
    departments = evidence.design.vocabulary.departments
    finding = Finding(code=CODE, severity=SEVERITIES[CODE], scope=ENTERPRISE, object=pair, count=count, cases=cases)
    facts = {"department": departments.called(pair[0]), "other_department": departments.called(pair[1])}
    window = _window(evidence)
    return Claim(finding=replace(finding, facts={**facts, "window": window, **figures(finding)}))


def _window(evidence: Evidence) -> str:
    days = [day for process in evidence.linkage.processes if len(process.day) for day in (process.day.min(), process.day.max())]
    return " – ".join(str(np.datetime64(int(day), "D")) for day in (min(days), max(days)))
