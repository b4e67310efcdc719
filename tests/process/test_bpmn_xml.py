"""BPMN files in and out: everything kept, every fault at its line, an edit that touches nothing else."""

import importlib.util
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.builders import process
from workbench.findings import InputError, UsageError, WorkbenchError
from workbench.process import parse_bpmn, read_bpmn
from workbench.process.model import Event, Lane, ProcessModel, Repetition, Standing, SubProcess, Task
from workbench.process.writing import bpmn_bytes, with_name

NAMESPACE = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'


def model_of(inside: str, *, around: str = "") -> ProcessModel:
    return parse_bpmn(f'<definitions {NAMESPACE}>{around}<process id="p">\n{inside}</process></definitions>'.encode())


def codes(model: ProcessModel) -> list[str]:
    return [finding.code for finding in model.findings]


def test_every_task_kind_keeps_its_kind() -> None:
    kinds = ("task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask")
    model = model_of("".join(f'<{kind} id="{kind}"/>' for kind in kinds))
    assert [(type(node), node.tag) for node in model.processes[0].nodes] == [(Task, kind) for kind in kinds]


def test_lanes_are_nested_and_the_innermost_counts() -> None:
    lanes = (
        '<laneSet><lane id="dept"><flowNodeRef>a</flowNodeRef><childLaneSet><lane id="post"><flowNodeRef>a</flowNodeRef></lane>'
    )
    model = model_of(f'{lanes}</childLaneSet></lane></laneSet><task id="a"/>')
    assert [(lane.id, lane.parent) for lane in model.processes[0].lanes] == [("dept", None), ("post", "dept")]
    assert model.processes[0].lane_of == {"a": "post"}


def test_events_know_their_trigger_and_host() -> None:
    event = '<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><timerEventDefinition/></boundaryEvent>'
    node = model_of(f'<task id="a"/>{event}').processes[0].nodes[1]
    assert isinstance(node, Event)
    assert (node.attached_to, node.interrupting, node.is_triggered_by("timer")) == ("a", False, True)


def test_sub_processes_hold_their_own_nodes() -> None:
    model = model_of('<subProcess id="s"><task id="inner"><standardLoopCharacteristics/></task></subProcess><task id="outer"/>')
    inner = model.processes[0].node["inner"]
    assert isinstance(model.processes[0].node["s"], SubProcess)
    assert isinstance(inner, Task)
    assert (inner.scope, inner.repetition) == ("s", Repetition.LOOP)


def test_data_and_associations_are_kept() -> None:
    data = '<dataObject id="o"/><dataObjectReference id="r" dataObjectRef="o" name="订单"/>'
    data += '<textAnnotation id="n"><text>注</text></textAnnotation>'
    task = '<task id="a"><dataOutputAssociation id="w"><targetRef>r</targetRef></dataOutputAssociation></task>'
    found = model_of(data + task).processes[0]
    assert [(each.tag, each.refers_to) for each in found.data] == [("dataObject", None), ("dataObjectReference", "o")]
    assert [(each.node, each.target) for each in found.data_associations] == [("a", "r")]
    assert [each.text for each in found.artifacts] == ["注"]


def test_the_store_that_is_referred_to_is_named_with_or_without_a_prefix() -> None:
    stores = '<dataStoreReference id="r" dataStoreRef="tns:DO01"/><dataStoreReference id="s" dataStoreRef="DO02"/>'
    assert [each.refers_to for each in model_of(stores).processes[0].data] == ["DO01", "DO02"]


def test_the_ledger_tells_used_from_kept_and_not_understood() -> None:
    inside = '<task id="a"><extensionElements><v:x xmlns:v="urn:v"/><loose/></extensionElements></task><strange/>'
    entries = {entry.tag: entry.standing for entry in model_of(inside).ledger}
    assert entries["task"] is Standing.USED
    assert entries["extensionElements"] is Standing.KEPT
    assert entries["{urn:v}x"] is Standing.KEPT
    assert entries["loose"] is Standing.KEPT
    assert entries["strange"] is Standing.NOT_UNDERSTOOD
    assert "BPMN_FOREIGN_ELEMENT" in codes(model_of(inside))


