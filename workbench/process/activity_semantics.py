"""The rules of activities: tasks, sub-processes, ad-hoc and event sub-processes, and how often each is repeated (13.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from workbench.process.catching import arm, start_of
from workbench.process.compilation import Compilation, is_event_sub_process
from workbench.process.model import Activity, FlowNode, Repetition, Task
from workbench.process.refusal import refuse_construct
from workbench.process.token_net import Move

_MOST_TIMES: Final = 50


def task(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """A task shows when it completes; while it is active, a boundary event may end it or happen beside it (13.3.2, 13.5.3)."""
    assert isinstance(node, Activity)
    entry = board.gathered(node, ins)
    board.active[node.id] = active = board.place() if _hears_beside(board, node) or board.asks(node) else entry
    board.inside[node.id] = ()
    armed = arm(board, node.id)
    if active != entry:
        asked = board.asks(node)
        board.moves.append(Move(element=node.id, takes=(entry,), gives=(active, *armed, *asked), empties=asked))
    happens = board.occurrence(node, active)
    if node.repetition is Repetition.ONCE:
        board.leave(node, replace(happens, empties=(*happens.empties, *armed)))
    else:
        _repeated(board, node, happens, armed)


def _hears_beside(board: Compilation, node: FlowNode) -> bool:
    return any(not event.interrupting for event in board.boundary.get(node.id, ()))


def _repeated(board: Compilation, node: Activity, happens: Move, armed: tuple[int, ...]) -> None:
    """A repeated task shows each time it happens, a multi-instance task as often as the file gives a number (13.3.6, 13.3.7)."""
    active, times = happens.takes[0], _times(board, node)
    over = Move(element=node.id, empties=armed)
    if times == 0:
        board.leave(node, replace(over, takes=(active,)))
        return
    may_stop = node.repetition is Repetition.LOOP or node.may_end_early
    before = active
    for done in (board.place() for _ in range(times or 1)):
        board.moves.append(replace(happens, takes=(before, *happens.takes[1:]), gives=(*happens.gives, done)))
        if may_stop and before != active:
            board.leave(node, replace(over, takes=(before,)))
        before = done
    if times is None:
        board.move(node.id, (before,), (active,))
    board.leave(node, replace(over, takes=(before,)))
    if node.may_be_left_out:
        board.leave(node, replace(over, takes=(active,)))


def _times(board: Compilation, node: Activity) -> int | None:
    """Return how often a node is repeated; None where no number is given, or one that is not counted here."""
    uncounted = node.times is not None and (node.times > _MOST_TIMES or (isinstance(node, Task) and node.id in board.boundary))
    if uncounted:
        board.approximate(node.id, "approximation-any-number")
    return None if uncounted else node.times


def sub_process(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """An embedded sub-process is done when no token is left inside; an empty one is a single step (13.3.4).

    An event sub-process lies outside the flow: it begins where its start event is caught.
    """
    assert isinstance(node, Activity)
    if is_event_sub_process(node) and node.id not in board.handlers:
        _event_sub_process(board, node)
    elif board.children(node.id):
        _enter_and_leave(board, node, board.gathered(node, ins), _opened(board, node))
    else:
        task(board, node, ins)


def _event_sub_process(board: Compilation, node: FlowNode) -> None:
    start = start_of(board, node)
    if start is None:
        raise refuse_construct(board.process, node, f"event {node.tag} without start event")
    if node.id in board.boundary:
        raise refuse_construct(board.process, node, f"event {node.tag} with boundary events")
    board.inside[node.id] = ()
    if start.is_triggered_by("compensation"):
        return
    inner = board.children(node.id)
    if not any(is_event_sub_process(each) for each in inner):
        board.inside[node.id] = board.part(inner, {})
        return
    board.active[node.id] = active = board.place()
    board.inside[node.id] = inside = board.part(inner, {})
    board.begun[node.id] = (active, *arm(board, node.id))
    board.moves.append(Move(element=node.id, takes=(active,), only_if_empty=inside, empties=board.armed[node.id]))


def _opened(board: Compilation, node: FlowNode) -> tuple[int, ...]:
    """Compile the inside of a sub-process; return the places that a token enters: that it is active, its begin, what it hears."""
    board.active[node.id] = active = board.place()
    start = start_of(board, node)
    if start is None:
        begin = board.place()
        board.scope(node.id, begin)
        begins: tuple[int, ...] = (begin,)
    else:
        board.inside[node.id] = board.part(board.children(node.id), {})
        begins = next(board.branches(start))
    return (active, *begins, *arm(board, node.id))


def _enter_and_leave(board: Compilation, node: Activity, entry: int, opened: tuple[int, ...]) -> None:
    """Lead a token in and, when nothing is left inside, on: out, or in again where the sub-process is repeated.

    Its boundary events listen to all repetitions together, what listens inside it to each anew.
    """
    if node.repetition is Repetition.PARALLEL:
        board.approximate(node.id, "approximation-one-after-another")
    active, armed, inside = opened[0], board.armed[node.id], board.inside[node.id]
    anew = board.armed_inside[node.id]
    again = tuple(place for place in opened if place not in armed or place in anew)
    times = _times(board, node) if node.repetition is not Repetition.ONCE else 1
    if times == 0:
        board.leave(node, Move(element=node.id, takes=(entry,)))
        return
    board.counted[node.id] = left = tuple(board.place() for _ in range(times or 0)) if times != 1 else ()
    kept = board.kept(node)
    board.move(node.id, (entry,), (*opened, *left[:1]))
    done = Move(element=node.id, takes=(active,), gives=kept, only_if_empty=inside, empties=(*armed, *kept))
    once_more = replace(done, empties=(*anew, *kept))
    may_stop = node.repetition is Repetition.LOOP or node.may_end_early
    for place in (left if may_stop else left[-1:]) or (None,):
        board.leave(node, done if place is None else replace(done, takes=(active, place)))
    for this, next_one in pairwise(left):
        board.moves.append(replace(once_more, takes=(active, this), gives=(*kept, *again, next_one)))
    if times is None:
        board.moves.append(replace(once_more, gives=(*kept, *again)))
    if node.repetition is not Repetition.ONCE and node.may_be_left_out:
        board.leave(node, Move(element=node.id, takes=(entry,)))


def ad_hoc(board: Compilation, node: FlowNode, ins: Sequence[int]) -> None:
    """In an ad-hoc sub-process whatever has no incoming flow may begin at any time, any number of times (13.3.5).

    It ends when nothing inside is going on, with a completion condition at any moment. Of what hangs together by flows, one
    instance runs at a time here; in sequential order one of all.
    """
    assert isinstance(node, Activity)
    board.active[node.id] = active = board.place()
    entry = board.gathered(node, ins)
    inside: list[int] = []
    begins: list[Move] = []
    for group in _groups(board, node.id):
        if len(group) == 1 and _is_one_step(board, group[0]):
            happens = board.occurrence(group[0], active)
            begins.append(replace(happens, gives=(*happens.gives, active)))
        else:
            entries = {each.id: board.place() for each in group if board.begins_unasked(each)}
            places = (*entries.values(), *board.part(group, entries))
            begins += [Move(element=i, takes=(active,), gives=(active, p), only_if_empty=places) for i, p in entries.items()]
            inside += places
    if inside:
        board.approximate(node.id, "approximation-one-at-a-time")
    if ("ordering", "Sequential") in node.attributes:
        begins = [replace(move, only_if_empty=tuple(inside)) for move in begins]
    board.moves += begins
    board.inside[node.id] = tuple(inside)
    armed, kept = arm(board, node.id), board.kept(node)
    board.move(node.id, (entry,), (active, *armed))
    if node.may_end_early and ("cancelRemainingInstances", "false") not in node.attributes:
        board.leave(node, Move(element=node.id, takes=(active,), gives=kept, empties=(*inside, *armed, *kept)))
    else:
        over = Move(element=node.id, takes=(active,), gives=kept, only_if_empty=tuple(inside), empties=(*armed, *kept))
        board.leave(node, over)


def _is_one_step(board: Compilation, node: FlowNode) -> bool:
    return isinstance(node, Task) and node.repetition is Repetition.ONCE and not board.boundary.get(node.id)


def _groups(board: Compilation, scope: str) -> Sequence[Sequence[FlowNode]]:
    """Return the nodes of a scope that hang together by flows, boundary events with their hosts, in document order."""
    nodes = board.children(scope)
    group_of: dict[str, str] = {node.id: node.id for node in nodes}

    def root(identity: str) -> str:
        while group_of[identity] != identity:
            identity = group_of[identity]
        return identity

    joined = [(str(flow.source), str(flow.target)) for node in nodes for flow in board.outgoing.get(node.id, ())]
    joined += [(event.id, host) for host in group_of for event in board.boundary.get(host, ())]
    for one, other in joined:
        if one in group_of and other in group_of:
            group_of[root(other)] = root(one)
    groups: dict[str, list[FlowNode]] = {}
    for node in nodes:
        groups.setdefault(root(node.id), []).append(node)
    return list(groups.values())
