"""The token game, against its rules played with counted tokens; by hand and compiled the same."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.compiled import compiled
from workbench.process.game import BITS, MOST_TOKENS, enabled, fire, game_of, play, possible_moves
from workbench.process.state_graph import explore
from workbench.process.token_net import Move, TokenNet, TooManyStatesError, UnboundedError

BUDGET = 300

Marking = frozenset[tuple[int, int]]


@st.composite
def nets(draw: st.DrawFn) -> TokenNet:
    """Draw nets with everything a move can say; their places fill one word of a marking or several."""
    n_places = draw(st.sampled_from((1, 3, 6, 6, 16, 40)))
    place = st.integers(0, n_places - 1)

    def places(least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
        return st.lists(place, min_size=least, max_size=most).map(tuple)

    none = st.just(())
    move = st.builds(
        Move,
        element=st.sampled_from("efg"),
        symbol=st.sampled_from((None, "a", "b")),
        takes=places(0, 3),
        gives=places(0, 3),
        empties=none | places(0, 2),
        only_if_empty=none | places(0, 2),
        join=none | none | places(2, 3),
        urgent=st.sampled_from((False, False, False, True)),
    )
    moves = [waiting_for_some(each, draw(st.integers(1, 3))) for each in draw(st.lists(move, min_size=1, max_size=8))]
    return TokenNet(n_places=n_places, moves=tuple(moves), start=draw(places(1, 3)), aside=draw(places(0, 1).map(frozenset)))


def waiting_for_some(move: Move, count: int) -> Move:
    """Let an inclusive join take from the first places that it joins, as a process's would."""
    return Move(element=move.element, takes=tuple({*move.join[:count]}), gives=move.gives, join=move.join) if move.join else move


def may_fire(net: TokenNet, move: Move, tokens: Counter[int]) -> bool:
    if Counter(move.takes) - tokens or any(tokens[place] for place in move.only_if_empty):
        return False
    filled = {place for place in move.join if tokens[place]}
    if not move.join:
        return True
    to_filled = set().union(*(upstream(net, move, place) for place in filled))
    to_empty = set().union(*(upstream(net, move, place) for place in {*move.join} - filled))
    return filled == {*move.takes} and not {*tokens.keys()} & to_empty - to_filled - filled


def upstream(net: TokenNet, join: Move, place: int) -> set[int]:
    """Return from where a token can come to a place, not through the join (BPMN 2.0.2, 13.4.3)."""
    found: set[int] = set()
    while True:
        more = {
            taken
            for move in net.moves
            if (move.element, move.join) != (join.element, join.join) and {*move.gives} - net.aside & {place, *found}
            for taken in {*move.takes} - net.aside
        }
        if more <= found:
            return found
        found |= more


def after(move: Move, tokens: Counter[int]) -> Counter[int]:
    left = tokens - Counter(move.takes)
    for place in move.empties:
        del left[place]
    result = left + Counter(move.gives)
    if max(result.values(), default=0) > MOST_TOKENS:
        raise UnboundedError(move.element)
    return result


def played(net: TokenNet) -> list[tuple[Counter[int], list[tuple[int, int]]]]:
    """Return every state with its steps, breadth first, by the lowest place that a move takes from; eager moves alone."""
    states, steps = [Counter(net.start)], []
    while len(steps) < len(states):
        here: list[tuple[int, int]] = []
        for number, tokens in reached_from(net, states[len(steps)]):
            if tokens not in states:
                if len(states) >= BUDGET:
                    raise TooManyStatesError
                states.append(tokens)
            here.append((number, states.index(tokens)))
        steps.append(here)
    return list(zip(states, steps, strict=True))


def reached_from(net: TokenNet, tokens: Counter[int]) -> Iterator[tuple[int, Counter[int]]]:
    order = sorted((min(move.takes), number) for number, move in enumerate(net.moves) if move.takes)
    possible = [number for _, number in order if may_fire(net, net.moves[number], tokens)]
    first = [number for number in possible if number in net.eager][:1]
    for number in first or possible:
        yield number, after(net.moves[number], tokens)


@settings(max_examples=400, deadline=None)
@given(nets())
def test_exploring_plays_the_rules(net: TokenNet) -> None:
    try:
        wanted = played(net)
    except (TooManyStatesError, UnboundedError) as refused:
        with pytest.raises(type(refused), match=f"^{refused}$"):
            explore(net, BUDGET)
        return
    graph = explore(net, BUDGET)
    assert [list(steps) for steps in graph.steps] == [steps for _, steps in wanted]
    assert list(graph.markings) == [dict(tokens) for tokens, _ in wanted]
    assert graph.final == {state for state, (tokens, _) in enumerate(wanted) if not tokens}


@settings(max_examples=200, deadline=None)
@given(nets())
def test_by_hand_and_compiled_the_game_is_the_same(net: TokenNet) -> None:
    by_hand, machine = play(game_of(net), BUDGET), compiled(play)(game_of(net), BUDGET)
    assert by_hand.end == machine.end
    for one, other in zip(by_hand[1:], machine[1:], strict=True):
        assert one.tolist() == other.tolist()


def test_a_game_can_be_played_move_by_move() -> None:
    net = TokenNet(
        n_places=17,
        moves=(Move(element="a", symbol="a", takes=(0,), gives=(16, 16)), Move(element="b", symbol="b", takes=(16, 16))),
        start=(0,),
    )
    game = game_of(net)
    marking, left, moves = game.start, np.zeros_like(game.start), np.zeros(2, dtype=np.int64)
    assert (enabled(game, marking, 0), enabled(game, marking, 1)) == (True, False)
    assert (possible_moves(game, marking, moves), moves[0]) == (1, 0)
    assert fire(game, marking, 0, left)
    assert left.tolist() == [0, 2 << BITS]
    assert enabled(game, left, 1)


def test_a_place_holds_fifteen_tokens_and_no_more() -> None:
    more = Move(element="more", takes=(0,), gives=(0, 1))
    fewer = Move(element="end", symbol="end", takes=(0,))
    with pytest.raises(UnboundedError, match="more"):
        explore(TokenNet(n_places=2, moves=(more, fewer), start=(0,)), BUDGET)
    full = TokenNet(n_places=2, moves=(Move(element="e", symbol="e", takes=(0,), gives=(1,) * MOST_TOKENS),), start=(0,))
    assert list(explore(full, BUDGET).markings) == [{0: 1}, {1: MOST_TOKENS}]


def test_more_states_than_the_budget_are_refused_however_many_there_are() -> None:
    chain = TokenNet(
        n_places=3_000, moves=tuple(Move(element="e", symbol="e", takes=(n,), gives=(n + 1,)) for n in range(2_999)), start=(0,)
    )
    assert len(explore(chain, 3_000).packed) == 3_000
    for budget in (10, 2_999):
        with pytest.raises(TooManyStatesError):
            explore(chain, budget)
