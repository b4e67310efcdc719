"""One variant on the diagram: steps numbered where they stand, deviations marked, what was never designed at its ghost."""

from pathlib import Path

from tests.report.cases.small_cases import seen_in
from workbench.report.cases.cases_seen import SeenCases
from workbench.report.diagrams.process_diagram import diagram_of
from workbench.report.diagrams.variant_diagram import variant_diagram
from workbench.report.page import Diagram


def on_diagram(seen: SeenCases, number: int) -> Diagram:
    drawn = diagram_of(seen.process, seen.assessment)
    assert drawn is not None
    shown = variant_diagram(seen, number, drawn)
    assert shown is not None
    assert shown.xml == drawn.xml
    return shown


def marks(seen: SeenCases, number: int) -> dict[str, tuple[str, str]]:
    return {each.element: (each.kind, each.badge) for each in on_diagram(seen, number).marks}


def test_steps_are_numbered_and_what_was_left_out_is_marked(tmp_path: Path) -> None:
    assert marks(seen_in(tmp_path, "ac"), 1) == {"a": ("seen", "1"), "b": ("skipped", "2"), "c": ("seen", "3")}


def test_what_was_done_out_of_order_bears_both_its_steps(tmp_path: Path) -> None:
    found = marks(seen_in(tmp_path, "acb"), 1)
    (displaced,) = (element for element, (kind, _) in found.items() if kind == "order")
    assert displaced in {"b", "c"}
    assert found[displaced][1].count(",") == 1


def test_an_undesigned_step_stands_at_its_ghost_and_in_other_variants_without_a_number(tmp_path: Path) -> None:
    seen = seen_in(tmp_path, *["abc"] * 6, *["axbc"] * 5)
    assert marks(seen, 2) == {"ghost-step-0": ("ghost", "2"), "a": ("seen", "1"), "b": ("seen", "3"), "c": ("seen", "4")}
    assert marks(seen, 1)["ghost-step-0"] == ("ghost", "")


def test_one_case_of_the_variant_can_be_played(tmp_path: Path) -> None:
    shown = on_diagram(seen_in(tmp_path, "abc", "abc", "ac"), 2)
    assert shown.animation is not None
    assert [each.case for each in shown.animation.cases] == ["2"]


def test_a_variant_that_is_not_there_is_not_drawn(tmp_path: Path) -> None:
    seen = seen_in(tmp_path, "abc")
    drawn = diagram_of(seen.process, seen.assessment)
    assert drawn is not None
    assert variant_diagram(seen, 0, drawn) is None
    assert variant_diagram(seen, 2, drawn) is None
