"""Simplicity: arcs for nodes."""

from dataclasses import replace

from tests.builders import process
from workbench.conformance.measures.simplicity import simplicity


def test_a_sequence_is_as_simple_as_can_be() -> None:
    assert simplicity(process().start().task("a").task("b").end().build()).value == 1


def test_arcs_beyond_a_circle_make_it_less_simple() -> None:
    # Gateways x, y and three branches: 6 nodes with the ends, 2 + 2 · 3 flows less one direct: degree 2 · 7 / 6.
    drawn = process().start().xor("x").task("a").xor("y").end().at("x").task("b").to("y").at("x").to("y")
    assert simplicity(drawn.build()).value == 1 / (1 + 2 * 7 / 6 - 2)


def test_without_flows_nothing_can_be_said() -> None:
    assert simplicity(replace(process().start().build(), flows=())).reason == "MEASURE_NO_FLOWS"
