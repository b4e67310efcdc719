"""What differs between two versions of a process, one small function a kind of difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from workbench.findings import NO_FACTS
from workbench.language import Language, say
from workbench.process.matching import matched_by_name
from workbench.process.model import Activity, Event, FlowNode, Process, SequenceFlow


class Change(StrEnum):
    """Whether something came, went, or became different."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that differs; `before` and `after` are the elements that show it in each model. `code` names its sentence."""

    code: str
    change: Change
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)

    def text(self, language: Language = Language.EN) -> str:
        """Say what differs."""
        return say(self.code, language, self.facts)


@dataclass(frozen=True, kw_only=True)
class Matched:
    """Two versions of a process, and the id afterwards of every node that is still there."""

    before: Process
    after: Process
    nodes: Mapping[str, str]

    @property
    def pairs(self) -> Sequence[tuple[FlowNode, FlowNode]]:
        """Return the nodes that are on both sides, in the order of the earlier one."""
        here, there = self.before.node, self.after.node
        return [(here[one], there[other]) for one, other in self.nodes.items()]

    @property
    def canonical(self) -> Mapping[str, str]:
        """Return the id under which each node of the later version is compared: the earlier one, where there is one."""
        earlier = {other: one for one, other in self.nodes.items()}
        return {node.id: earlier.get(node.id, f"+{node.id}") for node in self.after.nodes}


def nodes_that_came_or_went(pair: Matched) -> Iterator[Difference]:
    """Name every node that is on one side alone."""
    stayed = set(pair.nodes.values())
    for node in pair.before.nodes:
        if node.id not in pair.nodes:
            yield _one_sided(pair.before, node, Change.REMOVED)
    for node in pair.after.nodes:
        if node.id not in stayed:
            yield _one_sided(pair.after, node, Change.ADDED)


def names_and_kinds(pair: Matched) -> Iterator[Difference]:
    """Name what bears another name, is another kind of activity, or stands in another scope."""
    for one, other in pair.pairs:
        if one.name.strip() != other.name.strip():
            yield _about(pair, "DIFF_RENAMED", one, other, {"from": one.name or "–", "to": other.name or "–"})
        if one.tag != other.tag:
            yield _about(pair, "DIFF_RETYPED", one, other, {"from": kind_of(one), "to": kind_of(other)})
        within = pair.nodes.get(one.scope, pair.after.id if one.scope == pair.before.id else "")
        if within != other.scope:
            yield _about(pair, "DIFF_SCOPE", one, other, {"from": _scope(pair.before, one), "to": _scope(pair.after, other)})


def what_they_do(pair: Matched) -> Iterator[Difference]:
    """Name what is repeated, performed or triggered otherwise than before."""
    for one, other in pair.pairs:
        if isinstance(one, Activity) and isinstance(other, Activity):
            if (one.repetition, one.times) != (other.repetition, other.times):
                facts = {"from": _repetition(one), "to": _repetition(other)}
                yield _about(pair, "DIFF_REPETITION", one, other, facts)
            if one.performers != other.performers:
                facts = {"from": _performers(one), "to": _performers(other)}
                yield _about(pair, "DIFF_PERFORMERS", one, other, facts)
        if isinstance(one, Event) and isinstance(other, Event) and _triggers(one) != _triggers(other):
            facts = {"from": _triggers(one) or "–", "to": _triggers(other) or "–"}
            yield _about(pair, "DIFF_TRIGGER", one, other, facts)


def lanes(pair: Matched) -> Iterator[Difference]:
    """Name lanes that came or went, and activities that stand in another lane."""
    stayed = matched_by_name(pair.before.lanes, pair.after.lanes)
    names = {lane.id: lane.label for lane in pair.before.lanes}
    later_names = {lane.id: lane.label for lane in pair.after.lanes}
    for lane in pair.before.lanes:
        if lane.id not in stayed:
            facts = {"element": lane.label}
            yield Difference(code="DIFF_LANE_REMOVED", change=Change.REMOVED, before=(lane.id,), facts=facts)
    for lane in pair.after.lanes:
        if lane.id not in stayed.values():
            yield Difference(code="DIFF_LANE_ADDED", change=Change.ADDED, after=(lane.id,), facts={"element": lane.label})
    where, where_later = pair.before.lane_of, pair.after.lane_of
    for one, other in pair.pairs:
        lane_before, lane_after = where.get(one.id), where_later.get(other.id)
        if isinstance(one, Activity) and stayed.get(str(lane_before)) != lane_after:
            facts = {"from": names.get(str(lane_before), "–"), "to": later_names.get(str(lane_after), "–")}
            yield _about(pair, "DIFF_LANE", one, other, facts)


