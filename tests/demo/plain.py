"""The demo's files read back as plain rows, and each case walked through its diagram – independently of the workbench."""

import csv
import gzip
import heapq
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from demo.files import files
from demo.generate import Demo

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
Row = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Move:
    """One firing of a node (`node` None: a step that fits nowhere), with the event that shows it, if one does."""

    node: str | None
    event: int | None
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Diagram:
    """One BPMN file: tags, incoming and outgoing flows, and the lane's text by node."""

    tags: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    incoming: dict[str, list[str]] = field(default_factory=dict)
    outgoing: dict[str, list[str]] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)

    def firings(self, node: str, marking: frozenset[str]) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Yield every (flows taken from, flows given to) with which a node may fire."""
        incoming, outgoing = self.incoming.get(node, []), self.outgoing.get(node, [])
        if self.tags[node] == "parallelGateway":
            if incoming and all(flow in marking for flow in incoming):
                yield tuple(incoming), tuple(outgoing)
            return
        for flow in incoming:
            if flow in marking:
                splits = self.tags[node] == "exclusiveGateway"
                yield from (((flow,), (way,)) for way in outgoing) if splits else (((flow,), tuple(outgoing)),)


@dataclass(frozen=True, kw_only=True)
class Plain:
    """The workspace of a demo: tables by name, sidecars, diagrams and logs by process."""

    tables: Mapping[str, list[Row]]
    sidecars: Mapping[str, Any]
    diagrams: Mapping[str, Diagram]
    logs: Mapping[str, Mapping[str, list[Row]]]

    @cached_property
    def activity_of(self) -> Mapping[str, str]:
        """Return the activity by name or alias."""
        names = {name: node for diagram in self.diagrams.values() for node, name in diagram.names.items()}
        return names | {row["alias"]: row["id"] for row in self.tables["aliases"] if row["kind"] == "activity"}


def plain(demo: Demo) -> Plain:
    content = files(demo)
    tables = {
        path.rpartition("/")[2].removesuffix(".csv"): list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        for path, data in content.items()
        if path.endswith(".csv")
    }
    processes = [path.rpartition("/")[2][:3] for path in content if path.endswith(".bpmn")]
    logs: dict[str, dict[str, list[Row]]] = {process: {} for process in processes}
    for process in processes:
        text = gzip.decompress(content[f"event_logs/{process.lower()}.csv.gz"]).decode()
        for row in csv.DictReader(io.StringIO(text)):
            logs[process].setdefault(row["case_id"], []).append(row)
    return Plain(
        tables=tables,
        sidecars={process: yaml.safe_load(content[f"models/processes/{process}.yaml"]) for process in processes},
        diagrams={process: diagram(content[f"models/processes/{process}.bpmn"]) for process in processes},
        logs=logs,
    )


def diagram(xml: bytes) -> Diagram:
    drawn = Diagram()
    process = ET.fromstring(xml).find(f"{BPMN}process")
    assert process is not None
    for element in process:
        tag, identity = element.tag.removeprefix(BPMN), element.get("id", "")
        if tag == "sequenceFlow":
            drawn.outgoing.setdefault(element.get("sourceRef", ""), []).append(identity)
            drawn.incoming.setdefault(element.get("targetRef", ""), []).append(identity)
        elif tag == "laneSet":
            for lane in element:
                drawn.lanes |= {reference.text or "": lane.get("name", "") for reference in lane}
        elif tag.endswith(("Task", "Gateway", "Event")):
            drawn.tags[identity] = tag
            if tag.endswith("Task"):
                drawn.names[identity] = element.get("name", "")
    return drawn


def walk(drawn: Diagram, trace: tuple[str, ...], blind: frozenset[str]) -> tuple[Move, ...]:
    """Return the cheapest way of a trace through a diagram; what is skipped or fits nowhere costs 1."""
    (start,) = (node for node, tag in drawn.tags.items() if tag == "startEvent")
    first = (frozenset(drawn.outgoing[start]), 0)
    ticket = count()
    came: dict[tuple[frozenset[str], int], tuple[tuple[frozenset[str], int], Move]] = {}
    best = {first: 0}
    heap = [(0, -0, next(ticket), first)]
    while heap:
        cost, _, _, state = heapq.heappop(heap)
        if cost > best[state]:
            continue
        marking, at = state
        if not marking and at == len(trace):
            return _way(came, state)
        for move, price in _moves(drawn, marking, at, trace, blind):
            after = ((marking - set(move.takes)) | set(move.gives), at + (move.event is not None))
            if cost + price < best.get(after, 1_000):
                best[after] = cost + price
                came[after] = (state, move)
                heapq.heappush(heap, (cost + price, -after[1], next(ticket), after))
    raise AssertionError(trace)


def _moves(
    drawn: Diagram, marking: frozenset[str], at: int, trace: tuple[str, ...], blind: frozenset[str]
) -> Iterable[tuple[Move, int]]:
    for node, tag in drawn.tags.items():
        for takes, gives in drawn.firings(node, marking):
            if at < len(trace) and trace[at] == node:
                yield Move(node=node, event=at, takes=takes, gives=gives), 0
            is_seen = tag.endswith("Task") and node not in blind
            yield Move(node=node, event=None, takes=takes, gives=gives), int(is_seen)
    if at < len(trace):
        yield Move(node=None, event=at), 1


def _way(came: Mapping[Any, tuple[Any, Move]], state: Any) -> tuple[Move, ...]:
    moves = []
    while state in came:
        state, move = came[state]
        moves.append(move)
    return tuple(reversed(moves))
