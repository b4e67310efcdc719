"""What the report and the findings file tell of a register: plan, releases, signals, cases – and nothing where there is none."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.report.test_findings_schema import faults
from tests.study.watched import MOVED, REMEDY, Made, with_release
from workbench.language import Language
from workbench.normalization import Statement, open_register
from workbench.report.assessing import Setting, assessment_in, items_of
from workbench.report.findings_file import findings_json
from workbench.report.html import render_html
from workbench.report.normalization.section import normalization_section
from workbench.report.summary import summarize
from workbench.study import Assessment
from workbench.study.monitoring import look_at, open_case, plan_case

NOW = datetime(2025, 7, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Release a standard, open a case for a declared change, and put into the plan what deals with it."""
    made = with_release(tmp_path_factory.mktemp("released") / "ws")
    register, design = open_register(made.root), made.assessment.study.design
    case = open_case(register, look_at(made.root, register, made.assessment, MOVED), design, "王芳", NOW)
    assert case is not None
    plan_case(register, case, REMEDY, design, "王芳", NOW)
    return made


@pytest.fixture(scope="module")
def assessed(made: Made) -> Assessment:
    return assessed_in(made.root)


def assessed_in(root: Path) -> Assessment:
    (item,) = items_of([str(root)])
    with assessment_in(item, Setting(now=NOW)) as assessment:
        return assessment


def test_where_nobody_asks_for_the_register_nothing_is_told(made: Made) -> None:
    assert normalization_section(made.assessment) is None
    assert json.loads(findings_json(made.assessment, Language.EN))["normalization"] is None


def test_plan_releases_signals_and_cases_have_a_panel_each(assessed: Assessment) -> None:
    section = normalization_section(assessed)
    assert section is not None
    keys = [each.key for each in section.panels]
    told = ["normalized-plan", "normalized-releases", "monitor-signals", "monitor-unknown", "normalized-cases"]
    assert keys == ["objectives", "chain-gaps", *told]
    assert section.fault is None
    page = render_html(summarize(assessed, Language.EN))
    assert 'id="normalization"' in page
    assert head_of(assessed) in page


def test_the_findings_file_tells_the_same_and_keeps_to_its_schema(assessed: Assessment) -> None:
    content = json.loads(findings_json(assessed, Language.EN))
    told = content["normalization"]
    assert faults(content) == []
    assert [each["state"] for each in told["releases"]] == ["adjusting"]
    assert [each["items"] for each in told["cases"]] == [[each["id"] for each in told["plan"]["items"]]]
    assert (told["monitor"]["signals"], told["register"]["head"]) == ([], head_of(assessed))


def head_of(assessed: Assessment) -> str:
    assert assessed.normalized is not None
    return assessed.normalized.head.hash


def test_a_record_that_cannot_be_read_is_said_and_hides_no_finding(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.root, tmp_path / "ws")
    register = open_register(tmp_path / "ws")
    register.enter(Statement(kind="case", subject="c", says={"event": {"is": "Exploded"}}, by="王芳", at=NOW))
    assessed = assessed_in(tmp_path / "ws")
    section = normalization_section(assessed)
    assert section is not None
    assert section.fault is not None
    assert (section.panels, str(register.head.number) in section.fault.en) == ((), True)
    assert faults(json.loads(findings_json(assessed, Language.EN))) == []
    assert section.fault.en in render_html(summarize(assessed, Language.EN))
