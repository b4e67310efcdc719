"""How work is undone: which activity has a handler, and what a compensation event sets going (13.5.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.process.catching import start_of
from workbench.process.compilation import Compensation, Compilation, is_event_sub_process
from workbench.process.model import Activity, Event, FlowNode


def compensations_of(board: Compilation) -> Mapping[str, Compensation]:
    """Allot places to every activity that can be undone, if anything in the process asks for it; by activity id."""
    if not any(_asks(node) for node in board.process.nodes):
        return {}
    return {
        activity: Compensation(activity=activity, handler=handler, done=board.place(), begin=board.place(), over=board.place())
        for activity, handler in _handlers(board)
    }


def undo(board: Compilation, thrower: Event, hub: int) -> tuple[int, ...]:
    """Add the moves by which all that a thrower names is undone from `hub`; return the places that are empty when it is.

    The standard undoes in the reverse order of completion, and each completion by itself; here in any order, and once.
    """
    targets = list(_targets(board, thrower))
    if len(targets) > 1:
        board.approximate(thrower.id, "approximation-undone-in-any-order")
    for each in targets:
        waiting = board.place()
        board.move(each.handler, (hub, each.done), (waiting, each.begin))
        board.move(each.handler, (waiting, each.over), (hub,))
    return tuple(each.done for each in targets)


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


def _targets(board: Compilation, thrower: Event) -> Iterator[Compensation]:
    """A named activity alone, else everything done in the thrower's scope and below; a handler speaks for its parent's scope."""
    named = {definition.reference for definition in thrower.definitions if definition.reference in board.node}
    scope = thrower.scope
    if is_event_sub_process(board.node.get(scope)):
        scope = board.node[scope].scope
    for each in board.compensations.values():
        if each.activity in named or (not named and _lies_in(board, each.activity, scope)):
            yield each


def _lies_in(board: Compilation, node: str, scope: str) -> bool:
    while node in board.node:
        node = board.node[node].scope
        if node == scope:
            return True
    return False
