"""The model doctor: each rule finds its fault at its element, and stays silent on the twin that is right."""

from collections.abc import Iterator

import pytest

from tests.builders import ProcessBuilder, process
from workbench.findings import Finding, Place, Severity
from workbench.process import Process, ProcessModel, check_model, parse_bpmn


def diagnosis(drawn: ProcessBuilder | bytes) -> set[tuple[str, str]]:
    xml = drawn if isinstance(drawn, bytes) else drawn.xml()
    return {(finding.code, finding.object[0]) for finding in check_model(parse_bpmn(xml))}


def labelled_choice() -> ProcessBuilder:
    drawn = process().start().xor("s").at("s").node("task", "a").xor("j").end()
    return drawn.at("s").task("b").to("j")


def choice(label: str) -> ProcessBuilder:
    drawn = process().start().xor("s").at("s").node("task", "a").xor("j").end()
    return drawn.at("s").to("b", name=label).at(None).task("b").to("j")


def xml(inside: str) -> bytes:
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    return f'{head}<process id="p">{inside}</process></definitions>'.encode()


LANE = "<laneSet><lane><flowNodeRef>{}</flowNodeRef></lane></laneSet>"
LINK = '<linkEventDefinition name="L"/>'

PAIRS = {
    "start event": (
        process().task("a").end(),
        process().start().task("a").end(),
        ("BPMN_NO_START", "p"),
    ),
    "end event": (
        process().start().task("a"),
        process().start().task("a").end(),
        ("BPMN_NO_END", "p"),
    ),
    "path without end": (
        process().start().both("s").task("a").end().at("s").task("b"),
        process().start().both("s").task("a").end().at("s").task("b").end("e2"),
        ("BPMN_IMPLICIT_END", "b"),
    ),
    "path without begin": (
        process().start().task("a").end().at(None).task("b").end("e2"),
        process().start().task("a").end(),
        ("BPMN_IMPLICIT_START", "b"),
    ),
    "choice": (
        labelled_choice(),
        choice("no"),
        ("BPMN_NO_CONDITION", "s"),
    ),
    "link": (
        process().start().node("intermediateThrowEvent", "go", inner=LINK),
        process()
        .start()
        .node("intermediateThrowEvent", "go", inner=LINK)
        .at(None)
        .node("intermediateCatchEvent", "come", inner=LINK)
        .end(),
        ("BPMN_LINK_UNMATCHED", "go"),
    ),
    "deadlock": (
        process().start().xor("s").task("a").both("j").end().at("s").task("b").to("j"),
        process().start().both("s").task("a").both("j").end().at("s").task("b").to("j"),
        ("SOUND_DEADLOCK", "j"),
    ),
    "endless loop": (
        process().start().xor("j").task("a").to("j"),
        process().start().xor("j").task("a").xor("s").end().at("s").to("j"),
        ("SOUND_NO_OPTION_TO_COMPLETE", "a"),
    ),
    "tokens that meet": (
        process().start().both("s").task("a").xor("j").task("c").end().at("s").task("b").to("j"),
        process().start().both("s").task("a").both("j").task("c").end().at("s").task("b").to("j"),
        ("SOUND_UNSAFE", "j"),
    ),
    "inclusive join in a loop": (
        process().start().any_of("j").task("a").xor("s").end().at("s").to("j"),
        process().start().xor("j").task("a").xor("s").end().at("s").to("j"),
        ("SOUND_NOT_DECIDED", "j"),
    ),
    "rule narrower than the standard": (
        process().start().task("a").end().boundary("b", "a", interrupting=False).end("e"),
        process().start().task("a").end().boundary("b", "a").end("e"),
        ("BPMN_APPROXIMATED", "b"),
    ),
    "event in an ad-hoc sub-process": (
        process().start().sub("s", tag="adHocSubProcess").start("is").task("a").leave().end(),
        process().start().sub("s", tag="adHocSubProcess").task("a").leave().end(),
        ("BPMN_ADHOC_EVENT", "is"),
    ),
    "half a condition": (
        process().start().xor("s").to("a", "x > 1").to("b").at(None).task("a").end().at(None).task("b").end("e2"),
        process().start().xor("s").to("a", "x > 1").to("b", "x <= 1").at(None).task("a").end().at(None).task("b").end("e2"),
        ("BPMN_SOME_CONDITIONS", "s-b-3"),
    ),
    "event-based gateway to a task": (
        process().start().node("eventBasedGateway", "g").catch("m", "message").end().at("g").task("a").end("e2"),
        process().start().node("eventBasedGateway", "g").catch("m", "message").end().at("g").catch("t", "timer").end("e2"),
        ("BPMN_EVENT_GATEWAY", "g"),
    ),
    "event sub-process without event": (
        process().start().task("a").end().on_event("s", "is", "").task("b").end("ie").leave(),
        process().start().task("a").end().on_event("s", "is", "message").task("b").end("ie").leave(),
        ("BPMN_UNTYPED_START", "is"),
    ),
    "embedded sub-process that waits": (
        process().start().sub("s").start("is", on="message").task("a").end("ie").leave().end(),
        process().start().sub("s").start("is").task("a").end("ie").leave().end(),
        ("BPMN_TYPED_INNER_START", "is"),
    ),
    "doubled flow": (
        process().start().task("a").to("b").task("b").end(),
        process().start().task("a").task("b").end(),
        ("BPMN_DUPLICATE_FLOW", "a-b-3"),
    ),
    "two plain starts": (
        process().start().task("a").end().at(None).start("other").to("a"),
        process().start().task("a").end().at(None).start("other", on="message").to("a"),
        ("BPMN_SEVERAL_STARTS", "other"),
    ),
    "flows that meet in a task": (
        process().start().xor("s").task("a").end().at("s").to("a"),
        process().start().xor("s").xor("j").task("a").end().at("s").to("j"),
        ("BPMN_IMPLICIT_MERGE", "a"),
    ),
    "flows that part at a task": (
        process().start().task("a").task("b").end().at("a").task("c").end("e2"),
        process().start().task("a").both("s").task("b").end().at("s").task("c").end("e2"),
        ("BPMN_IMPLICIT_SPLIT", "a"),
    ),
    "gateway that decides nothing": (
        process().start().xor("s").task("a").end(),
        process().start().task("a").end(),
        ("BPMN_SUPERFLUOUS_GATEWAY", "s"),
    ),
    "two tasks of one name": (
        process().start().task("a", "Check").task("b", " check").end(),
        process().start().task("a", "Check").task("b", "Check again").end(),
        ("BPMN_SAME_LABEL", "b"),
    ),
    "terminate with nothing else to end": (
        process().start().task("a").end(throws="terminate"),
        process().start().both("s").task("a").end(throws="terminate").at("s").task("b").end("e2"),
        ("BPMN_SUPERFLUOUS_TERMINATE", "end"),
    ),
    "activity in no lane": (
        xml(f"{LANE.format('s')}<startEvent id='s'/><task id='a'/>"),
        xml(f"{LANE.format('a')}<startEvent id='s'/><task id='a'/>"),
        ("BPMN_NO_LANE", "a"),
    ),
    "activity in two lanes": (
        xml(f"{LANE.format('a')}{LANE.format('a')}<task id='a'/>"),
        xml(f"{LANE.format('a')}<task id='a'/>"),
        ("BPMN_TWO_LANES", "a"),
    ),
    "flow across a border": (
        xml("<task id='a'/><subProcess id='s'><task id='b'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/></subProcess>"),
        xml("<task id='a'/><subProcess id='s'><task id='b'/></subProcess><sequenceFlow id='f' sourceRef='a' targetRef='s'/>"),
        ("BPMN_FLOW_CROSSES_SCOPE", "f"),
    ),
    "flow to what is no node": (
        xml("<task id='a'/><dataObject id='b'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/>"),
        xml("<task id='a'/><task id='b'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/>"),
        ("BPMN_FLOW_TO_NO_NODE", "f"),
    ),
    "flow into a start": (
        process().start().xor("j").task("a").end().at("j").to("start"),
        process().start().xor("j").task("a").end().at("j").to("a"),
        ("BPMN_FLOW_INTO_EVENT", "j-start-4"),
    ),
    "flow out of an end": (
        process().start().task("a").end().task("b"),
        process().start().task("a").end().at("a").task("b"),
        ("BPMN_FLOW_OUT_OF_END", "end-b-3"),
    ),
    "boundary event on a gateway": (
        process().start().xor("g").task("a").end().boundary("b", "g").end("e"),
        process().start().xor("g").task("a").end().boundary("b", "a").end("e"),
        ("BPMN_BOUNDARY_HOST", "b"),
    ),
    "default that does not leave": (
        xml("<exclusiveGateway id='g' default='f'/><task id='a'/><sequenceFlow id='f' sourceRef='a' targetRef='g'/>"),
        xml("<exclusiveGateway id='g' default='f'/><task id='a'/><sequenceFlow id='f' sourceRef='g' targetRef='a'/>"),
        ("BPMN_INCONSISTENT_REF", "g"),
    ),
    "lanes of one name": (
        process().lane("l1", "Sales").start().lane("l2", "sales").task("a"),
        process().lane("l1", "Sales").start().lane("l2", "Finance").task("a"),
        ("BPMN_SAME_NAME", "l2"),
    ),
    "call of another file": (
        process().start().call("c", "elsewhere").end(),
        process().start().task("c").end(),
        ("BPMN_CALLED_ELSEWHERE", "c"),
    ),
    "deadlock that only an event beside could end": (
        process().start().xor("s").task("a").both("j").end().at("s").task("b").to("j").on_event("e", "es", "message").end("ee"),
        process().start().both("s").task("a").both("j").end().at("s").task("b").to("j").on_event("e", "es", "message").end("ee"),
        ("SOUND_DEADLOCK", "j"),
    ),
    "tokens that meet before an event": (
        process().start().both("s").task("a").xor("m").catch("t", "timer").task("c").end().at("s").task("b").to("m"),
        process().start().both("s").task("a").both("m").catch("t", "timer").task("c").end().at("s").task("b").to("m"),
        ("SOUND_UNSAFE", "m"),
    ),
    "process that never completes": (
        process().start().xor("s").task("a").both("j").end().at("s").task("b").to("j"),
        process().start().xor("s").task("a").both("j").end().at("s").task("b").end("e2"),
        ("BEHAVIOR_NEVER_COMPLETES", "p"),
    ),
    "process that cannot be played": (
        xml("<task id='a'/><sequenceFlow id='f' sourceRef='a' targetRef='gone'/>"),
        xml("<task id='a'/>"),
        ("PROCESS_NOT_PLAYED", "p"),
    ),
    "call of nothing": (
        process().start().node("callActivity", "c").end(),
        process().start().call("c", "elsewhere").end(),
        ("BPMN_CALLS_NOTHING", "c"),
    ),
    "construct without rule": (
        process().start().node("complexGateway", "g", inner="<activationCondition>x > 1</activationCondition>").end(),
        process().start().both("g").end(),
        ("BPMN_NOT_ANALYSED", "g"),
    ),
}


