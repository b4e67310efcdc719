"""How many cases went which way: the flows of a process with the cases that took them, and which elements they passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.conformance.checking import Conformance
from workbench.conformance.paths import Paths, Step
from workbench.findings import Finding
from workbench.process.behavior import Behavior
from workbench.process.model import grouped


@dataclass(frozen=True, kw_only=True)
class FlowTaken:
    """One sequence flow, or child of a process tree's node, and the element that it comes from.

    `cases` took it at least once, `times` counts every time.
    """

    flow: str
    source: str
    cases: int
    times: int


@dataclass(frozen=True, kw_only=True)
class ElementPassed:
    """One element that happens – an activity, an event, a transition, silent or not – in `cases`, all in all so many `times`."""

    element: str
    cases: int
    times: int


@dataclass(frozen=True, kw_only=True)
class FlowsTaken:
    """Counts over the complete cases whose path is known (`cases`); those of others are `unknown`, with the reason.

    A skipped activity counts as passed: the model had to go that way. Flows and elements that no case took are there with 0.
    """

    cases: int
    unknown: int
    flows: tuple[FlowTaken, ...]
    elements: tuple[ElementPassed, ...]
    reason: Finding | None = None

    @property
    def branches(self) -> Mapping[str, tuple[FlowTaken, ...]]:
        """Return the flows out of each element that has several."""
        leaving = grouped((flow.source, flow) for flow in self.flows)
        return {source: flows for source, flows in leaving.items() if len(flows) > 1}


def flows_taken(conformance: Conformance) -> FlowsTaken:
    """Count which ways the complete cases took through the process, by the canonical path of each variant's alignment.

    What leaves no trace by design is silent here, as in the measures and deviations.
    """
    behavior = conformance.behavior
    paths = Paths(conformance.observable, behavior.net.with_silent(conformance.silent))
    variants = conformance.variants
    weights = np.bincount(variants.of_case[conformance.complete], minlength=len(variants))
    counted, reason = 0, None
    cases: Counter[tuple[str, str]] = Counter()
    times: Counter[tuple[str, str]] = Counter()
    followed = np.flatnonzero(weights).tolist()
    for variant, path in zip(followed, paths.paths(followed), strict=True):
        weight = int(weights[variant])
        if path.steps is None:
            reason = path.reason
            continue
        counted += weight
        for passed, often in Counter(each for step in path.steps for each in _passed(step)).items():
            cases[passed] += weight
            times[passed] += weight * often
    return FlowsTaken(
        cases=counted,
        unknown=int(weights.sum()) - counted,
        flows=tuple(
            FlowTaken(flow=flow, source=source, cases=cases["flow", flow], times=times["flow", flow])
            for flow, source in _sources(behavior).items()
        ),
        elements=tuple(
            ElementPassed(element=element, cases=cases["element", element], times=times["element", element])
            for element in dict.fromkeys(move.node for move in behavior.net.moves if move.happens)
        ),
        reason=reason,
    )


def _passed(step: Step) -> list[tuple[str, str]]:
    return [*(("flow", flow) for flow in step.goes_by), *([("element", step.element)] if step.happens else [])]


def _sources(behavior: Behavior) -> Mapping[str, str]:
    """Return the element that each flow of the net comes from."""
    drawn = {flow.id: str(flow.source) for flow in behavior.process.flows}
    givers = {place: move.node for move in reversed(behavior.net.moves) for place in move.gives}
    return {flow: drawn.get(flow) or givers[place] for place, flow in behavior.net.flows if flow in drawn or place in givers}
