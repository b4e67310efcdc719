"""How often a finding could have been there, even where it is not: the denominators of the detectors, asked by themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.exposure import exposure_of
from workbench.conformance.order_rules import JudgedRule, elements_of, judged_rules
from workbench.eventlog import NO_TIME
from workbench.fit.detection import Evidence
from workbench.fit.detectors.authorization import judged_events
from workbench.fit.detectors.concentration import events_of_persons
from workbench.fit.detectors.lag import passages_between
from workbench.fit.detectors.late import recorded_events
from workbench.fit.detectors.places import events_in_functions, events_in_systems
from workbench.fit.detectors.separation import separations_of
from workbench.fit.exposure import due_in
from workbench.linkage import LinkedProcess
from workbench.usage import done_by_people, shared_uses_of

_Events: TypeAlias = Callable[[LinkedProcess, int], NDArray[np.int64]]


def _executions(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    return process.of(activity)


def _starts(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    rows = process.of(activity)
    return rows[process.is_aligned[rows] & (process.start[rows] != NO_TIME)]


_OF_EVENTS: Final[Mapping[str, _Events]] = MappingProxyType(
    {
        "PO-NOTAUTH": judged_events,
        "PO-CONC": events_of_persons,
        "TP-MANUAL": _executions,
        "TP-OFFLINE": events_in_systems,
        "TP-WRONGSYS": events_in_functions,
        "DT-LATE": recorded_events,
        "PF-BATCH": _starts,
    }
)
"""The codes that count events of one activity, and which of them are exposed."""

_OF_FLOW: Final = frozenset({"CF-SKIP", "CF-ORDER", "CF-EXTRA", "CF-REWORK", "CF-DEAD", "CF-CTRL", "PO-APPR"})


def exposed_to(code: str, scope: str, about: tuple[str, ...], evidence: Evidence, elements: Collection[str] = ()) -> int | None:
    """Count the exposures of the complete cases to a finding, be it there or not: what its detector calls `exposed`.

    `about` is the object of the finding, `elements` those of BPMN that showed it: what an account was used for cannot be told
    otherwise once it is used no more. None where nothing is counted (structural codes, PO-OVERLOAD, PO-COORD, PF-WAIT, PF-SLA,
    DT-LOGQ), or where design or log do not know what it is about.
    """
    process = next((each for each in evidence.linkage.processes if each.id == scope), None)
    if code in _OF_FLOW:
        return _of_flow(code, about, evidence.conformance.get(scope), elements)
    if code in _OF_EVENTS:
        return None if process is None else _of_events(_OF_EVENTS[code], about, process)
    match code:
        case "TP-NOCAP":
            return _of_what_is_due(about, scope, evidence)
        case "PO-PINGPONG":
            return None if process is None else int(process.complete.sum())
        case "PO-SOD":
            return _of_separations(about, evidence)
        case "TO-SHARED":
            return _of_accounts(about, evidence, elements)
        case "TP-LAG":
            return passages_between(about, evidence)
    return None


def _of_flow(code: str, about: tuple[str, ...], conformance: Conformance | None, elements: Collection[str]) -> int | None:
    """Count cases; what is about designed activities cannot be told once the design has them no more."""
    if conformance is None:
        return None
    if code in ("CF-EXTRA", "PO-APPR"):
        return int(conformance.complete.sum())
    exposure = exposure_of(conformance.observable, conformance.complete)
    if code == "CF-CTRL" and len(about) > 1:
        judged = (each for each in _rules(conformance) if (each.rule.before, each.rule.after) == about)
        return next((exposure.count(each.exposed) for each in judged), None)
    known = {*conformance.observable.symbols}
    shown = tuple(elements)
    if len(shown) != len(about) or not known.issuperset(shown):
        shown = tuple(element for activity in about for element in elements_of(activity, conformance.expectation)[:1])
    return exposure.count(exposure.to(code, shown)) if len(shown) == len(about) and known.issuperset(shown) else None


def _rules(conformance: Conformance) -> Iterator[JudgedRule]:
    expectation, log = conformance.expectation, conformance.log
    return judged_rules(log.variants, conformance.observable.automaton, expectation.matches(log.activities), expectation)


def _of_events(exposed: _Events, about: tuple[str, ...], process: LinkedProcess) -> int | None:
    numbers = (code for code, activity in enumerate(process.activities) if activity.id == about[0])
    return next((len(exposed(process, code)) for code in numbers), None)


def _of_what_is_due(about: tuple[str, ...], scope: str, evidence: Evidence) -> int | None:
    conformance = evidence.conformance.get(scope)
    designed = (each for each in evidence.design.activities_in(scope) if each.id == about[0])
    return None if conformance is None else next((int(due_in(each, conformance).sum()) for each in designed), None)


def _of_separations(about: tuple[str, ...], evidence: Evidence) -> int | None:
    """Count the cases in which both of two activities were done, by whomever, under the rule that exposes most."""
    judged = (each for each in separations_of(evidence) if sorted(activity.id for activity in each.activities) == [*about])
    return max((len(each.exposed) for each in judged), default=None)


def _of_accounts(about: tuple[str, ...], evidence: Evidence, elements: Collection[str]) -> int | None:
    """Count what people do in the activities that an account was used in, or still is."""
    used = {use.process.id: use.shown for use in shared_uses_of(evidence.linkage) if use.account == about[0]}
    parts = []
    for process in evidence.linkage.processes:
        shown = [code for code, each in enumerate(process.activities) if not frozenset(elements).isdisjoint(each.elements)]
        still = process.activity[used[process.id]] if process.id in used else ()
        parts.append((process, np.union1d(np.array(shown, dtype=np.int32), np.array(still, dtype=np.int32))))
    known = [len(done_by_people(process, activities)) for process, activities in parts if len(activities)]
    return sum(known) if known else None
