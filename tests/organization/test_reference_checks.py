"""Pairs said twice or with themselves, and periods that end before they begin."""

from datetime import date
from pathlib import Path

from tests.workspace_tables import said, tables
from workbench.organization import Holding, Organization, read_organization
from workbench.organization.reference_checks import check_periods


def test_a_pair_said_twice_is_told_whichever_side_stands_first(tmp_path: Path) -> None:
    rows = "department_a,department_b,mechanism\nD1,D2,weekly\nD2,D1,mail\nD1,D3,weekly"
    assert said(read_organization(tables(tmp_path, coordination=rows).tables).findings) == [("ORG_REPEATED", 2)]


def test_two_rules_of_different_kind_on_one_pair_are_two_rules(tmp_path: Path) -> None:
    rows = "activity_a,activity_b,rule\nBuy,Pay,segregation\nPay,Buy,binding"
    assert read_organization(tables(tmp_path, separation_of_duties=rows).tables).findings == ()


def test_an_activity_is_not_kept_apart_from_itself(tmp_path: Path) -> None:
    rows = "activity_a,activity_b\nBuy,Buy\nBuy,Pay"
    assert said(read_organization(tables(tmp_path, separation_of_duties=rows).tables).findings) == [("ORG_SELF_PAIR", 2)]


def test_a_period_that_ends_before_it_begins_is_told(tmp_path: Path) -> None:
    delegations = (
        "from_person,to_person,activities,start,end\nAnn,Bob,Buy,2025-02-01,2025-01-31\nAnn,Bob,Buy,2025-02-01,2025-02-01"
    )
    persons = "person_id,post_id,valid_from,valid_to\nAnn,P0,2025-02-01,2025-01-31\nBob,P0,,2025-01-31"
    read = read_organization(tables(tmp_path, delegations=delegations, persons=persons).tables)
    assert sorted(said(read.findings)) == [("ORG_PERIOD", 2), ("ORG_PERIOD", 2)]


def test_a_post_held_again_later_is_in_order_and_at_once_is_not() -> None:
    spring = Holding(person="Ann", post="P", until=date(2025, 3, 31))
    summer = Holding(person="Ann", post="P", since=date(2025, 4, 1))
    overlapping = Holding(person="Ann", post="P", since=date(2025, 3, 31))
    assert check_periods(Organization(holdings=(spring, summer))) == ()
    assert [each.code for each in check_periods(Organization(holdings=(spring, overlapping)))] == ["ORG_HELD_TWICE"]
