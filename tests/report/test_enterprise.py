"""The enterprise on the page: its findings, how it works together, and what was not concluded, with the reasons."""

from pathlib import Path

import pytest

from tests.builders import process
from workbench.fit.codes import SEVERITIES
from workbench.language import Language
from workbench.report.finding_rows import kind_of
from workbench.report.html import render_html
from workbench.report.page import EnterpriseSection, Table
from workbench.report.report_page import ReportPage
from workbench.report.summary import summarize
from workbench.study import Assessment, assess, open_study

ROOT = Path(__file__).resolve().parents[2]

TABLES = {
    "organization/departments.csv": "dept_id,name\nD1,Sales\nD2,Stores\n",
    "organization/posts.csv": "post_id,name,dept_id,headcount\nS1,Clerk,D1,2\nS2,Keeper,D2,2\n",
    "organization/persons.csv": "person_id,post_id\nanna,S1\nbert,S1\ncarl,S2\ndora,S2\n",
    "organization/responsibilities.csv": "activity_id,post_id,raci\na,S1,R\na,S1,A\nb,S2,R\n",
    "organization/coordination.csv": "dept_a,dept_b,mechanism\n",
}


def workspace(root: Path, log: str | None) -> Path:
    """Write a workspace of one process `p`, a then b, with who answers for it."""
    (root / "models" / "processes").mkdir(parents=True)
    (root / "models" / "processes" / "p.bpmn").write_bytes(process("p").start().task("a").task("b").end().xml())
    for name, text in TABLES.items():
        (root / "models" / name).parent.mkdir(exist_ok=True)
        (root / "models" / name).write_text(text, encoding="utf-8")
    if log is not None:
        (root / "event_logs").mkdir()
        (root / "event_logs" / "p.csv").write_text(log, encoding="utf-8")
    return root


def log_by(first: str, second: str, cases: int = 30) -> str:
    """Return a log of cases that some people did in turn, over months so that the edges cut none off."""
    rows = []
    for case in range(cases):
        day = f"2025-{1 + case % 9:02}-{10 + case // 9:02}"
        rows.append(f"C{case:02},a,{day} 09:00,{day} 10:00,{first.split()[case % len(first.split())]}")
        rows.append(f"C{case:02},b,{day} 11:00,{day} 12:00,{second.split()[case % len(second.split())]}")
    return "\n".join(["case_id,activity,start,end,resource", *rows]) + "\n"


def page_of(root: Path) -> ReportPage:
    return summarize(assess(open_study(root)), Language.EN)


def section_of(page: ReportPage) -> EnterpriseSection:
    assert page.enterprise is not None
    return page.enterprise


def cells(table: Table) -> dict[tuple[str, str], str]:
    """Return what stands where a row meets a column, in English."""
    columns = [each.text.en for each in table.headings[1:]]
    return {(row[0].en, column): cell.en for row in table.rows for column, cell in zip(columns, row[1:], strict=True) if cell.en}


@pytest.fixture(scope="module")
def demo() -> Assessment:
    return assess(open_study(ROOT))


def test_every_code_has_a_look_and_a_remedy() -> None:
    assert {kind_of(code) for code in SEVERITIES if code.startswith("PO") and code != "PO-APPR"} == {"duty"}
    assert all(kind_of(code) for code in SEVERITIES)


def test_every_finding_of_an_assessment_is_on_its_page(demo: Assessment) -> None:
    page = summarize(demo, Language.EN)
    lists = [*(each.findings for each in page.processes), section_of(page).findings]
    shown = [row.id for each in lists for row in (*each.first, *each.further)]
    assert sorted(shown) == sorted(each.id for each in demo.findings)


def test_the_weightiest_findings_of_all_families_come_first(demo: Assessment) -> None:
    rows = summarize(demo, Language.EN).processes[2].findings.first
    ranks = ["critical", "major", "minor", "info"]
    assert [row.severity for row in rows] == sorted((row.severity for row in rows), key=ranks.index)
    assert rows[0].code == "PO-SOD"


def test_a_finding_about_an_activity_marks_its_element(demo: Assessment) -> None:
    diagram = summarize(demo, Language.EN).processes[0].diagram
    assert diagram is not None
    marks = {each.element: (each.kind, each.badge) for each in diagram.marks}
    assert marks["OTD-07"] == ("support", "210/300")
    assert marks["OTD-08"] == ("duty", "")
    assert {each.kind for each in diagram.marks} >= {"support", "duty", "data", "order", "skipped"}


def test_a_finding_says_what_it_rests_on_and_what_moves(demo: Assessment) -> None:
    page = summarize(demo, Language.EN)
    rows = {row.code: row for row in (*page.processes[0].findings.first, *section_of(page).findings.first)}
    assert rows["TP-OFFLINE"].evidence.en == "210 of 300"
    assert rows["PO-MULTIA"].evidence.en == "shown by the design itself, nothing to count"
    assert rows["PO-OVERLOAD"].evidence.en == "measured in the logs"
    assert rows["PO-COORD"].evidence.en == "291 times"
    assert (rows["DT-NOCREATE"].moves.en, rows["DT-NOCREATE"].moves.zh) == ("moves: process, data", "调整：流程，数据")


