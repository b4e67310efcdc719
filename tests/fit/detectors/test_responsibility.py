"""PO-NOOWNER, PO-UNOWNED, PO-NOA, PO-MULTIA, PO-NOR and PO-LANEMIS: what the tables say by themselves, without any log."""

import pytest

from tests.builders import ProcessBuilder, process
from tests.enterprise_builder import Enterprise, found, unknown
from workbench.fit.detection import Detector
from workbench.fit.detectors import lanes, responsibility
from workbench.process import Sidecar
from workbench.process.sidecar import ActivityFacts, LaneMeaning

ONE = process("p").start().task("a", tag="userTask").end()
SMALL = Enterprise().department("D1").department("D2").post("P1", "D1").post("P2", "D2").post("P3", "D1")
BY_CODE: dict[str, Detector] = {
    responsibility.UNOWNED: responsibility.unowned,
    responsibility.NOA: responsibility.without_accountable,
    responsibility.MULTIA: responsibility.with_several_accountable,
    responsibility.NOR: responsibility.without_responsible,
}


def told_by_letters(enterprise: Enterprise) -> list[str]:
    return [code for code, detector in BY_CODE.items() if found(enterprise.told(code, detector))]


def test_one_accountable_and_one_responsible_are_as_it_should_be() -> None:
    assert told_by_letters(SMALL.process(ONE).duty("a", R="P1", A="P2")) == []


def test_several_responsible_or_a_system_or_an_outsider_are_no_fault() -> None:
    assert told_by_letters(SMALL.process(ONE).duty("a", R="P1 P3", A="P2")) == []
    assert told_by_letters(SMALL.process(ONE).duty("a", R="SYS", A="P2")) == []
    assert told_by_letters(SMALL.process(ONE).duty("a", R="EXT", A="P2")) == []


def test_without_any_letter_it_is_unowned_and_nothing_else() -> None:
    assert told_by_letters(SMALL.process(ONE).duty("other", R="P1")) == [responsibility.UNOWNED]
    assert told_by_letters(SMALL.process(ONE).duty("a")) == [responsibility.UNOWNED]


def test_a_single_letter_of_any_kind_is_not_unowned() -> None:
    assert told_by_letters(SMALL.process(ONE).duty("a", I="P1")) == [responsibility.NOA, responsibility.NOR]
    assert told_by_letters(SMALL.process(ONE).duty("a", R="P1")) == [responsibility.NOA]
    assert told_by_letters(SMALL.process(ONE).duty("a", A="P1", S="P2")) == [responsibility.NOR]


def test_two_accountable_are_one_too_many() -> None:
    assert told_by_letters(SMALL.process(ONE).duty("a", R="P1", A="P1 P2")) == [responsibility.MULTIA]


def severities(enterprise: Enterprise) -> set[tuple[str, str]]:
    """Return the code and severity of all that is said about letters."""
    return {
        (each.code, each.severity.value)
        for code, detector in BY_CODE.items()
        for each in enterprise.told(code, detector).findings
    }


@pytest.mark.parametrize(
    "control",
    [
        SMALL.process(ONE, Sidecar(activities={"a": ActivityFacts(kind="approval")})),
        SMALL.process(ONE, Sidecar(activities={"a": ActivityFacts(kind="control")})),
        SMALL.process(ONE).authority("a", lowest="P1"),
    ],
    ids=("an approval", "a control", "an approval by the authority table"),
)
def test_a_control_without_exactly_one_accountable_is_critical(control: Enterprise) -> None:
    assert severities(control.duty("a", R="P1")) == {(responsibility.NOA, "critical")}
    assert severities(control.duty("a", R="P1", A="P1 P2")) == {(responsibility.MULTIA, "critical")}
    assert severities(control.duty("other", R="P1")) == {(responsibility.UNOWNED, "critical")}
    assert severities(control.duty("a", A="P1")) == {(responsibility.NOR, "major")}
    assert severities(SMALL.process(ONE).duty("a", R="P1")) == {(responsibility.NOA, "major")}


def test_one_accountable_named_twice_is_one() -> None:
    assert told_by_letters(SMALL.process(ONE).duty("a", R="P1", A="P2").alias("post", "boss", "P2").duty("a", A="boss")) == []