@pytest.mark.parametrize(
    ("inside", "code", "element"),
    [
        ('<task id="a"/><task id="a"/>', "BPMN_DUPLICATE_ID", "a"),
        ('<task name="Check"/>', "BPMN_MISSING_ID", "Check"),
        ('<task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="gone"/>', "BPMN_DANGLING_REF", "f"),
        ('<boundaryEvent id="b" attachedToRef="gone"/>', "BPMN_DANGLING_REF", "b"),
        ('<dataObjectReference id="r" dataObjectRef="gone"/>', "BPMN_DANGLING_REF", "r"),
        (
            '<task id="a"><outgoing>f</outgoing></task><task id="b"/><sequenceFlow id="f" sourceRef="b" targetRef="a"/>',
            "BPMN_INCONSISTENT_REF",
            "a",
        ),
        ('<task id="../a"/>', "BPMN_BAD_ID", "../a"),
        ('<exclusiveGateway id="g" default="gone"/>', "BPMN_DANGLING_REF", "g"),
        ('<endEvent id="e"><errorEventDefinition errorRef="gone"/></endEvent>', "BPMN_DANGLING_REF", "e"),
        ('<association id="x" sourceRef="gone" targetRef="gone"/>', "BPMN_DANGLING_REF", "x"),
        (
            '<task id="a"><dataInputAssociation id="d"><sourceRef>gone</sourceRef></dataInputAssociation></task>',
            "BPMN_DANGLING_REF",
            "d",
        ),
        ('<boundaryEvent id="b" attachedToRef="b" cancelActivity="yes"/>', "BPMN_BAD_VALUE", "b"),
        ('<task id="a" name="x\u202ey"/>', "TEXT_BIDI_CONTROL", "a"),
        ('<?order from="nobody"?>', "XML_PI_IGNORED", "order"),
    ],
)
def test_a_doubtful_part_is_a_finding_at_its_element(inside: str, code: str, element: str) -> None:
    finding = next(finding for finding in model_of(inside).findings if finding.code == code)
    assert finding.place.element == element
    assert finding.place.line == 2


def test_a_reference_into_another_file_is_no_fault() -> None:
    inside = '<task id="a"><messageEventDefinition xmlns:other="urn:other" messageRef="other:order"/></task>'
    assert "BPMN_DANGLING_REF" not in codes(model_of(inside))


def test_a_value_that_bpmn_does_not_know_counts_as_not_given() -> None:
    inside = '<task id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="yes"/>'
    event = model_of(inside).processes[0].node["b"]
    assert isinstance(event, Event)
    assert event.interrupting


@pytest.mark.parametrize(
    ("declared", "actual", "doubtful"),
    [
        ("UTF-8", "utf-8", False),
        ("GBK", "gbk", False),
        ("UTF-16", "utf-16", False),
        ("ISO-8859-1", "iso-8859-1", False),
        ("ISO-8859-1", "utf-8", True),
        ("UTF-16", "utf-8-sig", True),
    ],
)
def test_bytes_that_contradict_the_declared_encoding_are_said(declared: str, actual: str, doubtful: bool) -> None:
    named = '<process id="p"><task id="a" name="é"/></process>'
    text = f'<?xml version="1.0" encoding="{declared}"?><definitions {NAMESPACE}>{named}</definitions>'
    assert ("XML_ENCODING_DOUBTFUL" in codes(parse_bpmn(text.encode(actual)))) is doubtful


@pytest.mark.parametrize("kind", ["choreography", "conversation"])
def test_what_is_no_process_is_recognised_and_named(kind: str) -> None:
    inside = f'</process><{kind} id="c"/><process id="q">'
    finding = next(finding for finding in model_of(inside).findings if finding.code == "BPMN_NOT_A_PROCESS")
    assert finding.place.element == "c"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><definitions/>', "XML_DTD_FORBIDDEN"),
        (b"<definitions>", "XML_NOT_WELLFORMED"),
        (b'<definitions xmlns="urn:other"/>', "FILE_WRONG_FORMAT"),
        (b"<!DOCTYPE html><html></html>", "FILE_WRONG_FORMAT"),
        (b"%PDF-1.7", "FILE_WRONG_FORMAT"),
        (b"case_id,activity,end\n1,a,2025-01-10 09:00\n", "FILE_WRONG_FORMAT"),
        (b"<definitions>\xff</definitions>", "XML_ENCODING"),
        (b"<a>" * 300 + b"</a>" * 300, "LIMIT_DEPTH"),
        (b"<x:definitions/>", "XML_UNBOUND_PREFIX"),
    ],
)
def test_what_is_no_bpmn_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_bpmn(content)
    assert refusal.value.finding.code == code


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.bpmn"):
        read_bpmn(tmp_path / "gone.bpmn")


def test_an_edited_name_changes_nothing_else() -> None:
    model = parse_bpmn(process().start().task("a").end().xml().replace(b"<task", b"<!-- kept --><task"))
    edited = with_name(model, "a", "合同评审")
    assert edited.processes[0].node["a"].name == "合同评审"
    assert b"<!-- kept -->" in edited.source
    restored = with_name(edited, "a", "a")
    assert [(entry.tag, entry.id) for entry in restored.ledger] == [(entry.tag, entry.id) for entry in model.ledger]
    with pytest.raises(UsageError, match="gone"):
        with_name(model, "gone", "x")


