"""How often a finding could have been there, even where it is not: the denominators of the detectors, asked by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.exposure import exposure_of
from workbench.conformance.order_rules import JudgedRule, elements_of, judged_rules
from workbench.design import DesignedActivity
from workbench.eventlog import NO_TIME
from workbench.fit.detection import Evidence
from workbench.fit.detectors.authorization import judged_events
from workbench.fit.detectors.concentration import events_of_persons, may_be_shared
from workbench.fit.detectors.lag import passages_between
from workbench.fit.detectors.late import recorded_events
from workbench.fit.detectors.places import events_in_functions, events_in_systems
from workbench.fit.detectors.separation import separations_of
from workbench.fit.exposure import due_in
from workbench.linkage import LinkedProcess
from workbench.usage import done_by_people, has_application, shared_uses_of

_OMISSIONS: Final = frozenset({"CF-SKIP", "CF-DEAD", "CF-CTRL"})
"""What is left out shows only where it would have left a trace."""


@dataclass(frozen=True, kw_only=True)
class _Events:
    """Which events of an activity are exposed, and in which activities at all, as design and policy have it."""

    exposed: Callable[[LinkedProcess, int], NDArray[np.int64]]
    applies: Callable[[DesignedActivity, LinkedProcess, Evidence], bool] = field(default=lambda *_: True)


def _executions(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    return process.of(activity)


def _starts(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    rows = process.of(activity)
    return np.asarray(rows[process.is_aligned[rows] & (process.start[rows] != NO_TIME)])


def _is_for_machines(activity: DesignedActivity, _: LinkedProcess, __: Evidence) -> bool:
    return activity.is_automatic


def _has_application(activity: DesignedActivity, _: LinkedProcess, evidence: Evidence) -> bool:
    return has_application(activity, evidence.design.landscape)


def _has_function(activity: DesignedActivity, _: LinkedProcess, __: Evidence) -> bool:
    return bool(activity.functions)


_OF_EVENTS: Final[Mapping[str, _Events]] = MappingProxyType(
    {
        "PO-NOTAUTH": _Events(exposed=judged_events),
        "PO-CONC": _Events(exposed=events_of_persons, applies=may_be_shared),
        "TP-MANUAL": _Events(exposed=_executions, applies=_is_for_machines),
        "TP-OFFLINE": _Events(exposed=events_in_systems, applies=_has_application),
        "TP-WRONGSYS": _Events(exposed=events_in_functions, applies=_has_function),
        "DT-LATE": _Events(exposed=recorded_events),
        "PF-BATCH": _Events(exposed=_starts),
    }
)
"""The codes that count events of one activity."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Asked:
    """What a finding of some code is about, and where to look."""

    code: str
    scope: str
    about: tuple[str, ...]
    elements: tuple[str, ...]
    evidence: Evidence

    @property
    def process(self) -> LinkedProcess | None:
        """Return the events of the process in question."""
        return next((each for each in self.evidence.linkage.processes if each.id == self.scope), None)


def exposed_to(code: str, scope: str, about: tuple[str, ...], evidence: Evidence, elements: tuple[str, ...] = ()) -> int | None:
    """Count the exposures of the complete cases to a finding, be it there or not: what its detector calls `exposed`.

    `about` is the object of the finding, `elements` those of BPMN that showed it: what an account was used for cannot be told
    otherwise once it is used no more. None where nothing is counted (structural codes, PO-OVERLOAD, PO-COORD, PF-WAIT, PF-SLA,
    DT-LOGQ), or where design or log do not know what it is about.
    """
    counted = _COUNTED.get(code)
    return counted(_Asked(code=code, scope=scope, about=about, elements=elements, evidence=evidence)) if counted else None


