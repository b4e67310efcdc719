"""Blocks before states: parallel and inclusive blocks and sub-processes are composed into small automata in place.

A token net whose branches between a fork and its join are plain paths needs no exploration of all their interleavings with
silent steps: each branch becomes its minimal automaton, their interleavings one automaton, whose states stand in the net as
places for one token. What has no such structure stays as it is and is explored.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.process.automaton import Automaton, Steps, minimal, shuffled
from workbench.process.token_net import Move, TokenNet, TooManyStatesError


def composed(net: TokenNet, budget: int) -> TokenNet:
    """Return a net with the same traces in which blocks are composed, innermost first, as far as the structure allows.

    A block with more than `budget` states is left to exploration, as is a net whose moves take or give several tokens at a place.
    """
    if any(len({*places}) < len(places) for move in net.moves for places in (move.takes, move.gives)):
        return net
    net = _with_silent_ends(net)
    waiting = True
    while waiting:
        waiting = False
        for rule in (_joined_block, _sequential_sub_process):
            simpler = rule(net, budget)
            if simpler is not None:
                net, waiting = simpler, True
                break
    return _freed_of_emptying(net)


def _with_silent_ends(net: TokenNet) -> TokenNet:
    """Part each visible last step from the end of its token, so that ends are silent everywhere."""
    moves: list[Move] = []
    n_places = net.n_places
    for move in net.moves:
        if move.symbol is not None and not move.gives:
            moves += [replace(move, gives=(n_places,)), Move(element=move.element, takes=(n_places,))]
            n_places += 1
        else:
            moves.append(move)
    return replace(net, n_places=n_places, moves=tuple(moves))


@dataclass(frozen=True, kw_only=True)
class _Branch:
    """A closed path from one place of a fork: the places it runs through, and the move that takes its token at the end."""

    entry: int
    places: tuple[int, ...]
    exits: tuple[int, ...]
    taker: str | None


class _Surroundings:
    """Who takes from and gives to each place, and which guards mention it."""

    def __init__(self, net: TokenNet) -> None:
        self.net = net
        self.takers: dict[int, list[Move]] = {}
        self.givers: dict[int, list[Move]] = {}
        self.guards: dict[int, list[int]] = {}
        for number, move in enumerate(net.moves):
            for place in move.takes:
                self.takers.setdefault(place, []).append(move)
            for place in move.gives:
                self.givers.setdefault(place, []).append(move)
            for place in (*move.empties, *move.only_if_empty):
                self.guards.setdefault(place, []).append(number)

    def branch(self, entry: int, forks: Sequence[Move]) -> _Branch | None:
        """Follow plain one-to-one moves from `entry`; None if tokens come in elsewhere or leave in two ways."""
        places, exits, takers = [entry], [], set()
        for place in places:
            for move in self.takers.get(place, ()):
                if move.is_plain and len(move.takes) == len(move.gives) == 1:
                    places += [given for given in move.gives if given not in places]
                elif (move.is_plain and not move.gives and len(move.takes) == 1) or len(move.join or move.takes) > 1:
                    takers.add(_name(move))
                    exits.append(place)
                else:
                    return None
        inside = set(places)
        if any(place in inside for place in self.net.start) or len(takers) != 1:
            return None
        for place in places:
            for giver in self.givers.get(place, ()):
                within = giver.is_plain and len(giver.gives) == 1 and set(giver.takes) <= inside and len(giver.takes) == 1
                if not within and not (place == entry and giver in forks):
                    return None
        if len({tuple(self.guards.get(place, ())) for place in places}) > 1:
            return None
        return _Branch(entry=entry, places=tuple(places), exits=tuple(dict.fromkeys(exits)), taker=takers.pop())

    def language(self, branch: _Branch) -> Automaton:
        """Return the minimal automaton of a branch. Raises NoCompletionError if its end is never reached."""
        number = {place: position for position, place in enumerate(branch.places)}
        silent: list[list[int]] = [[] for _ in branch.places]
        visible: list[list[tuple[str, int]]] = [[] for _ in branch.places]
        for place in branch.places:
            for move in self.takers.get(place, ()):
                if move.is_plain and len(move.takes) == len(move.gives) == 1:
                    goal = number[move.gives[0]]
                    if move.symbol is None:
                        silent[number[place]].append(goal)
                    else:
                        visible[number[place]].append((move.symbol, goal))
        final = frozenset(number[place] for place in branch.exits)
        return minimal(Steps(silent=silent, visible=visible, final=final))


def _name(move: Move) -> str:
    """Name what ends a branch: all moves of one inclusive join are one, and every plain end is the same."""
    if move.join:
        return f"join {move.element} {move.join}"
    return f"{move.element} {move.takes} {move.gives} {move.symbol}" if move.gives or len(move.takes) > 1 else ""


def _joined_block(net: TokenNet, budget: int) -> TokenNet | None:
    """Compose the first parallel or inclusive block whose branches are plain paths from one fork to one join."""
    around = _Surroundings(net)
    for forks in _forks(net):
        entries = tuple(dict.fromkeys(place for fork in forks for place in fork.gives))
        found = [around.branch(entry, forks) for entry in entries]
        branches = [branch for branch in found if branch is not None]
        by_end: dict[str | None, list[_Branch]] = {}
        for branch in branches:
            by_end.setdefault(branch.taker, []).append(branch)
        for block in by_end.values():
            simpler = _with_block(around, forks, block, budget) if _closes(around, forks, block, len(entries)) else None
            if simpler is not None:
                return simpler
    return None


def _forks(net: TokenNet) -> Iterator[tuple[Move, ...]]:
    """Yield the moves that fork: one that gives to several places, or all the ways of one inclusive split together."""
    groups: dict[tuple[object, ...], list[Move]] = {}
    for move in net.moves:
        if move.is_plain and move.gives:
            groups.setdefault((move.element, move.takes, move.symbol), []).append(move)
    for group in groups.values():
        several = [move for move in group if len(move.gives) > 1]
        if len(several) == len(group) == 1 or (several and len(group) > 1):
            yield tuple(group)


def _closes(around: _Surroundings, forks: Sequence[Move], block: Sequence[_Branch], n_entries: int) -> bool:
    """Return whether the end of a block takes exactly the block's branches, and each once; all under the same guards."""
    if len(block) < 2 or (len(forks) > 1 and len(block) != n_entries):
        return False
    if len({tuple(around.guards.get(branch.entry, ())) for branch in block}) > 1:
        return False
    ends = _ends(around, block)
    if not ends[0].gives and len(ends[0].takes) == 1:
        return True
    wanted = set(ends[0].join or ends[0].takes)
    if any(len(branch.exits) != 1 for branch in block) or {branch.exits[0] for branch in block} != wanted:
        return False
    return len(wanted) == len(block) and (len(forks) == 1 or bool(ends[0].join))


