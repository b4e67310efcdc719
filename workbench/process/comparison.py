"""Two models compared by what they mean: activities, flows, lanes, data, and what each allows that the other does not."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from workbench.findings import Finding, UnsupportedError
from workbench.language import Language, say
from workbench.process.automaton import Automaton
from workbench.process.behavior import behavior_of
from workbench.process.behavioral_profile import BehavioralProfile, Relation, profile_of
from workbench.process.differences import STRUCTURAL, Change, Difference, Matched
from workbench.process.matching import matched_by_name, matched_nodes
from workbench.process.model import Element, MessageFlow, Process, ProcessModel
from workbench.process.naming import folded
from workbench.shown import Columns, Tabled, Values, columns_of

_MOST_STATES: Final = 2_000
"""States of an automaton beyond which the relations between its activities are not compared."""


@dataclass(frozen=True, kw_only=True)
class Comparison(Tabled):
    """What differs between two models.

    `same_behavior` is None where one of the two has no behaviour here; `reason` then says why. `only_before` and `only_after`
    are shortest traces, as labels, that one model alone allows. `pairs` are the processes that were compared.
    """

    before: ProcessModel
    after: ProcessModel
    differences: tuple[Difference, ...]
    same_behavior: bool | None
    reason: Finding | None = None
    only_before: tuple[str, ...] | None = None
    only_after: tuple[str, ...] | None = None
    pairs: tuple[Matched, ...] = ()

    def behavior_text(self, language: Language) -> str:
        """Say whether the two allow the same traces, with a trace that shows it where they do not."""
        if self.same_behavior is None:
            return say("DIFF_BEHAVIOR_UNKNOWN", language, {"reason": self.reason.text(language) if self.reason else ""})
        if self.same_behavior:
            return say("DIFF_BEHAVIOR_SAME", language)
        if self.only_before is None and self.only_after is None:
            return say("DIFF_BEHAVIOR_PROCESSES", language)
        none = {"zh-CN": "（无）", "en": "(none)"}
        shown = [" → ".join(trace) or "∅" if trace is not None else none for trace in (self.only_before, self.only_after)]
        return say("DIFF_BEHAVIOR", language, {"before": shown[0], "after": shown[1]})

    @property
    def table(self) -> Columns:
        """Return one row a difference, and whether the behaviour is the same."""
        values: dict[str, Values] = {**columns_of(Difference, self.differences), "difference": list(self.differences)}
        del values["facts"]
        said = {language.value: self.behavior_text(language) for language in Language}
        return Columns(values=values, said=(said,))


def compare(before: ProcessModel, after: ProcessModel) -> Comparison:
    """Compare two models process by process, nodes matched by id, name and surroundings.

    Behaviour is compared exactly, by the minimal automata of the traces; how activities stand to each other by their
    behavioural profiles (Weidlich et al. 2011).
    """
    pairs = list(_paired(before, after))
    found = {pair.before.id: [difference for rule in STRUCTURAL for difference in rule(pair)] for pair in pairs}
    differences = [difference for of_pair in found.values() for difference in of_pair]
    differences += _processes_and_messages(before, after, pairs)
    traces: list[tuple[tuple[str, ...] | None, tuple[str, ...] | None]] = []
    refused: list[Finding] = []
    for pair in pairs:
        try:
            one, other = _automata(pair)
        except UnsupportedError as refusal:
            refused += [refusal.finding] if found[pair.before.id] else []
            continue
        traces.append((_apart(one, other, _labels(pair)), _apart(other, one, _labels(pair))))
        differences += _relations(pair, one, other)
    differ = any(trace is not None for both in traces for trace in both)
    alone = any(each.code in ("DIFF_PROCESS_ADDED", "DIFF_PROCESS_REMOVED") for each in differences)
    return Comparison(
        before=before,
        after=after,
        differences=tuple(differences),
        same_behavior=False if differ or alone else None if refused else True,
        reason=refused[0] if refused else None,
        only_before=next((one for one, _ in traces if one is not None), None),
        only_after=next((other for _, other in traces if other is not None), None),
        pairs=tuple(pairs),
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
    pools = matched_by_name(before.participants, after.participants)
    yield from _pools(before, after, pools)
    names, names_after = _called(before), _called(after)
    ends = {one: other for pair in pairs for one, other in pair.nodes.items()} | dict(pools)
    here = {(ends.get(str(f.source)), ends.get(str(f.target))): f for f in before.message_flows}
    there = {(str(f.source), str(f.target)): f for f in after.message_flows}
    for message in (flow for key, flow in here.items() if key not in there):
        yield _message(names, message, Change.REMOVED)
    for message in (flow for key, flow in there.items() if key not in here):
        yield _message(names_after, message, Change.ADDED)


def _pools(before: ProcessModel, after: ProcessModel, stayed: Mapping[str, str]) -> Iterator[Difference]:
    labels = {pool.id: pool.label for pool in after.participants}
    for pool in before.participants:
        if pool.id not in stayed:
            facts = {"element": pool.label}
            yield Difference(code="DIFF_POOL_REMOVED", change=Change.REMOVED, before=(pool.id,), facts=facts)
        elif folded(pool.label) != folded(labels[stayed[pool.id]]):
            shown = {"before": (pool.id,), "after": (stayed[pool.id],)}
            facts = {"from": pool.label, "to": labels[stayed[pool.id]]}
            yield Difference(code="DIFF_POOL_RENAMED", change=Change.CHANGED, facts=facts, **shown)
    for pool in after.participants:
        if pool.id not in stayed.values():
            yield Difference(code="DIFF_POOL_ADDED", change=Change.ADDED, after=(pool.id,), facts={"element": pool.label})


def _called(model: ProcessModel) -> Mapping[str, str]:
    """Return what every pool and node of a model is called, by id."""
    nodes = (node for process in model.processes for node in process.nodes)
    return {each.id: each.label for each in (*nodes, *model.participants)}


def _message(names: Mapping[str, str], message: MessageFlow, change: Change) -> Difference:
    ends = [names.get(str(end), str(end)) for end in (message.source, message.target)]
    facts = {"element": " ".join(message.name.split()), "source": ends[0], "target": ends[1]}
    shown = (message.id,)
    if change is Change.REMOVED:
        return Difference(code="DIFF_MESSAGE_REMOVED", change=change, before=shown, facts=facts)
    return Difference(code="DIFF_MESSAGE_ADDED", change=change, after=shown, facts=facts)


def _one_sided(code: str, change: Change, element: Process) -> Difference:
    return Difference(code=code, change=change, facts={"element": element.label})


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
    turned = {
        (first, second, before.relation[first, second], after.relation[first, second])
        for first, second in permutations(common, 2)
        if before.relation[first, second] is not after.relation[first, second]
    }
    while turned:
        (pivot, was, now), others = _largest_group(turned)
        facts = {"one": labels[pivot], "others": {each.value: _listed(others, labels, each) for each in Language}}
        said = {"from": _relation(was, facts), "to": _relation(now, facts)}
        yield _changed(pair, "DIFF_RELATION", (pivot, *others), {**facts, **said})
        turned = {each for each in turned if pivot not in each[:2] or not {*each[:2]} & {*others}}


_Turned = tuple[str, str, Relation, Relation]
"""Two activities, and how the first stood and stands to the second."""


def _largest_group(turned: Collection[_Turned]) -> tuple[tuple[str, Relation, Relation], list[str]]:
    """Return the activity whose standing to most others has changed in one and the same way, that way, and the others."""
    groups: dict[tuple[str, Relation, Relation], list[str]] = {}
    for one, other, was, now in sorted(turned):
        groups.setdefault((one, was, now), []).append(other)
    return max(groups.items(), key=lambda group: (len(group[1]), group[0][1] is Relation.BEFORE))


def _listed(symbols: Sequence[str], labels: Mapping[str, str], language: Language) -> str:
    return {Language.ZH_CN: "、"}.get(language, ", ").join(f"“{labels[symbol]}”" for symbol in symbols)


def _freedoms(before: BehavioralProfile, after: BehavioralProfile, symbol: str) -> Iterator[str]:
    if (symbol in before.optional) != (symbol in after.optional):
        yield "DIFF_NOW_OPTIONAL" if symbol in after.optional else "DIFF_NOW_REQUIRED"
    if (symbol in before.repeatable) != (symbol in after.repeatable):
        yield "DIFF_NOW_REPEATABLE" if symbol in after.repeatable else "DIFF_NOW_ONCE"


def _changed(pair: Matched, code: str, symbols: tuple[str, ...], facts: Mapping[str, object]) -> Difference:
    after = tuple(pair.nodes[symbol] for symbol in symbols)
    return Difference(code=code, change=Change.CHANGED, before=symbols, after=after, facts=facts)


def _relation(relation: Relation, facts: Mapping[str, object]) -> dict[str, str]:
    return {language.value: say(f"relation-{relation}", language, facts) for language in Language}
