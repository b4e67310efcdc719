"""Two models on one diagram: what came, what changed, and what went as a ghost where it was."""

from tests.builders import process
from workbench.language import Language
from workbench.process import Comparison, compare
from workbench.process.bpmn_xml import parse_bpmn
from workbench.report.comparison import comparison_page
from workbench.report.diagrams.joint_diagram import joint_diagram


def compared() -> Comparison:
    before = process("p").start().task("a").task("gone").task("c").end().xml()
    after = process("p").start().task("a").task("c").task("new").end().xml()
    return compare(parse_bpmn(before, "before.bpmn"), parse_bpmn(after, "after.bpmn"))


def test_what_went_is_drawn_into_the_later_model() -> None:
    diagram, rows = joint_diagram(compared())
    drawn = parse_bpmn(diagram.xml.encode(), "joint.bpmn")
    names = {node.id: node.name for node in drawn.processes[0].nodes}
    marks = {each.element: each.kind for each in diagram.marks}
    ghost = next(element for element, name in names.items() if name == "gone")
    assert marks[ghost] == "removed"
    assert marks[next(element for element, name in names.items() if name == "new")] == "added"
    ends = {
        (names[str(flow.source)], names[str(flow.target)]) for flow in drawn.processes[0].flows if marks.get(flow.id) == "removed"
    }
    assert ends >= {("a", "gone"), ("gone", "c")}
    assert {"added", "removed"} <= {each.kind for each in rows}


def test_every_difference_is_on_the_joint_side_of_the_page() -> None:
    comparison = compared()
    page = comparison_page(comparison, Language.EN)
    assert len(page.sides) == 3
    assert len(page.sides[0].differences or ()) == len(comparison.differences)
    known = {*page.sides[0].diagram.xml.split('"')}
    assert all(element in known for row in page.sides[0].differences or () for element in row.elements)


def test_models_that_do_not_differ_have_no_ghost() -> None:
    same = parse_bpmn(process("p").start().task("a").end().xml(), "p.bpmn")
    diagram, rows = joint_diagram(compare(same, same))
    assert (diagram.marks, rows) == ((), ())
    assert "removed-" not in diagram.xml