def _ends(around: _Surroundings, block: Sequence[_Branch]) -> list[Move]:
    takers = (move for branch in block for place in branch.exits for move in around.takers[place])
    return [move for move in takers if _name(move) == block[0].taker]


def _with_block(around: _Surroundings, forks: Sequence[Move], block: Sequence[_Branch], budget: int) -> TokenNet | None:
    net, end = around.net, _ends(around, block)[0]
    branch_of = {branch.entry: around.language(branch) for branch in block}
    if sum(math.prod(branch_of[p].n_states for p in fork.gives if p in branch_of) for fork in forks) > budget:
        return None
    try:
        choices = [shuffled([branch_of[p] for p in fork.gives if p in branch_of], budget) for fork in forks]
    except TooManyStatesError:
        return None
    machine = choices[0] if len(choices) == 1 else _either(choices)
    leads_on = {*machine.source.tolist()}
    first, gone = net.n_places, {place for branch in block for place in branch.places}
    rest = [place for place in forks[0].gives if place not in gone]
    moves = [replace(forks[0], gives=(*rest, first))]
    moves += [move for move in net.moves if move not in forks and not gone & {*move.takes, *move.join}]
    moves += _as_moves(machine, first)
    leaving = replace(end, join=())
    moves += [
        replace(leaving, takes=(first + state,), urgent=end.urgent and state not in leads_on)
        for state, ends in enumerate(machine.final)
        if ends
    ]
    fresh = tuple(range(first, first + machine.n_states))
    return replace(net, n_places=first + len(fresh), moves=tuple(_guards_moved(moves, gone, fresh)))


