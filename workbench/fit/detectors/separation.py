"""PO-SOD: two activities that no one person may do both – or that one and the same must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.deviations import figures
from workbench.design import DesignedActivity
from workbench.eventlog import MISSING
from workbench.findings import ENTERPRISE, Finding
from workbench.fit.detection import Claim, Evidence, Verdict, first_missing, without, without_logs, without_people
from workbench.language import Language, say
from workbench.organization import DutyPair, DutyRule, Reach

CODE = "PO-SOD"
_Cases: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Done:
    """Who did an activity in which complete cases, one row an execution; a person of -1 is not known."""

    activity: DesignedActivity
    person: NDArray[np.int64]
    case: _Cases

    @property
    def is_known(self) -> NDArray[np.bool_]:
        """Return which executions are those of a known person."""
        return np.asarray(self.person != MISSING)


class _CaseNumbers:
    """One number a case id over all processes: a case is the same in two processes where it bears one id."""

    def __init__(self, evidence: Evidence) -> None:
        processes = evidence.linkage.processes
        self.ids = sorted({case for process in processes for case in process.cases})
        number = {case: place for place, case in enumerate(self.ids)}
        self.of_process = {each.id: np.array([number[case] for case in each.cases], dtype=np.int64) for each in processes}


@dataclass(frozen=True, kw_only=True, eq=False)
class Separation:
    """One rule on two activities, and the cases, by id and sorted, in which it could have been broken, and in which it was.

    `told` are the exposed cases in which both were done by somebody who is known.
    """

    pair: DutyPair
    activities: tuple[DesignedActivity, DesignedActivity]
    exposed: tuple[str, ...]
    told: tuple[str, ...]
    broken: tuple[str, ...]


def duties_not_separate(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-SOD of each rule that identified persons broke, within a case or at all; nothing is too rare to be said."""
    organization = evidence.design.organization
    tables = {"separation_of_duties": organization.duty_pairs, "persons": organization.holdings}
    missing = first_missing(tables)
    if missing is not None:
        yield without(missing, CODE)
        return
    yield from without_logs(evidence, CODE)
    yield from without_people(evidence, CODE)
    for judged in separations_of(evidence):
        if judged.broken:
            yield _claim(judged)


def separations_of(evidence: Evidence) -> Iterator[Separation]:
    """Judge every rule of the table on all events of its two activities."""
    numbers = _CaseNumbers(evidence)
    for pair in evidence.design.organization.duty_pairs or ():
        for a, b in _sides(pair, evidence, numbers):
            yield _judged(pair, a, b, numbers)


def _sides(pair: DutyPair, evidence: Evidence, numbers: _CaseNumbers) -> list[tuple[_Done, _Done]]:
    """Return both sides of a rule in each process that has both, else across processes: several may use one activity id."""
    first, second = (_done(activity, evidence, numbers) for activity in (pair.activity_a, pair.activity_b))
    sides = list(product(first, second))
    return [(a, b) for a, b in sides if a.activity.process == b.activity.process] or sides


def _done(activity: str, evidence: Evidence, numbers: _CaseNumbers) -> Iterator[_Done]:
    for process in evidence.linkage.processes:
        for code, each in enumerate(process.activities):
            if each.id == activity:
                rows = process.of(code)
                case = numbers.of_process[process.id][process.case[rows]]
                yield _Done(activity=each, person=process.person[rows].astype(np.int64), case=case)


def _judged(pair: DutyPair, a: _Done, b: _Done, numbers: _CaseNumbers) -> Separation:
    exposed, broken = (_in_one_case if pair.reach is Reach.CASE else _in_any_case)(a, b, pair.rule)
    known = [each.case[each.is_known] for each in (a, b)]
    told = (np.intersect1d if pair.reach is Reach.CASE else np.union1d)(*known)
    exposed_ids, told_ids, broken_ids = (tuple(numbers.ids[case] for case in cases.tolist()) for cases in (exposed, told, broken))
    return Separation(pair=pair, activities=(a.activity, b.activity), exposed=exposed_ids, told=told_ids, broken=broken_ids)


def _in_one_case(a: _Done, b: _Done, rule: DutyRule) -> tuple[_Cases, _Cases]:
    """Return the cases in which both were done, by whomever, and those in which known persons break the rule."""
    exposed = np.intersect1d(a.case, b.case)
    size = int(max(a.person.max(initial=0), b.person.max(initial=0))) + 1
    first, second = (each.case[each.is_known] * size + each.person[each.is_known] for each in (a, b))
    if rule is DutyRule.SEGREGATION:
        return exposed, np.unique(np.intersect1d(first, second) // size)
    case, n_persons = np.unique(np.union1d(first, second) // size, return_counts=True)
    return exposed, np.intersect1d(exposed, case[n_persons > 1])


def _in_any_case(a: _Done, b: _Done, rule: DutyRule) -> tuple[_Cases, _Cases]:
    """Return the cases in which either was done, and those in which somebody did who breaks the rule somewhere."""
    first, second = (each.person[each.is_known] for each in (a, b))
    both = np.intersect1d(first, second)
    breaking = both if rule is DutyRule.SEGREGATION else np.setxor1d(first, second)
    broken = np.union1d(a.case[np.isin(a.person, breaking)], b.case[np.isin(b.person, breaking)])
    return np.union1d(a.case, b.case), broken


def _claim(judged: Separation) -> Claim:
    pair = judged.pair
    first, second = sorted(judged.activities, key=lambda it: it.id)
    finding = Finding(
        code=CODE,
        severity=pair.severity,
        scope=first.process if first.process == second.process else ENTERPRISE,
        object=(first.id, second.id),
        count=len(judged.broken),
        exposed=len(judged.exposed),
        cases=judged.broken,
        elements=(*first.elements, *second.elements) if first.process == second.process else (),
    )
    kind = f"duty-{pair.rule.value}"
    breach = {language.value: say(f"{kind}-broken", language) for language in Language}
    rule = pair.name or {language.value: say(kind, language) for language in Language}
    named = {"activity": first.texts, "other": second.texts, "rule": rule, "breach": breach}
    return Claim(finding=replace(finding, facts={**named, **figures(finding)}))
