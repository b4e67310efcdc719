"""The board on which a process becomes a token net: places allotted scope by scope, the flows, what is settled at the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, takewhile
from types import MappingProxyType
from typing import Final

from workbench.process.model import Activity, Event, FlowNode, Gateway, Process, SubProcess
from workbench.process.refusal import refuse_construct
from workbench.process.token_net import Move, TokenNet

_MOST_BRANCHES: Final = 10
_QUANTITIES: Final = ("startQuantity", "completionQuantity")


@dataclass(frozen=True, kw_only=True)
class Messages:
    """Which places hold the messages that a node sends or waits for, by node id; empty for a process played alone."""

    sent: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    received: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class Compensation:
    """An activity that can be undone, and what undoes it (13.5.5).

    A token on `kept[scope]` says that it was done, as far as a thrower in that scope may know: from inside a sub-process at
    once, from outside when the sub-process is completed too.
    """

    activity: str
    handler: str
    kept: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Undoing:
    """What is undone in the name of a scope: from `hub`, a `waiting` place holds the token while one activity is undone."""

    scope: str
    hub: int
    waiting: tuple[tuple[Compensation, int], ...]

    @property
    def left(self) -> tuple[int, ...]:
        """Return the places that are empty when all is undone."""
        return tuple(each.kept[self.scope] for each, _ in self.waiting)


class Compilation:
    """A net being made of one process; the places of a sub-process and all it contains are one run of numbers.

    `rules` says for each tag how a node becomes moves; a tag that is absent there is refused by name.
    """

    def __init__(self, process: Process, rules: Mapping[str, Rule], visible_events: Collection[str] = ()) -> None:
        self.process = process
        self.rules = rules
        self.visible_events = frozenset(visible_events)
        self.node = process.node
        self.incoming = process.incoming
        self.outgoing = process.outgoing
        self.boundary = process.boundary
        self.active: dict[str, int] = {}
        self.armed: dict[str, tuple[int, ...]] = {}
        self.inside: dict[str, tuple[int, ...]] = {}
        self.begun: dict[str, tuple[int, ...]] = {}
        self.armed_inside: dict[str, tuple[int, ...]] = {}
        self.counted: dict[str, tuple[int, ...]] = {}
        self.caught: Mapping[str, Event] = {}
        self.thrown: list[tuple[int, Event, Undoing | None]] = []
        self.compensations: Mapping[str, Compensation] = {}
        self.handlers: dict[str, tuple[int, int]] = {}
        self.undoings: list[Undoing] = []
        self.messages = Messages()
        self.n_places = 0
        self.moves: list[Move] = []
        self.approximated: list[tuple[str, str]] = []
        self._inside = process.inside
        self._flow_place: dict[str, int] = {}
        self._emptying: list[tuple[Move, str]] = []
        self._ending: list[tuple[Move, str]] = []

    # places and moves

    def place(self) -> int:
        """Allot a new place."""
        self.n_places += 1
        return self.n_places - 1

    def move(self, element: str, takes: Sequence[int], gives: Sequence[int]) -> None:
        """Add a silent, unconditional move."""
        self.moves.append(Move(element=element, takes=tuple(takes), gives=tuple(gives)))

    def occurrence(self, node: FlowNode, *takes: int) -> Move:
        """Return the move by which a node happens: it shows, takes its message and sends its own, and can be undone later.

        What a node that answers has asked for was sent before (`asks`).
        """
        sent = () if self.asks(node) else self.messages.sent.get(node.id, ())
        kept = (*sent, *self.kept(node))
        takes = (*takes, *self.messages.received.get(node.id, ()))
        return Move(element=node.id, symbol=self.symbol(node), takes=takes, gives=kept, empties=kept, happens=True)

    def asks(self, node: FlowNode) -> tuple[int, ...]:
        """Return the messages that a node sends as soon as it is active, since it waits for one itself (13.3.3)."""
        return self.messages.sent.get(node.id, ()) if node.id in self.messages.received else ()

    def kept(self, node: FlowNode) -> tuple[int, ...]:
        """Return the place that says that a node was done, where it can be undone."""
        undo = self.compensations.get(node.id)
        return (undo.kept[node.scope],) if undo else ()

    def leave(self, node: FlowNode, move: Move) -> None:
        """Add the move once for each way out of the node."""
        if any(key in _QUANTITIES and value != "1" for key, value in node.attributes):
            self.approximate(node.id, "approximation-one-token")
        self.moves += [replace(move, gives=(*move.gives, *gives)) for gives in self.branches(node)]

    def add_emptying(self, move: Move, scope: str) -> None:
        """Add a move that ends everything in a scope, whatever will have been put there when all is compiled."""
        self._emptying.append((move, scope))

    def add_ending(self, move: Move, host: str) -> None:
        """Add a move that ends an activity itself with everything in it, however often it was still to be repeated."""
        self._ending.append((move, host))

    def symbol(self, node: FlowNode) -> str | None:
        """Return what shows in a trace when the node happens."""
        return node.id if not isinstance(node, Event) or node.id in self.visible_events else None

    def approximate(self, element: str, how: str) -> None:
        """Say that an element's rule is narrower than the standard's; `how` is the key of the sentence."""
        self.approximated.append((element, how))

    # flows

    def children(self, scope: str) -> Sequence[FlowNode]:
        """Return the nodes that stand directly in a scope."""
        return self._inside.get(scope, ())

    def ins(self, node: FlowNode) -> tuple[int, ...]:
        """Return the places of the incoming flows; what undoes an activity comes from its compensation."""
        flows = tuple(self._flow_place[flow.id] for flow in self.incoming.get(node.id, ()))
        return (*flows, self.handlers[node.id][0]) if node.id in self.handlers else flows

    def outs(self, node: FlowNode) -> tuple[int, ...]:
        """Return the places of the outgoing flows."""
        return tuple(self._flow_place[flow.id] for flow in self.outgoing.get(node.id, ()))

    def branches(self, node: FlowNode) -> Iterator[tuple[int, ...]]:
        """Yield what each way out of a node gives: all unconditional flows, and any of the conditional ones (13.3.1)."""
        if node.id in self.handlers:
            yield (self.handlers[node.id][1],)
            return
        flows = self.outgoing.get(node.id, ())
        default = node.default_flow if isinstance(node, Activity | Gateway) else None
        always = [self._flow_place[f.id] for f in flows if not f.condition and f.id != default]
        either = [self._flow_place[f.id] for f in flows if f.condition and f.id != default]
        otherwise = [self._flow_place[f.id] for f in flows if f.id == default]
        if not either:
            yield (*always, *otherwise)
            return
        self.refuse_too_many(node, len(either))
        if otherwise or always:
            yield (*always, *otherwise)
        for chosen in subsets(either):
            yield (*always, *chosen)

    def refuse_too_many(self, node: FlowNode, branches: int) -> None:
        """Raise UnsupportedError where a node has so many conditional ways that their choices explode."""
        if branches > _MOST_BRANCHES:
            raise refuse_construct(self.process, node, f"{node.tag} with {branches} conditional branches")

    def gathered(self, node: FlowNode, ins: Sequence[int]) -> int:
        """Return one place where a token from any of the incoming flows arrives (implicit merge, 13.3.1)."""
        if len(ins) == 1:
            return ins[0]
        hub = self.place()
        for place in ins:
            self.move(node.id, (place,), (hub,))
        return hub

    # scopes

    def scope(self, scope: str, start: int) -> None:
        """Compile the inside of a process or sub-process; a token on `start` begins it."""
        nodes = self.children(scope)
        entries = {node.id: start for node in nodes if _begins(node, self.incoming)}
        first = self.n_places
        if not entries:
            entries = {node.id: self.place() for node in nodes if self.begins_unasked(node)}
            self.move(scope, (start,), tuple(entries.values()))
        self.part(nodes, entries)
        self.inside[scope] = (start, *range(first, self.n_places))

    def part(self, nodes: Sequence[FlowNode], entries: Mapping[str, int]) -> tuple[int, ...]:
        """Compile nodes of one scope with the flows that leave them; `entries` are further places from which tokens come.

        Return the places that were allotted.
        """
        first = self.n_places
        for node in nodes:
            if self._undoes(node):
                self.handlers[node.id] = (self.place(), self.place())
            for flow in self.outgoing.get(node.id, ()):
                self._flow_place[flow.id] = self.place()
        for node in nodes:
            if not self._stands_aside(node):
                self.compile(node, (*self.ins(node), *([entries[node.id]] if node.id in entries else [])))
        return tuple(range(first, self.n_places))

    def begins_unasked(self, node: FlowNode) -> bool:
        """Without start events, whatever has no incoming flow begins with its scope (10.5.2)."""
        return (
            not self._stands_aside(node)
            and not is_event_sub_process(node)
            and not self.incoming.get(node.id)
            and not (isinstance(node, Event) and node.is_triggered_by("link"))
        )

    def compile(self, node: FlowNode, takes: Sequence[int]) -> None:
        """Let the rule of a node's tag add its moves. Raises UnsupportedError where there is none."""
        rule = self.rules.get(node.tag)
        if rule is None:
            raise refuse_construct(self.process, node)
        rule(self, node, takes)

    def _stands_aside(self, node: FlowNode) -> bool:
        """Boundary events and starts of event sub-processes act through their host; what undoes, where something asks for it."""
        if node.tag == "boundaryEvent" or (node.tag == "startEvent" and is_event_sub_process(self.node.get(node.scope))):
            return True
        return isinstance(node, Activity) and node.is_for_compensation and not self._undoes(node)

    def _undoes(self, node: FlowNode) -> bool:
        return any(each.handler == node.id for each in self.compensations.values())

    def net(self, start: int) -> TokenNet:
        """Return the finished net, begun by a token on `start`."""
        emptying = [replace(move, empties=(*move.empties, *self._held(scope))) for move, scope in self._emptying]
        emptying += [
            replace(move, empties=(*move.empties, *self._held(host), *self.counted.get(host, ()), *self._kept_inside(host)))
            for move, host in self._ending
        ]
        kept = (place for each in self.compensations.values() for place in each.kept.values())
        sent = (place for places in self.messages.sent.values() for place in places)
        return TokenNet(
            n_places=self.n_places,
            moves=(*self.moves, *emptying),
            start=(start,),
            aside=frozenset((*kept, *sent)),
            approximated=tuple(dict.fromkeys(self.approximated)),
            flows=tuple((place, flow) for flow, place in self._flow_place.items()),
        ).hurried

    def _held(self, scope: str) -> tuple[int, ...]:
        return (*self.inside[scope], *self.armed.get(scope, ()))

    def _kept_inside(self, host: str) -> Iterator[int]:
        """Yield what says that work inside an activity was done: what is interrupted was not completed and is not undone."""
        for each in self.compensations.values():
            within = list(takewhile(lambda scope: scope != self.node[host].scope, each.kept))
            yield from (each.kept[scope] for scope in within if host in within)


Rule = Callable[[Compilation, FlowNode, Sequence[int]], None]
"""How a node becomes moves; the places are those from which a token reaches it."""


def subsets(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield every non-empty choice of places, the small ones first."""
    return (chosen for size in range(1, len(places) + 1) for chosen in combinations(places, size))


def is_event_sub_process(node: FlowNode | None) -> bool:
    """Return whether a node is a sub-process that an event begins (13.5.4)."""
    return isinstance(node, SubProcess) and node.triggered_by_event


def _begins(node: FlowNode, incoming: Mapping[str, Sequence[object]]) -> bool:
    """A start event begins its scope, and so does an event-based gateway or receive task that instantiates it (10.6.6)."""
    if node.tag == "startEvent":
        return True
    instantiating = isinstance(node, Gateway) and node.instantiating
    return (instantiating or ("instantiate", "true") in node.attributes) and not incoming.get(node.id)
