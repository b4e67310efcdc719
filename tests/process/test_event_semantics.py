"""Events that are thrown and caught, event sub-processes and compensation: traces each allows, and traces it does not."""

import pytest

from tests.builders import ProcessBuilder, process
from workbench.findings import UnsupportedError
from workbench.process import Automaton, behavior_of, parse_bpmn


def allowed(drawn: ProcessBuilder, *visible_events: str) -> Automaton:
    return behavior_of(drawn.build(), visible_events).automaton()


def accepts(automaton: Automaton, *traces: str) -> list[str]:
    return [trace for trace in traces if automaton.accepts(trace)]


def cancellable(*, interrupting: bool) -> ProcessBuilder:
    drawn = process().start().task("a").task("b").end()
    return drawn.on_event("esp", "cancelled", "message", interrupting=interrupting).task("x").task("y").end("xe").leave()


def test_an_interrupting_event_sub_process_takes_the_place_of_what_is_left() -> None:
    traces = ("ab", "xy", "axy", "abxy", "axyb", "xay", "x", "xyxy")
    assert accepts(allowed(cancellable(interrupting=True)), *traces) == ["ab", "xy", "axy", "abxy"]


def test_a_non_interrupting_event_sub_process_runs_beside_the_flow_once() -> None:
    drawn = cancellable(interrupting=False)
    traces = ("ab", "axyb", "xayb", "abxy", "xy", "axb", "xyxyab")
    assert accepts(allowed(drawn), *traces) == ["ab", "axyb", "xayb", "abxy"]
    assert behavior_of(drawn.build()).net.approximated == (("cancelled", "approximation-once"),)


def test_an_event_sub_process_ends_only_the_sub_process_that_it_stands_in() -> None:
    drawn = process().start().both("s").sub("sub").start("is").task("a").task("b").end("ie")
    drawn.on_event("esp", "cancelled", "message").task("x").end("xe").leave()
    drawn.leave().task("c").both("j").end().at("s").task("d").to("j")
    assert accepts(allowed(drawn), "abcd", "axcd", "dxc", "adxc", "xbc", "abxcd") == ["abcd", "axcd", "dxc", "adxc", "abxcd"]


def test_an_error_goes_to_the_event_sub_process_of_its_scope_and_only_when_it_is_thrown() -> None:
    drawn = process().start().xor("s").task("a").end().at("s").task("b").end("failed", throws="error")
    drawn.on_event("esp", "caught", "error").task("x").end("xe").leave()
    assert accepts(allowed(drawn), "a", "bx", "b", "ax", "x") == ["a", "bx"]


def test_an_error_passes_a_sub_process_that_does_not_catch_it() -> None:
    drawn = process().start().sub("outer").start("os").sub("inner").start("is").task("a")
    drawn.end("failed", throws="error", reference="E1").leave().task("b").end("oe")
    drawn.boundary("other", "inner", on="error", reference="E2").task("y").end("ye").leave().task("c").end()
    drawn.boundary("caught", "outer", on="error", reference="E1").task("x").end("xe")
    assert accepts(allowed(drawn), "ax", "abc", "ay", "y", "x") == ["ax"]


def test_an_error_that_nobody_catches_ends_the_process() -> None:
    drawn = process().start().both("s").task("a").end("failed", throws="error").at("s").task("b").end()
    assert accepts(allowed(drawn), "ab", "ba", "a", "b") == ["ba", "a"]


def escalating(*, interrupting: bool) -> ProcessBuilder:
    drawn = process().start().sub("sub").start("is").task("a").throw("late", "escalation").task("b").end("ie").leave()
    drawn.task("c").end()
    return drawn.boundary("told", "sub", on="escalation", interrupting=interrupting).task("x").end("xe")


def test_an_escalation_that_does_not_interrupt_lets_both_go_on() -> None:
    assert accepts(allowed(escalating(interrupting=False)), "abcx", "axbc", "abxc", "abc", "xabc") == ["abcx", "axbc", "abxc"]


