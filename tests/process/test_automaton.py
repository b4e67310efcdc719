"""The minimal automaton of a language: the same language, no two equal states, numbered in one way only."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.compiled import compiled
from workbench.process.arrows import SILENT, Arrows
from workbench.process.automaton import Automaton, NoCompletionError, Steps, automaton_of_traces, minimal, shuffled
from workbench.process.reduction import reduced
from workbench.process.token_net import TooManyStatesError

LONGEST = 4
SYMBOLS = "abc"
WORDS = [word for length in range(LONGEST + 1) for word in product(SYMBOLS, repeat=length)]


@st.composite
def machines(draw: st.DrawFn) -> Steps:
    n_states = draw(st.integers(1, 9))
    state = st.integers(0, n_states - 1)
    return Steps(
        silent=draw(st.lists(st.lists(state, max_size=2), min_size=n_states, max_size=n_states)),
        visible=draw(
            st.lists(st.lists(st.tuples(st.sampled_from(SYMBOLS), state), max_size=3), min_size=n_states, max_size=n_states)
        ),
        final=draw(st.sets(state, max_size=2)),
    )


def accepted(steps: Steps, word: tuple[str, ...]) -> bool:
    """Play a word on all ways at once."""
    here = closed(steps, {0})
    for symbol in word:
        here = closed(steps, {after for state in here for name, after in steps.visible[state] if name == symbol})
    return bool(here & {*steps.final})


def closed(steps: Steps, states: set[int]) -> set[int]:
    while more := {after for state in states for after in steps.silent[state]} - states:
        states = states | more
    return states


def as_arrows(steps: Steps) -> Arrows:
    rows = [
        [*((SILENT, after) for after in silent), *((SYMBOLS.index(symbol), after) for symbol, after in visible)]
        for silent, visible in zip(steps.silent, steps.visible, strict=True)
    ]
    arcs = np.array([arc for row in rows for arc in row], dtype=np.int64).reshape(-1, 2)
    final = np.isin(np.arange(len(rows)), list(steps.final))
    return Arrows(np.cumsum([0, *map(len, rows)]), arcs[:, 0].copy(), arcs[:, 1].copy(), final)


def same(one: Automaton, other: Automaton) -> bool:
    parts = ("source", "symbol", "target", "final")
    return one.symbols == other.symbols and all(np.array_equal(getattr(one, part), getattr(other, part)) for part in parts)


@settings(max_examples=300, deadline=None)
@given(machines())
def test_the_minimal_automaton_accepts_the_same_words(steps: Steps) -> None:
    try:
        automaton = minimal(steps)
    except NoCompletionError:
        assert not any(accepted(steps, word) for word in WORDS)
        return
    assert [automaton.accepts(word) for word in WORDS] == [accepted(steps, word) for word in WORDS]


@settings(max_examples=300, deadline=None)
@given(machines())
def test_the_minimal_automaton_has_no_two_states_alike_and_every_state_completes(steps: Steps) -> None:
    try:
        automaton = minimal(steps)
    except NoCompletionError:
        return
    block = automaton.final.astype(int).tolist()
    while True:
        signatures = [
            (block[state], *sorted((name, block[after]) for name, after in here.items()))
            for state, here in enumerate(automaton.arcs)
        ]
        finer = [sorted({*signatures}).index(signature) for signature in signatures]
        if len({*finer}) == len({*block}):
            break
        block = finer
    assert len({*block}) == automaton.n_states
    ends = {state for state in range(automaton.n_states) if automaton.final[state]}
    while more := {int(s) for s, t in zip(automaton.source, automaton.target, strict=True) if t in ends} - ends:
        ends |= more
    assert len(ends) == automaton.n_states


@settings(max_examples=200, deadline=None)
@given(machines(), st.randoms(use_true_random=False))
def test_the_order_of_states_and_steps_never_matters(steps: Steps, dice: object) -> None:
    order = list(range(1, len(steps.silent)))
    dice.shuffle(order)  # type: ignore[attr-defined]
    states = [0, *order]
    number = {state: place for place, state in enumerate(states)}
    again = Steps(
        silent=[[number[after] for after in reversed(steps.silent[state])] for state in states],
        visible=[[(symbol, number[after]) for symbol, after in reversed(steps.visible[state])] for state in states],
        final={number[state] for state in steps.final},
    )
    try:
        wanted = minimal(steps)
    except NoCompletionError:
        with pytest.raises(NoCompletionError):
            minimal(again)
        return
    assert same(minimal(again), wanted)


@settings(max_examples=200, deadline=None)
@given(machines())
def test_by_hand_and_compiled_it_is_the_same(steps: Steps) -> None:
    by_hand, machine = reduced(as_arrows(steps), len(SYMBOLS), 100), compiled(reduced)(as_arrows(steps), len(SYMBOLS), 100)
    for one, other in zip(by_hand, machine, strict=True):
        assert one.tolist() == other.tolist()


def test_states_are_numbered_breadth_first_by_symbol() -> None:
    automaton = automaton_of_traces(["cx", "ay", "bz"])
    assert automaton.symbols == ("a", "b", "c", "x", "y", "z")
    assert list(zip(automaton.source.tolist(), automaton.symbol.tolist(), automaton.target.tolist(), strict=True)) == [
        (0, 0, 1),
        (0, 1, 2),
        (0, 2, 3),
        (1, 4, 4),
        (2, 5, 4),
        (3, 3, 4),
    ]


def test_a_shuffle_is_every_interleaving() -> None:
    automaton = shuffled([automaton_of_traces(["ab"]), automaton_of_traces(["c", ""])], 100)
    words = [word for length in range(5) for word in product("abc", repeat=length) if automaton.accepts(word)]
    assert ["".join(word) for word in words] == ["ab", "abc", "acb", "cab"]
    with pytest.raises(TooManyStatesError):
        shuffled([automaton_of_traces(["ab"]), automaton_of_traces(["cd"])], 8)


def test_choice_that_makes_too_many_states_is_refused() -> None:
    n_states = 12
    steps = Steps(
        silent=[[] for _ in range(n_states)],
        visible=[[("a", 0), ("b", 0), ("a", 1)], *([("a", n + 1), ("b", n + 1)] for n in range(1, n_states - 1)), []],
        final={n_states - 1},
    )
    assert minimal(steps).n_states == 2 ** (n_states - 1)
    with pytest.raises(TooManyStatesError):
        minimal(steps, 2_000)
