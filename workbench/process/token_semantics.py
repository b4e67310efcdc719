"""The rules of the token game: what each BPMN construct takes and gives (BPMN 2.0.2, chapter 13)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final, TypeVar

from workbench.process.model import (
    Activity,
    Event,
    EventDefinition,
    FlowNode,
    Gateway,
    Process,
    Repetition,
    SubProcess,
)
from workbench.process.refusal import refuse_broken, refuse_construct
from workbench.process.token_net import Move, TokenNet

_Item = TypeVar("_Item")
_MOST_BRANCHES: Final = 10
_TASKS: Final = ("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask")
_THROWN: Final = frozenset({"error", "escalation", "cancel"})


def net_of(process: Process, visible_events: Collection[str] = ()) -> TokenNet:
    """Compile a process into its token net.

    Raises UnsupportedError naming the first construct that has no rule here, with its line.
    """
    refuse_broken(process)
    return _Compiler(process, frozenset(visible_events)).compiled()


class _Compiler:
    """Allots places scope by scope, so that the places of a sub-process and all it contains are one run of numbers."""

    def __init__(self, process: Process, visible_events: frozenset[str]) -> None:
        self._process = process
        self._node = process.node
        self._visible_events = visible_events
        self._n_places = 0
        self._moves: list[Move] = []
        self._flow_place: dict[str, int] = {}
        self._active: dict[str, int] = {}
        self._inside: dict[str, tuple[int, ...]] = {}
        self._terminations: list[tuple[Move, str]] = []
        self._throws: list[tuple[int, Event]] = []
        self._approximated: list[tuple[str, str]] = []
        self._incoming = _grouped((str(flow.target), flow) for flow in process.flows)
        self._outgoing = _grouped((str(flow.source), flow) for flow in process.flows)
        self._boundary = _grouped(_boundary_events(process))

    def compiled(self) -> TokenNet:
        start = self._place()
        self._scope(self._process.id, start)
        self._finish()
        return TokenNet(n_places=self._n_places, moves=tuple(self._moves), start=(start,), approximated=tuple(self._approximated))

    def _place(self) -> int:
        self._n_places += 1
        return self._n_places - 1

    def _move(self, element: str, takes: Sequence[int], gives: Sequence[int]) -> None:
        self._moves.append(Move(element=element, takes=tuple(takes), gives=tuple(gives)))

    def _scope(self, scope: str, start: int) -> None:
        """Compile the inside of a process or sub-process; a token on `start` begins it."""
        for flow in self._process.flows:
            if flow.scope == scope:
                self._flow_place[flow.id] = self._place()
        nodes = [node for node in self._process.nodes if node.scope == scope and not _stands_aside(node)]
        starts = [node for node in nodes if node.tag == "startEvent"]
        entries = {} if starts else {node.id: self._place() for node in nodes if self._begins_unasked(node)}
        if entries:
            self._move(scope, (start,), tuple(entries.values()))
        elif not starts:
            self._move(scope, (start,), ())
        for node in nodes:
            takes = (start,) if node in starts else tuple(self._ins(node))
            self._rule(node, (*takes, *([entries[node.id]] if node.id in entries else [])))
        self._inside[scope] = tuple(range(start, self._n_places))

    def _begins_unasked(self, node: FlowNode) -> bool:
        """Without start events, whatever has no incoming flow begins with the process (10.5.2)."""
        return not self._incoming.get(node.id) and not (isinstance(node, Event) and node.is_triggered_by("link"))

    def _ins(self, node: FlowNode) -> Iterator[int]:
        return (self._flow_place[flow.id] for flow in self._incoming.get(node.id, ()))

    def _rule(self, node: FlowNode, ins: Sequence[int]) -> None:
        rule = _RULES.get(node.tag)
        if rule is None:
            raise refuse_construct(self._process, node)
        rule(self, node, ins)

    def _branches(self, node: FlowNode) -> Iterator[tuple[int, ...]]:
        """Yield what each way out of a node gives: all unconditional flows, and any of the conditional ones (13.3.1)."""
        flows = self._outgoing.get(node.id, ())
        default = node.default_flow if isinstance(node, Activity | Gateway) else None
        always = [self._flow_place[f.id] for f in flows if not f.condition and f.id != default]
        either = [self._flow_place[f.id] for f in flows if f.condition and f.id != default]
        otherwise = [self._flow_place[f.id] for f in flows if f.id == default]
        if not either:
            yield (*always, *otherwise)
            return
        self._refuse_too_many(node, len(either))
        if otherwise or always:
            yield (*always, *otherwise)
        for chosen in _subsets(either):
            yield (*always, *chosen)

    def _refuse_too_many(self, node: FlowNode, branches: int) -> None:
        if branches > _MOST_BRANCHES:
            raise refuse_construct(self._process, node, f"{node.tag} with {branches} conditional branches")

    def _leave(self, node: FlowNode, move: Move) -> None:
        """Add the move once for each way out of the node."""
        self._moves += [replace(move, gives=gives) for gives in self._branches(node)]

    def _gathered(self, node: FlowNode, ins: Sequence[int]) -> int:
        """Return one place where a token from any of the incoming flows arrives (implicit merge)."""
        if len(ins) == 1:
            return ins[0]
        hub = self._place()
        for place in ins:
            self._move(node.id, (place,), (hub,))
        return hub

    def _symbol(self, node: FlowNode) -> str | None:
        return node.id if not isinstance(node, Event) or node.id in self._visible_events else None

    # one rule a construct

    def start_event(self, node: FlowNode, ins: Sequence[int]) -> None:
        """Each start event is one way to begin (10.5.2)."""
        for place in ins:
            self._leave(node, Move(element=node.id, takes=(place,), symbol=self._symbol(node)))

    def task(self, node: FlowNode, ins: Sequence[int]) -> None:
        """A task shows when it completes; while it is active, an interrupting boundary event may end it (13.3.2, 13.5.3)."""
        assert isinstance(node, Activity)
        active, armed = self._activated(node, self._gathered(node, ins))
        if node.repetition is Repetition.ONCE:
            self._leave(node, Move(element=node.id, takes=(active,), symbol=node.id, empties=armed))
        else:
            done = self._place()
            self._moves.append(Move(element=node.id, takes=(active,), gives=(done,), symbol=node.id))
            self._move(node.id, (done,), (active,))
            self._leave(node, Move(element=node.id, takes=(done,), empties=armed))
            if node.may_be_left_out:
                self._leave(node, Move(element=node.id, takes=(active,), empties=armed))
        for event in self._interrupting(node):
            self._leave(event, Move(element=event.id, takes=(active,), symbol=self._symbol(event), empties=armed))

    def _activated(self, node: FlowNode, entry: int) -> tuple[int, tuple[int, ...]]:
        """Return the place where a task is active, and those that arm its non-interrupting boundary events (13.5.3).

        Such an event leaves the task active. How often it fires has no bound in the standard; here at most once each time.
        """
        events = [event for event in self._boundary_events(node) if not event.interrupting]
        if not events:
            return entry, ()
        active, armed = self._place(), tuple(self._place() for _ in events)
        self._move(node.id, (entry,), (active, *armed))
        self._arm(events, active, armed)
        return active, armed

    def _arm(self, events: Sequence[Event], active: int, armed: Sequence[int]) -> None:
        for event, place in zip(events, armed, strict=True):
            self._approximated.append((event.id, "approximation-once"))
            for gives in self._branches(event):
                fired = Move(element=event.id, takes=(active, place), gives=(active, *gives), symbol=self._symbol(event))
                self._moves.append(fired)

    def sub_process(self, node: FlowNode, ins: Sequence[int]) -> None:
        """An embedded sub-process is done when no token is left inside; an empty one is a single step (13.3.4)."""
        assert isinstance(node, SubProcess)
        if node.triggered_by_event:
            raise refuse_construct(self._process, node, "event sub-process")
        if not any(inner.scope == node.id for inner in self._process.nodes):
            self.task(node, ins)
            return
        if node.repetition is Repetition.PARALLEL:
            self._approximated.append((node.id, "approximation-one-after-another"))
        events = [event for event in self._boundary_events(node) if not event.interrupting]
        armed = tuple(self._place() for _ in events)
        entry, active, begin = self._gathered(node, ins), self._place(), self._place()
        self._active[node.id] = active
        self._scope(node.id, begin)
        inside = self._inside[node.id]
        self._move(node.id, (entry,), (active, begin, *armed))
        self._arm(events, active, armed)
        done = Move(element=node.id, takes=(active,), only_if_empty=inside, empties=armed)
        self._leave(node, done)
        if node.repetition is not Repetition.ONCE:
            self._moves.append(replace(done, gives=(active, begin, *armed)))
            if node.may_be_left_out:
                self._leave(node, Move(element=node.id, takes=(entry,)))
        for event in self._interrupting(node):
            if not self._waits_for_a_throw(event):
                interrupted = Move(element=event.id, takes=(active,), symbol=self._symbol(event), empties=(*inside, *armed))
                self._leave(event, interrupted)

    def ad_hoc(self, node: FlowNode, ins: Sequence[int]) -> None:
        """In an ad-hoc sub-process without flows the activities happen in any order, any number of times (13.3.5)."""
        inner = [each for each in self._process.nodes if each.scope == node.id]
        if any(each.tag not in _TASKS for each in inner) or any(flow.scope == node.id for flow in self._process.flows):
            raise refuse_construct(self._process, node, f"{node.tag} with a flow inside")
        if any(self._boundary_events(node)):
            raise refuse_construct(self._process, node, f"{node.tag} with boundary events")
        active = self._place()
        for place in ins:
            self._move(node.id, (place,), (active,))
        self._moves += [Move(element=each.id, takes=(active,), gives=(active,), symbol=each.id) for each in inner]
        self._leave(node, Move(element=node.id, takes=(active,)))

    def exclusive(self, node: FlowNode, ins: Sequence[int]) -> None:
        """One token in, one out on any one flow; an event-based gateway chooses by the event that comes (13.4.2, 13.4.4)."""
        hub = self._gathered(node, ins)
        outs = [self._flow_place[flow.id] for flow in self._outgoing.get(node.id, ())]
        for out in outs:
            self._move(node.id, (hub,), (out,))
        if not outs:
            self._move(node.id, (hub,), ())

    def parallel(self, node: FlowNode, ins: Sequence[int]) -> None:
        """A token from every incoming flow, one to every outgoing flow (13.4.1)."""
        self._move(node.id, ins, [self._flow_place[flow.id] for flow in self._outgoing.get(node.id, ())])

    def inclusive(self, node: FlowNode, ins: Sequence[int]) -> None:
        """Waits for every token that can still come, then gives to any non-empty choice of flows, or the default (13.4.3)."""
        hub = ins[0] if len(ins) == 1 else self._place()
        self._refuse_too_many(node, max(len(ins), len(self._outgoing.get(node.id, ()))))
        if len(ins) > 1:
            for chosen in _subsets(ins):
                self._moves.append(Move(element=node.id, takes=chosen, gives=(hub,), join=tuple(ins)))
        flows = self._outgoing.get(node.id, ())
        default = node.default_flow if isinstance(node, Gateway) else None
        others = [self._flow_place[flow.id] for flow in flows if flow.id != default]
        ways = [*_subsets(others), *((self._flow_place[flow.id],) for flow in flows if flow.id == default)]
        for gives in ways or [()]:
            self._move(f"{node.id} split", (hub,), gives)

    def passed_event(self, node: FlowNode, ins: Sequence[int]) -> None:
        """An intermediate event is passed; a link throw goes on at the catches of the same link (13.5.2, 10.5.4)."""
        assert isinstance(node, Event)
        links = {d.reference or node.name for d in node.definitions if d.kind == "link"}
        if node.tag == "intermediateThrowEvent" and links:
            gives = [place for catch in self._catches(links, node.scope) for place in next(self._branches(catch))]
            self._move(node.id, (self._gathered(node, ins),), gives)
        elif ins:
            self._leave(node, Move(element=node.id, takes=(self._gathered(node, ins),), symbol=self._symbol(node)))

    def end_event(self, node: FlowNode, ins: Sequence[int]) -> None:
        """An end takes its token; terminate and an error that nobody catches end their whole scope (13.5.6)."""
        assert isinstance(node, Event)
        hub = self._gathered(node, ins)
        catcher = self._catcher(node)
        if catcher is not None:
            self._throws.append((hub, catcher))
            return
        end = Move(element=node.id, takes=(hub,), symbol=self._symbol(node))
        if node.is_triggered_by("terminate"):
            self._terminations.append((end, node.scope))
        elif node.is_triggered_by("error"):
            self._terminations.append((end, self._process.id))
        else:
            self._moves.append(end)

    # what is known only when every scope is complete

    def _finish(self) -> None:
        for end, scope in self._terminations:
            self._moves.append(replace(end, empties=self._inside[scope], urgent=True))
        for hub, catcher in self._throws:
            host = str(catcher.attached_to)
            caught = Move(element=catcher.id, takes=(hub, self._active[host]), symbol=self._symbol(catcher))
            self._leave(catcher, replace(caught, empties=self._inside[host], urgent=True))

    def _catcher(self, thrown: Event) -> Event | None:
        """Return the boundary event of the nearest enclosing sub-process that catches what an end event throws, if any."""
        if thrown.tag != "endEvent" or not any(thrown.is_triggered_by(kind) for kind in _THROWN):
            return None
        around = self._node.get(thrown.scope)
        while around is not None:
            for event in self._boundary.get(around.id, ()):
                if any(_matches(theirs, ours) for theirs in thrown.definitions for ours in event.definitions):
                    return event
            around = self._node.get(around.scope)
        return None

    def _waits_for_a_throw(self, boundary: Event) -> bool:
        return any(self._catcher(node) is boundary for node in self._process.nodes if isinstance(node, Event))

    def _boundary_events(self, node: FlowNode) -> Iterator[Event]:
        return (event for event in self._boundary.get(node.id, ()) if not event.is_triggered_by("compensation"))

    def _interrupting(self, node: FlowNode) -> Iterator[Event]:
        return (event for event in self._boundary_events(node) if event.interrupting)

    def _catches(self, links: Collection[str], scope: str) -> Iterator[Event]:
        for node in self._process.nodes:
            if not isinstance(node, Event) or node.tag != "intermediateCatchEvent" or node.scope != scope:
                continue
            if any(d.kind == "link" and (d.reference or node.name) in links for d in node.definitions):
                yield node


_RULES: Final[Mapping[str, Callable[[_Compiler, FlowNode, Sequence[int]], None]]] = {
    **dict.fromkeys(_TASKS, _Compiler.task),
    "callActivity": _Compiler.task,
    "subProcess": _Compiler.sub_process,
    "transaction": _Compiler.sub_process,
    "adHocSubProcess": _Compiler.ad_hoc,
    "exclusiveGateway": _Compiler.exclusive,
    "eventBasedGateway": _Compiler.exclusive,
    "parallelGateway": _Compiler.parallel,
    "inclusiveGateway": _Compiler.inclusive,
    "startEvent": _Compiler.start_event,
    "intermediateCatchEvent": _Compiler.passed_event,
    "intermediateThrowEvent": _Compiler.passed_event,
    "endEvent": _Compiler.end_event,
}
"""Tag → rule; a tag that is absent here (complex gateway) is refused by name."""


def _grouped(pairs: Iterable[tuple[str, _Item]]) -> Mapping[str, Sequence[_Item]]:
    groups: dict[str, list[_Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


def _boundary_events(process: Process) -> Iterator[tuple[str, Event]]:
    for node in process.nodes:
        if isinstance(node, Event) and node.tag == "boundaryEvent":
            yield str(node.attached_to), node


def _stands_aside(node: FlowNode) -> bool:
    """Boundary events act through their host; compensation lies outside the normal flow (13.5.5)."""
    return node.tag == "boundaryEvent" or (isinstance(node, Activity) and node.is_for_compensation)


def _matches(thrown: EventDefinition, caught: EventDefinition) -> bool:
    same = thrown.reference == caught.reference or caught.reference is None or thrown.reference is None
    return thrown.kind == caught.kind and same


def _subsets(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return (chosen for size in range(1, len(places) + 1) for chosen in combinations(places, size))