def test_an_escalation_that_interrupts_ends_the_sub_process() -> None:
    assert accepts(allowed(escalating(interrupting=True)), "ax", "abc", "abx", "axc") == ["ax"]


def test_an_escalation_that_nobody_hears_changes_nothing() -> None:
    drawn = process().start().task("a").throw("late", "escalation").task("b").end()
    assert accepts(allowed(drawn), "ab", "a") == ["ab"]


def test_a_cancelled_transaction_leaves_by_its_cancel_event_and_undoes_what_was_done() -> None:
    drawn = process().start().sub("t", tag="transaction").start("is").task("book").undone_by("unbook").xor("s")
    drawn.task("pay").end("ie").at("s").end("no", throws="cancel").leave().task("ship").end()
    drawn.boundary("cancelled", "t", on="cancel").task("tell").end("te")
    automaton = behavior_of(drawn.build()).automaton()
    assert automaton.accepts(["book", "pay", "ship"])
    assert automaton.accepts(["book", "unbook", "tell"])
    assert not automaton.accepts(["book", "tell"])
    assert not automaton.accepts(["book", "pay", "unbook", "tell"])


def undoing() -> ProcessBuilder:
    drawn = process().start().task("a").undone_by("A").xor("s").task("b").undone_by("B").xor("j")
    drawn.throw("undo", "compensation").task("z").end()
    return drawn.at("s").to("j")


def test_compensation_undoes_what_was_done_and_nothing_else() -> None:
    traces = ("aAz", "abABz", "abBAz", "az", "abAz", "aBz", "abz", "Aaz")
    assert accepts(allowed(undoing()), *traces) == ["aAz", "abABz", "abBAz"]


def test_compensation_of_one_named_activity_leaves_the_others() -> None:
    drawn = process().start().task("a").undone_by("A").task("b").undone_by("B").throw("undo", "compensation", "a").end()
    assert accepts(allowed(drawn), "abA", "abB", "ab", "abAB") == ["abA"]


def test_what_nobody_asks_to_undo_is_never_undone() -> None:
    drawn = process().start().task("a").undone_by("A").task("b").end()
    assert accepts(allowed(drawn), "ab", "aAb", "abA") == ["ab"]


def test_a_signal_or_message_may_come_any_time_while_it_is_waited_for() -> None:
    drawn = process().start().both("s").catch("hears", "signal").task("a").both("j").end().at("s").task("b").to("j")
    assert accepts(allowed(drawn, "hears"), "ab") == []
    assert allowed(drawn, "hears").accepts(["hears", "b", "a"])
    assert allowed(drawn, "hears").accepts(["b", "hears", "a"])
    assert not allowed(drawn, "hears").accepts(["a", "hears", "b"])


def test_an_event_based_gateway_that_waits_for_all_begins_with_each_of_its_events() -> None:
    attributes = {"instantiate": "true", "eventGatewayType": "Parallel"}
    drawn = process().node("eventBasedGateway", "g", attributes=attributes).catch("m1", "message").task("a").both("j").end()
    drawn.at("g").catch("m2", "message").task("b").to("j")
    assert accepts(allowed(drawn), "ab", "ba", "a") == ["ab", "ba"]


def test_a_complex_gateway_without_a_condition_synchronizes_what_comes() -> None:
    drawn = process().start().node("complexGateway", "s").task("a").node("complexGateway", "j").task("z").end()
    drawn.at("s").task("b").to("j")
    assert accepts(allowed(drawn), "az", "bz", "abz", "baz", "azb", "z") == ["az", "bz", "abz", "baz"]


def test_an_event_sub_process_without_start_event_is_refused() -> None:
    drawn = process().start().node("subProcess", "s", attributes={"triggeredByEvent": "true"}, inner="<task id='t'/>").end()
    with pytest.raises(UnsupportedError, match="without start event"):
        behavior_of(drawn.build())


def test_an_event_that_is_waited_for_is_not_hurried_by_the_end_behind_it() -> None:
    drawn = process().start().both("s").catch("t", "timer").end("stop", throws="terminate").at("s").task("a").task("b").end()
    assert accepts(allowed(drawn), "", "a", "ab", "b") == ["", "a", "ab"]


