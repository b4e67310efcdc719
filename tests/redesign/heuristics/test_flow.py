"""H1 to H8: each heuristic of the flow fires on the case made for it, and stays silent where one fact is otherwise."""

import pytest

from tests.builders import process
from tests.enterprise_builder import DAY, Enterprise
from tests.redesign.heuristics.small import MANY, SMALL, about, happen, kinds, line, loop, proposed
from workbench.organization import WorkingCalendar
from workbench.process import Sidecar
from workbench.process.sidecar import UndesignedLabel
from workbench.redesign.changes import MakeParallel, MergeActivities, MoveActivity, RemoveActivity
from workbench.simulation.edits import FewerRounds, LeaveOut, Merge, MoveBefore, Prioritized, Separated, SideBySide, Thin, Ungate

OPEN = WorkingCalendar(id="OPEN", timezone="UTC", weekly=(((0, DAY),),) * 7)
APPROVED = process("p").start().task("a").task("b").xor("ok").task("c").end().at("ok").end("no")
IN_ONE_GO = "a:x@540+30 b:x@570+20"


def approved(granted: int, refused: int) -> Enterprise:
    flow = SMALL.process(APPROVED, kinds(b="approval"))
    flow = happen(flow, "a:x@540+10 b:z@560+10 c:x@580+10", times=granted, apart=60)
    return happen(flow, "a:x@540+10 b:z@560+10", times=refused, apart=60)


def test_h1_an_approval_that_refuses_nobody_is_left_out_and_one_that_refuses_one_in_a_hundred_is_not() -> None:
    (found,) = proposed(approved(200, 0), "H1")
    assert found.changes == (RemoveActivity(process="p", activity="b"),)
    assert found.edits == (LeaveOut(process="p", activity="b"),)
    assert (found.trigger.value, found.trigger.exposed, len(found.trigger.cases)) == (0.0, 200, 200)
    assert about(approved(198, 2), "H1") == []


def test_h1_needs_two_hundred_executions_and_respects_separate_duties() -> None:
    assert about(approved(199, 0), "H1") == []
    assert about(approved(200, 0).apart("a", "b"), "H1") == []


def composed(alone: int, together: int) -> Enterprise:
    flow = happen(SMALL.process(line("a b")), IN_ONE_GO, times=together)
    return happen(flow, IN_ONE_GO.replace("b:x", "b:y"), times=alone, since=together)


def test_h2_what_one_person_does_in_one_go_is_merged_and_what_two_do_is_not() -> None:
    (found,) = proposed(composed(3, 27), "H2")
    assert found.changes == (MergeActivities(process="p", first="a", second="b"),)
    assert found.edits == (Merge(process="p", first="a", second="b", saved=0.1 * 20 * 60_000_000),)
    assert (found.trigger.value, found.assumed) == (0.9, ("setup_share",))
    assert about(composed(4, 26), "H2") == []


def test_h2_two_kinds_of_durations_are_two_activities_and_one_kind_is_one() -> None:
    def lasting(*minutes: int) -> Enterprise:
        flow = SMALL.calendar(OPEN).process(line("a"), Sidecar(calendar="OPEN"))
        for day, each in enumerate(minutes * 4):
            flow = happen(flow, f"a:x@540+{each}", since=day)
        return flow

    assert about(lasting(10, 11, 10, 9, 10, 60, 62, 60, 58, 60), "H2", "bimodality") == [("a",)]
    assert about(lasting(20, 25, 28, 30, 30, 30, 31, 33, 36, 45), "H2", "bimodality") == []


def mixed(minutes: int) -> Enterprise:
    flow = SMALL.process(line("a")).duty("a", R="P")
    flow = happen(flow, "a:x@540+20", times=MANY, kind="small")
    return happen(flow, f"a:y@540+{minutes}", times=MANY, kind="big")


def test_h3_a_class_that_takes_twice_as_long_gets_a_queue_of_its_own_and_one_that_does_not_stays() -> None:
    (found,) = proposed(mixed(40), "H3")
    assert (found.about, found.trigger.value) == (("a", "big"), 2.0)
    assert found.edits == (Separated(process="p", activity="a", kinds=("big",), workers=("x",)),)
    assert about(mixed(39), "H3") == []


def saved_up(done: int) -> Enterprise:
    """Let a be done some minutes after Monday's midnight, b on Friday at ten, once a week."""
    return happen(SMALL.process(line("a b")), f"a:x@{done}+30 b:z@{4 * DAY + 600}+5", times=MANY, apart=7 * DAY)


