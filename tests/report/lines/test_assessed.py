"""An assessment on a terminal: short however much there is, and every line leads on."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import process
from workbench.explanation import finding_of
from workbench.language import Language
from workbench.organization import Organization
from workbench.report.lines.assessed import assessed_text
from workbench.study import Assessment, assess, study_of

LABELS = "abcdefghijkl"


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Assess twelve tasks in a row of which every second case leaves out all but the first and the last."""
    folder = tmp_path_factory.mktemp("pair")
    model, log = folder / "p.bpmn", folder / "p.csv"
    drawing = process("p").start()
    for label in LABELS:
        drawing = drawing.task(label)
    model.write_bytes(drawing.end().xml())
    events = [
        f"{case},{label},2025-0{1 + case % 9}-{10 + case:02} 09:{at:02}"
        for case in range(20)
        for at, label in enumerate(LABELS if case % 2 else "al")
    ]
    log.write_text("\n".join(["case_id,activity,end", *events]), encoding="utf-8")
    return assess(study_of(model, log))


def first_finding(assessment: Assessment, language: Language) -> str:
    return next(line for line in assessed_text(assessment, language).splitlines() if " CF-SKIP " in line)


def with_posts(assessment: Assessment) -> Assessment:
    """Return the same assessment of an enterprise that tells of its posts."""
    study = assessment.study
    return replace(assessment, study=replace(study, design=replace(study.design, organization=Organization(posts=()))))


@pytest.mark.parametrize("language", Language)
def test_the_level_stands_below_its_process_with_coverage_policy_and_window(assessment: Assessment, language: Language) -> None:
    rated = with_posts(assessment)
    line = assessed_text(rated, language).splitlines()[1]
    assert line.startswith("  ")
    fit = rated.fit.processes[0]
    assert fit.window is not None
    told = (fit.rating.level, f"{fit.score.coverage or 0:.0%}" if fit.score.coverage else "–", fit.window.first.isoformat())
    assert all(each in line for each in told)


def test_a_model_and_a_log_alone_have_no_level(assessment: Assessment) -> None:
    assert assessment.rated is None
    assert " CF-SKIP " in assessed_text(assessment, Language.EN).splitlines()[1]


def test_of_a_kind_a_few_are_shown_and_the_others_counted(assessment: Assessment) -> None:
    lines = assessed_text(assessment, Language.EN).splitlines()
    assert len(assessment.findings) == 10
    assert sum("CF-SKIP" in line and "was skipped" in line for line in lines) == 8
    assert "  … and 2 more of CF-SKIP" in lines


def test_each_line_begins_the_id_that_explains_it(assessment: Assessment) -> None:
    line = first_finding(assessment, Language.EN)
    assert finding_of(assessment, line.split()[2]) == assessment.findings[0]


def test_weights_are_said_in_the_language_asked_for(assessment: Assessment) -> None:
    assert first_finding(assessment, Language.EN).startswith("  major ")
    assert first_finding(assessment, Language.ZH_CN).startswith("  重要 ")


def test_what_was_noticed_is_counted_with_where_to_read_it(tmp_path: Path) -> None:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("Check").end().xml())
    log.write_text("case_id,activity,end\n1,CHECK,2025-01-10 09:00\n", encoding="utf-8")
    done = assess(study_of(model, log))
    noticed = {each.id for each in done.processes[0].notices}
    assert noticed
    assert f"Noticed on model and log: {len(noticed)}." in assessed_text(done, Language.EN)
