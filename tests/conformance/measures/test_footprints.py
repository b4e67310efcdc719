"""Footprints: who follows whom, in the log and by design."""

from tests.conformance.measures.logs import held_against
from workbench.conformance.measures.footprints import footprint_agreement
from workbench.process.automaton import automaton_of_traces


def test_the_same_behaviour_has_the_same_footprint() -> None:
    words = ["abcd", "acbd"]
    assert footprint_agreement(held_against(automaton_of_traces(words), words)).value == 1


def test_cells_that_differ_are_counted_both_ways() -> None:
    # Of nine cells b-c and c-b differ: → and ← in the log, ∥ by design.
    assert footprint_agreement(held_against(automaton_of_traces(["abc", "acb"]), ["abc"])).value == 5 / 9


def test_an_undesigned_activity_has_cells_of_its_own() -> None:
    # x before a: two of four cells differ.
    assert footprint_agreement(held_against(automaton_of_traces(["a"]), ["xa"])).value == 2 / 4


def test_the_end_of_a_case_and_the_begin_of_the_next_do_not_touch() -> None:
    assert footprint_agreement(held_against(automaton_of_traces(["ab", "", "c"]), ["ab", "", "c"])).value == 1
