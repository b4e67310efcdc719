"""What differs between two versions of a process, one small function a kind of difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from workbench.findings import NO_FACTS
from workbench.language import Language, say
from workbench.process.matching import matched_by_name
from workbench.process.model import Activity, CallActivity, Event, EventDefinition, FlowNode, Gateway, Process, SequenceFlow
from workbench.process.naming import called, folded, kind_of


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
            yield _about(pair, "DIFF_RENAMED", one, other, {"from": _name(one), "to": _name(other)})
        if one.tag != other.tag:
            yield _about(pair, "DIFF_RETYPED", one, other, {"from": kind_of(one), "to": kind_of(other)})
        within = pair.nodes.get(one.scope, pair.after.id if one.scope == pair.before.id else "")
        if within != other.scope:
            yield _about(pair, "DIFF_SCOPE", one, other, {"from": _scope(pair.before, one), "to": _scope(pair.after, other)})


def what_they_do(pair: Matched) -> Iterator[Difference]:
    """Name activities that are repeated, performed or called otherwise than before."""
    for one, other in pair.pairs:
        if not isinstance(one, Activity) or not isinstance(other, Activity):
            continue
        changes: list[tuple[str, object, object]] = [
            ("DIFF_REPETITION", _repetition(one), _repetition(other)),
            ("DIFF_PERFORMERS", _performers(one), _performers(other)),
            ("DIFF_CALLED", _called(one), _called(other)),
        ]
        for code, before, after in changes:
            if before != after:
                yield _about(pair, code, one, other, {"from": before, "to": after})
        if one.may_end_early != other.may_end_early:
            yield _about(pair, "DIFF_ENDS_EARLY" if other.may_end_early else "DIFF_ENDS_EARLY_NOT", one, other, {})


def events(pair: Matched) -> Iterator[Difference]:
    """Name events that are triggered, attached or interrupting otherwise than before."""
    for one, other in pair.pairs:
        if not isinstance(one, Event) or not isinstance(other, Event):
            continue
        if _triggers(one) != _triggers(other):
            yield _about(pair, "DIFF_TRIGGER", one, other, {"from": _triggers(one), "to": _triggers(other)})
        if one.interrupting != other.interrupting:
            yield _about(pair, "DIFF_INTERRUPTS" if other.interrupting else "DIFF_INTERRUPTS_NOT", one, other, {})
        if one.attached_to and other.attached_to and pair.nodes.get(one.attached_to) != other.attached_to:
            hosts = (_host(pair.before, one), _host(pair.after, other))
            yield _about(pair, "DIFF_HOST", one, other, {"from": hosts[0], "to": hosts[1]})


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
    for earlier, later in stayed.items():
        if folded(names[earlier]) != folded(later_names[later]):
            facts = {"from": names[earlier], "to": later_names[later]}
            yield Difference(code="DIFF_LANE_RENAMED", change=Change.CHANGED, before=(earlier,), after=(later,), facts=facts)
    where, where_later = pair.before.lane_of, pair.after.lane_of
    for one, other in pair.pairs:
        lane_before, lane_after = where.get(one.id), where_later.get(other.id)
        if isinstance(one, Activity) and stayed.get(str(lane_before)) != lane_after:
            facts = {"from": names.get(str(lane_before), "–"), "to": later_names.get(str(lane_after), "–")}
            yield _about(pair, "DIFF_LANE", one, other, facts)


def flows(pair: Matched) -> Iterator[Difference]:
    """Name the flows between nodes of both sides that came, went, or decide otherwise; of several between two nodes, in order."""
    stayed = set(pair.nodes.values())
    here: dict[tuple[str, str], list[SequenceFlow]] = {}
    there: dict[tuple[str, str], list[SequenceFlow]] = {}
    for flow in pair.before.flows:
        source, target = pair.nodes.get(str(flow.source)), pair.nodes.get(str(flow.target))
        if source and target:
            here.setdefault((source, target), []).append(flow)
    for flow in pair.after.flows:
        if flow.source in stayed and flow.target in stayed:
            there.setdefault((str(flow.source), str(flow.target)), []).append(flow)
    for ends in dict.fromkeys((*here, *there)):
        for was, now in zip_longest(here.get(ends, ()), there.get(ends, ())):
            if was is not None and now is not None:
                yield from _decisions(pair, was, now)
            elif was is not None:
                facts = _ends(pair.before, was)
                yield Difference(code="DIFF_FLOW_REMOVED", change=Change.REMOVED, before=(was.id,), facts=facts)
            else:
                facts = _ends(pair.after, now)
                yield Difference(code="DIFF_FLOW_ADDED", change=Change.ADDED, after=(now.id,), facts=facts)


def _decisions(pair: Matched, flow: SequenceFlow, later: SequenceFlow) -> Iterator[Difference]:
    """Name what makes a flow be taken: its condition, its label, and whether it is the default."""
    changed = [
        (code, before or "–", after or "–")
        for code, before, after in (
            ("DIFF_CONDITION", flow.condition.strip(), later.condition.strip()),
            ("DIFF_FLOW_RENAMED", " ".join(flow.name.split()), " ".join(later.name.split())),
        )
        if before != after
    ]
    was, now = _is_default(pair.before, flow), _is_default(pair.after, later)
    changed += [("DIFF_DEFAULT" if now else "DIFF_DEFAULT_NOT", "", "")] if was != now else []
    for code, before, after in changed:
        facts = {**_ends(pair.before, flow), "from": before, "to": after}
        yield Difference(code=code, change=Change.CHANGED, before=(flow.id,), after=(later.id,), facts=facts)


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
    events,
    lanes,
    flows,
    data,
)
"""Every kind of difference that can be seen without playing the models."""


def _one_sided(process: Process, node: FlowNode, change: Change) -> Difference:
    code = f"DIFF_NODE_{change.name}" if node.name.strip() else f"DIFF_BARE_{change.name}"
    facts = {"element": called(process, node), "kind": kind_of(node)}
    if change is Change.ADDED:
        return Difference(code=code, change=change, after=(node.id,), facts=facts)
    return Difference(code=code, change=change, before=(node.id,), facts=facts)


def _about(pair: Matched, code: str, before: FlowNode, after: FlowNode, facts: Mapping[str, object]) -> Difference:
    named = {"element": called(pair.after, after), **facts}
    return Difference(code=code, change=Change.CHANGED, before=(before.id,), after=(after.id,), facts=named)


def _ends(process: Process, flow: SequenceFlow) -> dict[str, object]:
    node = process.node
    return {"source": called(process, node[str(flow.source)]), "target": called(process, node[str(flow.target)])}


def _scope(process: Process, node: FlowNode) -> str:
    return process.node[node.scope].label if node.scope in process.node else process.label


def _name(node: FlowNode) -> str:
    return " ".join(node.name.split()) or "–"


def _is_default(process: Process, flow: SequenceFlow) -> bool:
    source = process.node[str(flow.source)]
    return isinstance(source, Activity | Gateway) and source.default_flow == flow.id


def _repetition(activity: Activity) -> Mapping[str, str]:
    times = f" × {activity.times}" if activity.times is not None else ""
    return {each.value: say(f"repetition-{activity.repetition.name}", each) + times for each in Language}


def _performers(activity: Activity) -> str:
    return ", ".join(each.who for each in activity.performers) or "–"


def _called(activity: Activity) -> str:
    return (activity.called if isinstance(activity, CallActivity) else "") or "–"


def _host(process: Process, event: Event) -> str:
    host = process.node.get(str(event.attached_to))
    return host.label if host else str(event.attached_to)


def _triggers(event: Event) -> Mapping[str, str]:
    return {language.value: ", ".join(_spoken(each, language) for each in event.definitions) or "–" for language in Language}


def _spoken(definition: EventDefinition, language: Language) -> str:
    words = (say(f"trigger-{definition.kind}", language), definition.subject, definition.expression)
    return " ".join(word for word in words if word)


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
