"""Precision by escaping arcs, by hand and as published."""

import pytest

from tests.builders import process
from tests.conformance.measures.logs import held_against
from workbench.conformance.measures.precision import aligned_precision, prefix_precision
from workbench.process import behavior_of
from workbench.process.automaton import Automaton, Steps, automaton_of_traces, minimal


def parallel() -> Automaton:
    """Return a, then b and c in any order, then d."""
    drawn = process().start().task("a").both("s").task("b").both("j").task("d").end().at("s").task("c").to("j")
    return behavior_of(drawn.build()).automaton()


def test_an_order_that_nobody_takes_escapes() -> None:
    # Allowed after "", a, ab, abc, abcd: 1 + 2 + 1 + 1 + 0; taken: 1 + 1 + 1 + 1.
    assert aligned_precision(held_against(parallel(), ["abcd"])).value == 4 / 5


def test_prefixes_weigh_as_many_cases_as_have_them() -> None:
    # Only the choice b or c at the first prefix is open, and c escapes: (4 + 3 · 1) / (4 · 2 + 3 · 1).
    automaton = automaton_of_traces(["a", "bx", "c"])
    assert aligned_precision(held_against(automaton, {"a": 1, "bx": 3})).value == (4 * 2 + 3) / (4 * 3 + 3)


def test_deviations_are_seen_along_the_aligned_run() -> None:
    evidence = held_against(parallel(), ["abd", "cbad"])
    assert aligned_precision(held_against(parallel(), ["abcd", "acbd"])).value == 1
    assert aligned_precision(evidence).value is not None
    assert prefix_precision(evidence).value == (2 * 1 + 1 + 0) / (2 * 1 + 2 + 1)


def test_silent_choices_are_seen_through() -> None:
    drawn = process().start().xor("x").task("a").xor("j").end().at("x").xor("y").task("b").to("j").at("y").task("c").to("j")
    automaton = behavior_of(drawn.build()).automaton()
    assert aligned_precision(held_against(automaton, ["a"])).value == 1 / 3


def test_a_label_of_two_elements_is_one_activity() -> None:
    automaton = minimal(Steps(silent=[[], [], []], visible=[[("a1", 1), ("a2", 2), ("b", 2)], [("b", 2)], []], final={2}))
    matches = {"a": ["a1", "a2"], "b": ["b"]}
    assert aligned_precision(held_against(automaton, ["a"], matches)).value == pytest.approx(1 / 3)


def test_nothing_allowed_is_no_precision() -> None:
    nothing = aligned_precision(held_against(automaton_of_traces([""]), ["x"]))
    assert (nothing.value, nothing.reason) == (None, "MEASURE_NOTHING_ALLOWED")
