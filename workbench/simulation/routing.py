"""Cases from a model: its token game is played with probabilities, and what came of it is kept as a partial order of steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.process.behavior import Behavior
from workbench.process.game import BITS, MOST_TOKENS, PLACES_A_WORD, fire, game_of, in_lists, possible_moves
from workbench.process.model import Element
from workbench.process.net_process import NetProcess
from workbench.process.refusal import refusal
from workbench.process.token_net import Move, UnboundedError
from workbench.simulation.order import reduced
from workbench.simulation.routes import Decided, Decision, Draws, Routes
from workbench.simulation.taking import taken
from workbench.simulation.ways import Choice, Ways
from workbench.simulation.world import Cases, Task

MOST_MOVES: Final = 20_000
"""Moves of the token game, silent ones included, after which a case counts as one that never ends."""

_TURN: Final = " turn"
_ROOM: Final = 4096
"""Cases whose draws are made together."""

_Causes = tuple[int, ...]


def routed(
    behavior: Behavior, tasks: Sequence[Task], probabilities: Mapping[str, float], arrivals: NDArray[np.int64], seed: int
) -> Cases:
    """Return a case for each arrival (int64, µs since 1970-01-01 UTC), routed by playing a process.

    `tasks` are all those of a world: the elements of the process that one of them names – tasks, events as delays – become steps
    of the first that does, in the order in which tokens caused them; all others pass without time. `probabilities`, 0 … 1, are
    by the id of a sequence flow or boundary event (`Ways`). The same case takes the same way at an element of the same id,
    whatever else is changed. Where an end terminates others, what goes on side by side takes turns as drawn.

    Raises UnsupportedError, naming the element, where a case gets stuck, tokens pile up or a case has no end within `MOST_MOVES`.
    """
    process = behavior.process.id
    board, steps = _Board(behavior, probabilities, _numbers(process, tasks)), _Steps()
    gone = _gone(process, Routes(lambda draws, case: _play(board, draws, case, steps)), len(arrivals), seed)
    found = taken(_cases(process, steps), gone)
    ids = tuple(map(str, range(1, len(arrivals) + 1)))
    return replace(found, ids=ids, arrival=np.asarray(arrivals, dtype=np.int64))


def _numbers(process: str, tasks: Sequence[Task]) -> dict[str, int]:
    """Return the number of the first task of each activity of a process."""
    number: dict[str, int] = {}
    for place, task in enumerate(tasks):
        if task.process == process:
            number.setdefault(task.activity, place)
    return number


def _gone(process: str, routes: Routes, n_cases: int, seed: int) -> NDArray[np.int64]:
    """Return the number of the route that each case takes."""
    gone: list[int] = []
    for first in range(0, n_cases, _ROOM):
        draws = Draws(seed=seed, process=process, cases=np.arange(first, min(first + _ROOM, n_cases)))
        gone += [routes.of(draws, case) for case in range(len(draws.cases))]
    return np.array(gone, dtype=np.int64)


@dataclass(kw_only=True)
class _Steps:
    """The steps of all routes so far, route by route, and their order."""

    task: list[int] = field(default_factory=list)
    occurrence: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    bounds: list[int] = field(default_factory=lambda: [0])


@dataclass(frozen=True, kw_only=True)
class _Firing:
    """A move as it is fired: `task` is that of its step, if it is one."""

    takes: tuple[int, ...]
    gives: tuple[int, ...]
    empties: tuple[int, ...]
    awaits: tuple[int, ...]
    task: int | None


class _Board:
    """A process laid out for the game; where it can go on from a state is found when a case first comes there."""

    def __init__(self, behavior: Behavior, probabilities: Mapping[str, float], number: Mapping[str, int]) -> None:
        net = behavior.net
        self.behavior = behavior
        self.n_places, self.start = net.n_places, net.start
        named = behavior.process.identities if isinstance(behavior.process, NetProcess) else {}
        self.firing = [_firing(move, number, named) for move in net.moves]
        self.watched = frozenset(place for move in net.moves for place in move.only_if_empty)
        self.takes_turns = any(move.urgent for move in net.moves)
        self._ways = Ways(behavior, probabilities)
        self._game = in_lists(game_of(net))
        self._markings: list[list[int]] = [list(map(int, self._game.start))]
        self._state = {tuple(self._markings[0]): 0}
        self._open: list[tuple[Choice, ...] | None] = [None]
        self._next: list[dict[int, int]] = [{}]

    def choices(self, state: int) -> tuple[Choice, ...]:
        """Return the choices that a state leaves; none where all is done. Raises UnsupportedError where a case gets stuck."""
        known = self._open[state]
        if known is not None:
            return known
        possible = [0] * len(self.firing)
        marking = self._markings[state]
        n = possible_moves(self._game, marking, possible)  # type: ignore[arg-type]
        if not n and any(marking):
            raise refusal(self.behavior.process, self._waiting(marking), "ROUTING_STUCK")
        self._open[state] = found = self._ways.choices(possible[:n])
        return found

    def after(self, state: int, move: int) -> int:
        """Return the state after a move. Raises UnsupportedError where a place collects too many tokens."""
        if move in self._next[state]:
            return self._next[state][move]
        left = [0] * len(self._markings[state])
        if not fire(self._game, self._markings[state], move, left):  # type: ignore[arg-type]
            raise self.behavior.refused(UnboundedError(self.behavior.net.moves[move].element))
        number = self._state.setdefault(tuple(left), len(self._markings))
        if number == len(self._markings):
            self._markings.append(left)
            self._open.append(None)
            self._next.append({})
        self._next[state][move] = number
        return number

    def endless(self, move: int) -> Exception:
        """Return the error that says that a case does not end."""
        element = self._element(self.behavior.net.moves[move].node)
        return refusal(self.behavior.process, element, "ROUTING_ENDLESS", {"moves": MOST_MOVES})

    def _waiting(self, marking: Sequence[int]) -> Element:
        """Return the first element before which a token waits."""
        for move in self.behavior.net.moves:
            if any(marking[place // PLACES_A_WORD] >> place % PLACES_A_WORD * BITS & MOST_TOKENS for place in move.takes):
                return self._element(move.node)
        return self.behavior.process

    def _element(self, identity: str) -> Element:
        return next((node for node in self.behavior.process.nodes if node.id == identity), self.behavior.process)


def _play(board: _Board, draws: Draws, case: int, steps: _Steps) -> Decided:
    """Play one case and return what was decided: every token knows the steps that caused it, a step follows its tokens' steps.

    What waits for places to be empty follows all that left them.
    """
    tokens: list[list[_Causes]] = [[] for _ in range(board.n_places)]
    for place in board.start:
        tokens[place].append(())
    left: dict[int, set[int]] = {}
    times: Counter[str] = Counter()
    done: Counter[int] = Counter()
    decided: list[tuple[Decision, int]] = []
    state = 0

    def way(name: str, until: tuple[float, ...]) -> int:
        decision = Decision(name=name, turn=times[name], until=until)
        times[name] += 1
        decided.append((decision, decision.way(draws, case)))
        return decided[-1][1]

    for _ in range(MOST_MOVES):
        choices = board.choices(state)
        if not choices:
            steps.bounds.append(len(steps.task))
            return decided
        side_by_side = len(choices) if board.takes_turns else 1
        turn = way(_TURN, tuple((1 + each) / side_by_side for each in range(side_by_side))) if side_by_side > 1 else 0
        choice = choices[turn]
        move = choice.moves[way(choice.name, choice.until) if len(choice.moves) > 1 else 0]
        _fired(board, board.firing[move], tokens, left, (done, steps))
        state = board.after(state, move)
    raise board.endless(move)


def _fired(
    board: _Board, firing: _Firing, tokens: list[list[_Causes]], left: dict[int, set[int]], record: tuple[Counter[int], _Steps]
) -> None:
    """Move the tokens, with what caused them, and note the step, if the move is one."""
    causes: _Causes = tokens[firing.takes[0]].pop(0) if len(firing.takes) == 1 else ()
    if len(firing.takes) > 1:
        causes = tuple({step for place in firing.takes for step in tokens[place].pop(0)})
    for place in firing.awaits:
        causes = tuple({*causes, *left.pop(place, ())})
    for place in firing.empties:
        if tokens[place]:
            left.setdefault(place, set()).update(step for each in tokens[place] for step in each)
            tokens[place].clear()
    if firing.task is not None:
        causes = (_noted(firing.task, causes, *record),)
    if board.watched:
        for place in firing.takes:
            if place in board.watched:
                left.setdefault(place, set()).update(causes)
    for place in firing.gives:
        tokens[place].append(causes)


def _noted(task: int, causes: _Causes, done: Counter[int], steps: _Steps) -> int:
    """Note a step after its causes; return its number."""
    step = len(steps.task)
    steps.task.append(task)
    steps.occurrence.append(done[task])
    done[task] += 1
    steps.before.extend(causes)
    steps.after.extend([step] * len(causes))
    return step


def _firing(move: Move, number: Mapping[str, int], named: Mapping[str, str]) -> _Firing:
    shows, identity = move.happens or move.symbol is not None, move.symbol or move.node
    return _Firing(
        takes=move.takes,
        gives=move.gives,
        empties=move.empties,
        awaits=move.only_if_empty,
        task=number.get(named.get(identity, identity)) if shows else None,
    )


def _cases(process: str, steps: _Steps) -> Cases:
    """Return one case for each route."""
    n = len(steps.bounds) - 1
    return Cases(
        ids=("",) * n,
        processes=(process,),
        kinds=("",),
        process=np.zeros(n, dtype=np.int64),
        kind=np.zeros(n, dtype=np.int64),
        arrival=np.zeros(n, dtype=np.int64),
        task=np.array(steps.task, dtype=np.int64),
        case=np.repeat(np.arange(n), np.diff(steps.bounds)),
        occurrence=np.array(steps.occurrence, dtype=np.int64),
        order=reduced(np.array((steps.before, steps.after), dtype=np.int64).T, len(steps.task)),
    )
