"""Deviations in the owner's words: what they are about, among how many cases, and with which interval."""

import pytest

from tests.builders import process
from tests.conformance.cases import found, held_against, log_of_traces
from tests.eventlog.logs import event, log_of
from workbench.conformance import Thresholds
from workbench.findings import Finding, Severity, wilson_interval
from workbench.process import Sidecar
from workbench.process.model import Repetition
from workbench.process.sidecar import ActivityFacts, OrderRule

CONTROLS = Thresholds(edge_days=0, also=("CF-CTRL",))


def test_a_swap_is_one_finding() -> None:
    drawn = process("p").start().task("a").task("b").task("c").end()
    assert found(held_against(drawn, log_of_traces(["abc", "bac"]))) == {("CF-ORDER", ("a", "b"), 1, 2)}


@pytest.mark.parametrize(("trace", "pair"), [("bcad", ("a", "b")), ("dabc", ("c", "d"))])
def test_the_order_that_a_rule_declares_is_named_before_the_neighbours(trace: str, pair: tuple[str, str]) -> None:
    drawn = process("p").start().task("a").task("b").task("c").task("d").end()
    plain = held_against(drawn, log_of_traces([trace]))
    assert found(plain) == {("CF-ORDER", pair, 1, 1)}
    declared = {"bcad": ("a", "c"), "dabc": ("a", "d")}[trace]
    rule = OrderRule(before=declared[0], after=declared[1], severity=Severity.CRITICAL)
    ruled = held_against(drawn, log_of_traces([trace]), Sidecar(order_rules=(rule,)), CONTROLS)
    assert found(ruled) == {("CF-ORDER", declared, 1, 1)}
    assert ruled.deviations.findings[0].severity is Severity.CRITICAL


@pytest.mark.parametrize(("trace", "repeated"), [("xxbxz", "a"), ("xbxxz", "c")])
def test_what_two_activities_of_one_name_repeat_is_that_of_the_nearest(trace: str, repeated: str) -> None:
    drawn = process("p").start().task("a", "x").task("b").task("c", "x").task("z").end()
    assert found(held_against(drawn, log_of_traces([trace, "xbxz"]))) == {("CF-REWORK", (repeated,), 1, 2)}


def test_a_skipped_control_is_called_so_where_controls_are_asked_for() -> None:
    drawn = process("p").start().task("a").task("b").end()
    sidecar = Sidecar(activities={"a": ActivityFacts(kind="approval"), "b": ActivityFacts(kind="work")})
    log = log_of_traces(["ab", "b", "a"])
    assert found(held_against(drawn, log, sidecar)) == {("CF-SKIP", ("a",), 1, 3), ("CF-SKIP", ("b",), 1, 3)}
    asked = held_against(drawn, log, sidecar, CONTROLS)
    assert found(asked) == {("CF-CTRL", ("a",), 1, 3), ("CF-SKIP", ("b",), 1, 3)}


def test_an_activity_that_never_happens_is_dead_and_no_broken_control() -> None:
    drawn = process("p").start().task("a").task("b").end()
    asked = held_against(drawn, log_of_traces(["b"] * 30), Sidecar(activities={"a": ActivityFacts(kind="control")}), CONTROLS)
    assert found(asked) == {("CF-DEAD", ("a",), 0, 30)}


def test_the_interval_of_a_rate_is_wilsons() -> None:
    interval = wilson_interval(10, 100)
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0552, 0.1744)
    assert Finding(code="CF-SKIP", severity=Severity.MINOR, count=10, exposed=100).interval == interval


@pytest.mark.parametrize("exposed", [1, 7, 1000])
def test_an_interval_holds_its_rate_and_stays_a_share(exposed: int) -> None:
    for count in {0, 1, exposed // 2, exposed}:
        interval = wilson_interval(count, exposed)
        assert interval is not None
        assert 0 <= interval.low <= count / exposed <= interval.high <= 1


def test_nothing_exposed_has_no_interval() -> None:
    assert wilson_interval(0, 0) is None
    assert Finding(code="CF-SKIP", severity=Severity.MINOR).interval is None


def test_a_sentence_says_its_interval() -> None:
    drawn = process("p").start().task("a").task("b").end()
    finding = held_against(drawn, log_of_traces(["b", "ab", "ab", "ab"])).deviations.below_threshold[0]
    assert "(25.0%, 95 % interval 4.6%–69.9%)" in finding.text()


def test_what_leaves_no_trace_by_design_and_is_seen_at_times_is_neither_skipped_nor_extra() -> None:
    drawn = process("p").start().task("a").task("b").task("c").end()
    log = log_of_traces(["abc", "ac", "ac", "acb"])
    assert found(held_against(drawn, log)) == {("CF-SKIP", ("b",), 2, 4), ("CF-ORDER", ("b", "c"), 1, 4)}
    blind = held_against(drawn, log, Sidecar(activities={"b": ActivityFacts(observable=False)}))
    assert found(blind) == {("CF-ORDER", ("b", "c"), 1, 4)}
    assert (blind.measures.conforming, blind.raw_measures.conforming) == (3, 1)


@pytest.mark.parametrize("handler", ["A", "z"])
def test_what_is_missing_is_the_step_and_not_its_exception(handler: str) -> None:
    drawn = process("p").start().task("a").task("b").xor("m").task("c").end().boundary("late", "b").task(handler).to("m")
    assert found(held_against(drawn, log_of_traces(["abc", "ac", f"a{handler}c"]))) == {("CF-SKIP", ("b",), 1, 2)}


@pytest.mark.parametrize(("repetition", "codes"), [(Repetition.PARALLEL, set()), (Repetition.LOOP, {"CF-REWORK"})])
def test_what_runs_several_times_at_once_is_not_repeated(repetition: Repetition, codes: set[str]) -> None:
    drawn = process("p").start().task("a").sub("s").start("in").task("b").task("c").end("out").leave().repeated(repetition)
    drawn = drawn.task("d").end()
    assert {code for code, *_ in found(held_against(drawn, log_of_traces(["abbccd", "abcbcd", "abcd"])))} == codes
    assert found(held_against(drawn, log_of_traces(["acbd"]))) == {("CF-ORDER", ("b", "c"), 1, 1)}


def test_what_several_runs_at_once_cost_is_known_between_bounds() -> None:
    drawn = process("p").start().task("a").sub("s").start("in").task("b").task("c").end("out").leave()
    drawn = drawn.repeated(Repetition.PARALLEL).task("d").end()
    conformance = held_against(drawn, log_of_traces(["abbccd", "abbccd", "abcd", "acbd"]))
    assert conformance.measures.conforming_bounds == (0.25, 0.75)
    (notice,) = (each for each in conformance.notices if each.code == "INSTANCES_AT_ONCE")
    assert notice.facts["count"] == 1


def test_an_event_that_the_log_left_out_is_no_skipped_activity() -> None:
    drawn = process("p").start().task("a").throw("told", "message").task("b").end()
    conformance = held_against(drawn, log_of_traces(["ab", "a", "b"]))
    assert found(conformance) == {("CF-SKIP", ("b",), 1, 3), ("CF-SKIP", ("a",), 1, 3)}
    shown = held_against(drawn, log_of(*(event(case, told, end) for case, told, end in EVENTS)))
    assert found(shown) == {("CF-SKIP", ("b",), 1, 2)}


EVENTS = [("1", "a", 0), ("1", "told", 1), ("1", "b", 2), ("2", "a", 0)]
