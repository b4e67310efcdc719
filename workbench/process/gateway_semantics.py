"""The rules of gateways (13.4)."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.process.compilation import Compilation, subsets
from workbench.process.model import FlowNode, Gateway
from workbench.process.refusal import refuse_construct
from workbench.process.token_net import Move


def exclusive(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """One token in, one out on any one flow (13.4.2)."""
    hub, outs = board.gathered(node, ins), board.outs(node)
    for out in outs:
        board.move(node.id, (hub,), (out,))
    if not outs:
        board.move(node.id, (hub,), ())


def event_based(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """Goes the way of the event that comes first; where it begins the process and waits for all, every way (13.4.4, 10.6.6)."""
    assert isinstance(node, Gateway)
    if node.instantiating and node.waits_for_all:
        board.move(node.id, (board.gathered(node, ins),), board.outs(node))
    else:
        exclusive(board, node, ins)


def parallel(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """A token from every incoming flow, one to every outgoing flow (13.4.1)."""
    board.move(node.id, ins, board.outs(node))


def inclusive(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """Waits for every token that can still come, then gives to any non-empty choice of flows, or the default (13.4.3)."""
    assert isinstance(node, Gateway)
    hub = ins[0] if len(ins) == 1 else board.place()
    flows = board.outgoing.get(node.id, ())
    board.refuse_too_many(node, max(len(ins), len(flows)))
    if len(ins) > 1:
        for chosen in subsets(ins):
            board.moves.append(Move(element=node.id, takes=chosen, gives=(hub,), join=tuple(ins)))
    outs = board.outs(node)
    others = [out for flow, out in zip(flows, outs, strict=True) if flow.id != node.default_flow]
    ways = [*subsets(others), *((out,) for flow, out in zip(flows, outs, strict=True) if flow.id == node.default_flow)]
    for gives in ways or [()]:
        board.move(f"{node.id} split", (hub,), gives)


def complex_gateway(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """Without a condition of its own a complex gateway synchronizes and splits as an inclusive one does (13.4.5)."""
    assert isinstance(node, Gateway)
    if node.activation:
        raise refuse_construct(board.process, node, f"{node.tag} with the condition “{node.activation}”")
    board.approximate(node.id, "approximation-as-inclusive")
    inclusive(board, node, ins)
