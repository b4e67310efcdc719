"""Each construct with traces it allows and traces it does not."""

import pytest

from tests.builders import ProcessBuilder, process
from workbench.findings import UnsupportedError
from workbench.process import Automaton, behavior_of
from workbench.process.model import Repetition


def allowed(builder: ProcessBuilder, *visible_events: str) -> Automaton:
    return behavior_of(builder.build(), visible_events).automaton()


def sequence() -> ProcessBuilder:
    return process().start().task("a").task("b").end()


def test_a_sequence_allows_its_order_only() -> None:
    automaton = allowed(sequence())
    assert automaton.accepts("ab")
    assert not automaton.accepts("ba")
    assert not automaton.accepts("a")


def test_an_exclusive_choice_allows_one_branch() -> None:
    automaton = allowed(process().start().xor("s").task("a").xor("j").end().at("s").task("b").to("j"))
    assert automaton.accepts("a")
    assert automaton.accepts("b")
    assert not automaton.accepts("ab")


def test_a_parallel_block_allows_every_interleaving_and_asks_for_all_branches() -> None:
    automaton = allowed(process().start().both("s").task("a").task("b").both("j").task("d").end().at("s").task("c").to("j"))
    assert all(automaton.accepts(trace) for trace in ("abcd", "acbd", "cabd"))
    assert not automaton.accepts("abd")
    assert not automaton.accepts("bacd")


def test_an_inclusive_block_allows_any_branches_but_not_none() -> None:
    automaton = allowed(process().start().any_of("s").task("a").any_of("j").end().at("s").task("b").to("j"))
    assert all(automaton.accepts(trace) for trace in ("a", "b", "ab", "ba"))
    assert not automaton.accepts("")


def test_an_inclusive_join_waits_for_a_token_that_can_still_come() -> None:
    drawn = process().start().any_of("s").task("a").any_of("j").task("z").end().at("s").task("b").task("c").to("j")
    automaton = allowed(drawn)
    assert automaton.accepts("bcz")
    assert automaton.accepts("bacz")
    assert not automaton.accepts("bazc")


def test_a_loop_may_go_round_again() -> None:
    automaton = allowed(process().start().xor("j").task("a").xor("s").end().at("s").task("b").to("j"))
    assert all(automaton.accepts(trace) for trace in ("a", "aba", "ababa"))
    assert not automaton.accepts("ab")


def test_an_event_based_gateway_goes_the_way_of_the_event_that_comes() -> None:
    drawn = process().start().node("eventBasedGateway", "g").node("intermediateCatchEvent", "m").task("a").end()
    automaton = allowed(drawn.at("g").node("intermediateCatchEvent", "t").task("b").end("late"))
    assert automaton.accepts("a")
    assert automaton.accepts("b")
    assert not automaton.accepts("ab")


def test_events_are_silent_unless_the_log_shows_them() -> None:
    drawn = process().start().task("a").node("intermediateThrowEvent", "told").task("b").end()
    assert allowed(drawn).accepts("ab")
    assert allowed(drawn, "told").accepts(["a", "told", "b"])


def test_an_interrupting_boundary_event_leaves_instead_of_the_task() -> None:
    automaton = allowed(process().start().task("a").task("b").end().boundary("late", "a").task("c").end("stopped"))
    assert automaton.accepts("ab")
    assert automaton.accepts("c")
    assert not automaton.accepts("ac")


def interruptible() -> ProcessBuilder:
    drawn = process().start().sub("sub").start("is").task("a").task("b").end("ie").leave().task("d").end()
    return drawn.boundary("late", "sub").task("x").end("stopped")


def test_a_sub_process_may_be_interrupted_in_every_state_inside() -> None:
    automaton = allowed(interruptible())
    assert all(automaton.accepts(trace) for trace in ("abd", "x", "ax", "abx"))
    assert not automaton.accepts("abdx")
    assert not automaton.accepts("ad")


def test_terminate_ends_the_other_branch() -> None:
    drawn = process().start().both("s").task("a").end(throws="terminate").at("s").task("b").task("c").end("e")
    automaton = allowed(drawn)
    assert all(automaton.accepts(trace) for trace in ("a", "ba", "bca", "bac"[:2]))
    assert not automaton.accepts("abc")


def test_terminate_inside_a_sub_process_ends_that_alone() -> None:
    drawn = (
        process()
        .start()
        .sub("sub")
        .start("is")
        .both("s")
        .task("a")
        .end("it", throws="terminate")
        .at("s")
        .task("b")
        .end("ie")
        .leave()
    )
    automaton = allowed(drawn.task("c").end())
    assert automaton.accepts("ac")
    assert automaton.accepts("bac")
    assert not automaton.accepts("abc")


def test_a_thrown_error_goes_to_the_boundary_event_that_catches_it() -> None:
    drawn = process().start().sub("sub").start("is").xor("s").task("a").end("fine")
    drawn = drawn.at("s").task("b").end("failed", throws="error").leave().task("c").end()
    automaton = allowed(drawn.boundary("caught", "sub", on="error").task("x").end("e2"))
    assert automaton.accepts("ac")
    assert automaton.accepts("bx")
    assert not automaton.accepts("bc")
    assert not automaton.accepts("ax")


