"""A collaboration played as one: its processes side by side, their messages places that the one fills and the other empties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from workbench.process.behavior import STATE_BUDGET, Behavior
from workbench.process.compilation import Compilation, Messages
from workbench.process.model import Process, ProcessModel
from workbench.process.refusal import refuse_broken
from workbench.process.token_net import Move, TokenNet
from workbench.process.token_semantics import RULES, begin


def collaboration_behavior(model: ProcessModel, visible_events: Collection[str] = (), budget: int = STATE_BUDGET) -> Behavior:
    """Compile the joint token game of all processes of a file (9.2, 13.1).

    A process that begins with a message waits for it; every other begins at once. A message to or from a black-box pool may
    come any time and goes nowhere. Of several message flows into one node any one is enough; one message waits at a node at a
    time, and one that nobody reads is dropped when all is over. Raises UnsupportedError as `behavior_of` does.
    """
    played = [process for process in model.processes if process.nodes]
    for process in played:
        refuse_broken(process)
    whole = replace(
        played[0],
        nodes=tuple(node for process in played for node in process.nodes),
        flows=tuple(flow for process in played for flow in process.flows),
    )
    return Behavior(process=whole, net=_joint_net(model, played, visible_events), budget=budget)


def _joint_net(model: ProcessModel, played: Sequence[Process], visible_events: Collection[str]) -> TokenNet:
    """Place 0 begins all, 1 holds while anything goes on, then one place a node that receives, then the processes' own."""
    nodes = {node.id: node for process in played for node in process.nodes}
    joining = [flow for flow in model.message_flows if flow.source in nodes and flow.target in nodes]
    receivers = dict.fromkeys(str(flow.target) for flow in joining)
    place_of = {node: 2 + number for number, node in enumerate(receivers)}
    messages = Messages(
        sent=_grouped((flow.source, place_of[str(flow.target)]) for flow in joining),
        received=MappingProxyType({node: (place,) for node, place in place_of.items()}),
    )
    approximated = [(flow.id, "approximation-one-message") for flow in joining]
    moves: list[Move] = []
    starts: list[int] = []
    waiting = list(place_of.values())
    aside: frozenset[int] = frozenset()
    flows: list[tuple[int, str]] = []
    n_places = 2 + len(receivers)
    for process in played:
        board = Compilation(process, RULES, visible_events)
        board.messages, board.n_places = messages, n_places
        starts.append(begin(board))
        net = board.net(starts[-1])
        moves += net.moves
        aside |= net.aside
        approximated += net.approximated
        flows += net.flows
        n_places = net.n_places
        if _begins_with_a_message(process, messages):
            waiting.append(starts[-1])
    going_on = tuple(place for place in range(2, n_places) if place not in waiting)
    moves.append(Move(element=model.path, takes=(0,), gives=(1, *starts)))
    moves.append(Move(element=model.path, takes=(1,), only_if_empty=going_on, empties=tuple(waiting)))
    return TokenNet(
        n_places=n_places,
        moves=tuple(moves),
        start=(0,),
        aside=aside,
        approximated=tuple(approximated),
        flows=tuple(flows),
    )


def _grouped(pairs: Iterable[tuple[str | None, int]]) -> Mapping[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for node, place in pairs:
        places[str(node)] = (*places.get(str(node), ()), place)
    return MappingProxyType(places)


def _begins_with_a_message(process: Process, messages: Messages) -> bool:
    starts = [node for node in process.inside.get(process.id, ()) if node.tag == "startEvent"]
    return bool(starts) and all(node.id in messages.received for node in starts)
