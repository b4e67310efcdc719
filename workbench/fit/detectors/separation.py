"""PO-SOD: two activities that no one person may do both – or that one and the same must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.eventlog import MISSING
from workbench.findings import Finding
from workbench.fit.detection import ENTERPRISE, Claim, Evidence, Verdict, figures, without
from workbench.linkage import LinkedProcess
from workbench.organization import DutyPair, DutyRule, Reach

CODE = "PO-SOD"


@dataclass(frozen=True, kw_only=True, eq=False)
class _Done:
    """Who did an activity in which complete cases, one row an execution: numbers of persons (-1: nobody known), ids of cases."""

    activity: DesignedActivity
    person: NDArray[np.int32]
    case: tuple[str, ...]

    @property
    def cases_of(self) -> Mapping[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for case, person in zip(self.case, self.person.tolist(), strict=True):
            found.setdefault(case, set()).update({person} - {MISSING})
        return {case: frozenset(persons) for case, persons in found.items()}


def duties_not_separate(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-SOD of each rule that identified persons broke, within a case or at all; nothing is too rare to be said."""
    organization = evidence.design.organization
    if organization.duty_pairs is None:
        yield without("separation_of_duties", CODE)
    elif organization.holdings is None:
        yield without("persons", CODE)
    else:
        for pair in organization.duty_pairs:
            yield from _judged(pair, evidence)


def _judged(pair: DutyPair, evidence: Evidence) -> Iterator[Verdict]:
    for a in _done(pair.activity_a, evidence):
        for b in _done(pair.activity_b, evidence):
            exposed, broken = (_in_one_case if pair.reach is Reach.CASE else _in_any_case)(a, b, pair.rule)
            if broken:
                yield _claim(pair, (a.activity, b.activity), (exposed, broken))


def _done(activity: str, evidence: Evidence) -> Iterator[_Done]:
    for process in evidence.linkage.processes:
        for code, each in enumerate(process.activities):
            if each.id == activity:
                yield _executions(process, code, each)


def _executions(process: LinkedProcess, code: int, activity: DesignedActivity) -> _Done:
    rows = process.of(code)
    cases = tuple(process.cases[number] for number in process.case[rows].tolist())
    return _Done(activity=activity, person=process.person[rows], case=cases)


def _in_one_case(a: _Done, b: _Done, rule: DutyRule) -> tuple[frozenset[str], frozenset[str]]:
    """Return the cases in which both were done, by whomever, and those in which known persons break the rule."""
    first, second = a.cases_of, b.cases_of
    exposed = frozenset(first.keys() & second.keys())
    if rule is DutyRule.SEGREGATION:
        return exposed, frozenset(case for case in exposed if first[case] & second[case])
    return exposed, frozenset(case for case in exposed if len(first[case] | second[case]) > 1)


def _in_any_case(a: _Done, b: _Done, rule: DutyRule) -> tuple[frozenset[str], frozenset[str]]:
    """Return the cases in which either was done, and those in which somebody did who breaks the rule somewhere."""
    exposed = frozenset((*a.case, *b.case))
    first, second = (np.unique(done.person[done.person != MISSING]) for done in (a, b))
    both = np.intersect1d(first, second)
    breaking = both if rule is DutyRule.SEGREGATION else np.setdiff1d(np.union1d(first, second), both)
    found = (zip(done.case, np.isin(done.person, breaking).tolist(), strict=True) for done in (a, b))
    return exposed, frozenset(case for rows in found for case, is_breaking in rows if is_breaking)


def _claim(
    pair: DutyPair, activities: tuple[DesignedActivity, DesignedActivity], cases: tuple[frozenset[str], frozenset[str]]
) -> Claim:
    first, second = sorted(activities, key=lambda it: it.id)
    exposed, broken = cases
    finding = Finding(
        code=CODE,
        severity=pair.severity,
        scope=first.process if first.process == second.process else ENTERPRISE,
        object=(first.id, second.id),
        count=len(broken),
        exposed=len(exposed),
        cases=tuple(sorted(broken)),
        elements=(*first.elements, *second.elements) if first.process == second.process else (),
    )
    facts = {"activity": first.texts, "other": second.texts, "rule": pair.name or pair.rule.value, **figures(finding)}
    return Claim(finding=replace(finding, facts=facts))
