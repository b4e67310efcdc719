"""Rules of soundness: what can go wrong when a process is played, each with a shortest trace that shows it.

Sound means: from every state that can be reached the process can still complete, nothing is left over, and every activity can
happen (van der Aalst 1998, The Application of Petri Nets to Workflow Management). Decided by playing every game, up to a budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.findings import Finding, UnsupportedError
from workbench.language import Language, say
from workbench.process.account import approximations_of
from workbench.process.flow_model import FlowModel
from workbench.process.model import Element, Event, Gateway, Process
from workbench.process.state_graph import StateGraph, explore
from workbench.process.structure_rules import found, remark
from workbench.process.token_net import TokenNet, TooManyStatesError, UnboundedError
from workbench.process.token_semantics import net_of

STATES: Final = 20_000
"""States that are played at most before soundness counts as not decided."""

_PLACES_IN_ALL: Final = 100_000_000
"""Places of all states together: a large process is played through fewer states, so that memory stays bounded."""

_STEPS: Final = 12


@dataclass(frozen=True, kw_only=True)
class _Played:
    """A process, its net, and every game of it."""

    model: FlowModel
    process: Process
    net: TokenNet
    graph: StateGraph

    def element(self, identity: str) -> Element:
        nodes = (node for node in self.process.nodes if node.id == identity.removesuffix(" split"))
        return next(nodes, self.process)

    def trace(self, state: int) -> str:
        """Return the labels on a shortest way to a state."""
        labels = [self.element(symbol).label for symbol in _way_to(self.net, self.graph, state)]
        shown = labels if len(labels) <= _STEPS else [*labels[: _STEPS // 2], "…", *labels[-_STEPS // 2 :]]
        return " → ".join(shown)

    def problem(self, code: str, identity: str, state: int) -> Finding:
        nothing = {language.value: say("trace-empty", language) for language in Language}
        return found(self.model, self.process, self.element(identity), code, {"trace": self.trace(state) or nothing})


def check_soundness(model: FlowModel, process: Process) -> Iterator[Finding]:
    """Play every game of a process and report deadlocks, livelocks, left-over tokens and activities that never happen."""
    looping = _inclusive_join_in_a_loop(process)
    if looping is not None:
        yield found(model, process, looping, "SOUND_NOT_DECIDED", {"reason": looping.tag})
        return
    try:
        net = net_of(process)
        yield from approximations_of(model, process, net)
        budget = min(STATES, _PLACES_IN_ALL // net.n_places)
        graph = explore(net, budget)
    except UnsupportedError as refusal:
        element = next((node for node in process.nodes if node.id in refusal.finding.object), process)
        if refusal.finding.code == "BPMN_NOT_ANALYSED":
            yield found(model, process, element, "BPMN_NOT_ANALYSED", refusal.finding.facts)
        else:
            reason = {language.value: refusal.finding.text(language) for language in Language}
            yield found(model, process, process, "PROCESS_NOT_PLAYED", {"reason": reason})
        return
    except TooManyStatesError:
        yield found(model, process, process, "SOUND_NOT_DECIDED", {"reason": f"> {budget}"})
        return
    except UnboundedError as cause:
        element = next((node for node in process.nodes if node.id == cause.element), process)
        yield found(model, process, element, "SOUND_UNBOUNDED")
        return
    yield from _judged(_Played(model=model, process=process, net=net, graph=graph))


def _judged(played: _Played) -> Iterator[Finding]:
    graph = played.graph
    beside = np.array([move.beside for move in played.net.moves], dtype=np.bool_)
    going_on = {*graph.source[~beside[graph.move]].tolist()}
    dead_ends = [state for state in range(len(graph.packed)) if state not in going_on and state not in graph.final]
    for element, state in _first_of_each((_waiting_at(played, state), state) for state in dead_ends):
        yield played.problem("SOUND_DEADLOCK", element, state)
    if 0 not in _can_reach(graph, set(graph.final)):
        yield found(played.model, played.process, played.process, "BEHAVIOR_NEVER_COMPLETES")
    doomed = set(range(len(graph.packed))) - _can_reach(graph, {*graph.final, *dead_ends})
    if doomed:
        state, element = _circle(played, min(doomed))
        yield played.problem("SOUND_NO_OPTION_TO_COMPLETE", element, state)
    crowded = graph.crowded
    if crowded is not None:
        place = max(graph.markings[crowded], key=graph.markings[crowded].__getitem__)
        yield played.problem("SOUND_UNSAFE", _where_tokens_meet(played, place), crowded)
    yield from _superfluous_terminations(played)
    happened = {played.net.moves[number].symbol for number in np.unique(graph.move).tolist()}
    for symbol in sorted({*played.net.symbols} - happened):
        yield found(played.model, played.process, played.element(symbol), "SOUND_DEAD_ACTIVITY")


def _superfluous_terminations(played: _Played) -> Iterator[Finding]:
    """A terminate event that never finds another token to end is a plain end in disguise (10.5.3)."""
    ends = {node.id for node in played.process.nodes if isinstance(node, Event) and node.is_triggered_by("terminate")}
    idle = {move.element for move in played.net.moves if move.element in ends and move.empties}
    for state, steps in enumerate(played.graph.steps if idle else ()):
        for number, _ in steps:
            move = played.net.moves[number]
            if move.element in idle and {*move.empties} - {*move.takes} & {*played.graph.markings[state]}:
                idle.remove(move.element)
    for identity in sorted(idle):
        yield remark(played.model, played.process, played.element(identity), "BPMN_SUPERFLUOUS_TERMINATE")


def _circle(played: _Played, state: int) -> tuple[int, str]:
    """Walk on from a state that can never complete until the walk repeats; return where, and a visible element of the circle."""
    walked: dict[int, str] = {}
    while state not in walked:
        number, after = played.graph.steps[state][0]
        walked[state] = played.net.moves[number].element
        state = after
    on_circle = list(walked.values())[list(walked).index(state) :]
    visible = {move.element for move in played.net.moves if move.symbol}
    return state, next((element for element in on_circle if element in visible), on_circle[0])


def _first_of_each(pairs: Iterator[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for element, state in pairs:
        if element not in seen:
            seen.add(element)
            yield element, state


def _waiting_at(played: _Played, state: int) -> str:
    """Return the element that holds a token and waits in vain for another: a gateway before anything else, then another join."""
    marked = set(played.graph.markings[state])
    gateways = {node.id for node in played.process.nodes if isinstance(node, Gateway)}
    waiting = [move for move in played.net.moves if marked & {*move.takes} and not move.beside]
    joins = [move.element for move in waiting if len(move.takes) > 1]
    at_gateways = [element for element in joins if element in gateways]
    return min(at_gateways or joins or [move.element for move in waiting] or [played.process.id])


def _where_tokens_meet(played: _Played, place: int) -> str:
    """Walk back from a place that holds two tokens, over silent steps that only pass them on, to the element where they met."""
    element, seen = played.process.id, {place}
    while True:
        givers = [move for move in played.net.moves if place in move.gives]
        element = givers[0].element if givers else element
        passing = givers[0] if len(givers) == 1 and givers[0].symbol is None and len(givers[0].takes) == 1 else None
        if passing is None or passing.takes[0] in seen:
            return element
        place = passing.takes[0]
        seen.add(place)


def _can_reach(graph: StateGraph, goals: set[int]) -> set[int]:
    before: list[list[int]] = [[] for _ in graph.packed]
    for state, after in zip(graph.source.tolist(), graph.target.tolist(), strict=True):
        before[after].append(state)
    seen, waiting = set(goals), list(goals)
    while waiting:
        for earlier in before[waiting.pop()]:
            if earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
    return seen


def _way_to(net: TokenNet, graph: StateGraph, goal: int) -> Sequence[str]:
    """Return the symbols on a way to a state with the fewest steps; states are numbered breadth first."""
    came: dict[int, tuple[int, int]] = {}
    for state, move, after in zip(graph.source.tolist(), graph.move.tolist(), graph.target.tolist(), strict=True):
        if after not in came and after != 0:
            came[after] = (state, move)
    symbols: list[str] = []
    while goal in came:
        goal, move = came[goal]
        symbol = net.moves[move].symbol
        symbols += [symbol] if symbol else []
    return symbols[::-1]


def _inclusive_join_in_a_loop(process: Process) -> Element | None:
    """Return an inclusive join that its own token can come back to: its rule then rests on itself (a vicious circle)."""
    onward: dict[str, list[str]] = {}
    for flow in process.flows:
        onward.setdefault(str(flow.source), []).append(str(flow.target))
    for node in process.nodes:
        incoming = sum(flow.target == node.id for flow in process.flows) if node.tag == "inclusiveGateway" else 0
        if incoming > 1 and node.id in _reached(onward, node.id):
            return node
    return None


def _reached(onward: dict[str, list[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for after in onward.get(waiting.pop(), ()):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen
