"""Layout: everything that can be drawn is drawn, nothing overlaps, what was drawn stays, and nothing else of the file changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.builders import ProcessBuilder, process
from workbench.findings import WorkbenchError
from workbench.process import laid_out, parse_bpmn
from workbench.process.layout.figures import Rect
from workbench.process.model import Event, Gateway, ProcessModel, SubProcess

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWN = frozenset({f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge"})
ROUNDING = 0.3


def undrawn(content: bytes) -> bytes:
    """Return the file without its drawings."""
    root = etree.fromstring(content)
    for diagram in root.findall(f"{{{DI}}}BPMNDiagram"):
        root.remove(diagram)
    return etree.tostring(root)


def with_every(content: bytes, step: int, begin: int = 0) -> bytes:
    """Return the file with every `step`-th shape or edge taken out."""
    root = etree.fromstring(content)
    for number, each in enumerate([each for each in root.iter() if each.tag in DRAWN]):
        parent = each.getparent()
        if number % step == begin % step and parent is not None:
            parent.remove(each)
    return etree.tostring(root)


def rects(model: ProcessModel) -> dict[str, Rect]:
    found: dict[str, Rect] = {}
    for diagram in model.diagrams:
        for shape in diagram.shapes:
            if shape.element and shape.bounds:
                box = shape.bounds
                assert shape.element not in found, f"{shape.element} is drawn twice"
                found[shape.element] = Rect(left=box.x, top=box.y, width=box.width, height=box.height)
    return found


def lines(model: ProcessModel) -> dict[str, tuple[tuple[float, float], ...]]:
    return {edge.element: edge.waypoints for diagram in model.diagrams for edge in diagram.edges if edge.element}


def on_border(point: tuple[float, float], rect: Rect) -> bool:
    x, y = point
    inside = rect.grown(ROUNDING)
    near = min(abs(x - rect.left), abs(x - rect.right), abs(y - rect.top), abs(y - rect.bottom)) <= ROUNDING
    return near and inside.left <= x <= inside.right and inside.top <= y <= inside.bottom


def on_diamond(point: tuple[float, float], rect: Rect) -> bool:
    """Return whether a point lies on the outline of a gateway."""
    across = abs(point[0] - (rect.left + rect.right) / 2) / ((rect.right - rect.left) / 2)
    along = abs(point[1] - (rect.top + rect.bottom) / 2) / ((rect.bottom - rect.top) / 2)
    return abs(across + along - 1) <= 0.05


def siblings(model: ProcessModel) -> Iterator[list[str]]:
    """Yield the ids that stand side by side: nodes of one scope with its data and notes, boundary events left out."""
    for each in model.processes:
        by_scope: dict[str, list[str]] = defaultdict(list)
        for node in each.nodes:
            if not (isinstance(node, Event) and node.attached_to):
                by_scope[node.scope].append(node.id)
        for thing in (*each.data, *each.artifacts):
            by_scope[thing.scope].append(thing.id)
        yield from by_scope.values()


def faults(model: ProcessModel) -> list[str]:
    """Return what breaks the rules of a whole drawing, in words."""
    shown, flows = rects(model), lines(model)
    return [
        *_lacking(model, shown, flows),
        *(f"{one} overlaps {other}" for ids in siblings(model) for one, other in overlapping(ids, shown)),
        *_outside(model, shown),
        *_loose_ends(model, shown, flows),
    ]


def _lacking(model: ProcessModel, shown: dict[str, Rect], flows: dict[str, tuple[tuple[float, float], ...]]) -> Iterator[str]:
    for each in model.processes:
        yield from (f"{node.id} has no shape" for node in (*each.nodes, *each.lanes) if node.id not in shown)
        yield from (f"{data.id} has no shape" for data in each.data if "Reference" in data.tag and data.id not in shown)
        yield from (f"{a.id} has no shape" for a in each.artifacts if a.tag == "textAnnotation" and a.id not in shown)
        ends = [flow for flow in each.flows if flow.source in shown and flow.target in shown]
        yield from (f"{flow.id} has no edge" for flow in ends if flow.id not in flows)
    yield from (f"{pool.id} has no shape" for pool in model.participants if pool.id not in shown)
    yield from (
        f"{flow.id} has no edge"
        for flow in model.message_flows
        if flow.source in shown and flow.target in shown and flow.id not in flows
    )


def overlapping(ids: list[str], shown: dict[str, Rect]) -> Iterator[tuple[str, str]]:
    there = [name for name in ids if name in shown]
    for number, one in enumerate(there):
        yield from ((one, other) for other in there[number + 1 :] if shown[one].grown(-ROUNDING).overlaps(shown[other]))


def _outside(model: ProcessModel, shown: dict[str, Rect]) -> Iterator[str]:
    pool_of = {pool.process: pool.id for pool in model.participants}
    for each in model.processes:
        pool, lanes = shown.get(pool_of.get(each.id, "")), each.lane_of
        for lane in each.lanes:
            holder = shown[lane.parent] if lane.parent else pool
            if holder is not None and not holder.grown(ROUNDING).holds(shown[lane.id]):
                yield f"lane {lane.id} leaves what holds it"
        for node in each.nodes:
            holder = shown.get(lanes.get(node.id, "")) if node.scope == each.id else shown[node.scope]
            if isinstance(node, Event) and node.attached_to in shown:
                if not shown[node.attached_to].overlaps(shown[node.id]):
                    yield f"{node.id} is not on its host"
            elif holder is not None and not holder.grown(ROUNDING).holds(shown[node.id]):
                yield f"{node.id} leaves what holds it"


def _loose_ends(model: ProcessModel, shown: dict[str, Rect], flows: dict[str, tuple[tuple[float, float], ...]]) -> Iterator[str]:
    ends = [(flow.id, flow.source, flow.target) for each in model.processes for flow in each.flows]
    ends += [(flow.id, flow.source, flow.target) for flow in model.message_flows]
    gateways = {node.id for each in model.processes for node in each.nodes if isinstance(node, Gateway)}
    for name, source, target in ends:
        if name in flows and source in shown and target in shown:
            begins, stops = (on_diamond if end in gateways else on_border for end in (source, target))
            if not begins(flows[name][0], shown[source]):
                yield f"{name} does not begin on {source}"
            if not stops(flows[name][-1], shown[target]):
                yield f"{name} does not end on {target}"


def crossed_nodes(model: ProcessModel) -> list[str]:
    """Return the sequence flows that run through a node that is not one of their ends, with that node."""
    shown, flows = rects(model), lines(model)
    found = []
    for each in model.processes:
        nodes = [node.id for node in each.nodes if not isinstance(node, SubProcess)]
        for flow in each.flows:
            points = flows.get(flow.id, ())
            for one, other in pairwise(points):
                left, top = min(one[0], other[0]), min(one[1], other[1])
                piece = Rect(left=left, top=top, width=abs(one[0] - other[0]) + 0.1, height=abs(one[1] - other[1]) + 0.1)
                through = [n for n in nodes if n not in (flow.source, flow.target) and shown[n].grown(-1).overlaps(piece)]
                found += [f"{flow.id} runs through {name}" for name in through if not _is_host(model, name, flow.source)]
    return found


def _is_host(model: ProcessModel, name: str, event: str | None) -> bool:
    nodes = {node.id: node for each in model.processes for node in each.nodes}
    node = nodes.get(event or "")
    return isinstance(node, Event) and node.attached_to == name


def loan() -> ProcessBuilder:
    """A process with a split, a loop, a sub-process, and boundary events."""
    return (
        process().start().task("a").xor("x").task("b").xor("y").end()
        .at("x").task("c").to("y").at("y").to("a")
        .boundary("late", "b").task("remind").end("gone")
        .at("c").sub("s").start("s0").task("in").end("s1").leave().end("end2")
    )  # fmt: skip


def test_a_model_without_a_drawing_is_drawn_wholly() -> None:
    model = laid_out(parse_bpmn(loan().xml()))
    assert faults(model) == []
    assert crossed_nodes(model) == []


def test_flows_run_from_left_to_right_and_a_loop_back_runs_round() -> None:
    model = laid_out(parse_bpmn(process().start().xor("in").task("a").task("b").xor("out").end().at("out").to("in").xml()))
    shown, flows = rects(model), lines(model)
    assert [shown[name].left for name in ("start", "in", "a", "b", "out", "end")] == sorted(
        shown[name].left for name in ("start", "in", "a", "b", "out", "end")
    )
    back = next(points for name, points in flows.items() if name.startswith("out-in"))
    assert crossed_nodes(model) == []
    assert all(shown["a"].grown(1).top > y or y > shown["a"].grown(1).bottom for _, y in back[1:-1])


def test_the_same_model_gives_the_same_bytes() -> None:
    assert laid_out(parse_bpmn(loan().xml())).source == laid_out(parse_bpmn(loan().xml())).source


def test_a_drawn_model_is_returned_as_it_is() -> None:
    model = laid_out(parse_bpmn(loan().xml()))
    assert laid_out(model) is model


def test_all_but_the_drawing_is_left_untouched() -> None:
    content = loan().xml().replace(b"<process", b"<!-- kept --><process")
    drawn = laid_out(parse_bpmn(content)).source
    assert b"<!-- kept -->" in drawn
    assert canonical(undrawn(drawn)) == canonical(content)


def canonical(content: bytes) -> str:
    return etree.canonicalize(etree.tostring(etree.fromstring(content)).decode(), strip_text=True)


def test_shapes_say_what_a_viewer_must_know() -> None:
    pool = '<collaboration id="k"><participant id="pool" processRef="p"/></collaboration>'
    lanes = '<laneSet id="ls"><lane id="l"><flowNodeRef>x</flowNodeRef><flowNodeRef>s</flowNodeRef></lane></laneSet>'
    inside = '<exclusiveGateway id="x"/><subProcess id="s"><task id="t"/></subProcess>'
    content = f'<definitions xmlns="{MODEL}">{pool}<process id="p">{lanes}{inside}</process></definitions>'
    root = etree.fromstring(laid_out(parse_bpmn(content.encode())).source)
    shape = {each.get("bpmnElement"): each for each in root.iter(f"{{{DI}}}BPMNShape")}
    assert (shape["pool"].get("isHorizontal"), shape["l"].get("isHorizontal")) == ("true", "true")
    assert shape["s"].get("isExpanded") == "true"
    assert shape["x"].get("isMarkerVisible") == "true"
    assert next(root.iter(f"{{{DI}}}BPMNPlane")).get("bpmnElement") == "k"


@pytest.mark.parametrize(
    "inside",
    [
        '<task id="a"/><task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="a"/>',
        '<task id="a b"/><task id="任务"/><sequenceFlow id="f" sourceRef="a b" targetRef="任务"/>',
        '<task/><startEvent/><sequenceFlow sourceRef="a" targetRef="gone"/>',
        '<subProcess id="p"><task id="x"/></subProcess>',
        '<subProcess id="s"><subProcess id="s"><task id="s"/></subProcess></subProcess>',
        '<laneSet><lane id="l"><flowNodeRef>gone</flowNodeRef></lane><lane id="l"/></laneSet><task id="l"/>',
        '<boundaryEvent id="b" attachedToRef="b"/><boundaryEvent id="c" attachedToRef="gone"/>',
        '<task id="x:y"/><task id="../z"/><textAnnotation id="n"/><association id="as" sourceRef="n" targetRef="n"/>',
        "",
    ],
)
def test_strange_files_are_drawn_as_far_as_they_can_be(inside: str) -> None:
    content = f'<definitions xmlns="{MODEL}"><process id="p">{inside}</process></definitions>'
    drawn = laid_out(parse_bpmn(content.encode()))
    assert canonical(undrawn(drawn.source)) == canonical(content.encode())
    assert laid_out(drawn).source == drawn.source


def test_a_shape_without_bounds_is_completed_in_its_place() -> None:
    whole = laid_out(parse_bpmn(loan().xml())).source
    root = etree.fromstring(whole)
    shape = next(each for each in root.iter(f"{{{DI}}}BPMNShape") if each.get("bpmnElement") == "b")
    shape.remove(shape[0])
    mended = laid_out(parse_bpmn(etree.tostring(root)))
    assert "b" in rects(mended)
    assert mended.source.count(b'bpmnElement="b"') == 1


@st.composite
def models(draw: st.DrawFn) -> bytes:
    """Draw a process of nested splits, loops, sub-processes and boundary events."""
    builder = process().start()
    count = 0

    def part(depth: int) -> None:
        nonlocal count
        for _ in range(draw(st.integers(1, 3))):
            count += 1
            kind = draw(st.sampled_from(["task", "task", "split", "loop", "sub", "boundary"])) if depth else "task"
            own = f"{kind}{count}"
            if kind in ("task", "boundary"):
                builder.task(own, name="合同评审" * draw(st.integers(0, 12)))
                if kind == "boundary":
                    builder.boundary(f"{own}-late", own).task(f"{own}-then").end(f"{own}-over").at(own)
            elif kind == "split":
                branches = draw(st.integers(1, 3))
                builder.xor(own)
                builder.xor(f"{own}-join")
                for _ in range(branches):
                    builder.at(own)
                    part(depth - 1)
                    builder.to(f"{own}-join")
                builder.at(f"{own}-join")
            elif kind == "loop":
                builder.xor(own)
                part(depth - 1)
                builder.xor(f"{own}-again").to(own)
            else:
                builder.sub(own).start(f"{own}-start")
                part(depth - 1)
                builder.end(f"{own}-end").leave()

    part(2)
    return builder.end().xml()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(models())
def test_any_structured_model_is_drawn_without_fault(content: bytes) -> None:
    model = laid_out(parse_bpmn(content))
    assert faults(model) == []
    assert crossed_nodes(model) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(models(), st.integers(2, 5), st.integers(0, 4))
def test_what_is_drawn_of_any_model_stays(content: bytes, step: int, begin: int) -> None:
    partial = parse_bpmn(with_every(laid_out(parse_bpmn(content)).source, step, begin))
    assert disturbances(partial, laid_out(partial)) == []


def disturbances(partial: ProcessModel, whole: ProcessModel) -> list[object]:
    """Return what was drawn and is no more as it was, what is not drawn, and what was put over something."""
    before, after = rects(partial), rects(whole)
    drawn = lines(whole)
    return [
        *(name for name, rect in before.items() if after.get(name) != rect),
        *(name for name, line in lines(partial).items() if drawn.get(name) != line),
        *_lacking(whole, after, drawn),
        *(["model"] if canonical(undrawn(whole.source)) != canonical(undrawn(partial.source)) else []),
        *(pair for ids in siblings(whole) for pair in overlapping(ids, after) if not set(pair) <= set(before)),
    ]


def references(shared_data: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((shared_data / "bpmn" / "miwg" / "reference").glob("*.bpmn")):
        yield path.name, path.read_bytes()


def test_the_reference_models_of_the_interchange_suite_are_drawn_without_fault(shared_data: Path) -> None:
    found = {}
    for name, content in references(shared_data):
        model = laid_out(parse_bpmn(undrawn(content), name))
        found[name] = [*faults(model), *crossed_nodes(model)]
        assert canonical(undrawn(model.source)) == canonical(undrawn(content))
    assert {name: each for name, each in found.items() if each} == {}
    assert found


def test_partial_drawings_of_the_reference_models_are_completed(shared_data: Path) -> None:
    found = {}
    for name, content in references(shared_data):
        for step in (2, 3, 7):
            partial = parse_bpmn(with_every(content, step), name)
            found[name, step] = disturbances(partial, laid_out(partial))
    assert {name: each for name, each in found.items() if each} == {}
    assert found


def test_every_model_of_the_test_data_is_laid_out(shared_data: Path) -> None:
    count = 0
    for path in sorted((shared_data / "pairs").rglob("*.bpmn")):
        try:
            model = parse_bpmn(undrawn(path.read_bytes()), path.name)
        except (WorkbenchError, etree.XMLSyntaxError):
            continue
        assert faults(laid_out(model)) == [], path.name
        count += 1
    assert count > 20


LANES = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d">
 <collaboration id="c"><participant id="pool" name="Works" processRef="p"/></collaboration>
 <process id="p"><laneSet id="ls"><lane id="lane" name="Planner"><flowNodeRef>t</flowNodeRef></lane></laneSet>
  <task id="t" name="Plan"><dataOutputAssociation id="o"><targetRef>r1</targetRef></dataOutputAssociation>
   <dataOutputAssociation id="o2"><targetRef>r2</targetRef></dataOutputAssociation></task>
  <dataObject id="d1"/><dataObjectReference id="r1" name="Plan" dataObjectRef="d1"/>
  <dataObject id="d2"/><dataObjectReference id="r2" name="Order" dataObjectRef="d2"/></process>
 <bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="pl" bpmnElement="c">
  <bpmndi:BPMNShape id="s1" bpmnElement="pool" isHorizontal="true">
   <dc:Bounds x="0" y="0" width="500" height="110"/></bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="s2" bpmnElement="lane" isHorizontal="true">
   <dc:Bounds x="30" y="0" width="470" height="110"/></bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="s3" bpmnElement="t"><dc:Bounds x="100" y="15" width="390" height="80"/></bpmndi:BPMNShape>
 </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def test_what_is_put_into_a_drawn_lane_leaves_its_name_free() -> None:
    placed = rects(laid_out(parse_bpmn(LANES.encode(), "lanes.bpmn")))
    title = Rect(left=0, top=0, width=60, height=110)
    assert not [name for name in ("r1", "r2") if placed[name].overlaps(title)]


def shape(element: str, x: int, y: int, width: int, height: int, inside: str = "") -> str:
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<bpmndi:BPMNShape id="{element}-s" bpmnElement="{element}" isHorizontal="true">{bounds}{inside}</bpmndi:BPMNShape>'


def pooled(tasks: str, data: str, shapes: str) -> str:
    """Return a file with one drawn pool, 800 wide, of one drawn lane, 100 high, and data that is not drawn."""
    return f"""<definitions xmlns="{MODEL}" xmlns:bpmndi="{DI}" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d">
 <collaboration id="c"><participant id="pool" name="Works" processRef="p"/></collaboration>
 <process id="p"><laneSet id="ls"><lane id="lane" name="Planner"><flowNodeRef>t</flowNodeRef></lane></laneSet>
  {tasks}{data}</process>
 <bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="pl" bpmnElement="c">
  {shape("pool", 0, 0, 800, 100)}{shape("lane", 30, 0, 770, 100)}{shapes}
 </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def test_data_that_no_step_is_tied_to_leaves_the_names_of_lanes_free() -> None:
    data = '<dataObject id="d1"/><dataObjectReference id="r1" name="Plan" dataObjectRef="d1"/>'
    placed = rects(laid_out(parse_bpmn(pooled('<task id="t"/>', data, shape("t", 200, 10, 100, 80)).encode(), "p.bpmn")))
    assert placed["r1"].left >= 60
    assert placed["lane"].holds(placed["r1"])


def test_nothing_is_put_on_a_name_that_is_drawn() -> None:
    data = '<dataObject id="d1"/><dataObjectReference id="r1" name="Plan" dataObjectRef="d1"/>'
    label = '<bpmndi:BPMNLabel><dc:Bounds x="60" y="0" width="130" height="100"/></bpmndi:BPMNLabel>'
    content = pooled('<task id="t"/>', data, shape("t", 200, 10, 100, 80, label))
    placed = rects(laid_out(parse_bpmn(content.encode(), "p.bpmn")))
    assert not placed["r1"].overlaps(Rect(left=60, top=0, width=130, height=100))
    assert placed["lane"].holds(placed["r1"])


def test_data_whose_name_takes_two_lines_still_stands_in_its_lane() -> None:
    tasks = '<task id="t"><dataOutputAssociation id="o"><targetRef>r1</targetRef></dataOutputAssociation></task>'
    data = '<dataObject id="d1"/><dataObjectReference id="r1" name="Engineering change request" dataObjectRef="d1"/>'
    content = pooled(tasks, data, shape("t", 200, 10, 100, 80))
    placed = rects(laid_out(parse_bpmn(content.encode(), "p.bpmn")))
    assert placed["lane"].holds(placed["r1"])
