"""How events are caught: by a boundary event, or by the start event of an event sub-process (13.5.3, 13.5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workbench.process.compilation import Compilation, is_event_sub_process
from workbench.process.model import Event, EventDefinition, FlowNode
from workbench.process.token_net import Move

_THROWING: Final = ("endEvent", "intermediateThrowEvent")

_THROWN: Final = frozenset({"error", "escalation", "cancel"})
"""Kinds that go to the innermost activity around the throw that catches them; all others may come from anywhere at any time."""


def catches_of(board: Compilation, host: str) -> Sequence[Event]:
    """Return the events that are caught while a host (process or activity) is active, those of compensation left aside."""
    events = [*board.boundary.get(host, ()), *(start for esp in board.children(host) for start in _starts(board, esp))]
    return [event for event in events if not event.is_triggered_by("compensation")]


def caught_in(board: Compilation) -> Mapping[str, Event]:
    """Return for each event that throws inside the process what catches it there."""
    throwing = (node for node in board.process.nodes if isinstance(node, Event) and node.tag in _THROWING)
    found = ((node.id, _catcher_of(board, node)) for node in throwing)
    return {thrower: catcher for thrower, catcher in found if catcher is not None}


def _catcher_of(board: Compilation, thrown: Event) -> Event | None:
    """Return what catches an error, escalation or cancel that an event throws: the innermost that matches, if any (10.5.1).

    Of several around one scope, one that names what it catches comes before one that catches all.
    """
    if not any(thrown.is_triggered_by(kind) for kind in _THROWN):
        return None
    scope, from_handler = thrown.scope, False
    while True:
        handlers = [] if from_handler else [start for node in board.children(scope) for start in _starts(board, node)]
        around = board.node.get(scope)
        catching = [
            (ours.reference is None, event)
            for event in (*handlers, *board.boundary.get(scope, ()))
            for ours in event.definitions
            if any(_matches(theirs, ours) for theirs in thrown.definitions)
        ]
        if catching:
            return min(catching, key=lambda each: each[0])[1]
        if around is None:
            return None
        scope, from_handler = around.scope, is_event_sub_process(around)


def catch(board: Compilation, event: Event, cause: Move) -> None:
    """Add the moves by which an event is caught while its host is active; `cause` holds what arms or throws it.

    An interrupting event ends all inside the host: a boundary event the host itself too, an event sub-process goes on in its
    place.
    """
    host = host_of(board, event)
    active = board.active[host]
    stays = (active,) if event.tag == "startEvent" or not event.interrupting else ()
    started = board.begun.get(event.scope, ()) if event.tag == "startEvent" else ()
    happens = board.occurrence(event, active, *cause.takes)
    for gives in board.branches(event):
        fired = replace(happens, gives=(*happens.gives, *stays, *cause.gives, *started, *gives))
        fired = replace(fired, only_if_empty=cause.only_if_empty, urgent=cause.urgent, beside=not cause.urgent)
        if event.interrupting and event.tag == "boundaryEvent":
            board.add_ending(fired, host)
        elif event.interrupting:
            board.add_emptying(fired, host)
        else:
            board.moves.append(fired)


def arm(board: Compilation, host: str) -> tuple[int, ...]:
    """Let the events of a host fire that nothing inside throws, and return the places that arm them.

    How often a non-interrupting event fires has no bound in the standard; here at most once each time its host is active.
    What an event sub-process has interrupted listens to no other.
    """
    free = [event for event in catches_of(board, host) if event not in board.caught.values()]
    at_most_once = {event.id: board.place() for event in free if not event.interrupting}
    instead = [event for event in free if event.interrupting and event.tag == "startEvent"]
    interruptible = (board.place(),) if instead else ()
    board.armed[host] = (*at_most_once.values(), *interruptible)
    inside = (at_most_once[event.id] for event in free if event.tag == "startEvent" and event.id in at_most_once)
    board.armed_inside[host] = (*inside, *interruptible)
    for event in free:
        if event.id in at_most_once:
            board.approximate(event.id, "approximation-once")
        takes = (at_most_once[event.id],) if event.id in at_most_once else interruptible if event in instead else ()
        catch(board, event, Move(element=event.id, takes=takes))
    return board.armed[host]


def host_of(board: Compilation, event: Event) -> str:
    """Return the activity or process that an event watches."""
    return str(event.attached_to) if event.tag == "boundaryEvent" else board.node[event.scope].scope


def start_of(board: Compilation, handler: FlowNode) -> Event | None:
    """Return the start event of an event sub-process."""
    return next(_starts(board, handler), None)


def _starts(board: Compilation, node: FlowNode) -> Iterator[Event]:
    if is_event_sub_process(node):
        for inner in board.children(node.id):
            if isinstance(inner, Event) and inner.tag == "startEvent":
                yield inner


def _matches(thrown: EventDefinition, caught: EventDefinition) -> bool:
    if thrown.kind != caught.kind or thrown.kind not in _THROWN:
        return False
    if thrown.subject and caught.subject:
        return thrown.subject == caught.subject
    return thrown.reference == caught.reference or caught.reference is None or thrown.reference is None
