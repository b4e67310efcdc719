"""Two models compared by what they mean: activities, flows, lanes, data, and what each allows that the other does not."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from workbench.findings import UnsupportedError
from workbench.language import Language, preferred_language, say
from workbench.process.automaton import Automaton
from workbench.process.behavior import behavior_of
from workbench.process.behavioral_profile import BehavioralProfile, profile_of
from workbench.process.differences import STRUCTURAL, Change, Difference, Matched
from workbench.process.matching import matched_by_name, matched_nodes
from workbench.process.model import Element, MessageFlow, Process, ProcessModel

_MOST_STATES: Final = 2_000
"""States of an automaton beyond which the relations between its activities are not compared."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What differs between two models.

    `same_behavior` is None where one of the two has no behaviour here; `reason` then says why. `only_before` and `only_after`
    are shortest traces, as labels, that one model alone allows.
    """

    before: ProcessModel
    after: ProcessModel
    differences: tuple[Difference, ...]
    same_behavior: bool | None
    reason: str = ""
    only_before: tuple[str, ...] | None = None
    only_after: tuple[str, ...] | None = None

    def behavior_text(self, language: Language) -> str:
        """Say whether the two allow the same traces, with a trace that shows it where they do not."""
        if self.same_behavior is None:
            return say("DIFF_BEHAVIOR_UNKNOWN", language, {"reason": self.reason})
        if self.same_behavior:
            return say("DIFF_BEHAVIOR_SAME", language)
        none = {"zh-CN": "（无）", "en": "(none)"}
        shown = [" → ".join(trace) or "∅" if trace is not None else none for trace in (self.only_before, self.only_after)]
        return say("DIFF_BEHAVIOR", language, {"before": shown[0], "after": shown[1]})

    def to_html(self, language: Language) -> str:
        """Return the differences as an HTML list, for a notebook."""
        said = (self.behavior_text(language), *(each.text(language) for each in self.differences))
        return "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in said) + "</ul>"

    def _repr_html_(self) -> str:
        return self.to_html(preferred_language())


def compare(before: ProcessModel, after: ProcessModel) -> Comparison:
    """Compare two models process by process, nodes matched by id, name and surroundings.

    Behaviour is compared exactly, by the minimal automata of the traces; how activities stand to each other by their
    behavioural profiles (Weidlich et al. 2011).
    """
    pairs = list(_paired(before, after))
    differences = [difference for pair in pairs for rule in STRUCTURAL for difference in rule(pair)]
    differences += _processes_and_messages(before, after, pairs)
    try:
        played = [(pair, *_automata(pair)) for pair in pairs]
    except UnsupportedError as refused:
        reason = refused.finding.text()
        return Comparison(before=before, after=after, differences=tuple(differences), same_behavior=None, reason=reason)
    traces = [(_apart(one, other, _labels(pair)), _apart(other, one, _labels(pair))) for pair, one, other in played]
    for pair, one, other in played:
        differences += _relations(pair, one, other)
    return Comparison(
        before=before,
        after=after,
        differences=tuple(differences),
        same_behavior=all(trace is None for both in traces for trace in both),
        only_before=next((one for one, _ in traces if one is not None), None),
        only_after=next((other for _, other in traces if other is not None), None),
    )


def _paired(before: ProcessModel, after: ProcessModel) -> Iterator[Matched]:
    """Pair processes by id or name; where each side has one process with a flow, those two."""
    here, there = ([process for process in model.processes if process.nodes] for model in (before, after))
    same = matched_by_name(here, there) if len(here) != 1 or len(there) != 1 else {here[0].id: there[0].id}
    later = {process.id: process for process in there}
    for process in here:
        if process.id in same:
            other = later[same[process.id]]
            yield Matched(before=process, after=other, nodes=matched_nodes(process, other))


def _processes_and_messages(before: ProcessModel, after: ProcessModel, pairs: Sequence[Matched]) -> Iterator[Difference]:
    compared = {pair.before.id for pair in pairs} | {pair.after.id for pair in pairs}
    for model, change in ((before, Change.REMOVED), (after, Change.ADDED)):
        for process in model.processes:
            if process.nodes and process.id not in compared:
                yield _one_sided(f"DIFF_PROCESS_{change.name}", change, process)
    ends = {one: other for pair in pairs for one, other in pair.nodes.items()}
    ends |= matched_by_name(before.participants, after.participants)
    here = {(ends.get(str(f.source)), ends.get(str(f.target))): f for f in before.message_flows}
    there = {(str(f.source), str(f.target)): f for f in after.message_flows}
    for message in (flow for key, flow in here.items() if key not in there):
        yield _one_sided("DIFF_MESSAGE_REMOVED", Change.REMOVED, message)
    for message in (flow for key, flow in there.items() if key not in here):
        yield _one_sided("DIFF_MESSAGE_ADDED", Change.ADDED, message)


def _one_sided(code: str, change: Change, element: Process | MessageFlow) -> Difference:
    shown = () if isinstance(element, Process) else (element.id,)
    facts = {"element": element.label}
    if change is Change.REMOVED:
        return Difference(code=code, change=change, before=shown, facts=facts)
    return Difference(code=code, change=change, after=shown, facts=facts)


def _automata(pair: Matched) -> tuple[Automaton, Automaton]:
    """Return both automata over one alphabet: the earlier ids, and `+id` for what is only in the later version."""
    one, other = behavior_of(pair.before).automaton(), behavior_of(pair.after).automaton()
    return one, other.renamed(pair.canonical)


def _labels(pair: Matched) -> Mapping[str, str]:
    named: dict[str, Element] = {pair.canonical[node.id]: node for node in pair.after.nodes}
    named.update({node.id: node for node in pair.before.nodes})
    return {identity: element.label for identity, element in named.items()}


def _apart(one: Automaton, other: Automaton, labels: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return a shortest trace that the one accepts and the other does not, as labels; None if there is none."""
    steps, steps_other = one.arcs, other.arcs
    start = (0, 0)
    came: dict[tuple[int, int], tuple[tuple[int, int], str] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        state, beside = here = waiting.popleft()
        if one.final[state] and not (beside >= 0 and other.final[beside]):
            trace: list[str] = []
            while (earlier := came[here]) is not None:
                here = earlier[0]
                trace.append(labels.get(earlier[1], earlier[1]))
            return tuple(reversed(trace))
        for symbol, after in steps[state].items():
            reached = (after, steps_other[beside].get(symbol, -1) if beside >= 0 else -1)
            if reached not in came:
                came[reached] = (here, symbol)
                waiting.append(reached)
    return None


def _relations(pair: Matched, one: Automaton, other: Automaton) -> Iterator[Difference]:
    """Name what may now be left out, repeated, or stands otherwise to another activity, for activities of both sides."""
    if max(one.n_states, other.n_states) > _MOST_STATES:
        return
    before, after = profile_of(one), profile_of(other)
    common = [symbol for symbol in one.symbols if symbol in other.symbols]
    labels = _labels(pair)
    for symbol in common:
        for code in _freedoms(before, after, symbol):
            yield _changed(pair, code, (symbol,), {"element": labels[symbol]})
    for position, first in enumerate(common):
        for second in common[position + 1 :]:
            was, now = before.relation[first, second], after.relation[first, second]
            if was is not now:
                facts = {"one": labels[first], "other": labels[second], "from": _relation(was), "to": _relation(now)}
                yield _changed(pair, "DIFF_RELATION", (first, second), facts)


def _freedoms(before: BehavioralProfile, after: BehavioralProfile, symbol: str) -> Iterator[str]:
    if (symbol in before.optional) != (symbol in after.optional):
        yield "DIFF_NOW_OPTIONAL" if symbol in after.optional else "DIFF_NOW_REQUIRED"
    if (symbol in before.repeatable) != (symbol in after.repeatable):
        yield "DIFF_NOW_REPEATABLE" if symbol in after.repeatable else "DIFF_NOW_ONCE"


def _changed(pair: Matched, code: str, symbols: tuple[str, ...], facts: Mapping[str, object]) -> Difference:
    after = tuple(pair.nodes[symbol] for symbol in symbols)
    return Difference(code=code, change=Change.CHANGED, before=symbols, after=after, facts=facts)


def _relation(relation: str) -> dict[str, str]:
    return {language.value: say(f"relation-{relation}", language) for language in Language}