def _of_flow(asked: _Asked) -> int | None:
    """Count cases in which designed activities were due or done; None once the design has them no more, or lets none show."""
    conformance, about = asked.evidence.conformance.get(asked.scope), asked.about
    if conformance is None:
        return None
    exposure = exposure_of(conformance.observable, conformance.complete)
    if asked.code == "CF-CTRL" and len(about) > 1:
        judged = (each for each in _rules(conformance) if (each.rule.before, each.rule.after) == about)
        return next((exposure.count(each.exposed) for each in judged), None)
    known, shown = {*conformance.observable.symbols}, asked.elements
    if len(shown) != len(about) or not known.issuperset(shown):
        shown = tuple(element for activity in about for element in elements_of(activity, conformance.expectation)[:1])
    hidden = {*conformance.blind} if asked.code in _OMISSIONS else frozenset()
    is_told = len(shown) == len(about) and known.issuperset(shown) and hidden.isdisjoint(shown)
    return exposure.count(exposure.to(asked.code, shown)) if is_told else None


def _rules(conformance: Conformance) -> Iterator[JudgedRule]:
    expectation, log = conformance.expectation, conformance.log
    return judged_rules(log.variants, conformance.observable.automaton, expectation.matches(log.activities), expectation)


def _of_complete_cases(asked: _Asked) -> int | None:
    """Count all cases: what is not designed, or lies between departments, may happen in any."""
    return None if asked.process is None else int(asked.process.complete.sum())


def _of_events(asked: _Asked) -> int | None:
    """Count events of one activity; None where the design has it no more, or it can no longer be wrong in that way."""
    process, events = asked.process, _OF_EVENTS[asked.code]
    for code, activity in enumerate(process.activities if process is not None else ()):
        if process is not None and activity.id == asked.about[0] and len(process.activity):
            return len(events.exposed(process, code)) if events.applies(activity, process, asked.evidence) else None
    return None


def _of_what_is_due(asked: _Asked) -> int | None:
    """Count the cases in which the design makes an activity happen."""
    conformance = asked.evidence.conformance.get(asked.scope)
    designed = (each for each in asked.evidence.design.activities_in(asked.scope) if each.id == asked.about[0])
    return None if conformance is None else next((int(due_in(each, conformance).sum()) for each in designed), None)


def _of_separations(asked: _Asked) -> int | None:
    """Count the cases in which both of two activities were done, by whomever, under the rule that exposes most."""
    rules = separations_of(asked.evidence)
    mine = (each for each in rules if sorted(activity.id for activity in each.activities) == [*asked.about])
    return max((len(each.exposed) for each in mine), default=None)


def _of_accounts(asked: _Asked) -> int | None:
    """Count what people do in the activities that an account was used in, or still is."""
    linkage, elements = asked.evidence.linkage, frozenset(asked.elements)
    used = {use.process.id: use.shown for use in shared_uses_of(linkage) if use.account == asked.about[0]}
    parts = []
    for process in linkage.processes:
        shown = [code for code, each in enumerate(process.activities) if not elements.isdisjoint(each.elements)]
        still = process.activity[used[process.id]] if process.id in used else ()
        parts.append((process, np.union1d(np.array(shown, dtype=np.int32), np.array(still, dtype=np.int32))))
    known = [len(done_by_people(process, activities)) for process, activities in parts if len(activities)]
    return sum(known) if known else None


def _of_passages(asked: _Asked) -> int | None:
    return passages_between(asked.about, asked.evidence)


_COUNTED: Final[Mapping[str, Callable[[_Asked], int | None]]] = MappingProxyType(
    {
        **dict.fromkeys(("CF-SKIP", "CF-ORDER", "CF-REWORK", "CF-DEAD", "CF-CTRL"), _of_flow),
        **dict.fromkeys(("CF-EXTRA", "PO-APPR", "PO-PINGPONG"), _of_complete_cases),
        **dict.fromkeys(_OF_EVENTS, _of_events),
        "TP-NOCAP": _of_what_is_due,
        "PO-SOD": _of_separations,
        "TO-SHARED": _of_accounts,
        "TP-LAG": _of_passages,
    }
)
"""The codes that are counted, and how."""
