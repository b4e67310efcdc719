"""How a file's name ends says what is written into it."""

import json
from pathlib import Path

import pytest

from tests.builders import process
from workbench.findings import UsageError
from workbench.language import Language
from workbench.report.outputs import write_output, writer_for
from workbench.study import Assessment, assess, study_of


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    folder = tmp_path_factory.mktemp("pair")
    model, log = folder / "p.bpmn", folder / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    log.write_text("case_id,activity,end\n1,a,2025-01-01 09:00\n1,b,2025-01-01 09:05\n2,b,2025-01-02 09:00\n", encoding="utf-8")
    return assess(study_of(model, log))


def test_the_suffix_chooses_the_writer(assessment: Assessment, tmp_path: Path) -> None:
    write_output(assessment, tmp_path / "a.JSON", Language.EN)
    assert json.loads((tmp_path / "a.JSON").read_text("utf-8"))["workspace"] == "p"


def test_a_report_is_written_on_paper_too(assessment: Assessment, tmp_path: Path) -> None:
    write_output(assessment, tmp_path / "a.pdf", Language.EN)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_an_unknown_suffix_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError, match=r"report\.doc.*\*\.html") as refused:
        writer_for(Path("report.doc"))
    assert "*.json" in str(refused.value)
