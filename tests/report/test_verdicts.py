"""Decisions in verdicts and in every short form: net beside a gross that stays, and limits on what is left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest

from tests.normalization.decisions import acceptance
from tests.report.small_workspaces import workspace
from workbench.language import Language
from workbench.normalization import UNDECIDED, Decision, Standing, open_register, subject_of
from workbench.report.assessing import Item
from workbench.report.batch import Done
from workbench.report.batch import Standing as Outcome
from workbench.report.batch_index import index_json, index_markdown, index_page
from workbench.report.junit import junit_xml
from workbench.report.markdown import markdown_summary
from workbench.report.sheets import sheets_of
from workbench.report.thresholds import NetLimit, is_breached, threshold_of
from workbench.report.verdict_table import cells_of
from workbench.report.verdicts import Verdict, verdicts_of, verdicts_under
from workbench.report.workbook import workbook_bytes
from workbench.study import Assessment, assess, open_study

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAST = acceptance().until
LIMITS = ("major", "CF-SKIP", "conformance<0.9", "fitness<0.95")


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Assess one process, of which a quarter of the cases lacks a step, and accept that on paper."""
    root = workspace(tmp_path_factory.mktemp("w"), "p")
    found = assess(open_study(root))
    register = open_register(root)
    (skipped,) = found.findings
    register.decide(Decision(subject=subject_of(skipped), verdict=acceptance(), by="王工", at=AT))
    return replace(found, standing=register.standing(AT.date()))


@pytest.fixture
def verdict(assessment: Assessment) -> Verdict:
    (told,) = verdicts_of(assessment)
    return told


def day_after(assessment: Assessment) -> Standing:
    return replace(assessment.standing, on=LAST + timedelta(days=1))


def done(verdict: Verdict) -> Done:
    return Done(item=Item(name="w", path="."), title="w", standing=Outcome.MET, language=Language.EN, verdicts=(verdict,))


def test_a_decision_stands_beside_a_gross_that_stays(assessment: Assessment, verdict: Verdict) -> None:
    (gross,) = verdicts_under(assessment, UNDECIDED)
    assert replace(verdict, decided=None, net=None) == gross
    assert verdict.flow is not None
    assert verdict.net is not None
    assert (verdict.flow.conforming, verdict.net.conforming.value, verdict.net.fitness) == (0.75, 1.0, 1.0)
    assert verdict.accepted == verdict.findings
    assert gross.accepted is None


@pytest.mark.parametrize("limit", LIMITS)
def test_an_accepted_deviation_breaks_the_gross_limit_and_keeps_to_the_net_one(verdict: Verdict, limit: str) -> None:
    gross = threshold_of(limit)
    assert is_breached([verdict], [gross])
    assert not is_breached([verdict], [NetLimit(gross=gross)])


@pytest.mark.parametrize("limit", LIMITS)
def test_past_its_last_day_an_acceptance_keeps_to_no_limit(assessment: Assessment, limit: str) -> None:
    (ended,) = verdicts_under(assessment, day_after(assessment))
    assert ended.accepted == ()
    assert is_breached([ended], [NetLimit(gross=threshold_of(limit))])


def test_without_a_register_that_can_be_read_net_is_as_strict_as_gross(assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "register.sqlite").write_bytes(b"?" * 4000)
    (told,) = verdicts_under(assessment, open_register(tmp_path).standing_if_readable(AT.date()))
    assert told.accepted is None
    assert is_breached([told], [NetLimit(gross=threshold_of("major"))])


def test_the_table_shows_net_beside_gross_and_how_many_are_accepted(verdict: Verdict) -> None:
    _, _, cases, conforming, net, *_, accepted = cells_of(verdict, Language.EN)
    assert (cases, conforming, net, accepted) == ("40", "75.00%", "100.00%", "1")


@pytest.mark.parametrize("gross", [threshold_of("CF-SKIP"), threshold_of("major")])
def test_junit_tells_reason_owner_and_end_and_fails_on_the_gross_alone(verdict: Verdict, gross: object) -> None:
    for limit, tag in ((gross, "failure"), (NetLimit(gross=gross), "system-out")):  # type: ignore[arg-type]
        root = fromstring(junit_xml("w", [verdict], [limit], Language.EN))  # type: ignore[list-item]
        told = root.findtext(f"testsuite/testcase[@name='CF-SKIP']/{tag}")
        assert told is not None
        assert "[accepted until 2026-06-30, owner 质量部: 客户要求加急 (王工, 2026-03-02)]" in told
        assert "conforming_net=1.000000\naccepted=1" in (root.findtext("testsuite/testcase[1]/system-out") or "")


def test_markdown_and_index_tell_them(verdict: Verdict, tmp_path: Path) -> None:
    net = [NetLimit(gross=threshold_of("major"))]
    told = markdown_summary("w", [verdict], net, Language.EN)
    assert "accepted until 2026-06-30, owner 质量部" in told
    assert "| p | net major | ✅ met" in told
    assert "| 75.00% | 100.00% |" in index_markdown([done(verdict)], net, Language.EN)
    (section,) = index_page([done(verdict)], net, tmp_path, Language.EN).sections
    assert section.breaches is None
    content = json.loads(index_json([done(verdict)], net, tmp_path, Language.EN))["items"][0]["processes"][0]
    assert content["net"] == {"conforming_cases_observable": 1.0, "fitness_observable": 1.0, "score": None}
    assert (content["conforming_cases_observable"], content["accepted"]) == (0.75, [verdict.findings[0].id])


def test_the_workbook_tells_them(assessment: Assessment) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes("w", sheets_of(assessment), Language.EN)))
    (head, row) = book["Summary"].iter_rows(min_row=2, values_only=True)
    summary = dict(zip(head, row, strict=True))
    assert (summary["Conforming cases"], summary["Conforming, net"], summary["Accepted"]) == (0.75, 1, 1)
    (name,) = [each for each in book.sheetnames if each.startswith("CF ")]
    (head, row) = book[name].iter_rows(min_row=2, values_only=True)
    assert str(dict(zip(head, row, strict=True))["Decision"]).startswith("accepted until 2026-06-30, owner 质量部")