def test_gateways_and_ends_before_a_termination_take_no_time() -> None:
    drawn = (
        process().start().both("s").sub("sub").start("is").task("a").end("ie").leave().xor("g").end("stop", throws="terminate")
    )
    assert accepts(allowed(drawn.at("s").task("b").end()), "a", "ba", "ab") == ["a", "ba"]


def test_an_error_goes_to_the_catch_that_names_it_before_the_one_that_catches_all() -> None:
    drawn = process().start().sub("sub").start("is").task("a").end("failed", throws="error", reference="E1").leave().end()
    drawn.boundary("any", "sub", on="error").task("y").end("ye").boundary("one", "sub", on="error", reference="E1").task("x").end(
        "xe"
    )
    assert accepts(allowed(drawn), "ax", "ay") == ["ax"]


def parsed(inside: str) -> Automaton:
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:t" targetNamespace="urn:t">'
    return behavior_of(parse_bpmn(f"{head}{inside}</definitions>".encode()).processes[-1]).automaton()


def test_errors_of_one_code_are_one_error() -> None:
    sub = process().start().sub("sub").start("is").task("a").end("failed", throws="error", reference="E1").leave().task("b").end()
    caught = sub.boundary("c", "sub", on="error", reference="t:E2").task("x").end("xe").xml().decode()
    inside = caught[caught.index("<process") : caught.index("</process>") + len("</process>")] if "<process" in caught else ""
    errors = '<error id="E1" errorCode="7"/><error id="E2" errorCode="7"/>'
    assert accepts(parsed(f"{errors}{inside}"), "ax", "ab", "a") == ["ax"]


def test_an_event_may_refer_to_a_definition_beside_the_process() -> None:
    inside = (
        '<terminateEventDefinition id="T"/><process id="p"><startEvent id="s"/><parallelGateway id="g"/>'
        '<task id="a"/><task id="b"/>'
        '<endEvent id="e"/><endEvent id="stop"><eventDefinitionRef>t:T</eventDefinitionRef></endEvent>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="a"/>'
        '<sequenceFlow id="f3" sourceRef="g" targetRef="b"/><sequenceFlow id="f4" sourceRef="a" targetRef="stop"/>'
        '<sequenceFlow id="f5" sourceRef="b" targetRef="e"/></process>'
    )
    assert accepts(parsed(inside), "a", "ba", "ab") == ["a", "ba"]


def in_a_sub_process(*, last: str = "b") -> ProcessBuilder:
    return process().start().sub("sub").start("is").task("a").undone_by("u").task(last).end("ie").leave()


def test_what_was_done_in_an_interrupted_sub_process_is_not_undone() -> None:
    drawn = in_a_sub_process().xor("j").throw("undo", "compensation").end().boundary("late", "sub").to("j")
    assert accepts(allowed(drawn), "abu", "", "a", "au", "ab") == ["abu", "", "a", "ab"]


def test_a_sub_process_without_a_handler_leaves_it_to_those_inside() -> None:
    named = in_a_sub_process().throw("undo", "compensation", "sub").end()
    assert accepts(allowed(named), "abu", "ab") == ["abu"]
    with_handler = in_a_sub_process().undone_by("k").throw("undo", "compensation").end()
    assert accepts(allowed(with_handler), "abk", "abu", "abuk", "ab") == ["abk"]


def test_termination_stops_what_is_being_undone() -> None:
    drawn = process().start().both("s").task("a").undone_by("u").throw("undo", "compensation").task("c").end()
    drawn.at("s").task("b").end("stop", throws="terminate")
    assert accepts(allowed(drawn), "ab", "aub", "aucb", "abu", "abuc") == ["ab", "aub", "aucb"]


def test_an_inclusive_join_does_not_wait_for_what_could_be_undone() -> None:
    drawn = process().start().task("a").undone_by("u").any_of("s").throw("undo", "compensation").any_of("j").end()
    assert accepts(allowed(drawn.at("s").task("b").to("j")), "ab", "au", "aub", "abu", "a") == ["ab", "au", "aub", "abu"]