def test_h4_what_waits_for_friday_is_done_as_it_comes_and_what_comes_on_friday_already_is() -> None:
    (found,) = proposed(saved_up(540), "H4")
    assert (found.about, found.trigger.value) == (("b",), 1.0)
    assert found.edits == (Ungate(process="p", activity="b"),)
    assert about(saved_up(4 * DAY + 540), "H4") == []


def coming_back(reads: str) -> Enterprise:
    """Let c send three of thirty cases back to a; a writes A, b writes B."""
    flow = SMALL.process(loop("a b c")).use("a", "A", "C").use("b", "B", "C").use("c", reads, "R")
    once = "a:x@540+10 b:y@560+10 c:z@580+10"
    flow = happen(flow, once, times=27)
    return happen(flow, f"{once} a:x@600+10 b:y@620+10 c:z@640+10", times=3, since=27)


def test_h5_what_needs_nothing_of_the_work_that_it_sends_back_is_done_first_and_what_needs_it_is_not() -> None:
    (found,) = proposed(coming_back("A"), "H5")
    assert found.changes == (MoveActivity(process="p", activity="c", before="b"),)
    assert found.edits == (
        MoveBefore(process="p", activity="c", before="b"),
        FewerRounds(process="p", activities=("b",), rounds=1),
    )
    assert (found.trigger.value, found.trigger.cases) == (0.1, ("p027", "p028", "p029"))
    assert about(coming_back("B"), "H5") == []


def knocked_out(minutes: int) -> Enterprise:
    """Let a, an hour's work, end two of forty cases, and b, so many minutes' work, eight of the rest."""
    drawn = process("p").start().task("a").xor("g").task("b").xor("h").task("c").end()
    drawn = drawn.at("g").end("no").at("h").end("neither")
    flow = SMALL.process(drawn).use("a", "A", "RU").use("b", "B", "RU")
    flow = happen(flow, "a:x@540+60", times=2)
    flow = happen(flow, f"a:x@540+60 b:z@600+{minutes}", times=8, since=2)
    return happen(flow, f"a:x@540+60 b:z@600+{minutes} c:x@1200+10", times=30, since=10)


def test_h6_the_check_that_ends_more_cases_for_its_work_comes_first_and_one_that_costs_more_does_not() -> None:
    (found,) = proposed(knocked_out(10), "H6")
    assert found.changes == (MoveActivity(process="p", activity="b", before="a"),)
    move, spare = found.edits
    assert move == MoveBefore(process="p", activity="b", before="a")
    assert isinstance(spare, Thin)
    assert spare.activities == ("a",)
    assert spare.share == pytest.approx(8 / 40 - 2 / 40 * 10 / 60)
    assert (len(found.trigger.cases), found.trigger.exposed) == (8, 38)
    assert about(knocked_out(300), "H6") == []


def after_each_other(reads: str) -> Enterprise:
    flow = SMALL.process(line("a b")).use("a", "A", "C").use("b", reads, "R").use("b", "B", "C")
    return happen(flow, "a:x@540+30 b:z@600+30", times=MANY)


def test_h7_what_needs_nothing_of_each_other_is_done_side_by_side_and_what_does_is_not() -> None:
    (found,) = proposed(after_each_other("C"), "H7")
    assert found.changes == (MakeParallel(process="p", first="a", second="b"),)
    assert found.edits == (SideBySide(process="p", first="a", second="b"),)
    assert about(after_each_other("A"), "H7") == []


def test_h7_a_control_lets_pass_before_anything_goes_on() -> None:
    flow = SMALL.process(line("a b"), kinds(a="control")).use("a", "A", "C").use("b", "B", "C")
    assert about(happen(flow, "a:x@540+30 b:z@600+30", times=MANY), "H7") == []


def strayed(odd: int, kind: str = "work") -> Enterprise:
    flow = SMALL.process(line("a b"), Sidecar(labels={"odd": UndesignedLabel(kind=kind)}))
    flow = happen(flow, "a:x@540+30 b:z@600+30", times=MANY - odd)
    return happen(flow, "a:x@540+30 odd:y@575+5 b:z@600+30", times=odd, since=MANY)


def test_h8_steps_of_no_design_in_a_tenth_of_the_cases_get_a_way_of_their_own_and_fewer_do_not() -> None:
    (found,) = proposed(strayed(3), "H8")
    assert (found.about, found.trigger.value) == (("odd",), 0.1)
    assert found.edits == (Prioritized(process="p", activity="odd", priority=-1),)
    assert about(strayed(2), "H8") == []
    assert about(strayed(3, "approval"), "H8") == []
