"""The rules of start, intermediate and end events (13.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from workbench.process.catching import catch, host_of
from workbench.process.compensation import settle_undoing, undoing
from workbench.process.compilation import Compilation
from workbench.process.model import Event, FlowNode
from workbench.process.token_net import Move


def start(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """Each start event is one way to begin (10.5.2)."""
    for place in ins:
        board.leave(node, board.occurrence(node, place))


def intermediate(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """An intermediate event is passed: what is caught comes some time, what is thrown is gone (13.5.2)."""
    assert isinstance(node, Event)
    if not ins:
        return
    hub = board.gathered(node, ins)
    links = {definition.reference or node.name for definition in node.definitions if definition.kind == "link"}
    if node.tag == "intermediateThrowEvent" and links:
        _jump(board, node, hub, links)
    elif node.id in board.caught:
        _throw(board, node, hub)
    elif node.tag == "intermediateThrowEvent" and node.is_triggered_by("compensation"):
        board.leave(node, _after_undoing(board, node, hub))
    else:
        waits = node.tag == "intermediateCatchEvent" and not links
        board.leave(node, replace(board.occurrence(node, hub), waits=waits))


def _jump(board: Compilation, node: Event, hub: int, links: Collection[str]) -> None:
    """A link goes on at the catches of the same name in the same scope (10.5.4)."""
    gives = [place for caught in _link_catches(board, links, node.scope) for place in next(board.branches(caught))]
    board.moves.append(Move(element=node.id, takes=(hub,), gives=tuple(gives), happens=True))


def end(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """An end takes its token; terminate and an error that nobody catches end their whole scope (13.5.6)."""
    assert isinstance(node, Event)
    hub = board.gathered(node, ins)
    if node.id in board.caught:
        _throw(board, node, hub)
    elif node.is_triggered_by("compensation"):
        board.moves.append(_after_undoing(board, node, hub))
    elif node.is_triggered_by("terminate"):
        board.add_emptying(replace(board.occurrence(node, hub), urgent=True), node.scope)
    elif node.is_triggered_by("error"):
        board.add_emptying(replace(board.occurrence(node, hub), urgent=True), board.process.id)
    else:
        board.moves.append(board.occurrence(node, hub))


def _throw(board: Compilation, node: Event, hub: int) -> None:
    raised, happens = board.place(), board.occurrence(node, hub)
    undone = undoing(board, node, board.place()) if node.is_triggered_by("cancel") else None
    board.moves.append(replace(happens, gives=(*happens.gives, raised)))
    board.thrown.append((raised, node, undone))


def settle(board: Compilation) -> None:
    """Lead every throw to its catch at once, when the places of all scopes are known (13.5.3).

    The thrower goes on where the catch does not interrupt it. A transaction that is cancelled undoes what was done in it.
    """
    settle_undoing(board)
    for raised, node, undone in board.thrown:
        event = board.caught[node.id]
        thrown = Move(element=node.id, takes=(raised,), urgent=True)
        if undone is not None:
            board.add_emptying(replace(thrown, gives=(undone.hub,)), host_of(board, event))
            thrown = replace(thrown, takes=(undone.hub,), only_if_empty=undone.left)
        goes_on = node.tag == "intermediateThrowEvent" and not event.interrupting
        for gives in board.branches(node) if goes_on else [()]:
            catch(board, event, replace(thrown, gives=gives))


def _after_undoing(board: Compilation, node: Event, hub: int) -> Move:
    return replace(board.occurrence(node, hub), only_if_empty=undoing(board, node, hub).left)


def _link_catches(board: Compilation, links: Collection[str], scope: str) -> Iterator[Event]:
    for node in board.children(scope):
        caught = node.definitions if isinstance(node, Event) and node.tag == "intermediateCatchEvent" else ()
        if isinstance(node, Event) and any(each.kind == "link" and (each.reference or node.name) in links for each in caught):
            yield node