def test_a_called_process_has_duties_of_its_own_and_what_is_drawn_inside_a_sub_process_has_its_own() -> None:
    drawn = process("p").start().call("called", "other").sub("inner").start("s").task("a").end("e").leave().end()
    enterprise = SMALL.process(drawn).duty("a", R="P1", A="P2")
    assert found(enterprise.told(responsibility.UNOWNED, responsibility.unowned)) == [(("called",), None, None)]


@pytest.mark.parametrize("code", BY_CODE)
def test_without_a_matrix_nobody_knows(code: str) -> None:
    told = SMALL.process(ONE).told(code, BY_CODE[code])
    assert (found(told), unknown(told)) == ([], ["UNKNOWN_NO_RESPONSIBILITIES"])


def test_a_process_is_owned_by_whom_its_sidecar_names() -> None:
    def owner(sidecar: Sidecar | None) -> tuple[list[object], list[str]]:
        told = SMALL.process(ONE, sidecar).told(responsibility.NOOWNER, responsibility.process_without_owner)
        return [each[0] for each in found(told)], unknown(told)

    assert owner(Sidecar(owner="P1")) == ([], [])
    assert owner(Sidecar()) == ([("p",)], [])
    assert owner(None) == ([], ["UNKNOWN_NO_SIDECAR"])


# lanes


def lanes_of(drawn: ProcessBuilder, meaning: LaneMeaning | None, **letters: str) -> list[str]:
    enterprise = SMALL.process(drawn, Sidecar(lane_means=meaning)).duty("a", **letters)
    return [each[0][0] for each in found(enterprise.told(lanes.CODE, lanes.lane_mismatch))]


def in_lane(lane: str, tag: str = "userTask") -> ProcessBuilder:
    return process("p").lane("l1", lane).start().task("a", tag=tag).end()


def test_a_lane_of_one_of_the_responsible_posts_agrees() -> None:
    assert lanes_of(in_lane("P1"), LaneMeaning.POST, R="P1 P2", A="P3") == []


def test_a_lane_of_somebody_else_mismatches_even_if_he_is_accountable_or_supports() -> None:
    assert lanes_of(in_lane("P2"), LaneMeaning.POST, R="P1", A="P2", S="P2") == ["a"]


def test_a_lane_is_bound_by_name_as_well_as_by_id() -> None:
    assert lanes_of(in_lane("post P1"), LaneMeaning.POST, R="P1") == []
    assert lanes_of(in_lane("post P2"), LaneMeaning.POST, R="P1") == ["a"]


def test_an_unbound_lane_is_unknown_and_no_mismatch() -> None:
    assert lanes_of(in_lane("nobody knows"), LaneMeaning.POST, R="P1") == []


def test_a_department_lane_is_that_of_one_of_the_responsible_posts() -> None:
    assert lanes_of(in_lane("D1"), LaneMeaning.DEPARTMENT, R="P1 P2") == []
    assert lanes_of(in_lane("D2"), LaneMeaning.DEPARTMENT, R="P1 P2") == []
    assert lanes_of(in_lane("D2"), LaneMeaning.DEPARTMENT, R="P1 P3") == ["a"]


def test_only_a_human_responsible_post_is_held_against_the_lane() -> None:
    assert lanes_of(in_lane("P1"), LaneMeaning.POST, R="SYS") == []
    assert lanes_of(in_lane("P1"), LaneMeaning.POST, A="P2", S="P2") == []


def test_the_lane_of_the_system_or_of_outsiders_mismatches_a_human_post() -> None:
    assert lanes_of(in_lane("SYS"), LaneMeaning.POST, R="P1") == ["a"]
    assert lanes_of(in_lane("EXT"), LaneMeaning.DEPARTMENT, R="P1") == ["a"]
    assert lanes_of(in_lane("EXT"), LaneMeaning.POST, R="P1 EXT") == []


@pytest.mark.parametrize("tag", ["serviceTask", "businessRuleTask", "scriptTask"])
def test_what_is_automatic_is_never_held_against_its_lane(tag: str) -> None:
    assert lanes_of(in_lane("P2", tag), LaneMeaning.POST, R="P1") == []


def test_system_lanes_say_nothing_of_who_does_it() -> None:
    drawn = in_lane("ERP")
    enterprise = SMALL.system("ERP").process(drawn, Sidecar(lane_means=LaneMeaning.SYSTEM)).duty("a", R="P1")
    assert found(enterprise.told(lanes.CODE, lanes.lane_mismatch)) == []
    assert lanes_of(in_lane("SYS"), LaneMeaning.SYSTEM, R="P1") == []