@pytest.mark.parametrize("fault", PAIRS)
def test_the_fault_is_found_at_its_element(fault: str) -> None:
    wrong, _, expected = PAIRS[fault]
    assert expected in diagnosis(wrong)


@pytest.mark.parametrize("fault", PAIRS)
def test_the_twin_that_is_right_has_no_such_finding(fault: str) -> None:
    _, right, expected = PAIRS[fault]
    assert expected[0] not in {code for code, _ in diagnosis(right)}


def test_a_process_without_fault_has_no_finding() -> None:
    assert diagnosis(process().start().task("a").both("s").task("b").both("j").end().at("s").task("c").to("j")) == set()


def test_a_deadlock_comes_with_a_trace_that_leads_there() -> None:
    wrong, _, _ = PAIRS["deadlock"]
    finding = next(f for f in check_model(parse_bpmn(wrong.xml())) if f.code == "SOUND_DEADLOCK")
    assert finding.facts["trace"] in ("a", "b")
    assert "never come" in finding.text()


def test_an_activity_that_can_never_happen_is_named() -> None:
    drawn = process().start().xor("s").task("a").both("j").task("c").end().at("s").task("b").to("j")
    assert ("SOUND_DEAD_ACTIVITY", "c") in diagnosis(drawn)


def test_a_rule_is_added_by_passing_it() -> None:
    def nothing_bears_the_name_a(model: ProcessModel, process: Process) -> Iterator[Finding]:
        for node in process.nodes:
            if node.name == "a":
                yield Finding(code="NAMED_A", severity=Severity.MINOR, place=Place(file=model.path), object=(node.id,))

    model = parse_bpmn(process().task("a").xml())
    assert [finding.code for finding in check_model(model, rules=(nothing_bears_the_name_a,))] == ["NAMED_A"]
