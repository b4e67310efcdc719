"""Order rules that the flow does not demand: judged on the traces themselves."""

import pytest

from tests.builders import ProcessBuilder, process
from tests.conformance.cases import found, held_against, log_of_traces
from workbench.conformance import Thresholds
from workbench.conformance.order_rules import is_implied
from workbench.findings import Severity
from workbench.process import Sidecar, behavior_of
from workbench.process.sidecar import ActivityFacts, OrderRule

RULE = OrderRule(before="a", after="b", severity=Severity.CRITICAL)
CONTROLS = Thresholds(edge_days=0, also=("CF-CTRL",))


def side_by_side() -> ProcessBuilder:
    drawn = process("p").start().both("split").task("a").both("join").end()
    return drawn.at("split").task("b").to("join")


def either() -> ProcessBuilder:
    return process("p").start().xor("split").task("a").xor("join").task("b").end().at("split").to("join")


def in_line(tasks: str) -> ProcessBuilder:
    drawn = process("p").start()
    for task in tasks:
        drawn = drawn.task(task)
    return drawn.end()


def in_sequence() -> ProcessBuilder:
    return in_line("ab")


@pytest.mark.parametrize(("drawn", "implied"), [(side_by_side, False), (either, False), (in_sequence, True)])
def test_what_the_flow_implies_is_read_off_its_traces(drawn: object, implied: bool) -> None:
    automaton = behavior_of(drawn().build()).automaton()  # type: ignore[operator]
    assert is_implied(automaton, ("a",), ("b",)) is implied
    assert not is_implied(automaton, ("b",), ("a",))
    assert not is_implied(automaton, ("a",), ("nowhere",))


def test_a_rule_that_only_the_sidecar_declares_is_broken_by_the_log_alone() -> None:
    log = log_of_traces(["ab", "ba", "a,b"])
    assert found(held_against(side_by_side(), log, Sidecar(order_rules=(RULE,)))) == set()
    asked = held_against(side_by_side(), log, Sidecar(order_rules=(RULE,)), CONTROLS)
    assert found(asked) == {("CF-CTRL", ("a", "b"), 1, 3)}
    assert asked.measures.conforming == 3
    finding = asked.deviations.findings[0]
    assert (finding.severity, finding.cases, finding.elements) == (Severity.CRITICAL, ("001",), ("a", "b"))
    assert "“a” before “b”" in finding.text()


def test_a_control_that_was_left_out_breaks_its_rule() -> None:
    asked = held_against(either(), log_of_traces(["ab", "b", "b"]), Sidecar(order_rules=(RULE,)), CONTROLS)
    assert found(asked) == {("CF-CTRL", ("a", "b"), 2, 3)}


def test_a_rule_that_the_flow_implies_is_an_order_and_never_a_control_as_well() -> None:
    asked = held_against(in_sequence(), log_of_traces(["ab", "ba"]), Sidecar(order_rules=(RULE,)), CONTROLS)
    assert found(asked) == {("CF-ORDER", ("a", "b"), 1, 2)}


def test_a_critical_order_that_is_reversed_is_told_whatever_moves_the_alignment_takes() -> None:
    rule = OrderRule(before="a", after="c", severity=Severity.CRITICAL)
    log = log_of_traces(["abdc"] * 100 + ["cbda"] * 6 + ["bdc"] * 4)
    asked = held_against(in_line("abdc"), log, Sidecar(order_rules=(rule,)))
    critical = [each for each in asked.deviations.findings if each.severity is Severity.CRITICAL]
    assert [(each.code, each.object, each.count, each.exposed) for each in critical] == [("CF-ORDER", ("a", "c"), 6, 110)]


def test_only_the_first_time_counts() -> None:
    asked = held_against(side_by_side(), log_of_traces(["abab"]), Sidecar(order_rules=(RULE,)), CONTROLS)
    assert ("CF-CTRL", ("a", "b"), 1, 1) not in found(asked)


def test_a_rule_about_an_undesigned_label_is_judged_by_the_label() -> None:
    rule = OrderRule(before="x", after="b", severity=Severity.MAJOR)
    asked = held_against(in_sequence(), log_of_traces(["xab", "ab"]), Sidecar(order_rules=(rule,)), CONTROLS)
    assert ("CF-CTRL", ("x", "b"), 1, 2) in found(asked)


def test_a_rule_about_what_leaves_no_trace_is_not_judged() -> None:
    drawn = side_by_side()
    hidden = Sidecar(order_rules=(RULE,), activities={"a": ActivityFacts(observable=False)})
    asked = held_against(drawn, log_of_traces(["b", "b"]), hidden, CONTROLS)
    assert found(asked) == set()
