"""What the report and the findings file tell of a register: plan, releases, signals, cases – and nothing where there is none."""

import io
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from tests.report.normalization import strategic
from tests.report.test_findings_schema import faults
from tests.study.watched import MOVED, REMEDY, Made, with_release
from workbench.language import Language
from workbench.normalization import Author, Statement, open_register
from workbench.normalization.watch import Monitor, Signal
from workbench.report.assessing import Setting, assessment_in, items_of
from workbench.report.findings_file import findings_json
from workbench.report.html import render_html
from workbench.report.normalization.register_sheets import register_sheets
from workbench.report.normalization.section import normalization_section
from workbench.report.pdf import render_pdf
from workbench.report.sheets import sheets_of
from workbench.report.summary import summarize
from workbench.report.workbook import workbook_bytes
from workbench.study import Assessment
from workbench.study.case_steps import open_case, plan_case
from workbench.study.monitoring import look_at

KPIS_ALONE = """\
kpis:
  - {id: K1, name: 周期, process: p, measure: cycle_time, unit: d, direction: down, level: process}
  - {id: K2, name: 费用, process: p, measure: cost, direction: down, level: process}
"""
NOW = datetime(2025, 7, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Release a standard, open a case for a declared change, and put into the plan what deals with it."""
    made = with_release(tmp_path_factory.mktemp("released") / "ws")
    register, design = open_register(made.root), made.assessment.study.design
    case = open_case(register, look_at(made.root, register, made.assessment, MOVED), design, Author(by="王芳", at=NOW))
    assert case is not None
    plan_case(register, case, REMEDY, design, Author(by="王芳", at=NOW))
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
    assert keys == ["objectives", "kpis", "bases", "chain-gaps", *told]
    assert section.fault is None
    page = render_html(summarize(assessed, Language.EN))
    assert 'id="normalization"' in page
    assert head_of(assessed) in page


def test_the_report_on_paper_has_every_panel_in_both_languages(assessed: Assessment) -> None:
    for language in Language:
        page = summarize(assessed, language)
        document = pypdf.PdfReader(io.BytesIO(render_pdf(page, language)))
        said = "".join(each.extract_text() for each in document.pages).replace("\n", "")
        assert page.normalization is not None
        titles = [each.title.said(language) for each in page.normalization.panels]
        assert [title for title in titles if title not in said] == []


def test_the_workbook_has_plan_releases_and_cases_as_sheets_with_their_rows(assessed: Assessment) -> None:
    sheets = {each.name.en: each for each in sheets_of(assessed)}
    assert assessed.normalized is not None
    (case,) = assessed.normalized.cases
    told = (case.opened.release, case.id, case.opened.on)
    assert [row[:3] for row in sheets["Adjustment cases"].rows] == [told]
    assert [row[0] for row in sheets["Releases"].rows] == ["1.0.0"]
    assert len(sheets["Adjustment plan"].rows) == len(case.items) == 1
    assert list(sheets)[-1] == "Provenance"
    assert workbook_bytes("w", tuple(sheets.values()), Language.ZH_CN) == workbook_bytes("w", sheets_of(assessed), Language.ZH_CN)


def test_signals_have_their_figures_as_numbers(assessed: Assessment) -> None:
    assert assessed.normalized is not None
    assert assessed.normalized.seen is not None
    signal = Signal(monitor=Monitor.CONFORMANCE, process="REP", statistic=0.4, limit=0.2, usual=0.1, n=30, since=NOW.date())
    watched = replace(assessed.normalized.seen.watched, signals=(signal,))
    seen = replace(assessed.normalized.seen, watched=watched)
    alarmed = replace(assessed, normalized=replace(assessed.normalized, seen=seen))
    (row,) = next(each.rows for each in register_sheets(alarmed) if each.name.en == "Signals")
    assert (row[0], row[5:]) == ("1.0.0", (NOW.date(), None, 0.4, 0.2, 0.1, "", 30))


def test_the_findings_file_tells_the_same_and_keeps_to_its_schema(assessed: Assessment) -> None:
    content = json.loads(findings_json(assessed, Language.EN))
    told = content["normalization"]
    assert faults(content) == []
    assert [each["state"] for each in told["releases"]] == ["adjusting"]
    assert [each["items"] for each in told["cases"]] == [[each["id"] for each in told["plan"]["items"]]]
    assert (told["monitor"]["signals"], told["register"]["hash"]) == ([], head_of(assessed))


def test_kpis_without_an_objective_are_told_with_why_a_figure_is_missing(tmp_path: Path) -> None:
    root = strategic.workspace(tmp_path / "ws")
    (root / "models" / "strategy.yaml").write_text(KPIS_ALONE, encoding="utf-8")
    assessed = assessed_in(root)
    section = normalization_section(assessed)
    assert section is not None
    assert [each.key for each in section.panels] == ["objectives", "kpis", "bases", "chain-gaps"]
    told = json.loads(findings_json(assessed, Language.EN))["normalization"]
    known, missing = told["kpis"]
    assert (known["kpi"], known["level"], known["of"], known["n"], known["reason"]) == ("K1", "process", "p", 40, None)
    assert known["low"] <= known["value"] <= known["high"]
    assert (missing["value"], "cost" in missing["reason"]) == (None, True)
    assert {"code": "GAP_KPI_WITHOUT_OBJECTIVE", "node": "kpi/K1"}.items() <= told["gaps"][0].items()
    assert {"Four bases of judgement", "Appraisal at four levels"} <= {each.name.en for each in sheets_of(assessed)}


def test_an_objective_without_a_figure_says_why(tmp_path: Path) -> None:
    told = json.loads(findings_json(assessed_in(strategic.workspace(tmp_path / "ws")), Language.EN))["normalization"]
    (unknown,) = (each for each in told["objectives"] if each["value"] is None)
    assert (unknown["objective"], bool(unknown["reason"])) == ("O2", True)
    assert faults(json.loads(findings_json(assessed_in(tmp_path / "ws"), Language.EN))) == []


def test_a_register_without_a_strategy_says_that_there_is_none(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.root, tmp_path / "ws")
    (tmp_path / "ws" / "models" / "strategy.yaml").unlink()
    assessed = assessed_in(tmp_path / "ws")
    section = normalization_section(assessed)
    assert section is not None
    assert section.panels[0].key == "chain-gaps"
    assert section.panels[0].table is not None
    assert "no strategy" in section.panels[0].table.rows[0][2].en
    assert json.loads(findings_json(assessed, Language.EN))["normalization"]["gaps"][0]["code"] == "GAP_NO_STRATEGY"


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
