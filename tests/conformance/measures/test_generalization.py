"""Generalization: activities supported by executions."""

from tests.conformance.measures.logs import held_against
from workbench.conformance.measures.generalization import generalization
from workbench.process.automaton import automaton_of_traces


def test_what_is_done_often_is_supported() -> None:
    # a four times: 1 / √4; b once: 1 / √1; the mean is 3/4.
    assert generalization(held_against(automaton_of_traces(["a", "ab"]), {"a": 3, "ab": 1})).value == 1 - (1 / 2 + 1) / 2


def test_what_never_happens_counts_as_unsupported() -> None:
    assert generalization(held_against(automaton_of_traces(["a", "b"]), {"a": 100})).value == 1 - (1 / 10 + 1) / 2


def test_a_process_without_activities_has_none() -> None:
    assert generalization(held_against(automaton_of_traces([""]), ["x"])).reason == "MEASURE_NO_ACTIVITY"
