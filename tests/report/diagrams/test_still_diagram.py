"""A diagram drawn without a browser: every kind has its form, marks look as in the browser, and nothing from a file is live."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.builders import process
from tests.report.pages import HOSTILE, XML, same
from workbench.language import Language
from workbench.process import read_bpmn, xml_text
from workbench.process.model import Bounds
from workbench.report.diagrams.notation.looks import HEAT, LOOKS
from workbench.report.diagrams.notation.symbols import BADGES
from workbench.report.diagrams.still_diagram import heat_svg, still_svg
from workbench.report.page import Diagram, Heat, HeatMap, Mark

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(xml: str, *marks: Mark) -> ElementTree.Element:
    return ElementTree.fromstring(still_svg(Diagram(xml=xml, marks=marks), Language.EN))


def mark(kind: str, element: str = "a", badge: str = "30/300", hint: str = "hint") -> Mark:
    return Mark(element=element, kind=kind, severity="major", badge=badge, hint=same(hint))


def with_node(node: str, shape: str = "") -> str:
    """Return a model whose only task is another node; `shape` are attributes of its shape."""
    return XML.replace('<userTask id="a" name="合同评审"/>', node).replace(
        '<bpmndi:BPMNShape id="a_"', f'<bpmndi:BPMNShape id="a_" {shape}'
    )


def texts(svg: ElementTree.Element) -> list[str]:
    return [line.text or "" for line in svg.iter(f"{SVG}tspan")]


def test_the_same_diagram_gives_the_same_bytes() -> None:
    diagram = Diagram(xml=XML, marks=(mark("skipped"),))
    assert still_svg(diagram, Language.EN) == still_svg(diagram, Language.EN)


def test_shapes_stand_where_the_file_says() -> None:
    task = next(each for each in drawn(XML).iter(f"{SVG}rect") if each.get("rx") == "10")
    assert [task.get(side) for side in ("x", "y", "width", "height")] == ["200", "100", "100", "80"]


def test_everything_lies_within_the_frame() -> None:
    svg = drawn(XML)
    left, top, width, height = map(float, str(svg.get("viewBox")).split())
    assert (left, top) < (100, 100)
    assert left + width > 396
    assert top + height > 180


def test_a_model_without_a_drawing_is_laid_out() -> None:
    model = process("p").start().task("登记").task("付款").end().model()
    bare = re.sub(r"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", "", xml_text(model), flags=re.DOTALL)
    assert {"登记", "付款"} <= set(texts(drawn(bare)))


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ('<task id="a"/>', '<userTask id="a"/>'),
        ('<userTask id="a"/>', '<manualTask id="a"/>'),
        ('<sendTask id="a"/>', '<receiveTask id="a"/>'),
        ('<scriptTask id="a"/>', '<businessRuleTask id="a"/>'),
        ('<task id="a"/>', '<task id="a"><standardLoopCharacteristics/></task>'),
        (
            '<task id="a"><multiInstanceLoopCharacteristics/></task>',
            '<task id="a"><multiInstanceLoopCharacteristics isSequential="true"/></task>',
        ),
        ('<task id="a"/>', '<task id="a" isForCompensation="true"/>'),
        ('<task id="a"/>', '<callActivity id="a" calledElement="x"/>'),
        ('<subProcess id="a"/>', '<subProcess id="a" triggeredByEvent="true"/>'),
        ('<subProcess id="a"/>', '<transaction id="a"/>'),
        ('<subProcess id="a"/>', '<adHocSubProcess id="a"/>'),
        ('<exclusiveGateway id="a"/>', '<parallelGateway id="a"/>'),
        ('<inclusiveGateway id="a"/>', '<complexGateway id="a"/>'),
        ('<eventBasedGateway id="a"/>', '<eventBasedGateway id="a" instantiate="true" eventGatewayType="Parallel"/>'),
        ('<intermediateCatchEvent id="a"/>', '<intermediateCatchEvent id="a"><timerEventDefinition/></intermediateCatchEvent>'),
        (
            '<intermediateCatchEvent id="a"><messageEventDefinition/></intermediateCatchEvent>',
            '<intermediateThrowEvent id="a"><messageEventDefinition/></intermediateThrowEvent>',
        ),
        ('<boundaryEvent id="a"/>', '<boundaryEvent id="a" cancelActivity="false"/>'),
        ('<endEvent id="a"/>', '<endEvent id="a"><terminateEventDefinition/></endEvent>'),
        (
            '<startEvent id="a"><messageEventDefinition/></startEvent>',
            '<startEvent id="a"><messageEventDefinition/><signalEventDefinition/></startEvent>',
        ),
        ('<dataObject id="a"/>', '<dataObject id="a" isCollection="true"/>'),
        ('<dataInput id="a"/>', '<dataOutput id="a"/>'),
        ('<dataObject id="a"/>', '<dataStoreReference id="a"/>'),
        ('<textAnnotation id="a"/>', '<group id="a"/>'),
    ],
)
def test_what_means_something_else_looks_different(plain: str, marked: str) -> None:
    one, other = (still_svg(Diagram(xml=with_node(node), marks=()), Language.EN) for node in (plain, marked))
    assert one != other


def test_an_exclusive_gateway_bears_its_cross_only_where_the_file_says_so() -> None:
    bare, crossed = (
        len(list(drawn(with_node('<exclusiveGateway id="a"/>', shape)).iter())) for shape in ("", 'isMarkerVisible="true"')
    )
    assert crossed == bare + 1


def test_what_lies_in_a_closed_sub_process_is_not_shown() -> None:
    inner = '<subProcess id="a"><task id="inner" name="内部"/></subProcess>'
    shape = '<bpmndi:BPMNShape id="i_" bpmnElement="inner"><dc:Bounds x="210" y="110" width="60" height="40"/></bpmndi:BPMNShape>'
    for expanded, shown in (("true", True), ("false", False)):
        xml = with_node(inner, f'isExpanded="{expanded}"').replace("</bpmndi:BPMNPlane>", f"{shape}</bpmndi:BPMNPlane>")
        assert ("内部" in texts(drawn(xml))) is shown


def test_a_flow_shows_its_condition_and_what_is_taken_by_default() -> None:
    plain = XML.replace('<userTask id="a" name="合同评审"/>', '<userTask id="a" default="g"/>')
    slashed = len(list(drawn(plain).iter()))
    conditional = XML.replace(
        '<sequenceFlow id="g" sourceRef="a" targetRef="e"/>',
        '<sequenceFlow id="g" sourceRef="a" targetRef="e"><conditionExpression>x</conditionExpression></sequenceFlow>',
    )
    bare = len(list(drawn(XML.replace(' name="合同评审"', "")).iter()))
    assert slashed == bare + 1
    assert len(list(drawn(conditional).iter())) == len(list(drawn(XML).iter())) + 1


def test_the_colours_of_the_file_are_kept_but_nothing_that_could_be_fetched() -> None:
    namespace = 'xmlns:b="http://bpmn.io/schema/bpmn/biocolor/1.0"'
    fine = with_node('<task id="a"/>', f'{namespace} b:stroke="#831311" b:fill="#ffcdd2"')
    live = with_node('<task id="a"/>', f'{namespace} b:stroke="url(http://example.org/x)"')
    assert any(each.get("fill") == "#ffcdd2" and each.get("stroke") == "#831311" for each in drawn(fine).iter())
    assert "url(" not in still_svg(Diagram(xml=live, marks=()), Language.EN)


def test_a_mark_has_colour_line_symbol_and_its_badge() -> None:
    svg = drawn(XML, mark("skipped"))
    task = next(each for each in svg.iter(f"{SVG}rect") if each.get("fill") == LOOKS["skipped"].fill)
    assert (task.get("stroke"), task.get("stroke-dasharray")) == (LOOKS["skipped"].stroke, "6 3")
    badge = next(group for group in svg.iter(f"{SVG}g") if group.findtext(f"{SVG}title") == "hint")
    assert badge.findtext(f"{SVG}text") == "30/300"
    assert badge.find(f"{SVG}path") is not None


def test_a_marked_flow_says_how_often_where_there_is_room() -> None:
    often = mark("seen", element="f", badge="1,200×")
    assert "1,200×" not in "".join(drawn(XML, often).itertext())
    longer = XML.replace('<di:waypoint x="136" y="140"/>', '<di:waypoint x="36" y="140"/>')
    assert "1,200×" in "".join(drawn(longer, often).itertext())


def test_marks_look_as_they_do_in_the_browser() -> None:
    """Hold the table against that of the front end: the same kinds, colours and lines, a symbol where it has one."""
    source = (ROOT / "frontend" / "src" / "palette.js").read_text(encoding="utf-8")
    kinds = re.findall(r"^  (\w+): \{ symbol: '(.*?)', dash: '(.*?)'(.*?) \},$", source, re.MULTILINE)
    colours = {kind: (line, area) for kind, line, area in re.findall(r"(\w+): \['(#\w+)', '(#\w+)', '#\w+', '#\w+'\]", source)}
    assert [kind for kind, *_ in kinds] == list(LOOKS)
    for kind, symbol, dash, rest in kinds:
        look, (line, area) = LOOKS[kind], colours[kind]
        assert (look.stroke, look.fill, look.dash) == (line, area, dash)
        assert (look.hatched, look.line_width == 2) == ("hatched: true" in rest, "thin: true" in rest)
        assert look.ink == (line if "ink: true" in rest else None)
        assert bool(symbol) == (look.symbol in BADGES)
    assert all(step in source for step in HEAT)


def test_heat_deepens_with_the_share_and_says_its_figure() -> None:
    often = HeatMap(
        key="frequency",
        label=same("Frequency"),
        elements=(
            Heat(element="a", share=1.0, figure=same("300"), hint=same("300 times")),
            Heat(element="s", share=0.1, figure=same("30"), hint=same("30 times")),
        ),
    )
    svg = ElementTree.fromstring(heat_svg(Diagram(xml=XML, marks=(), heats=(often,)), often, Language.EN))
    grounds = [each.get("fill") for each in svg.iter()]
    assert HEAT[-1] in grounds
    assert HEAT[0] in grounds
    assert {"300", "300 times", "30"} <= set(svg.itertext())


def test_hostile_texts_are_texts() -> None:
    xml = XML.replace("合同评审", "&lt;script&gt;alert(1)&lt;/script&gt;")
    svg = drawn(xml, mark("skipped", badge=HOSTILE, hint=HOSTILE))
    assert {each.tag.removeprefix(SVG) for each in svg.iter()} <= {"svg", "g", "title", "rect", "circle", "path", "text", "tspan"}
    assert not any(name.startswith("on") or name in {"id", "style"} for each in svg.iter() for name in each.attrib)
    assert HOSTILE in "".join(svg.itertext())


def test_every_model_of_the_demo_is_drawn_with_all_its_names() -> None:
    for path in sorted((ROOT / "models" / "processes").glob("*.bpmn")):
        model = read_bpmn(path)
        said = "".join(texts(drawn(xml_text(model)))).replace(" ", "")
        nodes = [node.name for each in model.processes for node in each.nodes if node.name]
        assert nodes
        assert [name for name in nodes if name.replace(" ", "") not in said] == []


def test_public_models_are_drawn_whatever_they_hold(shared_data: Path) -> None:
    """Draw the reference models of the interchange group; each is a drawing of finite size."""
    for path in sorted((shared_data / "bpmn" / "miwg" / "reference").glob("*.bpmn")):
        svg = drawn(xml_text(read_bpmn(path)))
        box = Bounds(**dict(zip(("x", "y", "width", "height"), map(float, str(svg.get("viewBox")).split()), strict=True)))
        assert 0 < box.width < 1e5
        assert 0 < box.height < 1e5
