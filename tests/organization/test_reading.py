"""An organization is read from its tables, row by row, and nothing that cannot be used is lost silently."""

from datetime import date
from pathlib import Path

import pytest

from tests.workspace_tables import said, tables
from workbench.findings import Severity
from workbench.language import Language
from workbench.organization import (
    Delegation,
    Department,
    Duty,
    DutyPair,
    DutyRule,
    Letter,
    Organization,
    Reach,
    check_duties,
    read_calendars,
    read_organization,
)
from workbench.tables import read_tables

ROOT = Path(__file__).resolve().parents[2]
DEPARTMENTS = """
    department_id,name,parent_id,head
    D0,Office,,P0
    D1,Sales,D0,P1
"""
POSTS = """
    post_id,name,department_id,reports_to
    P0,Director,D0,
    P1,Manager,D1,P0
"""
PERSONS = """
    person_id,post_id
    Ann,P0
    Bob,P1
"""


def organization(root: Path, **texts: str) -> Organization:
    return read_organization(tables(root, **texts).tables)


def test_the_demo_is_free_of_faults() -> None:
    folder = read_tables(ROOT / "models")
    calendars = read_calendars(ROOT / "models/organization/calendars.yaml", "Asia/Shanghai")
    read = read_organization(folder.tables, calendars)
    assert (folder.findings, read.findings) == ((), ())
    assert (len(read.departments or ()), len(read.posts or ()), len(read.holdings or ())) == (11, 31, 76)
    assert sum(post.headcount for post in read.posts or ()) == 75


def test_what_is_absent_is_none_and_what_is_empty_is_empty(tmp_path: Path) -> None:
    read = organization(tmp_path, departments="department_id,name", posts=POSTS)
    assert read.departments == ()
    assert (read.holdings, read.responsibilities, read.delegations, read.duty_pairs) == (None, None, None, None)


def test_a_department_keeps_what_the_file_says(tmp_path: Path) -> None:
    (read,) = (
        organization(tmp_path, departments="部门编号,部门名称,上级部门,负责人,部门类型,城市\nD1,财务部,,P1,职能,上海").departments
        or ()
    )
    assert isinstance(read, Department)
    assert (read.id, read.name, read.parent, read.head, read.kind) == ("D1", "财务部", None, "P1", "staff")
    assert read.attributes == {"城市": "上海"}


def test_a_post_has_one_seat_where_none_is_said_and_an_unreadable_number_is_told(tmp_path: Path) -> None:
    read = organization(tmp_path, posts="post_id,name,department_id,headcount\nP0,A,D0,\nP1,B,D0,3\nP2,C,D0,many")
    assert [post.headcount for post in read.posts or ()] == [1, 3, 1]
    assert said(read.findings) == [("CELL_WRONG_FORM", 4)]


def test_a_person_holds_several_posts_in_rows_of_their_own(tmp_path: Path) -> None:
    persons = (
        "person_id,post_id,valid_from,valid_to,skills,account\nAnn,P0,2025-01-01,2025/6/30,welding|first aid,A1;A2\nAnn,P1,,,,"
    )
    read = organization(tmp_path, departments=DEPARTMENTS, posts=POSTS, persons=persons)
    first, second = read.holdings or ()
    assert (first.since, first.until) == (date(2025, 1, 1), date(2025, 6, 30))
    assert (first.skills, first.accounts) == (("welding", "first aid"), ("A1", "A2"))
    assert (second.post, second.since, second.until) == ("P1", None, None)
    assert read.persons == ("Ann",)
    assert read.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "activity_id,post_id,letter\nBuy,P0,A\nBuy,P1,R",
        "activity_id,R,A\nBuy,P1,P0",
        "activity,Director,Manager\nBuy,A,R",
    ],
)
def test_duties_are_the_same_in_all_three_forms(tmp_path: Path, text: str) -> None:
    read = organization(tmp_path, posts=POSTS, responsibilities=text)
    names = {"Director": "P0", "Manager": "P1"}
    duties = (
        {(names.get(each.post, each.post), each.letter) for each in read.responsibilities.duties} if read.responsibilities else ()
    )
    assert duties == {("P0", Letter.ACCOUNTABLE), ("P1", Letter.RESPONSIBLE)}
    assert read.findings == ()


def test_a_delegation_whose_days_cannot_be_read_suppresses_nothing(tmp_path: Path) -> None:
    rows = """
        from_person,to_person,activities,start,end,limit
        Ann,Bob,Buy|Pay,2025-01-01,2025-01-31,500
        Ann,Bob,Buy,soon,2025-01-31,
    """
    read = organization(tmp_path, delegations=rows)
    (usable,) = read.delegations or ()
    assert isinstance(usable, Delegation)
    assert (usable.activities, usable.start, usable.end, usable.limit) == (
        ("Buy", "Pay"),
        date(2025, 1, 1),
        date(2025, 1, 31),
        500,
    )
    assert said(read.findings) == [("CELL_WRONG_FORM", 3), ("TABLE_ROW_UNUSED", 3)]


def test_a_delegation_that_names_no_activity_is_of_all(tmp_path: Path) -> None:
    rows = "from_person,to_person,activities,start,end\nAnn,Bob,,2025-01-01,2025-01-31"
    read = organization(tmp_path, delegations=rows)
    assert [each.activities for each in read.delegations or ()] == [()]
    assert read.findings == ()