@pytest.mark.parametrize(
    "marker",
    [
        "<standardLoopCharacteristics/>",
        '<multiInstanceLoopCharacteristics isSequential="true"/>',
        "<multiInstanceLoopCharacteristics/>",
    ],
)
def test_a_marked_task_may_be_repeated(marker: str) -> None:
    automaton = allowed(process().start().node("task", "a", inner=marker).task("b").end())
    assert automaton.accepts("ab")
    assert automaton.accepts("aaab")
    assert not automaton.accepts("b")


def test_a_loop_tested_before_may_be_left_out() -> None:
    marker = '<standardLoopCharacteristics testBefore="true"/>'
    assert allowed(process().start().node("task", "a", inner=marker).task("b").end()).accepts("b")


def test_without_start_events_what_nothing_leads_to_begins() -> None:
    automaton = allowed(process().task("a").task("b").at(None).task("c"))
    assert automaton.accepts("acb")
    assert not automaton.accepts("ab")


def test_two_start_events_are_two_ways_to_begin() -> None:
    automaton = allowed(process().start().task("a").xor("j").end().at(None).start("other").task("b").to("j"))
    assert automaton.accepts("a")
    assert automaton.accepts("b")
    assert not automaton.accepts("ab")


def test_several_flows_out_of_a_task_are_all_taken() -> None:
    automaton = allowed(process().start().task("a").task("b").end().at("a").task("c").end("e2"))
    assert automaton.accepts("abc")
    assert automaton.accepts("acb")
    assert not automaton.accepts("ab")


def test_a_link_goes_on_where_it_is_caught() -> None:
    link = '<linkEventDefinition name="L"/>'
    drawn = process().start().task("a").node("intermediateThrowEvent", "go", inner=link)
    assert allowed(drawn.at(None).node("intermediateCatchEvent", "come", inner=link).task("b").end()).accepts("ab")


def test_an_empty_sub_process_is_one_step() -> None:
    assert allowed(process().start().sub("s").leave().end()).accepts(["s"])


def test_a_non_interrupting_boundary_event_adds_a_branch_while_the_task_is_active() -> None:
    drawn = process().start().task("a").task("b").end().boundary("late", "a", interrupting=False)
    automaton = allowed(drawn.task("x").end("told"))
    assert all(automaton.accepts(trace) for trace in ("ab", "xab", "axb", "abx"))
    assert not automaton.accepts("xxab")
    assert not automaton.accepts("x")


def test_a_non_interrupting_boundary_event_of_a_sub_process() -> None:
    drawn = process().start().sub("sub").start("is").task("a").end("ie").leave().task("b").end()
    automaton = allowed(drawn.boundary("late", "sub", interrupting=False).task("x").end("told"))
    assert all(automaton.accepts(trace) for trace in ("ab", "xab", "abx"))
    assert not automaton.accepts("x")


def test_in_an_ad_hoc_sub_process_everything_may_happen_in_any_order() -> None:
    automaton = allowed(process().start().sub("s", tag="adHocSubProcess").task("a").at(None).task("b").leave().task("c").end())
    assert all(automaton.accepts(trace) for trace in ("c", "ac", "babac"))
    assert not automaton.accepts("ab")


def test_a_parallel_multi_instance_sub_process_is_repeated_one_after_another_and_says_so() -> None:
    drawn = process().start().sub("s").start("is").task("a").task("b").end("ie").leave().repeated(Repetition.PARALLEL).end()
    behavior = behavior_of(drawn.build())
    assert behavior.automaton().accepts("abab")
    assert not behavior.automaton().accepts("aabb")
    assert behavior.net.approximated == (("s", "approximation-one-after-another"),)


@pytest.mark.parametrize(
    ("drawn", "named"),
    [
        (process().start().node("complexGateway", "g", inner="<activationCondition>x > 1</activationCondition>").end(), "g"),
        (process().start().node("subProcess", "s", attributes={"triggeredByEvent": "true"}, inner="<task id='t'/>").end(), "s"),
    ],
)
def test_a_construct_without_rule_is_refused_by_name_and_line(drawn: ProcessBuilder, named: str) -> None:
    with pytest.raises(UnsupportedError) as refusal:
        behavior_of(drawn.build())
    assert refusal.value.finding.place.element == named
    assert refusal.value.finding.place.line == 5


def test_a_process_that_cannot_complete_is_refused() -> None:
    deadlock = process().start().xor("s").task("a").both("j").end().at("s").task("b").to("j")
    with pytest.raises(UnsupportedError, match="never complete"):
        behavior_of(deadlock.build()).automaton()


def test_tokens_without_bound_are_refused() -> None:
    flood = process().start().xor("j").both("s").task("a").end().at("s").task("b").to("j")
    with pytest.raises(UnsupportedError):
        behavior_of(flood.build(), budget=2_000).automaton()
