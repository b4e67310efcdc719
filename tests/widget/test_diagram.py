"""The diagram in a notebook: what goes to the browser, what stays readable without one, and what is refused."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.boards import observed
from tests.builders import pnml
from workbench.findings import UsageError
from workbench.language import Language
from workbench.report.diagrams.diagram_data import diagram_data
from workbench.study import Assessment, assess, study_of
from workbench.widget import diagram

pytest.importorskip("anywidget", reason="anywidget is not installed")


@pytest.fixture
def assessment(tmp_path: Path) -> Assessment:
    observed(tmp_path)
    return assess(study_of(tmp_path / "p.bpmn", tmp_path / "p.csv"))


def test_the_widget_holds_the_same_diagram_as_report_and_app(assessment: Assessment, tmp_path: Path) -> None:
    widget = diagram(assessment, assessment.processes[0].id, height=300)
    assert widget.diagram == diagram_data(observed(tmp_path))
    assert (widget.height, widget.selected, widget.language) == (300, None, assessment.study.language.value)


def test_without_a_kernel_a_drawing_stands_still_and_a_sentence_says_so(assessment: Assessment) -> None:
    widget = diagram(assessment, assessment.processes[0].id)
    widget.language = Language.EN.value
    bundle, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["image/svg+xml"].startswith("<svg")
    assert "<script" not in bundle["image/svg+xml"]
    assert "running kernel" in bundle["text/plain"]


def test_an_unknown_process_is_refused_with_those_there_are(assessment: Assessment) -> None:
    with pytest.raises(UsageError, match=assessment.processes[0].id) as refused:
        diagram(assessment, "no such process")
    assert refused.value.finding.code == "DIAGRAM_PROCESS_UNKNOWN"


def test_a_model_without_a_drawing_of_its_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "n.pnml").write_bytes(pnml("p0 p1", "a", "p0>a a>p1", "p1"))
    (tmp_path / "n.csv").write_text("case_id,activity,end\n1,a,2025-03-01 09:00\n", encoding="utf-8")
    assessment = assess(study_of(tmp_path / "n.pnml", tmp_path / "n.csv"))
    with pytest.raises(UsageError) as refused:
        diagram(assessment, assessment.processes[0].id)
    assert refused.value.finding.code == "DIAGRAM_NOT_DRAWN"


def test_without_anywidget_it_is_said_what_to_install(assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "workbench.widget.diagram_widget", raising=False)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(UsageError, match="notebooks") as refused:
        diagram(assessment, assessment.processes[0].id)
    assert refused.value.finding.code == "WIDGET_NOT_INSTALLED"


def test_the_room_opens_without_anywidget() -> None:
    script = "import sys, workbench.widget; print('anywidget' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
