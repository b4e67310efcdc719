"""The nodes of a process in the order in which work comes to them: what is done again stands before what comes afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from workbench.process import Process
from workbench.process.model import FlowNode


def flow_order(process: Process) -> tuple[FlowNode, ...]:
    """Return every node once: from the starts along the flows, the way back into a loop before the way out of it.

    What no flow leads to comes last, in the order of the file. Boundary events come after their activity, the inside of a
    sub-process after the sub-process itself.
    """
    follows = _follows(process)
    finished: dict[str, None] = {}
    for node in reversed(_roots(process)):
        _walk(node.id, follows, finished)
    for node in reversed(process.nodes):
        _walk(node.id, follows, finished)
    place = {key: number for number, key in enumerate(reversed(finished))}
    return tuple(sorted(process.nodes, key=lambda node: place[node.id]))


def _roots(process: Process) -> tuple[FlowNode, ...]:
    entered = {flow.target for flow in process.flows}
    outer = [node for node in process.nodes if node.scope == process.id and node.id not in entered]
    return tuple(sorted(outer, key=lambda node: (node.tag != "startEvent", node.tag == "boundaryEvent")))


def _follows(process: Process) -> Mapping[str, tuple[str, ...]]:
    """Return what comes after each node, that from which it is reached again first."""
    known, outgoing, inside, boundary = process.node, process.outgoing, process.inside, process.boundary
    raw = {
        node.id: (
            *(flow.target for flow in outgoing.get(node.id, ()) if flow.target in known),
            *(event.id for event in boundary.get(node.id, ())),
            *(inner.id for inner in inside.get(node.id, ()) if inner.tag == "startEvent"),
        )
        for node in process.nodes
    }
    follows = {key: tuple(str(each) for each in targets) for key, targets in raw.items()}
    return {key: tuple(sorted(targets, key=_turn(key, process, follows))) for key, targets in follows.items()}


def _turn(here: str, process: Process, follows: Mapping[str, tuple[str, ...]]) -> Callable[[str], tuple[bool, bool]]:
    """Return by what the nodes after one are ordered: first its inside, then what leads back to it."""
    known = process.node
    return lambda to: (known[to].scope != here, len(follows[here]) > 1 and here not in _reached(to, follows))


def _reached(start: str, follows: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    seen, waiting = {start}, [start]
    for key in waiting:
        for each in follows[key]:
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return frozenset(seen)


def _walk(start: str, follows: Mapping[str, tuple[str, ...]], finished: dict[str, None]) -> None:
    """Enter a node and all that follows it into `finished`, each after what follows it (depth first, without recursion)."""
    entered = {start}
    path: list[tuple[str, Iterator[str]]] = [] if start in finished else [(start, reversed(follows[start]))]
    while path:
        key, rest = path[-1]
        coming = next((each for each in rest if each not in entered and each not in finished), None)
        if coming is None:
            finished[key] = None
            path.pop()
        else:
            entered.add(coming)
            path.append((coming, reversed(follows[coming])))
