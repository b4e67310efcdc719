"""H17 to H23: each heuristic of checks, contacts and technology fires on its case, and is silent where one fact is otherwise."""

from dataclasses import replace

from tests.builders import process
from tests.enterprise_builder import DAY, Enterprise
from tests.redesign.heuristics.small import MANY, SMALL, about, happen, joined, kinds, line, loop, proposed
from workbench.information import DataObject
from workbench.organization import Letter
from workbench.redesign.changes import (
    AddDuty,
    AddIntegration,
    AutomateActivity,
    Changes,
    InsertActivity,
    MoveActivity,
    RevokeFunction,
    SupportActivity,
)
from workbench.simulation.edits import Automated, Delayed, FewerRounds, Insert, MoveBefore, Ungate, Worked
from workbench.simulation.laws import Fixed, Sampled
from workbench.technology import AccountKind, Permission, SystemKind

MINUTE = 60_000_000
FINE = "a:x@540+10 b:y@560+10 c:z@580+10"
AGAIN = f"{FINE} a:x@600+10 b:y@620+10 c:z@640+10"


def failing(control: str, reads: str) -> Enterprise:
    """Let c find a fault in three of thirty cases, which go back to a; one of the three may be a control; a writes A, b B."""
    flow = SMALL.process(loop("a b c"), kinds(**{control: "control"})).duty("a", R="P")
    flow = flow.use("a", "A", "C").use("b", "B", "C").use("c", reads, "R")
    return happen(happen(flow, FINE, times=27), AGAIN, times=3, since=27)


def test_h17_what_often_fails_unchecked_gets_a_check_and_what_is_checked_on_the_way_does_not() -> None:
    (found,) = proposed(failing("", "B"), "H17")
    assert found.changes == (InsertActivity(process="p", activity="a-check", name="a check", after="a", post="P"),)
    (check,) = found.edits
    assert isinstance(check, Insert)
    assert (check.after, check.task.able, check.task.work) == ("a", ("x", "y"), Fixed(value=15 * MINUTE))
    assert (found.trigger.value, found.assumed) == (0.1, ("control_minutes",))
    assert about(failing("b", "B"), "H17") == []


def test_h17_the_check_is_answered_for_and_supported_as_what_it_checks() -> None:
    told = failing("", "B").duty("a", A="Q").system("ERP").function("ERP.A", "ERP", "a")
    (found,) = proposed(told, "H17")
    assert found.changes[1:] == (
        AddDuty(activity="a-check", post="Q", letter=Letter("A")),
        SupportActivity(process="p", activity="a-check", function="ERP.A"),
    )
    (check,) = (each for each in Changes(parts=found.changes).apply(told.design()).activities if each.id == "a-check")
    assert (check.responsible, check.functions) == (frozenset({"P"}), ("ERP.A",))


def test_h18_a_check_that_needs_nothing_of_the_work_before_it_moves_up_and_one_that_does_stays() -> None:
    (found,) = proposed(failing("c", "A"), "H18")
    assert found.changes == (MoveActivity(process="p", activity="c", before="b"),)
    assert found.edits[0] == MoveBefore(process="p", activity="c", before="b")
    assert about(failing("c", "B"), "H18") == []


def test_of_h5_h17_and_h18_at_most_one_answers_a_fault() -> None:
    for control, reads, answer in (("", "A", "H5"), ("", "B", "H17"), ("c", "A", "H18"), ("c", "B", "")):
        fired = {code for code in ("H5", "H17", "H18") if about(failing(control, reads), code)}
        assert fired == ({answer} if answer else set())


def inquired(rounds: int) -> Enterprise:
    """Let a review in E send three of thirty cases back to D for what is missing, once or several times."""
    flow = SMALL.process(loop("review", "complete")).use("complete", "A", "U").use("review", "A", "R")
    flow = happen(flow, "review:z@540+10", times=27)
    trips = [f"complete:x@{560 + 40 * trip}+10 review:z@{580 + 40 * trip}+10" for trip in range(rounds)]
    return happen(flow, " ".join(("review:z@540+10", *trips)), times=3, since=27)


def test_h19_what_is_asked_for_twice_is_asked_for_once_and_one_question_is_left_alone() -> None:
    (found,) = proposed(inquired(2), "H19")
    assert found.edits == (
        FewerRounds(process="p", activities=("complete",), rounds=1),
        FewerRounds(process="p", activities=("review",), rounds=2),
    )
    assert (found.about, found.trigger.value) == (("review", "complete"), 0.1)
    assert about(inquired(1), "H19") == []


def delivered(since: int) -> Enterprise:
    """Let prices come from outside on Monday at ten, in a case that has waited for them from some minute of the week on."""
    flow = SMALL.process(line("a prices:receiveTask")).use("prices", "A", "R").system("ERP").system("MARKET")
    flow = flow.function("ERP.P", "ERP", "prices")
    flow = replace(
        flow, information=replace(flow.information, data_objects=(DataObject(id="A", name="A", master_system="MARKET"),))
    )
    return joined(happen(flow, f"a:x@{since}+10 prices@{7 * DAY + 600}+1", times=MANY, apart=7 * DAY))