def test_a_rule_on_two_duties_says_reach_rule_and_severity_in_either_language(tmp_path: Path) -> None:
    rows = "activity_a,activity_b,name,scope,severity,rule\nBuy,Pay,,,,\nBuy,Check,x,任意,重要,同人"
    read = organization(tmp_path, separation_of_duties=rows)
    plain, bound = read.duty_pairs or ()
    assert isinstance(plain, DutyPair)
    assert (plain.reach, plain.rule, plain.severity) == (Reach.CASE, DutyRule.SEGREGATION, Severity.CRITICAL)
    assert (bound.reach, bound.rule, bound.severity) == (Reach.ANY, DutyRule.BINDING, Severity.MAJOR)


def test_of_two_rows_with_one_id_the_first_counts_and_the_second_is_told(tmp_path: Path) -> None:
    read = organization(tmp_path, departments="department_id,name,head\nD1,Sales,P0\nD1,Purchase,P0")
    assert [each.name for each in read.departments or ()] == ["Sales"]
    assert said(read.findings) == [("ORG_DUPLICATE", 3)]


def test_a_row_without_what_it_needs_is_told_and_left_out(tmp_path: Path) -> None:
    read = organization(tmp_path, posts="post_id,name,department_id\nP0,A,D0\nP1,B,")
    assert [each.id for each in read.posts or ()] == ["P0"]
    assert said(read.findings) == [("TABLE_BLANK", 3)]


@pytest.mark.parametrize(
    ("texts", "code", "row", "near"),
    [
        ({"departments": "department_id,name,parent_id,head\nD0,A,,P0\nD1,B,D00,P1"}, "ORG_UNKNOWN_PARENT", 3, "`D0`"),
        ({"departments": "department_id,name,parent_id,head\nD0,A,,P0\nD1,B,D0,P7"}, "ORG_UNKNOWN", 3, "`P1`"),
        ({"posts": "post_id,name,department_id\nP0,A,D0\nP1,B,d1"}, "ORG_UNKNOWN", 3, "`D1`"),
        ({"posts": "post_id,name,department_id,reports_to\nP0,A,D0,\nP1,B,D1,P-0"}, "ORG_UNKNOWN", 3, "`P0`"),
        ({"persons": "person_id,post_id\nAnn,P0\nBob,P1\nEve,P10"}, "ORG_UNKNOWN", 4, "`P1`"),
        ({"hosts": "post_id,department_id\nP0,D1\nP1,D8"}, "ORG_UNKNOWN", 3, "`D1`"),
        ({"coordination": "department_a,department_b,mechanism\nD0,D1,talk\nD0,D9,talk"}, "ORG_UNKNOWN", 3, "`D1`"),
        ({"authority": "activity_id,lowest_post\nBuy,P2"}, "ORG_UNKNOWN", 2, "`P1`"),
        ({"responsibilities": "activity_id,post_id,letter\nBuy,Managr,R\nBuy,P0,A"}, "RACI_UNKNOWN_ROLE", 2, "`P1`"),
        (
            {"delegations": "from_person,to_person,activities,start,end\nAnn,Bobby,Buy,2025-01-01,2025-01-02"},
            "ORG_UNKNOWN",
            2,
            "`Bob`",
        ),
    ],
)
def test_an_unknown_id_is_told_with_the_nearest(tmp_path: Path, texts: dict[str, str], code: str, row: int, near: str) -> None:
    read = organization(tmp_path, **{"departments": DEPARTMENTS, "posts": POSTS, "persons": PERSONS, **texts})
    (finding,) = read.findings
    assert (finding.code, finding.place.row) == (code, row)
    assert near in finding.text(Language.EN)
    assert near.strip("`") in finding.text(Language.ZH_CN)


def test_reserved_performers_and_aliases_of_posts_are_known(tmp_path: Path) -> None:
    duties = "activity_id,post_id,letter\nBuy,SYS,R\nBuy,Boss,A\nShip,EXT,R\nShip,Director,A"
    read = organization(tmp_path, posts=POSTS, responsibilities=duties, aliases="kind,alias,id\n岗位,Boss,P0")
    assert read.findings == ()


def test_against_an_absent_table_nothing_is_held(tmp_path: Path) -> None:
    assert (
        organization(
            tmp_path, posts="post_id,name,department_id,calendar\nP0,A,D7,NIGHT", persons=PERSONS.replace("P1", "P0")
        ).findings
        == ()
    )


def test_what_stands_in_many_rows_is_said_once(tmp_path: Path) -> None:
    rows = "\n".join(f"N{number},P9" for number in range(40))
    (finding,) = organization(tmp_path, posts=POSTS, persons=f"person_id,post_id\n{rows}").findings
    assert (finding.place.row, finding.facts["count"]) == (2, 40)


def test_letters_are_judged_activity_by_activity(tmp_path: Path) -> None:
    rows = "activity_id,P0,P1\nBuy,A,R\nPay,A,A\nShip,,R\nPlan,C,A\nRest,,"
    read = organization(tmp_path, responsibilities=rows)
    assert read.responsibilities is not None
    assert read.responsibilities.activities == ("Buy", "Pay", "Ship", "Plan", "Rest")
    assert sorted(said(check_duties(read.responsibilities))) == [
        ("RACI_MULTI_A", 3),
        ("RACI_NO_A", 4),
        ("RACI_NO_R", 3),
        ("RACI_NO_R", 5),
    ]


def test_a_duty_keeps_the_place_of_its_cell(tmp_path: Path) -> None:
    read = organization(tmp_path, responsibilities="activity_id,post_id,letter\nBuy,P0,A")
    (duty,) = read.responsibilities.duties if read.responsibilities else ()
    assert isinstance(duty, Duty)
    assert (duty.place.row, duty.place.column) == (2, "letter")
