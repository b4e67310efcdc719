"""What differs between two versions of a standard: a limit of authority that moved is one rule, not one gone and another come."""

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from workbench.fit import DEFAULT_POLICY
from workbench.normalization.release import Area, Standard, StandardDifferences, Step, differences_between
from workbench.process import Change

Limits = tuple[tuple[str, str], ...]
"""What is asked of the attribute, and the lowest post that may decide then."""


def standard(*limits: tuple[str, str]) -> Standard:
    made = Enterprise().post("P1", "D1").post("P2", "D1").process(process("p").start().task("a").end())
    for says, post in limits:
        made = made.authority("a", "amount", says=says, lowest=post)
    return Standard(design=made.design(), policy=DEFAULT_POLICY)


def told(before: Limits, after: Limits) -> StandardDifferences:
    return differences_between(standard(*before), standard(*after))


TWO = (("< 100", "P1"), ("< 1000", "P2"))


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ((("> 100", "P1"),), (("> 100", "P2"),), [("lowest_post", "P1", "P2")]),
        ((("> 100", "P1"),), (("> 500", "P1"),), [("value", "100", "500")]),
        ((("> 100", "P1"),), ((">= 100", "P1"),), [("operator", ">", ">=")]),
        (TWO, (("< 200", "P1"), ("< 2000", "P2")), [("value", "100", "200"), ("value", "1000", "2000")]),
        (TWO, (("< 100", "P2"), ("< 1000", "P1")), [("lowest_post", "P1", "P2"), ("lowest_post", "P2", "P1")]),
    ],
    ids=["approver", "value", "operator", "bands", "approvers of bands"],
)
def test_a_limit_that_moved_is_told_before_and_after(before: Limits, after: Limits, changed: list[tuple[str, str, str]]) -> None:
    found = told(before, after)
    assert {each.area for each in found.rows} == {Area.AUTHORITY}
    assert sorted((each.name, each.before, each.after) for each in found.rows) == changed
    assert {each.process for each in found.rows} == {"p"}
    assert found.step is Step.MINOR


def test_a_band_that_comes_is_no_rule_that_goes_and_one_that_goes_is() -> None:
    assert [(each.change, each.object) for each in told(TWO[:1], TWO).rows] == [(Change.ADDED, ("a", "amount", "<", "1000"))]
    assert told(TWO[:1], TWO).step is Step.MINOR
    assert [each.change for each in told(TWO, TWO[1:]).rows] == [Change.REMOVED]
    assert told(TWO, TWO[1:]).step is Step.MAJOR
    assert told(TWO, TWO).rows == ()
