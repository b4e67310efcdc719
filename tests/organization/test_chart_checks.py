"""Charts that cannot be: circles, several of one name, very deep ones; what is in order is left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace_tables import said, tables
from workbench.findings import Severity
from workbench.organization import Department, Organization, Post, read_organization
from workbench.organization.chart_checks import check_chart


def chart(**parents: str | None) -> Organization:
    return Organization(departments=tuple(Department(id=each, name=each, parent=parents[each], head="P") for each in parents))


def test_a_chart_in_order_is_left_alone() -> None:
    assert check_chart(chart(A=None, B="A", C="A", D="B")) == ()


@pytest.mark.parametrize(
    ("parents", "circle"),
    [
        ({"A": "A"}, "A → A"),
        ({"A": None, "B": "C", "C": "B"}, "B → C → B"),
        ({"D": "C", "C": "B", "B": "D", "E": "D"}, "B → D → C → B"),
    ],
)
def test_a_circle_is_told_once_from_its_smallest_id(parents: dict[str, str | None], circle: str) -> None:
    (finding,) = [each for each in check_chart(chart(**parents)) if each.code == "ORG_CYCLE"]
    assert finding.facts["circle"] == circle


def test_posts_may_run_in_circles_too() -> None:
    posts = tuple(Post(id=each, name=each, department="D", reports_to=above) for each, above in (("P", "Q"), ("Q", "P")))
    (finding,) = check_chart(Organization(posts=posts))
    assert (finding.code, finding.facts["column"]) == ("ORG_CYCLE", "reports_to")


def test_five_thousand_levels_are_walked_and_noted() -> None:
    deep = chart(**{f"U{number}": f"U{number - 1}" if number else None for number in range(5001)})
    (finding,) = check_chart(deep)
    assert (finding.code, finding.severity, finding.facts["levels"]) == ("ORG_DEEP", Severity.INFO, 5001)


def test_two_units_of_one_name_are_told_with_both_ids(tmp_path: Path) -> None:
    rows = "department_id,name,name_en,parent_id,head\nA,总部,Office,,P\nB,结算组,Billing,A,P\nC,结算组,Settlement,A,P"
    (finding,) = read_organization(tables(tmp_path, departments=rows).tables).findings
    assert (finding.code, finding.facts["values"]) == ("ORG_AMBIGUOUS_NAME", "B, C")


def test_a_department_without_head_is_told_and_a_chart_without_heads_once(tmp_path: Path) -> None:
    some = "department_id,name,parent_id,head\nA,a,,P\nB,b,A,"
    none = "department_id,name,parent_id\nA,a,\nB,b,A"
    assert said(read_organization(tables(tmp_path / "some", departments=some).tables).findings) == [("ORG_NO_HEAD", 3)]
    assert said(read_organization(tables(tmp_path / "none", departments=none).tables).findings) == [("ORG_NO_HEADS", None)]


def test_a_process_team_needs_no_parent() -> None:
    team = Department(id="T", name="team", head="P", kind="process_team")
    roots = Organization(departments=(Department(id="A", name="a", head="P"), team))
    assert check_chart(roots) == ()
    assert [each.code for each in check_chart(chart(A=None, B=None))] == ["ORG_SEVERAL_ROOTS"]


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.none() | st.sampled_from("ABCDEFGH")))
def test_there_is_a_circle_exactly_where_a_walk_upward_never_ends(parents: dict[str, str | None]) -> None:
    endless = 0
    for start in parents:
        unit: str | None = start
        for _ in range(len(parents) + 1):
            unit = parents.get(unit) if unit else None
        endless += unit is not None
    found = [each for each in check_chart(chart(**parents)) if each.code == "ORG_CYCLE"]
    assert bool(found) == bool(endless)


@given(st.permutations([("A", None), ("B", "A"), ("C", "D"), ("D", "C"), ("E", "X")]))
def test_the_order_of_rows_never_matters(rows: list[tuple[str, str | None]]) -> None:
    assert {each.id for each in check_chart(chart(**dict(rows)))} == {
        each.id for each in check_chart(chart(A=None, B="A", C="D", D="C", E="X"))
    }
