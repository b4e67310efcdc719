"""What people decided on the demo, on the page and in the findings file: net beside gross, and the gross as it was."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.report.test_findings_schema import faults
from workbench.findings import Finding, Severity
from workbench.language import Language
from workbench.normalization import UNDECIDED, Acceptance, Decision, Dispute, Standing, Verdict, open_register, subject_of
from workbench.report.decided import as_decided, decided_on, decisions_table
from workbench.report.findings_file import findings_json
from workbench.report.html import render_html
from workbench.report.lines.assessed import assessed_text
from workbench.report.net_figures import net_figures
from workbench.report.nonconformities import draft_nonconformity, nonconformity_markdown
from workbench.report.owner_figures import owner_figures
from workbench.report.owner_view import found_elements, shown_on
from workbench.report.report_page import ReportPage
from workbench.report.summary import summarize
from workbench.study import AssessedProcess, Assessment, assess, open_study
from workbench.trace import built_in

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = AT.date()
LAST = date(2026, 6, 30)


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


@pytest.fixture(scope="module")
def page(demo: Assessment) -> ReportPage:
    return summarize(demo, Language.EN)


def process_of(demo: Assessment, process: str) -> AssessedProcess:
    return next(each for each in demo.processes if each.id == process)


def accepting(demo: Assessment, tmp_path: Path, which: Callable[[Finding], bool], on: date = DAY) -> Standing:
    register = open_register(tmp_path)
    verdict: Verdict = Acceptance(reason="框架合同", owner="销售部", until=LAST)
    for finding in filter(which, (*demo.findings, *demo.below_threshold)):
        register.decide(Decision(subject=subject_of(finding), verdict=verdict, by="王工", at=AT))
    return register.standing(on)


def test_the_three_figures_are_those_of_the_indicators(demo: Assessment) -> None:
    for process in demo.processes:
        conforming, responsible, fitting = owner_figures(process, demo)
        fit = demo.fit.process[process.id]
        assert conforming.value == fit.indicator["PX3"].reading.value
        assert responsible.value == fit.indicator["PO3"].reading.value
        assert fitting.value == fit.score.value
        assert conforming.trend is not None
        assert sum(each.n for each in conforming.trend.points) == fit.cases


def test_without_tables_it_is_said_what_is_missing(demo: Assessment) -> None:
    process = demo.processes[0]
    bare = replace(
        demo, study=replace(demo.study, design=replace(demo.study.design, organization=type(demo.study.design.organization)()))
    )
    refused = replace(
        process, conformance=None, refusal=Finding(code="PROCESS_WITHOUT_LOG", severity=Severity.MAJOR, facts={"process": "OTD"})
    )
    figures = owner_figures(refused, bare)
    assert figures[0].value is None
    assert figures[0].reason is not None
    assert figures[0].reason.en.startswith("Not enough data: ")


def test_accepting_every_deviation_of_the_flow_leaves_none(demo: Assessment, tmp_path: Path) -> None:
    standing = accepting(demo, tmp_path, lambda each: each.scope == "OTD" and each.code.startswith("CF"))
    net = net_figures(process_of(demo, "OTD"), demo, standing)
    assert net is not None
    assert (net.conforming.part, net.conforming.whole) == (300, 300)
    assert net.fit is not None
    assert net.fit > demo.fit.process["OTD"].score.value  # type: ignore[operator]
    other = net_figures(process_of(demo, "P2P"), demo, standing)
    assert other is not None
    assert other.conforming.value == process_of(demo, "P2P").conformance.measures.conforming_share  # type: ignore[union-attr]


def test_accepted_authority_raises_the_net_of_responsibility_alone(demo: Assessment, tmp_path: Path) -> None:
    standing = accepting(demo, tmp_path, lambda each: each.code == "PO-NOTAUTH")
    net = net_figures(process_of(demo, "P2P"), demo, standing)
    assert net is not None
    assert net.responsible is not None
    assert (net.responsible.part, net.responsible.whole) == (3542, 3542)
    assert net.conforming.part == process_of(demo, "P2P").conformance.measures.conforming  # type: ignore[union-attr]


def test_past_its_last_day_an_acceptance_counts_no_more(demo: Assessment, tmp_path: Path, page: ReportPage) -> None:
    after = LAST + timedelta(days=1)
    standing = accepting(demo, tmp_path, lambda each: each.code == "CF-SKIP", after)
    decided = as_decided(page, demo, standing)
    for process in decided.processes:
        assert [(each.net.value, each.net.part) if each.net else None for each in process.three[:1]] == [
            (process.three[0].value, process.three[0].part)
        ]
    states = {row.decided.state for each in decided.processes for row in each.findings.first if row.decided}
    assert states == {"reopened"}


def gross(content: dict[str, object]) -> dict[str, object]:
    """Return a findings file without what decisions add."""
    kept = {key: value for key, value in content.items() if key != "register"}
    for key, added in (("processes", ("net",)), ("findings", ("decision",)), ("below_threshold", ("decision",))):
        kept[key] = [{name: value for name, value in each.items() if name not in added} for each in kept[key]]  # type: ignore[attr-defined]
    return kept


def is_of_flow(code: str) -> bool:
    """Return whether alignments show it: an approval that nobody designed is a move, too."""
    return code.startswith("CF") or code == "PO-APPR"


def test_the_findings_file_tells_decisions_beside_a_gross_that_stays(demo: Assessment, tmp_path: Path) -> None:
    standing = accepting(demo, tmp_path, lambda each: is_of_flow(each.code))
    plain = json.loads(findings_json(demo, Language.EN))
    decided = json.loads(findings_json(replace(demo, standing=standing), Language.EN))
    assert gross(decided) == gross(plain)
    assert plain["register"] is None
    assert decided["register"] == {"on": "2026-03-02", "head": str(standing.head), "fault": None}
    assert {each["net"] for each in plain["processes"]} == {None}
    assert [each["net"]["conformance"]["value"] for each in decided["processes"]] == [1.0, 1.0, 1.0]
    states = {each["code"]: (each["decision"] or {}).get("state") for each in decided["findings"]}
    assert {state for code, state in states.items() if is_of_flow(code)} == {"accepted"}
    assert {state for code, state in states.items() if not is_of_flow(code)} == {None}
    months = decided["processes"][0]["trend"]["conformance"]
    assert [each["period"] for each in months] == ["2025-03", "2025-04", "2025-05", "2025-06"]


def test_the_findings_file_with_decisions_keeps_to_its_schema(demo: Assessment, tmp_path: Path) -> None:
    standing = accepting(demo, tmp_path, lambda each: each.scope == "P2P")
    content = json.loads(findings_json(replace(demo, standing=standing), Language.EN))
    assert faults(content) == []
    content["findings"][0]["decision"] = {"state": "ignored"}
    content["processes"][0]["net"]["conformance"]["value"] = 2
    assert len(faults(content)) > 1


def test_page_terminal_and_file_say_the_same_net(demo: Assessment, tmp_path: Path, page: ReportPage) -> None:
    standing = accepting(demo, tmp_path, lambda each: each.code == "CF-SKIP" and each.scope == "OTD")
    shown = as_decided(page, demo, standing).processes[0].three[0].net
    told = json.loads(findings_json(replace(demo, standing=standing), Language.EN))["processes"][0]["net"]["conformance"]
    assert shown is not None
    assert (shown.value, shown.part, shown.whole) == (told["value"], str(told["part"]), str(told["whole"]))
    said = assessed_text(replace(demo, standing=standing), Language.EN)
    assert f"Net of accepted deviations {shown.value:.2%} ({shown.part} / {shown.whole})" in said
    assert "accepted until 2026-06-30, owner 销售部: 框架合同" in said


def test_what_was_typed_is_inert_in_the_report(demo: Assessment, tmp_path: Path, page: ReportPage) -> None:
    register, hostile = open_register(tmp_path), "</script><script>alert(1)</script>"
    register.decide(Decision(subject=subject_of(demo.findings[0]), verdict=Dispute(reason=hostile), by=hostile, at=AT))
    html = render_html(as_decided(page, demo, register.standing(AT.date())))
    assert hostile not in html
    assert html == render_html(as_decided(page, demo, register.standing(AT.date())))
    assert str(register.head) in render_html(summarize(replace(demo, standing=register.standing(AT.date())), Language.EN))


def test_a_register_that_cannot_be_read_is_said_and_no_net_invented(demo: Assessment, tmp_path: Path, page: ReportPage) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "register.sqlite").write_bytes(b"?" * 4000)
    standing = open_register(tmp_path).standing_if_readable(AT.date())
    decided = as_decided(page, demo, standing)
    assert [each.three for each in decided.processes] == [each.three for each in page.processes]
    assert all("cannot be read" in each.notices[0].en for each in decided.processes)


def test_nothing_decided_leaves_the_page(demo: Assessment, page: ReportPage) -> None:
    assert as_decided(page, demo, UNDECIDED) == page
    assert decided_on(demo.findings[0].id, UNDECIDED) is None


def test_decisions_are_listed_with_whether_they_hold(demo: Assessment, tmp_path: Path) -> None:
    standing = accepting(demo, tmp_path, lambda each: each.code == "CF-SKIP" and each.scope == "OTD")
    register = open_register(tmp_path)
    (only,) = standing.latest
    (skipped,) = (each for each in demo.findings if each.id == only)
    register.decide(
        Decision(subject=subject_of(skipped), verdict=Dispute(reason="误报"), by="李工", at=AT, seen=standing.seen(only))
    )
    rows = decisions_table(register.decisions, register.standing(AT.date())).rows
    assert [(row[1].en, row[3].en, row[5].en) for row in rows] == [
        ("王工", "accepted", "no longer"),
        ("李工", "disputed", "yes"),
    ]


@pytest.mark.parametrize("language", list(Language))
def test_every_finding_can_be_drafted_as_a_nonconformity(demo: Assessment, language: Language) -> None:
    for finding in (*demo.findings, *demo.below_threshold):
        draft = draft_nonconformity(finding, demo, built_in(), language)
        assert draft.evidence.startswith(finding.text(language))
        assert "{" not in draft.evidence + draft.requirement + draft.statement
        assert draft.clause or finding.code.startswith("PF")
        assert nonconformity_markdown(draft, finding, language).count("## ") == 3


def test_a_code_that_a_clause_names_is_held_against_that_clause(demo: Assessment) -> None:
    (finding, *_) = (each for each in demo.findings if each.code == "PO-NOTAUTH")
    draft = draft_nonconformity(finding, demo, built_in(), Language.EN)
    assert draft.clause == "GB/T 23001 (2014) 5.7.1; GB/T 23001-2017 5.4.1"
    assert "MD1.7" in draft.requirement


def test_an_element_leads_to_its_findings(demo: Assessment, page: ReportPage) -> None:
    otd = page.processes[0]
    elements = found_elements(otd, process_of(demo, "OTD"))
    reviewed = next(each for each in elements if each.name.zh == "合同评审")
    rows = shown_on(otd.findings.first, reviewed.element)
    assert len(rows) == reviewed.findings
    assert "CF-SKIP" in {each.code for each in rows}
    assert shown_on(otd.findings.first, None) == otd.findings.first