def test_h20_data_that_comes_once_a_week_is_kept_at_hand_and_what_was_not_waited_for_is_not() -> None:
    (found,) = proposed(delivered(3 * DAY), "H20")
    assert found.changes == (AddIntegration(source="MARKET", target="ERP", data=("A",)),)
    assert found.edits == (Ungate(process="p", activity="prices"), Delayed(process="p", activity="prices", factor=0.1))
    assert found.assumed == ("buffered_factor",)
    assert about(delivered(7 * DAY + 580), "H20") == []
    assert about(delivered(3 * DAY), "H4") == []


def synchronised(by_hand: int) -> Enterprise:
    flow = SMALL.process(line("a:serviceTask")).account("robot", AccountKind.SYSTEM)
    flow = happen(flow, "a:robot@540+2", times=40 - by_hand)
    return happen(flow, "a:x@540+30", times=by_hand, since=40)


def test_h21_what_should_run_by_itself_does_in_the_time_that_it_takes_and_what_mostly_does_is_left_alone() -> None:
    (found,) = proposed(synchronised(38), "H21")
    assert found.edits == (Automated(process="p", activity="a", law=Sampled(values=(2.0 * MINUTE, 2.0 * MINUTE))),)
    assert (found.trigger.value, found.changes, found.assumed) == (0.95, (), ())
    assert about(synchronised(3), "H21") == []


def routine(minutes: tuple[int, ...], kind: SystemKind = SystemKind.APPLICATION) -> Enterprise:
    flow = SMALL.process(line("a")).system("ERP", kind).function("ERP.A", "ERP", "a").use("a", "A", "R").use("a", "B", "C")
    for number, each in enumerate(minutes * 100):
        flow = happen(flow, f"a:x@540+{each}", since=number)
    return flow


def test_h21_short_steady_digital_routine_is_automated_and_what_varies_or_is_on_paper_is_not() -> None:
    (found,) = proposed(routine((9, 11)), "H21")
    assert found.changes == (AutomateActivity(process="p", activity="a"),)
    assert found.edits == (Automated(process="p", activity="a", law=Fixed(value=5 * MINUTE)),)
    assert found.assumed == ("automated_minutes",)
    assert about(routine((2, 20)), "H21") == []
    assert about(routine((9, 11), SystemKind.OFFLINE), "H21") == []


def test_h21_what_nobody_needs_any_more_is_revoked_and_what_is_needed_elsewhere_stays() -> None:
    once = routine((9, 11)).duty("a", R="P", A="Q")
    granted = (Permission(post="P", function="ERP.A"),)
    (found,) = proposed(replace(once, landscape=replace(once.landscape, permissions=granted)), "H21")
    assert found.changes[1:] == (RevokeFunction(post="P", function="ERP.A"),)
    twice = once.function("ERP.A", "ERP", "c").process(line("c", "q")).duty("c", R="P", A="Q")
    (found,) = proposed(replace(twice, landscape=replace(twice.landscape, permissions=granted)), "H21")
    assert found.changes[1:] == ()


def keyed(*integrations: str) -> Enterprise:
    flow = SMALL.process(line("a b")).system("CRM").system("ERP").function("CRM.A", "CRM", "a").function("ERP.B", "ERP", "b")
    return joined(flow.data("A").use("a", "A", "C").use("b", "A", "R"), *integrations)


def test_h22_systems_between_which_data_is_keyed_in_again_are_joined_and_those_that_are_stay() -> None:
    (found,) = proposed(keyed(), "H22")
    assert found.changes == (AddIntegration(source="CRM", target="ERP", data=("A",)),)
    assert found.edits == (Worked(process="p", activity="b", factor=0.7),)
    assert found.assumed == ("rekeying_share",)
    assert about(keyed("CRM>ERP"), "H22") == []


def beside(on_paper: int) -> Enterprise:
    flow = SMALL.process(line("a")).system("ERP").system("PAPER", SystemKind.OFFLINE).function("ERP.A", "ERP", "a")
    flow = joined(flow.data("A").use("a", "A", "C"))
    flow = happen(flow, "a:x@540+10/PAPER", times=on_paper)
    return happen(flow, "a:x@540+10/ERP", times=40 - on_paper, since=on_paper)


def test_h22_work_beside_the_system_is_brought_into_it_and_a_rare_case_is_not() -> None:
    (found,) = proposed(beside(20), "H22")
    assert found.edits == (Worked(process="p", activity="a", factor=0.85),)
    assert (found.about, found.trigger.value) == (("a",), 0.5)
    assert about(beside(3), "H22") == []


def supplied(days: int) -> Enterprise:
    """Let a supplier answer after some days, and a colleague take three hours to go on."""
    flow = SMALL.process(process("p").start().task("a").task("answer", tag="receiveTask").task("b").task("c").end())
    steps = f"a:x@540+10 answer@{days * DAY + 560}+1 b:z@{days * DAY + 561}+10 c:x@{days * DAY + 1000}+10"
    return happen(flow, steps, times=MANY)


def test_h23_what_waits_mostly_for_others_outside_gets_an_agreement_and_what_waits_for_colleagues_does_not() -> None:
    (found,) = proposed(supplied(5), "H23")
    assert found.edits == (Delayed(process="p", activity="answer", factor=0.8),)
    assert (found.about, found.assumed) == (("answer",), ("external_factor",))
    assert about(supplied(0), "H23") == []
