"""What belongs together on a drawing: each scope's nodes with their boundary events, data and notes, and the flows inside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from workbench.process.layout.figures import attachment_size, label_size
from workbench.process.model import Artifact, DataElement, Element, Event, FlowNode, Process, SequenceFlow, SubProcess
from workbench.ranking import Box, Graph

VISIBLE_DATA: Final = frozenset({"dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"})
_DEEPEST: Final = 300
"""More levels of sub-processes than a readable file can have."""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A flow between two nodes of one scope by their places in it, from a boundary event of the source where there is one."""

    element: str
    name: str
    source: int
    target: int
    event: str | None = None


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A process or sub-process from inside: nodes that stand alone, what clings to each of them, flows, and what clings to none.

    `looped` holds the nodes that a flow joins to themselves, `met_below` the events that messages
    reach from a lower pool: their names stand above.
    """

    id: str
    nodes: tuple[FlowNode, ...]
    events: Mapping[str, tuple[Event, ...]]
    attachments: Mapping[str, tuple[Element, ...]]
    ties: tuple[Tie, ...]
    loose: tuple[Element, ...]
    looped: frozenset[str] = frozenset()
    met_below: frozenset[str] = frozenset()

    @property
    def linked(self) -> tuple[int, ...]:
        """Return the places of the nodes that a flow of this scope joins, in order."""
        return tuple(sorted({end for tie in self.ties for end in (tie.source, tie.target)}))

    @property
    def graph(self) -> Graph:
        """Return what is to be ranked: the linked nodes by their number among these."""
        number = {place: number for number, place in enumerate(self.linked)}
        boxes = (Box(width=50.0 if isinstance(self.nodes[place], Event) else 100.0, height=80.0) for place in self.linked)
        return Graph(boxes=tuple(boxes), edges=tuple((number[tie.source], number[tie.target]) for tie in self.ties))


def scopes_of(
    process: Process, drawable: frozenset[str], notes: tuple[Artifact, ...], met_below: frozenset[str] = frozenset()
) -> Mapping[str, Scope]:
    """Sort a process by scopes, itself first; `drawable` holds the ids that may be drawn, `notes` associations from outside."""
    inside: dict[str, list[FlowNode]] = defaultdict(list)
    seen: set[str] = {process.id}
    for node in process.nodes:
        if node.id not in seen:
            seen.add(node.id)
            inside[node.scope].append(node)
    clinging = _clinging(process, drawable, notes)
    flows, attachable = _by_scope(process, drawable)
    scopes: dict[str, Scope] = {}
    waiting = [process.id]
    for scope in waiting:
        nodes = inside.get(scope, [])
        found = _scope(scope, nodes, flows.get(scope, []), attachable.get(scope, []), clinging)
        scopes[scope] = replace(found, met_below=met_below)
        waiting += [node.id for node in nodes if isinstance(node, SubProcess)]
    return scopes


def _by_scope(
    process: Process, drawable: frozenset[str]
) -> tuple[dict[str, list[SequenceFlow | Artifact]], dict[str, list[Element]]]:
    """Return by scope the flows (associations too), and what may cling to a node."""
    flows: dict[str, list[SequenceFlow | Artifact]] = defaultdict(list)
    attachable: dict[str, list[Element]] = defaultdict(list)
    for flow in process.flows:
        flows[flow.scope].append(flow)
    for data in process.data:
        if data.tag in VISIBLE_DATA and data.id in drawable:
            attachable[data.scope].append(data)
    for artifact in process.artifacts:
        if artifact.tag == "association":
            flows[artifact.scope].append(artifact)
        elif artifact.id in drawable:
            attachable[artifact.scope].append(artifact)
    return flows, attachable


def _scope(
    scope: str,
    nodes: list[FlowNode],
    flows: list[SequenceFlow | Artifact],
    attachable: list[Element],
    clinging: Mapping[str, str],
) -> Scope:
    possible = {node.id for node in nodes if not (isinstance(node, Event) and node.attached_to)}
    events: dict[str, list[Event]] = defaultdict(list)
    hosts: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, Event) and node.attached_to in possible:
            hosts[node.id] = node.attached_to
            events[node.attached_to].append(node)
    alone = tuple(node for node in nodes if node.id not in hosts)
    place = {node.id: number for number, node in enumerate(alone)}
    attachments: dict[str, list[Element]] = defaultdict(list)
    loose: list[Element] = []
    for element in attachable:
        clung = clinging.get(element.id, "")
        host = hosts.get(clung, clung)
        (attachments[host] if host in place else loose).append(element)
    ties = tuple(_ties(flows, place, hosts))
    return Scope(
        id=scope,
        nodes=alone,
        events={host: tuple(each) for host, each in events.items()},
        attachments={host: tuple(each) for host, each in attachments.items()},
        ties=ties,
        looped=frozenset(alone[tie.source].id for tie in ties if tie.source == tie.target),
        loose=tuple(loose),
    )


def _ties(flows: list[SequenceFlow | Artifact], place: Mapping[str, int], hosts: Mapping[str, str]) -> Iterator[Tie]:
    """Yield the flows, and the associations that lead from a boundary event to what compensates."""
    for flow in flows:
        source, target = flow.source or "", flow.target or ""
        event = source if source in hosts else None
        start, end = place.get(hosts.get(source, source)), place.get(target)
        if start is not None and end is not None and (event or isinstance(flow, SequenceFlow)):
            yield Tie(element=flow.id, name=flow.name, source=start, target=end, event=event)


def _clinging(process: Process, drawable: frozenset[str], notes: tuple[Artifact, ...]) -> dict[str, str]:
    """Return for each data element, note or group the node of its own scope that it belongs to."""
    nodes = {node.id: node.scope for node in process.nodes}
    things = {each.id: each.scope for each in process.data if each.id in drawable}
    things |= {each.id: each.scope for each in process.artifacts if each.id in drawable}
    flow_source = {flow.id: flow.source for flow in process.flows}
    found: dict[str, str] = {}

    def cling(element: str | None, node: str | None) -> None:
        node = flow_source.get(node or "", node)
        for _ in range(_DEEPEST):
            if element is None or element not in things or node is None or node not in nodes:
                return
            if nodes[node] == things[element]:
                found.setdefault(element, node)
                return
            node = nodes[node]

    for association in sorted(process.data_associations, key=lambda each: each.tag != "dataOutputAssociation"):
        for element in (association.target, *association.sources):
            cling(element, association.node)
    for artifact in (*process.artifacts, *notes):
        if artifact.tag == "association":
            cling(artifact.source, artifact.target)
            cling(artifact.target, artifact.source)
    return found


def attachment_room(element: Element) -> tuple[float, float]:
    """Return (width, height) that a data element or artifact needs beside others, its name included."""
    width, height = attachment_size(element)
    if isinstance(element, DataElement) and element.name:
        return max(width, 94.0), height + label_size(element)[1] + 2
    return width, height
