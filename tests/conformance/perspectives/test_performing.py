"""Who did what agrees with a lane, differs from it, or cannot be told: three answers."""

import pytest

from tests.builders import process
from tests.conformance.perspectives.stepping import stepped
from tests.eventlog.logs import event, log_of
from workbench.conformance.perspectives.performing import Agreement, Groups, groups_of_lanes, performances_of
from workbench.process.sidecar import LaneMeaning

POSTS = {"clerk": "P1", "p1": "P1", "buyer": "P2", "purchaser": "P2"}
DRAWN = process("p").lane("L1", "Clerk").start().task("a").lane("L2", "SYS").task("b").lane("L3", "Guest").task("c").end().build()


@pytest.mark.parametrize(
    ("element", "group", "agreement"),
    [
        ("a", "clerk", Agreement.AGREES),
        ("a", "P1", Agreement.AGREES),
        ("a", "Purchaser", Agreement.DIFFERS),
        ("a", "somebody", Agreement.UNKNOWN),
        ("a", None, Agreement.UNKNOWN),
        ("b", "clerk", Agreement.UNKNOWN),
        ("c", "guest", Agreement.AGREES),
        ("c", "clerk", Agreement.UNKNOWN),
        ("nowhere", "clerk", Agreement.UNKNOWN),
    ],
)
def test_a_lane_is_bound_by_id_name_or_alias(element: str, group: str | None, agreement: Agreement) -> None:
    assert groups_of_lanes(DRAWN, LaneMeaning.POST, POSTS).agreement(element, group) is agreement


@pytest.mark.parametrize(
    ("meaning", "column"), [(LaneMeaning.POST, "role"), (LaneMeaning.DEPARTMENT, "department"), (LaneMeaning.SYSTEM, "system")]
)
def test_what_lanes_mean_says_which_column_tells(meaning: LaneMeaning, column: str) -> None:
    assert groups_of_lanes(DRAWN, meaning, {}).column == column


def test_what_stands_in_a_sub_process_inherits_its_lane() -> None:
    drawn = process("p").lane("L", "Buyer").start().sub("s").start("i").task("x").end("e").leave().end().build()
    inside = groups_of_lanes(drawn, LaneMeaning.POST, POSTS).allowed
    assert inside["x"] == frozenset({"P2"})


def test_executions_are_counted_by_activity_and_group_and_case() -> None:
    rows = [event("1", "a", 0, "Clerk"), event("1", "b", 1, "Clerk"), event("2", "a", 0, "Buyer"), event("2", "a", 1, "Buyer")]
    steps = stepped(DRAWN, log_of(*rows, event("2", "x", 2, "Buyer")))
    groups = Groups(allowed={"a": frozenset({"P1"})}, column="resource", ids=POSTS)
    found = performances_of(steps, groups)
    assert [(each.element, each.group, each.events, each.agreement.value) for each in found.rows] == [
        ("a", "Buyer", 1, "differs"),
        ("a", "Clerk", 1, "agrees"),
        ("b", "Clerk", 1, "unknown"),
    ]
    assert (found.differing.tolist(), found.unknown.tolist()) == ([0, 1], [1, 0])
