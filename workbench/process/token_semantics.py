"""What BPMN means: one rule a construct (BPMN 2.0.2, chapter 13), and a process compiled by them into its token net."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from workbench.process import activity_semantics as activities
from workbench.process import event_semantics as events
from workbench.process import gateway_semantics as gateways
from workbench.process.catching import arm, caught_in
from workbench.process.compensation import compensations_of
from workbench.process.compilation import Compilation, Rule, is_event_sub_process
from workbench.process.model import Process
from workbench.process.net_process import NetProcess
from workbench.process.refusal import refuse_broken
from workbench.process.token_net import Move, TokenNet

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "task": activities.task,
        "userTask": activities.task,
        "manualTask": activities.task,
        "serviceTask": activities.task,
        "scriptTask": activities.task,
        "businessRuleTask": activities.task,
        "sendTask": activities.task,
        "receiveTask": activities.task,
        "callActivity": activities.task,
        "subProcess": activities.sub_process,
        "transaction": activities.sub_process,
        "adHocSubProcess": activities.ad_hoc,
        "exclusiveGateway": gateways.exclusive,
        "eventBasedGateway": gateways.event_based,
        "parallelGateway": gateways.parallel,
        "inclusiveGateway": gateways.inclusive,
        "complexGateway": gateways.complex_gateway,
        "startEvent": events.start,
        "intermediateCatchEvent": events.intermediate,
        "intermediateThrowEvent": events.intermediate,
        "endEvent": events.end,
    }
)
"""Tag → rule; boundary events act through the activity that they are attached to."""


def net_of(process: Process, visible_events: Collection[str] = ()) -> TokenNet:
    """Compile a process into its token net; one that comes as a token game brings it along.

    Raises UnsupportedError naming the first construct that has no behaviour here, with its line.
    """
    if isinstance(process, NetProcess):
        return process.net
    refuse_broken(process)
    board = Compilation(process, RULES, visible_events)
    return board.net(begin(board))


def begin(board: Compilation) -> int:
    """Compile the whole process of a board; return the place whose token begins it.

    A process that hears events while it runs, or can undo what it did, is active from its first step to its last (13.5.4).
    """
    process = board.process.id
    board.caught = caught_in(board)
    board.compensations = compensations_of(board)
    start = board.place()
    if board.compensations or any(is_event_sub_process(node) for node in board.children(process)):
        board.active[process] = active = board.place()
        first = board.place()
        board.scope(process, first)
        board.move(process, (start,), (active, first, *arm(board, process)))
        kept = (place for each in board.compensations.values() for place in each.kept.values())
        empties = (*board.armed[process], *kept)
        over = Move(element=process, takes=(active,), only_if_empty=board.inside[process], empties=empties)
        board.moves.append(over)
    else:
        board.scope(process, start)
    events.settle(board)
    return start