@pytest.fixture(scope="module")
def canonical(shared: Path) -> Callable[[bytes], str]:
    """Return the interchange suite's own canonical form of a tree."""
    spec = importlib.util.spec_from_file_location("miwg_prof", shared / "corpus" / "harness" / "miwg_prof.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda content: str(module.canon(etree.fromstring(content)))


def vendor_exports(shared: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(shared / "data" / "bpmn" / "miwg" / "vendor_exports_open.tar.gz") as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.name.lower().endswith((".bpmn", ".xml")) else None
            if file is not None:
                yield member.name, file.read()


def test_every_well_formed_export_of_the_interchange_suite_goes_in_and_out_unchanged(
    shared: Path, canonical: Callable[[bytes], str]
) -> None:
    counts: Counter[str] = Counter()
    lines: list[int | None] = []
    for name, content in vendor_exports(shared):
        try:
            model = parse_bpmn(content, name)
        except WorkbenchError as refusal:
            counts["refused"] += 1
            counts["refused, well-formed"] += is_well_formed(content)
            lines.append(refusal.finding.place.line)
            continue
        counts["read"] += 1
        counts["unchanged"] += canonical(bpmn_bytes(model)) == canonical(content)
    assert counts == {"read": 529, "unchanged": 529, "refused": 6, "refused, well-formed": 0}
    assert None not in lines


def is_well_formed(content: bytes) -> bool:
    try:
        etree.fromstring(content)
    except etree.XMLSyntaxError:
        return False
    return True


def test_the_reference_models_keep_every_lane(shared: Path) -> None:
    lanes: list[Lane] = []
    written = 0
    for path in sorted((shared / "data" / "bpmn" / "miwg" / "reference").glob("*.bpmn")):
        model = read_bpmn(path)
        lanes += [lane for each in model.processes for lane in each.lanes]
        written += path.read_text(encoding="utf-8").count("<semantic:lane ") + path.read_text(encoding="utf-8").count("<lane ")
        written += path.read_text(encoding="utf-8").count("<bpmn:lane ")
    assert len(lanes) == written > 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16", "gbk"])
def test_a_changed_name_changes_no_other_byte(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}" standalone="yes"?>\n<!-- kept -->\n'
        f"<definitions {NAMESPACE}>\n"
        "<process id='p' ><documentation><![CDATA[a < b]]></documentation>\n"
        "<task\n   id='a'   name = 'old &amp; worn' /><task id=\"b\"/></process></definitions>\n"
    )
    renamed = with_name(with_name(parse_bpmn(text.encode(encoding)), "a", 'new "x" <é>'), "b", "second")
    assert [node.name for node in renamed.processes[0].nodes] == ['new "x" <é>', "second"]
    expected = text.replace("'old &amp; worn'", "'new \"x\" &lt;é&gt;'").replace('<task id="b"', '<task name="second" id="b"')
    assert renamed.source == expected.encode(encoding)


def test_of_several_drawings_the_one_that_shows_the_elements_is_found() -> None:
    di = 'xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
    drawings = "".join(
        f'<i:BPMNDiagram id="d{each}"><i:BPMNPlane><i:BPMNShape bpmnElement="{each}"><c:Bounds x="0" y="0" width="9" height="9"/>'
        "</i:BPMNShape></i:BPMNPlane></i:BPMNDiagram>"
        for each in "ab"
    )
    processes = '<process id="p"><task id="a"/></process><process id="q"><task id="b"/></process>'
    model = parse_bpmn(f"<definitions {NAMESPACE} {di}>{processes}{drawings}</definitions>".encode())
    assert [found.id for each in ("a", "b") if (found := model.diagram_of({each}))] == ["da", "db"]
    assert model.diagram_of({"nothing"}) is None


def test_a_drawing_says_where_names_stand_what_is_open_and_which_colours() -> None:
    spaces = (
        'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"'
    )
    content = XML_WITH_DRAWING.replace("SPACES", spaces).encode()
    shape, sub = parse_bpmn(content).diagrams[0].shapes
    assert shape.label is not None
    assert (shape.label.x, shape.label.width) == (90, 40)
    assert shape.has_marker is True
    assert (shape.colours.stroke, shape.colours.fill) == ("#831311", "rgb(255, 205, 210)")
    assert (sub.is_expanded, sub.is_horizontal, sub.label) == (False, None, None)
    assert sub.colours.stroke is None


XML_WITH_DRAWING = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" SPACES id="d" targetNamespace="t">
<process id="p"><exclusiveGateway id="g" name="g"/><subProcess id="s"/></process>
<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="P">
<bpmndi:BPMNShape id="g_" bpmnElement="g" isMarkerVisible="true" color:border-color="#831311" bioc:fill="rgb(255, 205, 210)">
<dc:Bounds x="100" y="100" width="50" height="50"/>
<bpmndi:BPMNLabel><dc:Bounds x="90" y="155" width="40" height="14"/></bpmndi:BPMNLabel>
</bpmndi:BPMNShape><bpmndi:BPMNShape id="s_" bpmnElement="s" isExpanded="false" bioc:stroke="url(#x)">
<dc:Bounds x="200" y="100" width="50" height="50"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""
