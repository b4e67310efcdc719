"""One case step by step against its process: what was done as designed, skipped or extra, by whom, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from workbench.conformance.alignment import Move
from workbench.conformance.checking import Conformance
from workbench.conformance.expectation import Expectation
from workbench.conformance.observations import Observer, observer_of
from workbench.eventlog.engines.engine import Engine
from workbench.eventlog.log import NO_TIME
from workbench.eventlog.looks.case_values import RecordedEvent
from workbench.eventlog.looks.staffing import PERFORMER, SYSTEM
from workbench.findings import Finding
from workbench.shown import Columns, Tabled, Values, columns_of


class StepKind(StrEnum):
    """How a step of the case stands to the process."""

    SYNCHRONOUS = "synchronous"
    SKIPPED = "skipped"
    EXTRA = "extra"


@dataclass(frozen=True, kw_only=True)
class CaseStep:
    """One step: `element` of the process, or None for what it does not hold there; `label` of the log, None where it was skipped.

    `event` is the position in the trace of what was done. Times are microseconds since 1970-01-01 UTC; whatever the log does
    not say is None. `code` names the deviation that the step shows; the two steps of a displacement, one skipped and one
    extra, bear the same code and `with_step`, the number of the other.
    """

    kind: StepKind
    names: Mapping[str, str]
    element: str | None = None
    label: str | None = None
    event: int | None = None
    start: int | None = None
    end: int | None = None
    performer: str | None = None
    role: str | None = None
    department: str | None = None
    system: str | None = None
    code: str | None = None
    with_step: int | None = None


@dataclass(frozen=True, kw_only=True)
class CaseExplanation(Tabled):
    """A case against the observable process: the cost of its alignment, its steps in order, and the findings that name it.

    A case that is not `is_complete` is cut by the log's window: no finding rests on it.
    """

    process: str
    case: str
    is_complete: bool
    cost: int
    steps: tuple[CaseStep, ...]
    findings: tuple[Finding, ...]

    @property
    def table(self) -> Columns:
        """Return the steps, and the findings that name the case."""
        values: dict[str, Values] = {"step": np.arange(1, len(self.steps) + 1), **columns_of(CaseStep, self.steps)}
        values["name"] = values.pop("names")
        for name in ("start", "end"):
            known = [NO_TIME if at is None else at for at in (getattr(each, name) for each in self.steps)]
            values[name] = np.array(known, dtype=np.int64).view("datetime64[us]")
        return Columns(values=values, said=self.findings)


def explain_case(conformance: Conformance, case: int, engine: Engine) -> CaseExplanation:
    """Join the events of a case, by its number among those at hand, to the moves of its alignment; `engine` has the events."""
    alignments, variant = conformance.observable, int(conformance.variants.of_case[case])
    events = _in_trace_order(engine.events_of_case(int(conformance.facts.number[case])), conformance)
    if tuple(conformance.spoken(each.activity) for each in events) != conformance.variants.trace(variant):
        message = f"the events of case {case} are not those that were aligned"
        raise ValueError(message)
    name = conformance.log.cases[case]
    both = (*conformance.deviations.findings, *conformance.deviations.below_threshold)
    return CaseExplanation(
        process=conformance.expectation.scope,
        case=name,
        is_complete=bool(conformance.complete[case]),
        cost=int(alignments.costs[variant]),
        steps=tuple(_recorded(each, events) for each in steps_of_variants(conformance, (variant,))[0]),
        findings=tuple(each for each in both if name in each.cases),
    )


def steps_of_variants(conformance: Conformance, variants: Sequence[int]) -> tuple[tuple[CaseStep, ...], ...]:
    """Return the steps that all cases of a variant have in common, of each of some variants; nobody and no time is in them.

    What was left out and need not be seen is no step.
    """
    observer = observer_of(conformance.observable, conformance.expectation)
    return tuple(tuple(_steps(conformance, variant, observer)) for variant in variants)


def _in_trace_order(events: Sequence[RecordedEvent], conformance: Conformance) -> Sequence[RecordedEvent]:
    """Sort events of one time by label, as traces have them, then by content; without times they stand as they are."""

    def place(event: RecordedEvent) -> tuple[Any, ...]:
        start = NO_TIME if event.start is None else event.start
        return event.end, conformance.spoken(event.activity), start, sorted(event.attributes.items())

    return sorted(events, key=place) if all(each.end is not None for each in events) else events


def _steps(conformance: Conformance, variant: int, observer: Observer) -> Iterator[CaseStep]:
    expectation, moves = conformance.expectation, conformance.observable.moves(variant)
    shown = {position: each for each in observer.deviations(variant) for position in each.moves}
    left_out = {
        place for place, move in enumerate(moves) if move.event is None and expectation.need_not_be_seen(move.symbol or "")
    }
    kept = [place for place in range(len(moves)) if place not in left_out or place in shown]
    number = {position: step for step, position in enumerate(kept)}
    trace = conformance.variants.trace(variant)
    for position in kept:
        step = _step(moves[position], trace, expectation)
        deviation = shown.get(position)
        if deviation is None:
            yield step
        else:
            others = [number[other] for other in deviation.moves if other != position]
            yield replace(step, code=deviation.observation.code, with_step=others[0] if others else None)


def _step(move: Move, trace: Sequence[str], expectation: Expectation) -> CaseStep:
    if move.event is None:
        return CaseStep(kind=StepKind.SKIPPED, element=move.symbol, names=expectation.texts(move.symbol or ""))
    label = trace[move.event]
    meaning = expectation.naming.meaning(label)
    return CaseStep(
        kind=StepKind.SYNCHRONOUS if move.is_synchronous else StepKind.EXTRA,
        element=move.symbol,
        names=expectation.texts(move.symbol or (meaning.elements[0] if meaning else label)),
        label=label,
        event=move.event,
    )


def _recorded(step: CaseStep, events: Sequence[RecordedEvent]) -> CaseStep:
    """Return a step with what its event says."""
    if step.event is None:
        return step
    event = events[step.event]
    return replace(
        step,
        label=event.activity,
        start=event.start,
        end=event.end,
        performer=event.attributes.get(PERFORMER),
        role=event.attributes.get("role"),
        department=event.attributes.get("department"),
        system=event.attributes.get(SYSTEM),
    )