def flows(pair: Matched) -> Iterator[Difference]:
    """Name the flows between nodes of both sides that came, went, or decide otherwise."""
    ends_of = ((pair.nodes.get(str(flow.source)), pair.nodes.get(str(flow.target)), flow) for flow in pair.before.flows)
    here = {(source, target): flow for source, target, flow in ends_of if source and target}
    stayed = set(pair.nodes.values())
    there = {(str(f.source), str(f.target)): f for f in pair.after.flows if f.source in stayed and f.target in stayed}
    for ends, flow in here.items():
        if ends not in there:
            facts = _ends(pair.before, flow)
            yield Difference(code="DIFF_FLOW_REMOVED", change=Change.REMOVED, before=(flow.id,), facts=facts)
        elif flow.condition.strip() != there[ends].condition.strip():
            facts = {**_ends(pair.before, flow), "from": flow.condition or "–", "to": there[ends].condition or "–"}
            after = (there[ends].id,)
            yield Difference(code="DIFF_CONDITION", change=Change.CHANGED, before=(flow.id,), after=after, facts=facts)
    for ends, flow in there.items():
        if ends not in here:
            facts = _ends(pair.after, flow)
            yield Difference(code="DIFF_FLOW_ADDED", change=Change.ADDED, after=(flow.id,), facts=facts)


def data(pair: Matched) -> Iterator[Difference]:
    """Name the data that activities read or write on one side alone."""
    here, there = _data_of(pair.before), _data_of(pair.after)
    for one, other in pair.pairs:
        used, used_later = here.get(one.id, set()), there.get(other.id, set())
        for way, name in sorted(used - used_later):
            yield _about(pair, f"DIFF_{way}_REMOVED", one, other, {"data": name})
        for way, name in sorted(used_later - used):
            yield _about(pair, f"DIFF_{way}_ADDED", one, other, {"data": name})


STRUCTURAL: Final[Sequence[Callable[[Matched], Iterator[Difference]]]] = (
    nodes_that_came_or_went,
    names_and_kinds,
    what_they_do,
    lanes,
    flows,
    data,
)
"""Every kind of difference that can be seen without playing the models."""


def kind_of(node: FlowNode) -> dict[str, str]:
    """Return what a node is, in each language."""
    return {language.value: say(f"kind-{node.tag}", language) for language in Language}


def called(process: Process, node: FlowNode) -> dict[str, str]:
    """Return how a node is called in each language: by its name, else by its kind and what comes before it."""
    if node.name.strip():
        return {language.value: f"“{node.label}”" for language in Language}
    nearest = next((before.label for before in _upstream(process, node) if before.name.strip()), None)
    key = "node-after" if nearest else "node-bare"
    kind = kind_of(node)
    facts = {"kind": kind, "before": nearest or "", "id": node.id}
    return {language.value: say(key, language, facts) for language in Language}


def _upstream(process: Process, node: FlowNode) -> Iterator[FlowNode]:
    """Yield what comes before a node, the nearest first; a boundary event comes after its host."""
    node_of, incoming = process.node, process.incoming
    seen, waiting = {node.id}, [node.id]
    for identity in waiting:
        here = node_of[identity]
        hosts = [str(here.attached_to)] if isinstance(here, Event) and here.attached_to else []
        for earlier in (*hosts, *(str(flow.source) for flow in incoming.get(identity, ()))):
            if earlier in node_of and earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
                yield node_of[earlier]


def _one_sided(process: Process, node: FlowNode, change: Change) -> Difference:
    facts = {"element": called(process, node), "kind": kind_of(node)}
    if change is Change.ADDED:
        return Difference(code="DIFF_NODE_ADDED", change=change, after=(node.id,), facts=facts)
    return Difference(code="DIFF_NODE_REMOVED", change=change, before=(node.id,), facts=facts)


def _about(pair: Matched, code: str, before: FlowNode, after: FlowNode, facts: Mapping[str, object]) -> Difference:
    named = {"element": called(pair.after, after), **facts}
    return Difference(code=code, change=Change.CHANGED, before=(before.id,), after=(after.id,), facts=named)


def _ends(process: Process, flow: SequenceFlow) -> dict[str, object]:
    node = process.node
    return {"source": called(process, node[str(flow.source)]), "target": called(process, node[str(flow.target)])}


def _scope(process: Process, node: FlowNode) -> str:
    return process.node[node.scope].label if node.scope in process.node else process.label


def _repetition(activity: Activity) -> str:
    return activity.repetition.value + (f" × {activity.times}" if activity.times else "")


def _performers(activity: Activity) -> str:
    return ", ".join(f"{each.role}: {each.who}" for each in activity.performers) or "–"


def _triggers(event: Event) -> str:
    return ", ".join(f"{each.kind} {each.expression}".strip() for each in event.definitions)


def _data_of(process: Process) -> Mapping[str, set[tuple[str, str]]]:
    """Return for each node the names of what it reads and writes, the reference's own name before that of what it refers to."""
    objects = {each.id: each for each in process.data}
    used: dict[str, set[tuple[str, str]]] = {}
    for association in process.data_associations:
        reads = association.tag == "dataInputAssociation"
        for identity in association.sources if reads else (association.target or "",):
            found = objects.get(identity)
            if found is not None and found.tag != "property":
                referred = objects.get(found.refers_to or "")
                name = found.name or (referred.name if referred else "") or found.refers_to or found.id
                used.setdefault(association.node, set()).add(("READ" if reads else "WRITE", name))
    return used
