"""A checklist asks about all the evidence of a requirement, and in a department about what concerns it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.findings import Finding, Severity
from workbench.information import DataObject
from workbench.language import Language
from workbench.technology import System
from workbench.trace import Requirement, built_in, checklist_of, department_checklist, departments_of, evidence_name

ENTERPRISE = (
    Enterprise()
    .department("D1")
    .department("D2")
    .post("P1", "D1")
    .post("P2", "D2")
    .duty("a", R="P1", A="P2")
    .duty("b", R="P2", A="P2")
    .process(process("p").start().task("a").task("b").end())
)
DESIGN = ENTERPRISE.design()
OWNED = replace(
    ENTERPRISE,
    landscape=replace(ENTERPRISE.landscape, systems=(System(id="ERP", name="ERP", business_owner="P1"),)),
    information=replace(ENTERPRISE.information, data_objects=(DataObject(id="X", name="X", owner_department="D2"),)),
).design()
SKIPPED = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="p", object=("a",), elements=("a",), cases=("7", "8"))
BLIND = Requirement(
    id="R1", zh="甲", en="A", clause_2014="7.5.1", evidence=("finding:CF", "finding:PO", "table:posts", "figure:items")
)


def asked(**held: int) -> dict[str, str]:
    """Return the questions by evidence; `table__posts=2` says that two posts are there."""
    holdings = {name.replace("__", ":"): number for name, number in held.items()}
    listed = checklist_of([BLIND], holdings, [SKIPPED])
    return {each.look_at: dict(each.question)["en"] for each in listed.rows if isinstance(each.question, Mapping)}


def test_every_piece_of_evidence_is_asked_for() -> None:
    listed = checklist_of([BLIND], {}, [])
    assert [each.look_at for each in listed.rows] == list(BLIND.evidence)
    assert {(each.requirement, each.clause) for each in listed.rows} == {("R1", "GB/T 23001 (2014) 7.5.1")}


def test_what_was_found_what_was_not_and_what_is_lacking_are_asked_for_in_other_words() -> None:
    questions = asked(finding__CF=1, finding__PO=0, table__posts=2)
    assert questions["finding:CF"].startswith("1 findings of CF")
    assert questions["finding:PO"].startswith("Nothing of PO")
    assert questions["table:posts"].startswith("posts.csv has 2 rows")
    assert questions["figure:items"].startswith("There is no evidence of draft adjustment items")


def test_a_question_names_the_findings_that_bear_on_it_and_cases_that_show_them() -> None:
    (row, other, *_) = checklist_of([BLIND], {"finding:CF": 1}, [SKIPPED]).rows
    assert (row.findings, row.cases) == ((SKIPPED.id,), ("7",))
    assert (other.findings, other.cases) == ((), ())
    assert (row.result, row.remark) == ("", "")


def test_a_department_is_asked_about_all_that_findings_could_tell_of_it_and_about_its_duties() -> None:
    judged = {"finding:CF": 1, "table:posts": 2}
    first, second = (department_checklist(each, [BLIND], judged, [SKIPPED], DESIGN).rows for each in ("D1", "D2"))
    assert [each.look_at for each in first] == ["finding:CF", "finding:PO", "P1"]
    assert [(each.held, each.findings) for each in first[:2]] == [(1, (SKIPPED.id,)), (None, ())]
    assert [(each.look_at, each.held) for each in second] == [("finding:CF", 0), ("finding:PO", None), ("P2", 3)]


@pytest.mark.parametrize(
    ("code", "about", "concerned"),
    [
        ("CF-SKIP", ("a",), {"D1"}),
        ("PO-COORD", ("D1", "D2"), {"D1", "D2"}),
        ("PO-OVERLOAD", ("P2",), {"D2"}),
        ("TO-NOOWNER", ("ERP",), {"D1"}),
        ("DT-NOOWNER", ("X",), {"D2"}),
    ],
)
def test_a_finding_concerns_the_departments_of_what_it_touches(code: str, about: tuple[str, ...], concerned: set[str]) -> None:
    finding = Finding(code=code, severity=Severity.MAJOR, scope="enterprise", object=about)
    assert departments_of(finding, OWNED) == concerned


def test_every_question_of_the_whole_catalogue_is_asked_in_both_languages() -> None:
    requirements = built_in()
    held = {evidence: 1 for each in requirements for evidence in each.evidence}
    for holdings in ({}, held):
        listed = checklist_of(requirements, holdings, [])
        assert len(listed) == sum(len(each.evidence) for each in requirements)
        html = [listed.to_html(language) for language in Language]
        assert html[0] != html[1]


def test_evidence_bears_its_name() -> None:
    assert evidence_name("table:posts")["en"] == "posts.csv"
    assert evidence_name("figure:items")["zh-CN"] != evidence_name("figure:items")["en"]
    assert evidence_name("finding:CF-SKIP")["en"] == "CF-SKIP"
