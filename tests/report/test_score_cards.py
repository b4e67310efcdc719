"""Score cards on the page: no figure without coverage, interval, policy and window; every figure opens formula and evidence."""

import re
from pathlib import Path

import pytest

from tests.report.test_enterprise import log_by, workspace
from workbench.fit.dimensions import INDICATOR_CODES
from workbench.fit.indicators.model import Standing
from workbench.language import Language
from workbench.report.drawings.triangle import triangle
from workbench.report.html import render_html
from workbench.report.report_page import ReportPage
from workbench.report.score_card import FitSection, IndicatorRow, ScoreCard
from workbench.report.summary import summarize
from workbench.study import Assessment, assess, open_study, study_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


@pytest.fixture(scope="module")
def demo_page(demo: Assessment) -> ReportPage:
    return summarize(demo, Language.EN)


def section_of(page: ReportPage) -> FitSection:
    assert page.fit is not None
    return page.fit


def rows_of(card: ScoreCard) -> dict[str, IndicatorRow]:
    return {row.code: row for part in card.dimensions for row in part.indicators}


def test_the_enterprise_has_a_card_and_so_has_each_process(demo: Assessment, demo_page: ReportPage) -> None:
    cards = section_of(demo_page).cards
    assert [each.name.en for each in cards] == ["The enterprise", *(each.name.en for each in demo_page.processes)]
    assert [each.level for each in cards] == [each.rating.level.value for each in demo.fit.fits]


def test_no_score_stands_without_interval_coverage_bounds_policy_and_window(demo_page: ReportPage) -> None:
    for card in section_of(demo_page).cards:
        facts = {each.label.en: each.value.en for each in card.facts}
        assert re.fullmatch(r"\[\d\.\d{3}, \d\.\d{3}\]", card.figure.interval)
        assert re.fullmatch(r"\d+%", facts["Evidence coverage"])
        assert re.fullmatch(r"\d\.\d{3} – \d\.\d{3}", facts["If unknowns were worst – best"])
        assert facts["Policy version"] == "1"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d", facts["Time window"])


def test_every_indicator_opens_its_formula_and_what_is_known_its_evidence(demo_page: ReportPage) -> None:
    for card in section_of(demo_page).cards:
        rows = rows_of(card)
        assert list(rows) == list(INDICATOR_CODES)
        assert all(row.formula.zh and row.formula.en and row.reference.en and row.sources.en for row in rows.values())
        known = [row for row in rows.values() if row.standing in ("measured", "partial")]
        assert all(row.figure.interval and row.n for row in known)
        assert all(row.evidence for row in known if row.figure.value != "1.000")
        assert all(row.reason for row in rows.values() if row.standing == "unknown")


def test_the_shares_of_the_loss_add_up_to_all_of_it(demo_page: ReportPage) -> None:
    for card in section_of(demo_page).cards:
        assert sum(row.loss or 0 for row in rows_of(card).values()) == pytest.approx(1)


def test_evidence_is_called_by_name_the_worst_first_and_what_is_left_out_is_counted(demo_page: ReportPage) -> None:
    order = section_of(demo_page).cards[1]
    evidence = rows_of(order)["TP5"].evidence
    assert evidence is not None
    assert [cell.en for cell in evidence.rows[0]][1:] == ["0", "1", "0.0%"]
    assert "Customer order" in evidence.rows[0][0].en
    assert "客户订单" in evidence.rows[0][0].zh
    shares = [float(row[3].en.rstrip("%")) for row in evidence.rows]
    assert shares == sorted(shares)
    assert len(evidence.rows) == 20
    assert evidence.more is not None


def test_what_caps_a_level_leads_to_the_finding(demo_page: ReportPage) -> None:
    html = render_html(demo_page)
    vetoes = [veto for card in section_of(demo_page).cards for veto in card.vetoes]
    assert {each.code for each in vetoes} == {"CF-ORDER", "PO-SOD"}
    for each in vetoes:
        assert f'href="#finding-{each.finding}"' in html
        assert f'id="finding-{each.finding}"' in html


def test_the_plan_and_the_structure_are_told_in_both_languages(demo_page: ReportPage) -> None:
    fit = section_of(demo_page)
    first = fit.items[0]
    assert "priority" in first.en[0]
    assert "优先级" in first.zh[0]
    assert any("rule of three" in line for item in fit.items for line in item.en)
    assert [row[0].en for row in fit.structure.rows] == ["Flatness", "Flexibility", "Networkedness", "Decentralization"]


def test_no_person_is_named_in_any_evidence(demo: Assessment, demo_page: ReportPage) -> None:
    told = {
        part
        for card in section_of(demo_page).cards
        for row in rows_of(card).values()
        for cells in (row.evidence.rows if row.evidence else ())
        for part in cells[0].en.split(" · ")
    }
    assert told.isdisjoint(demo.study.design.organization.persons)


def test_a_model_and_a_log_alone_have_no_card(tmp_path: Path) -> None:
    root = workspace(tmp_path, log_by("anna bert", "carl dora"))
    model, log = root / "models" / "processes" / "p.bpmn", root / "event_logs" / "p.csv"
    assert summarize(assess(study_of(model, log)), Language.EN).fit is None


def test_a_side_that_nobody_knows_is_dashed_and_says_so(tmp_path: Path) -> None:
    assessment = assess(open_study(workspace(tmp_path, None)))
    (fit,) = assessment.fit.processes
    drawn = triangle(fit, assessment.study.policy.scoring.levels, Language.EN)
    assert 'class="side unknown"' in drawn
    assert "PX Execution unknown" in drawn
    card = section_of(summarize(assessment, Language.EN)).cards[-1]
    assert (card.level, card.meaning.en) == ("M0", "insufficient evidence")
    assert rows_of(card)["PX1"].standing == Standing.UNKNOWN.value
    assert rows_of(card)["PX1"].reason is not None


def test_the_evidence_of_what_one_person_did_is_not_shown(tmp_path: Path) -> None:
    alone = assess(open_study(workspace(tmp_path / "alone", log_by("anna", "carl dora"))))
    evidence = rows_of(section_of(summarize(alone, Language.EN)).cards[-1])["PO10"].evidence
    assert evidence is not None
    assert [row[0].en for row in evidence.rows] == ["b"]
    assert evidence.more is not None
    assert "1" in evidence.more.en
