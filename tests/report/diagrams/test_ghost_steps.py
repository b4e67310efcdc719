"""What happened and was never designed, on the owner's own diagram."""

from pathlib import Path

from tests.report.diagrams.test_heat import assessed
from workbench.language import Language
from workbench.report.diagrams.ghost_steps import ghost_steps
from workbench.report.summary import summarize
from workbench.study import assess, study_of

TRACES = ("abc", "abc", "abc", "abc") + ("axbc",) * 5 + ("abxc",) * 2


def test_a_ghost_stands_after_what_was_mostly_done_before_it(tmp_path: Path) -> None:
    process = assessed(tmp_path, *TRACES)
    assert process.conformance is not None
    (ghost,) = ghost_steps(process.conformance, process.findings)
    assert (ghost.label, ghost.after) == ("x", "a")


def test_its_finding_is_shown_at_the_ghost(tmp_path: Path) -> None:
    assessed(tmp_path, *TRACES)
    page = summarize(assess(study_of(tmp_path / "p.bpmn", tmp_path / "p.csv")), Language.EN).processes[0]
    (row,) = (each for each in page.findings.first if each.code == "CF-EXTRA")
    assert row.elements == ("ghost-step-0",)
    assert page.diagram is not None
    assert {each.element: each.kind for each in page.diagram.marks}["ghost-step-0"] == "ghost"
    assert 'id="ghost-step-0"' in page.diagram.xml


def test_what_is_designed_has_no_ghost(tmp_path: Path) -> None:
    process = assessed(tmp_path, "abc", "abbc", "abbc", "abbc", "abbc", "abbc")
    assert process.conformance is not None
    assert process.findings
    assert ghost_steps(process.conformance, process.findings) == ()
