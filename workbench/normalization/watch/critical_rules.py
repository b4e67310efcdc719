"""The critical rules of a process, case by case: which cases were exposed to each, and which broke it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.order_rules import all_judged_rules
from workbench.findings import Severity
from workbench.fit.deciding import is_approval, is_control
from workbench.fit.detection import Evidence
from workbench.fit.detectors.separation import Separation, separations_of
from workbench.fit.exposure import due_in, is_blind
from workbench.linkage import Authority, LinkedProcess, Performer

ORDER, SEPARATION, APPROVAL, AUTHORITY, SHARED = "order", "separation", "approval", "authority", "shared"
"""The sorts of rules; each has its words in the catalogues."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseRule:
    """One rule and the cases of a process, one entry each (bool): `exposed` to it, and of these `broken`."""

    kind: str
    object: tuple[str, ...]
    severity: Severity
    exposed: NDArray[np.bool_]
    broken: NDArray[np.bool_]


def critical_rules(process: LinkedProcess, evidence: Evidence, separations: tuple[Separation, ...]) -> Iterator[CaseRule]:
    """Judge the rules that were declared critical, and what controls rest on.

    Order rules and duties to be separate where their severity is critical; approvals left out where they were due; controls
    done by persons who may not, or under an account that several share (of those that people did).
    """
    yield from _orders(process, evidence)
    yield from _separations(process, separations)
    for code, activity in enumerate(process.activities):
        if is_approval(activity, evidence) and not is_blind(activity, evidence.conformance[process.id]):
            due = due_in(activity, evidence.conformance[process.id])
            yield _rule(APPROVAL, activity.id, due, due & ~_cases(process, process.of(code)))
        if is_control(activity, evidence):
            yield from _of_people(process, code)


def separations_in(evidence: Evidence) -> tuple[Separation, ...]:
    """Judge the duties to be separate of all processes, where the tables for it are there."""
    organization = evidence.design.organization
    return tuple(separations_of(evidence)) if organization.duty_pairs and organization.holdings is not None else ()


def _orders(process: LinkedProcess, evidence: Evidence) -> Iterator[CaseRule]:
    conformance = evidence.conformance[process.id]
    expectation, of_case = conformance.expectation, conformance.variants.of_case
    matches = expectation.matches(conformance.log.activities)
    for each in all_judged_rules(conformance.variants, matches, expectation):
        if each.rule.severity is Severity.CRITICAL:
            exposed, broken = (np.isin(of_case, sorted(some)) for some in (each.exposed, each.broken))
            about = (each.rule.before, each.rule.after)
            yield CaseRule(kind=ORDER, object=about, severity=Severity.CRITICAL, exposed=exposed, broken=broken)


def _separations(process: LinkedProcess, separations: tuple[Separation, ...]) -> Iterator[CaseRule]:
    number = {case: place for place, case in enumerate(process.cases)}
    for each in separations:
        if each.pair.severity is Severity.CRITICAL and process.id in {it.process for it in each.activities}:
            exposed, broken = (
                _marked(len(number), [number[case] for case in some if case in number]) for some in (each.exposed, each.broken)
            )
            about = tuple(sorted(it.id for it in each.activities))
            yield CaseRule(kind=SEPARATION, object=about, severity=Severity.CRITICAL, exposed=exposed, broken=broken)


def _of_people(process: LinkedProcess, code: int) -> Iterator[CaseRule]:
    rows, identity = process.of(code), process.activities[code].id
    judged = rows[process.authority[rows] != Authority.UNKNOWN]
    yield _rule(
        AUTHORITY, identity, _cases(process, judged), _cases(process, judged[process.authority[judged] == Authority.NONE])
    )
    human = rows[process.is_human()[rows]]
    yield _rule(SHARED, identity, _cases(process, human), _cases(process, human[process.performer[human] == Performer.SHARED]))


def _rule(kind: str, activity: str, exposed: NDArray[np.bool_], broken: NDArray[np.bool_]) -> CaseRule:
    return CaseRule(kind=kind, object=(activity,), severity=Severity.MAJOR, exposed=exposed, broken=broken)


def _cases(process: LinkedProcess, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    return _marked(len(process.cases), process.case[rows])


def _marked(length: int, places: NDArray[np.int32] | list[int]) -> NDArray[np.bool_]:
    marked = np.zeros(length, dtype=np.bool_)
    marked[np.asarray(places, dtype=np.int64)] = True
    return marked
