"""PO1, PO2, PO12: exactly one accountable, the lane's post is responsible, every process has an owner."""

from dataclasses import replace

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.fit.indicators.readings import read, rows, said, why
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, LaneMeaning

DRAWN = process("p").start().task("a").task("b").task("c", tag="serviceTask").task("d").end()
PEOPLE = Enterprise().department("D", head="P1").post("P1", "D", level=2).post("P2", "D", level=3)
GOOD = PEOPLE.duty("a", R="P1", A="P2").duty("b", R="P1", A="P2").duty("c", R="SYS", A="P2").duty("d", R="EXT", A="P2")


def laned(enterprise: Enterprise, meaning: LaneMeaning = LaneMeaning.POST, **lanes: str) -> Enterprise:
    """Draw a to d, each in the lane that is named for it."""
    drawn = process("p").start()
    for task in "abcd":
        drawn = drawn.lane(lanes[task]) if task in lanes else drawn
        drawn = drawn.task(task, tag="serviceTask" if task == "c" else "userTask")
    return enterprise.process(drawn.end(), Sidecar(lane_means=meaning))


def test_one_accountable_and_somebody_responsible_be_it_the_system_is_complete() -> None:
    assert said(read("PO1", GOOD.process(DRAWN))) == ("measured", 1.0, 4)


def test_none_or_two_accountable_or_nobody_responsible_are_not() -> None:
    lacking = PEOPLE.duty("a", R="P1").duty("b", R="P1", A="P1 P2").duty("c", A="P2").duty("d", R="P1", A="P1")
    assert said(read("PO1", lacking.process(DRAWN))) == ("measured", 0.25, 4)
    assert rows(read("PO1", lacking.process(DRAWN))) == [("p", name, 2.0 * (name == "d"), 2.0) for name in "abcd"]


def test_activities_weigh_by_criticality_from_one_to_three() -> None:
    facts = {"a": ActivityFacts(criticality="high"), "b": ActivityFacts(criticality="low"), "c": ActivityFacts(criticality="odd")}
    lacking = PEOPLE.duty("a", R="P1", A="P1").duty("b").duty("c", R="SYS", A="P1").duty("d", R="P1")
    reading = read("PO1", lacking.process(DRAWN, Sidecar(activities=facts)))
    assert said(reading) == ("measured", (3 + 2) / (3 + 1 + 2 + 2), 4)


def test_zero_not_applicable_and_unknown_are_three_things() -> None:
    assert said(read("PO1", PEOPLE.duty("a").process(DRAWN))) == ("measured", 0.0, 4)
    assert why(read("PO1", GOOD.process(process("p").start().end()))) == ("n/a", None)
    assert why(read("PO1", PEOPLE.process(DRAWN))) == ("unknown", "UNKNOWN_NO_RESPONSIBILITIES")


def test_a_lane_agrees_where_its_post_is_responsible() -> None:
    reading = read("PO2", laned(GOOD, a="P1", b="P2", c="SYS", d="EXT"))
    assert said(reading) == ("measured", 0.75, 4)
    assert rows(reading) == [("p", "a", 2, 2), ("p", "b", 0, 2), ("p", "c", 2, 2), ("p", "d", 2, 2)]


def test_what_a_system_does_in_the_lane_of_a_post_says_nothing() -> None:
    assert said(read("PO2", laned(GOOD, a="P1", b="P1", c="P1", d="EXT"))) == ("measured", 1.0, 3)


def test_a_department_agrees_where_it_is_that_of_somebody_responsible() -> None:
    two = GOOD.department("E").post("P3", "E")
    assert said(read("PO2", laned(two, LaneMeaning.DEPARTMENT, a="D", b="E"))) == ("measured", 0.5, 2)


def test_what_stands_in_no_lane_is_not_covered() -> None:
    lanes = process("p").start().task("b").lane("P1").task("a").end()
    reading = read("PO2", GOOD.process(lanes, Sidecar(lane_means=LaneMeaning.POST)))
    assert (said(reading), reading.covered) == (("partial", 1.0, 1), 0.5)


def test_without_any_lane_agreement_is_unknown_and_lanes_of_systems_are_none_of_its_business() -> None:
    assert why(read("PO2", GOOD.process(DRAWN))) == ("unknown", "UNKNOWN_NO_LANES")
    assert why(read("PO2", PEOPLE.duty("a").process(DRAWN))) == ("n/a", None)
    assert why(read("PO2", PEOPLE.process(DRAWN))) == ("unknown", "UNKNOWN_NO_RESPONSIBILITIES")


def test_a_process_has_one_owner_who_is_a_post() -> None:
    owned = GOOD.process(DRAWN, Sidecar(owner="P2"))
    assert rows(read("PO12", owned)) == [("p", "P2", 1.0, 1.0), ("p", "P2", "D", 0.0, 1.0)]
    assert said(read("PO12", owned)) == ("measured", 1.0, 1)
    assert said(read("PO12", GOOD.process(DRAWN, Sidecar(owner="nobody")))) == ("measured", 0.0, 1)
    assert said(read("PO12", GOOD.process(DRAWN, Sidecar()))) == ("measured", 0.0, 1)


def test_whether_the_owner_outranks_the_heads_is_told_and_not_scored() -> None:
    heads = replace(GOOD).process(DRAWN, Sidecar(owner="P1"))
    assert rows(read("PO12", heads))[1:] == [("p", "P1", "D", 1.0, 1.0)]


def test_of_a_process_without_sidecar_the_owner_is_unknown() -> None:
    two = GOOD.process(DRAWN).process(process("q").start().task("e").end(), Sidecar(owner="P1"))
    assert why(read("PO12", two, "p")) == ("unknown", "UNKNOWN_NO_SIDECAR")
    reading = read("PO12", two)
    assert (said(reading), reading.covered) == (("partial", 1.0, 1), 0.5)
