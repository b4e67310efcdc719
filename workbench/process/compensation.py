"""How work is undone: which activity has a handler, and what a compensation event sets going (13.5.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from workbench.process.catching import start_of
from workbench.process.compilation import Compensation, Compilation, Undoing, is_event_sub_process
from workbench.process.model import Activity, Event, FlowNode
from workbench.process.token_net import Move


def compensations_of(board: Compilation) -> Mapping[str, Compensation]:
    """Allot places to every activity that can be undone, if anything in the process asks for it; by activity id."""
    if not any(_asks(node) for node in board.process.nodes):
        return {}
    return {
        activity: Compensation(
            activity=activity,
            handler=handler,
            kept=MappingProxyType({scope: board.place() for scope in scopes_around(board, activity)}),
        )
        for activity, handler in _handlers(board)
    }


def undoing(board: Compilation, thrower: Event, hub: int) -> Undoing:
    """Allot what it takes to undo all that a thrower names, from `hub`; the moves come when all handlers are known (`settle`).

    The standard undoes in the reverse order of completion, and each completion by itself; here in any order, and once.
    """
    scope = _spoken_for(board, thrower)
    targets = list(_targets(board, thrower, scope))
    if len(targets) > 1:
        board.approximate(thrower.id, "approximation-undone-in-any-order")
    undone = Undoing(scope=scope, hub=hub, waiting=tuple((each, board.place()) for each in targets))
    board.undoings.append(undone)
    return undone


def settle_undoing(board: Compilation) -> None:
    """Add the moves by which handlers begin and end, and what was done in a sub-process becomes known outside it."""
    for undone in board.undoings:
        for each, waiting in undone.waiting:
            begin, over = board.handlers[each.handler]
            board.move(each.handler, (undone.hub, each.kept[undone.scope]), (waiting, begin))
            board.move(each.handler, (waiting, over), (undone.hub,))
    for each in board.compensations.values():
        for inner, outer in pairwise(each.kept):
            known = Move(element=each.activity, takes=(each.kept[inner],), gives=(each.kept[outer],), empties=(each.kept[outer],))
            board.moves.append(replace(known, only_if_empty=(board.active[inner],), urgent=True))


def scopes_around(board: Compilation, node: str) -> Iterator[str]:
    """Yield the scopes around a node, the innermost first, the process last."""
    while node in board.node:
        node = board.node[node].scope
        yield node


def _asks(node: FlowNode) -> bool:
    """A throw of compensation asks for it, and so does the cancel of a transaction (10.5.6)."""
    if not isinstance(node, Event) or node.tag not in ("endEvent", "intermediateThrowEvent"):
        return False
    return any(node.is_triggered_by(kind) for kind in ("compensation", "cancel"))


def _handlers(board: Compilation) -> Iterator[tuple[str, str]]:
    """Yield (activity, what undoes it): by a boundary event and its association, or an event sub-process inside."""
    for host, events in board.boundary.items():
        for event in events:
            handler = _associated(board, event) if event.is_triggered_by("compensation") else None
            if handler is not None:
                yield host, handler
    for node in board.process.nodes:
        start = start_of(board, node) if is_event_sub_process(node) else None
        if start is not None and start.is_triggered_by("compensation") and node.scope != board.process.id:
            yield node.scope, node.id


def _associated(board: Compilation, event: Event) -> str | None:
    for artifact in board.process.artifacts:
        ends = [artifact.source, artifact.target]
        if artifact.tag == "association" and event.id in ends:
            other = board.node.get(str(ends[1 - ends.index(event.id)]))
            if isinstance(other, Activity) and other.is_for_compensation:
                return other.id
    return None


def _spoken_for(board: Compilation, thrower: Event) -> str:
    """Return the scope in which a thrower undoes: its own, and from within an event sub-process that of the parent."""
    around = board.node.get(thrower.scope)
    return around.scope if around is not None and is_event_sub_process(around) else thrower.scope


def _targets(board: Compilation, thrower: Event, scope: str) -> Iterator[Compensation]:
    """Yield what is undone: a named activity, else all in the scope; what has no handler leaves it to those inside (10.7.2)."""
    named = [board.node[str(each.reference)] for each in thrower.definitions if each.reference in board.node]
    waiting = named or list(board.children(scope))
    while waiting:
        node = waiting.pop(0)
        if node.id in board.compensations:
            undone = board.compensations[node.id]
            if scope in undone.kept:
                yield undone
        else:
            waiting += board.children(node.id)