def _either(choices: Sequence[Automaton]) -> Automaton:
    """Return the automaton of all traces that any of the choices allows."""
    silent: list[list[int]] = [[]]
    visible: list[list[tuple[str, int]]] = [[]]
    final: set[int] = set()
    for machine in choices:
        first = len(silent)
        silent[0].append(first)
        for here, ends in zip(machine.arcs, machine.final, strict=True):
            if ends:
                final.add(len(silent))
            silent.append([])
            visible.append([(symbol, first + after) for symbol, after in here.items()])
    return minimal(Steps(silent=silent, visible=visible, final=final))


def _as_moves(machine: Automaton, first: int) -> Iterator[Move]:
    for state, here in enumerate(machine.arcs):
        for symbol, after in here.items():
            yield Move(element=symbol, symbol=symbol, takes=(first + state,), gives=(first + after,))


def _guards_moved(moves: Sequence[Move], gone: set[int], fresh: tuple[int, ...]) -> Iterator[Move]:
    """Let guards that watched the places of a block watch the places that stand for it now."""
    for move in moves:
        empties = (*(p for p in move.empties if p not in gone), *(fresh if gone & {*move.empties} else ()))
        hinders = (*(p for p in move.only_if_empty if p not in gone), *(fresh if gone & {*move.only_if_empty} else ()))
        yield replace(move, empties=empties, only_if_empty=hinders)


def _sequential_sub_process(net: TokenNet, budget: int) -> TokenNet | None:
    """Dissolve a sub-process whose inside holds one token at a time: its end leads on, and any state in it may be interrupted."""
    del budget
    for move in net.moves:
        if move.only_if_empty and len(move.takes) == 1:
            simpler = _dissolved(net, move.takes[0], frozenset(move.only_if_empty))
            if simpler is not None:
                return simpler
    return None


def _dissolved(net: TokenNet, active: int, inside: frozenset[int]) -> TokenNet | None:
    done = net.n_places
    moves: list[Move] = []
    for move in net.moves:
        changed = tuple(_sequenced(move, active, inside, done))
        if changed == (None,):
            return None
        moves += [each for each in changed if each is not None]
    return replace(net, n_places=done + 1, moves=tuple(moves))


def _sequenced(move: Move, active: int, inside: frozenset[int], done: int) -> Iterator[Move | None]:
    """Yield what one move becomes; None alone if it is of a form that holds several tokens inside."""
    guarded, emptied = set(move.only_if_empty) == inside, set(move.empties) == inside
    begins = active in move.gives
    gives = tuple(place for place in move.gives if place != active)
    taken = [place for place in move.takes if place in inside]
    if move.only_if_empty and not guarded and {*move.takes} & {active, *inside}:
        yield None
    elif move.takes == (active,) and guarded:
        yield replace(move, takes=(done,), gives=gives, only_if_empty=())
    elif move.takes == (active,) and emptied:
        yield from (replace(move, takes=(place,), gives=gives, empties=()) for place in (*sorted(inside), done))
    elif emptied and len(taken) == 1 and active in move.takes and len(move.takes) == 2 and len(inside & {*gives}) == begins:
        yield replace(move, takes=tuple(taken), gives=gives, empties=())
    elif emptied and len(taken) == len(move.takes) == 1:
        yield replace(move, gives=(done,), empties=())
    elif taken:
        one_token = move.is_plain and len(move.takes) == 1 and len(gives) <= 1 and inside >= set(gives)
        yield replace(move, gives=gives or (done,)) if one_token else None
    elif active in move.takes or begins or inside & {*gives}:
        entered = move.is_plain and begins and active not in move.takes and len(inside & {*gives}) == 1
        yield replace(move, gives=gives) if entered else None
    elif (guarded or emptied) or inside & {*move.join}:
        yield None
    else:
        yield _watching_too(move, inside, done)


def _watching_too(move: Move, inside: frozenset[int], done: int) -> Move:
    """Let guards of an outer scope that watch the inside watch its new place too."""
    empties = (*move.empties, *((done,) if inside & {*move.empties} else ()))
    hinders = (*move.only_if_empty, *((done,) if inside & {*move.only_if_empty} else ()))
    return replace(move, empties=empties, only_if_empty=hinders)


def _freed_of_emptying(net: TokenNet) -> TokenNet:
    """Where the whole net holds one token, whoever takes it leaves nothing to empty: a terminate event is a plain end."""
    if any(len(move.takes) != 1 or len(move.gives) > 1 or move.only_if_empty or move.join for move in net.moves):
        return net
    return replace(net, moves=tuple(replace(move, empties=()) for move in net.moves))
