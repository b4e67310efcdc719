"""The design beside what happened: how often each designed activity was done, which never, and what nobody designed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from workbench.conformance.checking import Conformance
from workbench.conformance.expectation import Expectation
from workbench.conformance.follows import Step, steps_of, without_rare
from workbench.eventlog.log import Variants
from workbench.process.automaton import Automaton
from workbench.process.behavior import behavior_of
from workbench.process.model import Activity, Process
from workbench.shown import Columns, Tabled, columns_of

_BEGINNINGS: Final = ("startEvent", "boundaryEvent")
"""Events of which it cannot be said that nothing came by: they begin something."""

RARE: Final = 0.05
"""Share of the most frequent step from an activity below which another step from it is not drawn."""


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """How often an activity was done, in how many cases; `name` is the element's id, or the log's label where none is meant.

    An event that may be one of several elements counts for each; a case that holds an element under two labels counts for both.
    """

    name: str
    events: int
    cases: int


@dataclass(frozen=True, kw_only=True)
class Contrast(Tabled):
    """What a log says of a design, over its complete `cases`.

    `designed` are the activities that can be observed, those that never happened with zeros; `blind` those that leave no event by
    design; `undesigned` are labels that mean nothing there. `steps` lead from one of these directly to another although the
    design has no such order; `rarer` are more of them, too rare to be drawn. `untravelled` are flows, gateways and events with
    only what never happened before or behind.
    """

    cases: int
    designed: tuple[Occurrence, ...]
    blind: tuple[str, ...]
    undesigned: tuple[Occurrence, ...]
    steps: tuple[Step, ...]
    rarer: tuple[Step, ...]
    untravelled: tuple[str, ...]

    @property
    def table(self) -> Columns:
        """Return every activity, designed or not, with how often it was done."""
        shown = (*self.designed, *self.undesigned)
        designed = np.arange(len(shown)) < len(self.designed)
        return Columns(values={**columns_of(Occurrence, shown), "is_designed": designed})

    @property
    def never(self) -> tuple[str, ...]:
        """Return the designed activities that can be observed and never happened."""
        return tuple(each.name for each in self.designed if not each.events)


def contrast_of(conformance: Conformance, expectation: Expectation, rare: float = RARE) -> Contrast:
    """Contrast the design with what happened in the complete cases of a log.

    A step is undesigned where no trace of the process has it, what never happened taken as silent, a BPMN event as what may be.
    It is drawn unless `without_rare` sets it aside at `rare` (in [0, 1]). Raises UnsupportedError where the process has no
    behaviour here.
    """
    variants = _of_complete_cases(conformance)
    matches = expectation.matches(variants.activities)
    done = _occurrences(variants)
    seen = {element for each in done for element in matches.get(each.name, ())}
    observable = [element for element in conformance.designed if element in seen or element not in conformance.blind]
    never = [element for element in observable if element not in seen]
    allowed = _allowed(expectation, seen, hidden={*conformance.designed} - seen)
    steps = steps_of(variants)
    kept = set(without_rare(steps, rare))
    undesigned = [step for step in steps if not _is_allowed(step, matches, allowed)]
    return Contrast(
        cases=int(variants.counts.sum()),
        designed=tuple(_of_element(element, done, matches) for element in observable),
        blind=tuple(element for element in conformance.designed if element not in observable),
        undesigned=tuple(each for each in done if each.name not in matches),
        steps=_ranked([step for step in undesigned if step in kept], matches),
        rarer=_ranked([step for step in undesigned if step not in kept], matches),
        untravelled=_untravelled(expectation.process, never),
    )


def _of_complete_cases(conformance: Conformance) -> Variants:
    variants = conformance.variants
    counts = np.bincount(variants.of_case[conformance.complete], minlength=len(variants)).astype(np.int64)
    return replace(variants, counts=counts)


def _occurrences(variants: Variants) -> tuple[Occurrence, ...]:
    """Count the events of each label that occurs, and the cases that hold it."""
    size = len(variants.activities)
    variant = np.repeat(np.arange(len(variants), dtype=np.int64), np.diff(variants.offsets))
    events, cases = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(events, variants.labels, variants.counts[variant])
    pairs = np.unique(variant * size + variants.labels)
    np.add.at(cases, pairs % max(1, size), variants.counts[pairs // max(1, size)])
    return tuple(
        Occurrence(name=label, events=int(events[code]), cases=int(cases[code]))
        for code, label in enumerate(variants.activities)
        if events[code]
    )


def _of_element(element: str, done: Sequence[Occurrence], matches: Mapping[str, Sequence[str]]) -> Occurrence:
    meant = [each for each in done if element in matches.get(each.name, ())]
    return Occurrence(name=element, events=sum(each.events for each in meant), cases=sum(each.cases for each in meant))


_Pair = tuple[str | None, str | None]
"""What directly follows what; None is the begin of a case, or its end."""


def _allowed(expectation: Expectation, seen: Collection[str], hidden: Collection[str]) -> frozenset[_Pair]:
    """Return which element may directly follow which; those in `hidden` are silent, and BPMN events may leave no trace."""
    events = {element for element in seen if expectation.is_event(element)}
    automaton = behavior_of(expectation.process, events).automaton(hidden)
    before = _before(automaton, events)
    pairs: set[_Pair] = {(one, None) for state, ends in enumerate(automaton.final) if ends for one in before[state]}
    for source, symbol in zip(automaton.source.tolist(), automaton.symbol.tolist(), strict=True):
        pairs |= {(one, automaton.symbols[symbol]) for one in before[source]}
    return frozenset(pairs)


def _before(automaton: Automaton, optional: Collection[str]) -> Sequence[set[str | None]]:
    """Return for each state what may have happened last; over what is `optional`, also what happened before that."""
    before: list[set[str | None]] = [set() for _ in range(automaton.n_states)]
    before[0].add(None)
    passed: dict[int, list[int]] = {}
    arcs = zip(automaton.source.tolist(), automaton.symbol.tolist(), automaton.target.tolist(), strict=True)
    for source, symbol, target in arcs:
        before[target].add(automaton.symbols[symbol])
        if automaton.symbols[symbol] in optional:
            passed.setdefault(source, []).append(target)
    waiting = list(passed)
    while waiting:
        here = waiting.pop()
        for ahead in passed.get(here, ()):
            if not before[here] <= before[ahead]:
                before[ahead] |= before[here]
                waiting.append(ahead)
    return before


def _is_allowed(step: Step, matches: Mapping[str, Sequence[str]], allowed: Collection[_Pair]) -> bool:
    sources, targets = ((None,) if end is None else matches.get(end, ()) for end in (step.source, step.target))
    return any((source, target) in allowed for source in sources for target in targets)


def _ranked(steps: Sequence[Step], matches: Mapping[str, Sequence[str]]) -> tuple[Step, ...]:
    """Return steps between elements, the first that a label may be, and labels that mean none; the most frequent first."""

    def name(label: str | None) -> str | None:
        return label if label is None else next(iter(matches.get(label, ())), label)

    named = [Step(source=name(step.source), target=name(step.target), count=step.count) for step in steps]
    return tuple(sorted(named, key=lambda step: (-step.count, step.source or "", step.target or "")))


def _untravelled(process: Process, never: Collection[str]) -> tuple[str, ...]:
    """Return the flows to and from what never happened, and gateways and events with nothing else before or behind them."""
    gone = set(never)
    between = [node.id for node in process.nodes if not isinstance(node, Activity) and node.tag not in _BEGINNINGS]
    sides = (process.incoming, process.outgoing)
    found = -1
    while found != len(gone):
        found = len(gone)
        gone |= {flow.id for flow in process.flows if flow.source in gone or flow.target in gone}
        gone |= {node for node in between for side in sides if node in side and all(flow.id in gone for flow in side[node])}
    return tuple(sorted(gone - set(never)))
