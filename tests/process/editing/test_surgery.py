"""What an edit takes along, what it leaves as it was, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from tests.builders import ProcessBuilder, process
from workbench.findings import ConflictError
from workbench.process import ProcessModel, behavior_of, bpmn_bytes, build_collaboration, laid_out, parse_bpmn
from workbench.process.editing import automated, done_by_people, inserted, merged, moved, side_by_side, without
from workbench.process.model import Bounds
from workbench.process.vocabulary import MODEL

Edit = Callable[[ProcessModel], ProcessModel]


def sequence() -> ProcessBuilder:
    return process().start().task("a").task("b").task("c").end()


def flows(model: ProcessModel) -> set[tuple[str | None, str | None]]:
    return {(each.source, each.target) for each in model.processes[0].flows}


def accepts(model: ProcessModel, *traces: str) -> bool:
    automaton = behavior_of(model.processes[0]).automaton()
    return all(automaton.accepts(trace) for trace in traces)


def places(model: ProcessModel) -> dict[str | None, object]:
    (page,) = model.diagrams
    return {shape.element: shape.bounds for shape in page.shapes} | {edge.element: edge.waypoints for edge in page.edges}


def test_a_branch_that_held_nothing_else_stays_empty() -> None:
    model = process().start().xor("s").task("a").xor("j").end().at("s").task("b").to("j").model()
    edited = without(model, "a")
    assert accepts(edited, "", "b")
    assert ("s", "j") in flows(edited)


def test_conditions_names_and_defaults_of_the_way_in_stay() -> None:
    drawn = process().start().node("exclusiveGateway", "s", attributes={"default": "no"}).at("s").to("a", "x > 1", "yes")
    drawn.at(None).node("task", "a").xor("j").end().at("s").node("task", "b").to("j")
    source = drawn.xml().replace(b'id="s-b-', b'id="no" was="s-b-').replace(b' was="', b' name="')
    model = without(without(parse_bpmn(source), "a"), "b")
    by_condition = {each.condition: each for each in model.processes[0].flows}
    assert (by_condition["x > 1"].name, by_condition["x > 1"].target) == ("yes", "j")
    assert {each.id: each.target for each in model.processes[0].flows}["no"] == "j"


def test_several_ways_in_meet_before_what_would_wait_for_them() -> None:
    drawn = process().start().both("f").xor("s").task("x").task("a").both("g").end()
    model = drawn.at("s").task("y").to("a").at("f").task("z").to("g").model()
    edited = without(model, "a")
    assert accepts(edited, "xz", "zy")
    assert not accepts(edited, "xyz")
    set_apart = side_by_side(process().start().xor("s").task("a").task("b").end().at("s").to("a").model(), "a", "b")
    assert accepts(set_apart, "ab", "ba")


def test_several_ways_out_of_an_activity_are_all_taken_without_it() -> None:
    model = process().start().task("a").task("b").both("j").end().at("a").task("c").to("j").model()
    assert accepts(without(model, "a"), "bc", "cb")


def test_an_activity_at_the_end_leaves_an_end() -> None:
    edited = without(process().start().task("a").task("b").model(), "b")
    assert accepts(edited, "a")
    assert [node.tag for node in edited.processes[0].nodes] == ["startEvent", "task", "endEvent"]


def test_what_stays_keeps_its_place() -> None:
    model = laid_out(sequence().model())
    before = places(model)
    for edited in (without(model, "b"), inserted(model, "n", "N", "a"), side_by_side(model, "a", "b"), moved(model, "c", "a")):
        after = places(edited)
        nodes = {node.id for node in model.processes[0].nodes if node.id != "c"} & set(after)
        assert {node: after[node] for node in nodes} == {node: before[node] for node in nodes}
        assert set(after) == {each.id for each in (*edited.processes[0].nodes, *edited.processes[0].flows)}


def test_what_is_moved_is_drawn_where_it_belongs_now() -> None:
    page = places(moved(laid_out(sequence().model()), "c", "a"))
    left = {node: box.x for node, box in page.items() if isinstance(box, Bounds)}
    assert left["c"] < left["b"]


def test_data_that_were_never_drawn_stay_so() -> None:
    model = laid_out(process().start().task("a").task("b").end().model())
    said = b'<dataObject id="o"/><dataObjectReference id="d" dataObjectRef="o" name="d"/></process>'
    edited = inserted(parse_bpmn(bpmn_bytes(model).replace(b"</process>", said)), "n", "N", "a")
    assert "d" not in places(edited)
    assert {"d", "o"} <= {each.id for each in edited.processes[0].data}


def test_a_file_without_a_drawing_gets_none() -> None:
    assert without(sequence().model(), "b").diagrams == ()


def test_what_comes_in_stands_in_the_lane_of_its_neighbour_or_in_another_that_is_named() -> None:
    model = process().start().lane("one").task("a").lane("two").task("b").end().model()
    assert inserted(model, "n", "N", "a").processes[0].lane_of["n"] == "one"
    assert inserted(model, "n", "N", "a", "b").processes[0].lane_of["n"] == "two"
    assert "a" not in without(model, "a").processes[0].lane_of


def test_a_file_that_names_the_flows_of_its_nodes_goes_on_to_do_so() -> None:
    model = laid_out(parse_bpmn(naming_flows(sequence())))
    assert ways(model) == drawn_ways(model) != set()
    for edited in (without(model, "b"), inserted(model, "n", "N", "a"), side_by_side(model, "a", "b"), moved(model, "c", "a")):
        assert ways(edited) == drawn_ways(edited)
        assert edited.findings == ()


def naming_flows(drawn: ProcessBuilder) -> bytes:
    root = etree.fromstring(drawn.xml())
    for flow in root.iter(f"{{{MODEL}}}sequenceFlow"):
        for side, end in (("outgoing", "sourceRef"), ("incoming", "targetRef")):
            (node,) = root.iterfind(f".//*[@id='{flow.get(end)}']")
            etree.SubElement(node, f"{{{MODEL}}}{side}").text = flow.get("id")
    return etree.tostring(root)


def ways(model: ProcessModel) -> set[tuple[str, str, str]]:
    """Return what nodes say of their flows: node, side, flow."""
    root = etree.fromstring(bpmn_bytes(model))
    sides = root.iter(f"{{{MODEL}}}incoming", f"{{{MODEL}}}outgoing")
    return {(str(each.getparent().get("id")), etree.QName(each).localname, str(each.text)) for each in sides}


def drawn_ways(model: ProcessModel) -> set[tuple[str, str, str]]:
    ends = (
        (side, each.id, end)
        for each in model.processes[0].flows
        for side, end in (("outgoing", each.source), ("incoming", each.target))
    )
    return {(str(end), side, flow) for side, flow, end in ends}


def test_data_of_a_merged_activity_are_those_of_the_first() -> None:
    model = laid_out(process().start().task("a").reads("d").task("b").reads("e").writes("f").end().model())
    edited = merged(model, "a", "b")
    said = {(each.node, each.tag, each.sources, each.target) for each in edited.processes[0].data_associations}
    assert {(node, tag) for node, tag, _, _ in said} == {("a", "dataInputAssociation"), ("a", "dataOutputAssociation")}
    assert {source for _, _, sources, _ in said for source in sources} == {"d", "e"}
    assert edited.findings == ()


def test_a_task_becomes_one_of_a_system_and_one_of_people_again() -> None:
    model = process().start().task("a", tag="userTask").end().model()
    edited = automated(model, "a")
    assert edited.processes[0].node["a"].tag == "serviceTask"
    assert done_by_people(edited, "a").processes == model.processes


@pytest.mark.parametrize(
    ("code", "drawn", "edit"),
    [
        ("EDIT_HAS_EVENTS", sequence().boundary("t", "b").end("late"), lambda model: without(model, "b")),
        ("EDIT_HAS_EVENTS", sequence().boundary("t", "a").end("late"), lambda model: side_by_side(model, "a", "b")),
        ("EDIT_HAS_EVENTS", sequence().boundary("t", "b").end("late"), lambda model: merged(model, "a", "b")),
        ("EDIT_ALONE", process().task("a"), lambda model: without(model, "a")),
        ("EDIT_NOT_IN_A_ROW", sequence(), lambda model: merged(model, "a", "c")),
        ("EDIT_NOT_IN_A_ROW", sequence(), lambda model: side_by_side(model, "b", "a")),
        ("EDIT_ALREADY", sequence(), lambda model: moved(model, "a", "b")),
        ("EDIT_OTHER_SCOPE", sequence().at("c").sub("s").task("d").leave(), lambda model: moved(model, "d", "a")),
        ("EDIT_ID", sequence(), lambda model: inserted(model, "c", "again", "a")),
        ("EDIT_ID", sequence(), lambda model: inserted(model, "no id", "again", "a")),
        ("EDIT_NOT_FOUND", sequence(), lambda model: without(model, "z")),
        ("EDIT_KIND", sequence(), lambda model: done_by_people(model, "a")),
        ("EDIT_OWN_LOOP", sequence().at("b").to("b"), lambda model: without(model, "b")),
        ("EDIT_NO_WAY", sequence().at("a").undone_by("undo"), lambda model: without(model, "undo")),
        (
            "EDIT_AWAITED",
            process().start().node("eventBasedGateway", "g").task("a", tag="receiveTask").end().at("g").catch("t", "timer"),
            lambda model: without(model, "a"),
        ),
    ],
)  # fmt: skip
def test_what_would_not_stay_sound_is_refused_by_name(code: str, drawn: ProcessBuilder, edit: Edit) -> None:
    with pytest.raises(ConflictError) as refused:
        edit(drawn.model())
    assert refused.value.finding.code == code
    assert "{" not in refused.value.finding.text()


def test_what_a_partner_waits_for_is_not_taken_away_what_a_black_box_does_is() -> None:
    waiting = process("q").start().catch("told", "message").end()
    ends = build_collaboration("c").pool("one", sequence()).pool("two", waiting).black_box("three")
    model = ends.message("a", "told").message("b", "three").model()
    with pytest.raises(ConflictError, match="told"):
        without(model, "a")
    assert [each.source for each in without(model, "b").message_flows] == ["a"]
