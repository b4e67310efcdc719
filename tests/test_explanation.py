"""A case or a finding of an assessment, explained by name."""

from dataclasses import replace
from pathlib import Path

import pytest

import workbench as wb
from workbench.explanation import finding_of
from workbench.findings import UsageError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def demo() -> wb.Assessment:
    return wb.assess(wb.open_study(ROOT))


def test_every_case_of_a_finding_shows_the_step_that_it_is_about(demo: wb.Assessment) -> None:
    skipped = next(each for each in demo.findings if each.code == "CF-SKIP")
    for case in skipped.cases[:5]:
        explanation = wb.explain(demo, wb.Case(id=case))
        assert skipped in explanation.findings
        shown = [step for step in explanation.steps if step.code == "CF-SKIP"]
        assert [step.names["en"] for step in shown] == ["Contract review"]
        assert all(step.performer and step.system and step.end for step in explanation.steps if step.label)


def test_the_planted_cause_of_skipped_reviews_is_found(demo: wb.Assessment) -> None:
    """The demo skips the review of standard orders only."""
    explanation = wb.explain(demo, next(each for each in demo.findings if each.code == "CF-SKIP"))
    clear = [(each.attribute, each.value) for each in explanation.concentrations if each.is_clear]
    assert clear == [("order_type", "standard")]


def test_no_finding_of_the_demo_names_a_performer(demo: wb.Assessment) -> None:
    people = {"resource", "recorded"}
    for finding in (each for each in demo.findings if not each.code.startswith("PF-")):
        assert not people & {each.attribute for each in wb.explain(demo, finding).concentrations}


def test_a_case_that_is_not_there_is_answered_with_the_nearest(demo: wb.Assessment) -> None:
    with pytest.raises(UsageError, match="SO250007"):
        wb.explain(demo, wb.Case(id="S0250007"))
    with pytest.raises(UsageError, match="No assessed process has a case SO250007"):
        wb.explain(demo, wb.Case(id="SO250007", process="P2P"))


def test_a_finding_that_counts_executions_says_why_it_is_not_explained(demo: wb.Assessment) -> None:
    batch = next(each for each in demo.findings if each.code == "PF-BATCH")
    with pytest.raises(UsageError, match="counts executions, not cases"):
        wb.explain(demo, batch)


def test_a_finding_is_known_by_the_begin_of_its_id(demo: wb.Assessment) -> None:
    finding = demo.findings[0]
    assert finding_of(demo, finding.id[:6]) == finding
    with pytest.raises(UsageError, match=finding.id):
        finding_of(demo, "")
    with pytest.raises(UsageError, match=finding.id):
        wb.explain(demo, replace(finding, object=("nothing",)))


def test_a_case_of_two_processes_asks_which(tmp_path: Path) -> None:
    for folder in ("models", "event_logs"):
        (tmp_path / folder).mkdir()
    for name in ("one", "two"):
        model = wb.build_process(name).start().task("a").end().xml()
        (tmp_path / "models" / f"{name}.bpmn").write_bytes(model)
        (tmp_path / "event_logs" / f"{name}.csv").write_text(
            "case_id,activity,end\n1,a,2025-03-03T09:00+08:00\n", encoding="utf-8"
        )
    assessment = wb.assess(wb.open_study(tmp_path))
    with pytest.raises(UsageError, match="one, two"):
        wb.explain(assessment, wb.Case(id="1"))
    assert wb.explain(assessment, wb.Case(id="1", process="two")).process == "two"