def test_what_was_suppressed_is_told_with_its_reason(demo: Assessment) -> None:
    table = section_of(summarize(demo, Language.EN)).suppressed
    assert table is not None
    said = {(row[0].en, row[3].en, row[4].en) for row in table.rows}
    assert ("TP-WRONGSYS", "Ship", "60") in said
    assert ("PO-NOTAUTH", "Sourcing approval", "29") in said


def test_letters_stand_beside_what_posts_did_and_unauthorised_work_is_marked(demo: Assessment) -> None:
    matrices = {each.key: each.table for each in summarize(demo, Language.EN).processes[2].matrices}
    responsibility = cells(matrices["responsibility"])
    assert responsibility["RFQ and comparison", "Material controller"] == "! 40 (25.0%)"
    assert responsibility["RFQ and comparison", "Buyer"] == "R · 120 (75.0%)"
    assert cells(matrices["systems"])["Register arrival", "Warehouse management system"] == "✓ · 400 (100.0%)"


def test_handovers_stand_with_their_mechanism_or_are_marked(demo: Assessment) -> None:
    matrices = {each.key: each.table for each in section_of(summarize(demo, Language.EN)).matrices}
    handovers = cells(matrices["handovers"])
    pair = "R&D and process engineering", "Planning and material control (PMC)"
    assert [handovers[pair], handovers[pair[::-1]]] == ["! 171", "! 120"]
    assert handovers["Sales", pair[1]] == "产销协调会 · 600"


def test_without_a_log_the_design_is_shown_and_the_rest_is_unknown(tmp_path: Path) -> None:
    page = page_of(workspace(tmp_path, None))
    (shown,) = page.processes
    assert [row.code for row in shown.findings.first] == ["PO-NOA"]
    assert shown.diagram is not None
    assert [(each.kind, each.badge) for each in shown.diagram.marks] == [("duty", "")]
    unknown = section_of(page).unknown
    assert unknown is not None
    assert any("CF-SKIP" in row[0].en and row[1].en == "p" for row in unknown.rows)
    assert sum("functions.csv" in row[2].en for row in unknown.rows) == 1
    assert "PO-NOA" in render_html(page)


def test_posts_of_one_person_are_hidden_and_counted(tmp_path: Path) -> None:
    page = page_of(workspace(tmp_path, log_by("anna bert", "carl")))
    matrices = {each.key: each.table for each in page.processes[0].matrices}
    assert cells(matrices["responsibility"]) == {("a", "Clerk"): "RA · 30 (100.0%)", ("b", "Keeper"): "R · ∗"}
    assert matrices["responsibility"].more is not None
    assert "1 groups of fewer than 5 events or 2 persons" in matrices["responsibility"].more.en
    handovers = next(each.table for each in section_of(page).matrices if each.key == "handovers")
    assert cells(handovers) == {("Sales", "Stores"): "∗"}


def test_without_tables_there_is_no_section_of_the_enterprise(tmp_path: Path) -> None:
    root = workspace(tmp_path, log_by("anna bert", "carl dora"))
    for name in TABLES:
        (root / "models" / name).unlink()
    assert page_of(root).enterprise is None


def test_a_fault_in_a_table_is_told_with_file_and_row(tmp_path: Path) -> None:
    root = workspace(tmp_path, None)
    (root / "models/organization/posts.csv").write_text(
        "post_id,name,dept_id,headcount\nS1,Clerk,D1,2\nS2,Keeper,D9,2\n", encoding="utf-8"
    )
    faults = section_of(page_of(root)).faults
    assert faults is not None
    assert any((row[0].en, row[1].en) == ("models/organization/posts.csv", "3") and "D9" in row[3].en for row in faults.rows)


def test_many_findings_of_a_code_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    root = workspace(tmp_path, None)
    drawing = process("p").start()
    for number in range(30):
        drawing = drawing.task(f"t{number}")
    (root / "models" / "processes" / "p.bpmn").write_bytes(drawing.end().xml())
    (shown,) = page_of(root).processes
    assert [len(shown.findings.first), len(shown.findings.further)] == [8, 22]


def test_the_order_of_rows_changes_nothing_of_it(tmp_path: Path) -> None:
    log = log_by("anna bert", "carl dora")
    header, *rows = log.splitlines()
    pages = []
    for name, lines in (("one", rows), ("two", rows[::-1])):
        (tmp_path / name / "w").mkdir(parents=True)
        page = page_of(workspace(tmp_path / name / "w", "\n".join([header, *lines]) + "\n"))
        pages.append((page.enterprise, page.processes[0].findings, page.processes[0].matrices))
    assert pages[0] == pages[1]


def test_what_stands_between_backticks_is_shown_as_code(demo: Assessment) -> None:
    assert "<code>business_owner</code>" in render_html(summarize(demo, Language.EN))
