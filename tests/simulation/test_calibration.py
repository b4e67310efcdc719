"""From small logs to worlds: what is found again of the world that wrote them, and what is said to be unknown."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise, Happened
from tests.eventlog.logs import MINUTE, Row
from tests.simulation.small_worlds import (
    HOUR,
    arriving,
    enterprise_of,
    evenly,
    human,
    in_a_row,
    minutes,
    played_log,
    with_log,
    world_of,
)
from workbench.findings import Finding
from workbench.linkage import link
from workbench.organization import WorkingCalendar
from workbench.simulation.calibration import Calibrated, calibrated
from workbench.simulation.experiment import Protocol, play_world
from workbench.simulation.gate import check_calibration
from workbench.simulation.laws import NOTHING, Total
from workbench.simulation.world import Task, World

FEW = Protocol(replications=8)
TWO_STEPS = (
    human("a", "P1 P2", evenly(20, 40)),
    human("b", "Q1", evenly(15, 45), delay=evenly(300, 900), calendar="OFFICE"),
)
MARK = (Task(process="p", activity="told", performer="SYS", delay=minutes(120), calendar="OFFICE"),)
POSTS = ("P", 2), ("Q", 1)


def task(found: Calibrated, name: str, performer: str | None = None) -> Task:
    (one,) = (each for each in found.world.tasks if each.activity == name and performer in (None, each.performer))
    return one


def of(world: World, *names: str) -> Calibrated:
    return calibrated(with_log(enterprise_of(world, in_a_row(*names)), played_log(world)).linkage())


def codes(found: Calibrated) -> list[str]:
    return [each.code for each in (*found.unknown, *found.assumed)]


def said(finding: Finding, fact: str) -> str:
    names = finding.facts[fact]
    assert isinstance(names, Mapping)
    return str(names["en"])


# delays


def test_a_delay_that_holds_nobody_is_told_from_waiting_for_people() -> None:
    found = of(world_of(TWO_STEPS, arriving(200, 40), *POSTS), "a", "b")
    assert task(found, "a").delay == NOTHING
    assert task(found, "b").delay.mean == pytest.approx(600 * MINUTE, rel=0.06)
    assert task(found, "b").calendar == "OFFICE"
    assert check_calibration(found, play_world(found.world, FEW)).passes


def test_who_is_assigned_before_the_delay_ends_would_be_blocked_meanwhile() -> None:
    found = of(world_of(TWO_STEPS, arriving(200, 40), *POSTS), "a", "b")
    held = tuple(replace(each, work=Total(laws=(each.delay, each.work)), delay=NOTHING) for each in found.world.tasks)
    gate = check_calibration(found, play_world(replace(found.world, tasks=held), FEW))
    assert {each.code for each in gate.by_process["p"].reasons} >= {"SIM_MEDIAN_OFF", "SIM_P90_OFF", "SIM_UTILISATION_OFF"}


def test_waiting_in_a_long_queue_is_no_delay() -> None:
    tasks = human("a", "P1 P2", evenly(20, 40)), human("b", "Q1", evenly(20, 50))
    found = of(world_of(tasks, arriving(200, 38), *POSTS), "a", "b")
    assert task(found, "b").delay == NOTHING


def test_most_of_a_delay_may_end_while_everybody_is_busy() -> None:
    tasks = (
        human("a", "P1 P2", evenly(20, 40)),
        human("b", "Q1", evenly(15, 45)),
        human("c", "Q1", minutes(10), delay=evenly(300, 900), calendar="OFFICE"),
    )
    found = of(world_of(tasks, arriving(200, 48), *POSTS), "a", "b", "c")
    assert found.utilisation["Q"] > 0.75
    assert task(found, "b").delay == NOTHING
    assert task(found, "c").delay.mean == pytest.approx(600 * MINUTE, rel=0.1)


def test_a_delay_before_what_nobody_does_is_all_of_its_waiting() -> None:
    tasks = human("a", "P1 P2", evenly(20, 40)), Task(process="p", activity="b", performer="SYS", delay=minutes(90, 150))
    found = of(world_of(tasks, arriving(100, 40), ("P", 2)), "a", "b")
    assert task(found, "b").able == ()
    assert task(found, "b").delay.mean == pytest.approx(120 * MINUTE, rel=0.05)
    assert task(found, "b").calendar == "24/7"


def test_a_holiday_makes_neither_a_delay_nor_a_gate() -> None:
    tasks = human("a", "P1 P2", evenly(20, 40)), human("b", "Q1", evenly(20, 40))
    closed = frozenset({date(2025, 3, 6), date(2025, 3, 7), date(2025, 3, 10)})
    found = of(world_of(tasks, arriving(200, 60), *POSTS, closed=closed), "a", "b")
    assert all(each.delay == NOTHING and each.gate is None for each in found.world.tasks)


# gates


def test_what_is_saved_up_for_a_few_hours_of_the_week_has_a_gate() -> None:
    tasks = human("a", "P1 P2", evenly(20, 40)), human("b", "Q1", minutes(2, 3), gate="FRIDAYS")
    found = of(world_of(tasks, arriving(200, 60), *POSTS), "a", "b")
    gate = task(found, "b").gate
    assert gate is not None
    assert [len(each) for each in found.world.calendars[gate].weekly] == [0, 0, 0, 0, 1, 0, 0]
    assert found.world.calendars[gate].weekly[4][0][0] == 14 * 60
    assert task(found, "b").delay == NOTHING
    assert check_calibration(found, play_world(found.world, FEW)).passes


def test_an_hour_of_each_day_is_a_gate_too() -> None:
    noon = WorkingCalendar(id="NOON", timezone="UTC", weekly=(((12 * 60, 13 * 60),),) * 5 + ((), ()))
    world = world_of(
        (human("a", "P1 P2", evenly(20, 40)), human("b", "Q1", minutes(1, 2), gate="NOON")), arriving(200, 60), *POSTS
    )
    world = replace(world, calendars={**world.calendars, "NOON": noon})
    found = of(world, "a", "b")
    assert found.world.calendars[task(found, "b").gate or ""].weekly[:5] == (((12 * 60, 13 * 60),),) * 5


def test_what_is_planned_on_friday_evening_and_done_on_monday_was_not_saved_up() -> None:
    evenings = tuple(week * 7 * 1440 + 4 * 1440 + 16 * 60 + 30 + k for week in range(6) for k in range(15))
    found = of(world_of((human("a", "P1 P2", minutes(1, 2)), human("b", "Q1", minutes(12, 14))), evenings, *POSTS), "a", "b")
    assert task(found, "b").gate is None


def test_what_only_comes_on_certain_hours_has_none() -> None:
    fridays = tuple(week * 7 * 1440 + 4 * 1440 + 14 * 60 + k * 4 for week in range(6) for k in range(15))
    tasks = human("a", "P1 P2", minutes(1, 2)), human("b", "Q1", minutes(2, 3))
    found = of(world_of(tasks, fridays, *POSTS), "a", "b")
    assert task(found, "b").gate is None


# who


def test_who_does_nearly_all_of_it_does_it_alone() -> None:
    world = world_of(
        (human("a", "P1 P2", evenly(20, 40)), human("b", "Q1", evenly(20, 40))), arriving(100, 60), ("P", 2), ("Q", 2)
    )
    log = [
        replace(each, said={"resource": "Q2"}) if each.row.activity == "b" and each.row.case in {"010", "020", "030"} else each
        for each in played_log(world)
    ]
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "b")), log).linkage())
    assert set(task(found, "a").able) == {"P1", "P2"}
    assert task(found, "b").able == ("Q1",)


def test_what_one_person_does_in_each_case_stays_in_one_hand() -> None:
    able = "P1 P2 P3"
    bound = tuple(human(name, able, evenly(20, 40), binding="one") for name in ("a", "b"))
    free = tuple(human(name, able, evenly(20, 40)) for name in ("a", "b"))
    for tasks, is_bound in ((bound, True), (free, False)):
        found = of(world_of(tasks, arriving(150, 40), ("P", 3)), "a", "b")
        assert (task(found, "a").binding is not None, task(found, "b").binding is not None) == (is_bound, is_bound)
        assert task(found, "b").delay == NOTHING


def test_a_shared_account_stands_for_the_holders_of_the_post() -> None:
    world = world_of(TWO_STEPS, arriving(200, 40), *POSTS)
    log = played_log(world, known=lambda person: None if person.startswith("P") else person)
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "b")), log).linkage())
    assert set(task(found, "a").able) == {"P1", "P2"}
    assert task(found, "a").delay == NOTHING
    assert [(each.code, said(each, "posts")) for each in found.assumed] == [("SIM_PERFORMERS_ASSUMED", "post P")]
    assert check_calibration(found, play_world(found.world, FEW)).passes


def test_where_nothing_says_who_does_it_the_simulation_is_indicative() -> None:
    world = world_of(TWO_STEPS, arriving(60, 40), *POSTS)
    nameless = with_log(Enterprise().process(in_a_row("a", "b")), played_log(world, known=lambda _: None))
    found = calibrated(nameless.linkage())
    assert "SIM_NOBODY_KNOWN" in codes(found)
    assert check_calibration(found, play_world(found.world, FEW)).by_process["p"].is_indicative


def test_hours_that_no_calendar_gives_are_those_seen() -> None:
    world = world_of(TWO_STEPS, arriving(200, 30), *POSTS)
    known = enterprise_of(world, in_a_row("a", "b"))
    posts = tuple(replace(each, calendar=None) for each in known.organization.posts or ())
    told = with_log(replace(known, organization=replace(known.organization, posts=posts)), played_log(world))
    found = calibrated(told.linkage())
    assert [(each.code, said(each, "posts")) for each in found.assumed] == [("SIM_HOURS_OBSERVED", "post P, post Q")]
    seen = found.world.calendars[found.world.worker["P1"].calendar]
    assert seen.weekly[0] == ((9 * 60, 17 * 60),) or seen.weekly[0] == ((9 * 60, 18 * 60),)
    assert seen.weekly[5:] == ((), ())


# what is not there


def test_without_starts_the_work_is_unknown_and_the_process_is_left_out() -> None:
    world = world_of(TWO_STEPS, arriving(30, 40), *POSTS)
    log = [replace(each, row=replace(each.row, start=None)) for each in played_log(world)]
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "b")), log).linkage())
    assert codes(found) == ["SIM_WORK_UNKNOWN"]
    assert (found.world.tasks, found.world.cases.processes, found.window) == ((), (), None)
    assert check_calibration(found, play_world(found.world, FEW)).processes == ()


def test_starts_that_are_always_the_end_say_no_more() -> None:
    world = world_of(TWO_STEPS, arriving(30, 40), *POSTS)
    log = [replace(each, row=replace(each.row, start=each.row.end)) for each in played_log(world)]
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "b")), log).linkage())
    assert codes(found) == ["SIM_WORK_UNKNOWN"]


def test_work_that_is_seldom_without_a_start_is_taken_to_be_like_other_work() -> None:
    world = world_of(TWO_STEPS, arriving(30, 40), *POSTS)
    log = list(played_log(world))
    odd = replace(log[0], row=replace(log[0].row, activity="odd", start=None, end=log[0].row.end + 1))
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "b")), [*log, odd]).linkage())
    assert [(each.code, said(each, "activities"), each.facts["count"]) for each in found.assumed] == [
        ("SIM_WORK_ASSUMED", "odd", 1)
    ]
    assert task(found, "odd").work == task(found, "a").work
    assert set(task(found, "odd").able) <= {"P1", "P2"}


def test_what_nobody_designed_and_nobody_is_named_for_just_happens_after_its_time() -> None:
    world = world_of((human("a", "P1 P2", evenly(20, 40)), *MARK, human("c", "Q1", minutes(10))), arriving(60, 60), *POSTS)
    log = [each if each.row.activity != "told" else replace(each, said={}) for each in played_log(world)]
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "c")), log).linkage())
    assert codes(found) == []
    assert task(found, "told").work.mean == 0
    assert task(found, "told").delay.mean == pytest.approx(120 * MINUTE)


def test_a_log_without_a_whole_case_cannot_be_played() -> None:
    world = world_of(TWO_STEPS, arriving(4, 5), *POSTS)
    cut = {("000", "b"), ("003", "a")}
    log = [each for each in played_log(world) if (each.row.case, each.row.activity) in cut]
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "b")), log).linkage())
    assert "SIM_NO_CASES" in codes(found)
    assert len(found.world.cases) == 0


def test_what_nobody_has_the_hours_for_is_never_done_and_the_gate_says_so() -> None:
    found = of(world_of(TWO_STEPS, arriving(60, 60), *POSTS), "a", "b")
    tasks = tuple(replace(each, work=minutes(60 * 24 * 365)) if each.activity == "b" else each for each in found.world.tasks)
    (gate,) = check_calibration(found, play_world(replace(found.world, tasks=tasks), FEW)).processes
    assert gate.undone == 1
    assert gate.median is None
    assert "SIM_UNDONE" in {each.code for each in gate.reasons}


def test_a_single_case_is_played_but_too_little_to_hold_against() -> None:
    found = of(world_of(TWO_STEPS, (600,), *POSTS), "a", "b")
    (gate,) = check_calibration(found, play_world(found.world, FEW)).processes
    assert gate.cases == 1
    assert gate.median is not None
    assert gate.median.simulated == pytest.approx(gate.median.logged)
    assert [each.code for each in gate.reasons] == ["SIM_FEW_CASES"]


def test_nothing_is_made_of_nothing() -> None:
    found = calibrated(link(Enterprise().design(), (), "UTC"))
    assert (found.world.workers, found.world.tasks, len(found.world.cases), found.window) == ((), (), 0, None)
    gate = check_calibration(found, play_world(found.world, FEW))
    assert (gate.processes, gate.passes) == ((), False)


def test_a_process_without_times_is_said_to_be_unknown_and_changes_nothing_for_another() -> None:
    world = world_of(TWO_STEPS, arriving(60, 40), *POSTS)
    alone = with_log(enterprise_of(world, in_a_row("a", "b")), played_log(world))
    before = Enterprise().process(process("first").start().task("x").end())
    told = replace(alone, drawn=(*before.drawn, *alone.drawn), untimed=frozenset({"first"}))
    untimed = with_log(told, [Happened(row=Row(case="1", activity="x", end=0), said={"resource": "P1"})], "first").linkage()
    assert [(each.id, each.is_timed) for each in untimed.processes] == [("first", False), ("p", True)]
    found, expected = calibrated(untimed), calibrated(alone.linkage())
    assert [(each.code, each.scope) for each in found.unknown] == [("SIM_TIMES_UNKNOWN", "first")]
    assert (found.world.workers, found.world.tasks, found.window) == (
        expected.world.workers,
        expected.world.tasks,
        expected.window,
    )
    assert figures(found) == figures(expected)


# laws


def figures(found: Calibrated) -> list[float]:
    runs = play_world(found.world, Protocol(replications=3))
    return [float(time) for each in runs.cycle_times("p") for time in np.sort(each)]


def test_neither_the_order_of_rows_nor_what_cases_are_called_changes_a_figure() -> None:
    world = world_of(TWO_STEPS, arriving(60, 40), *POSTS)
    log, known = list(played_log(world)), enterprise_of(world, in_a_row("a", "b"))
    found = figures(calibrated(with_log(known, log).linkage()))
    random.Random(3).shuffle(log)
    assert figures(calibrated(with_log(known, log).linkage())) == found
    renamed = [replace(each, row=replace(each.row, case=f"{(int(each.row.case) * 7) % 61:03}x")) for each in log]
    assert figures(calibrated(with_log(known, renamed).linkage())) == found


def anything(dice: random.Random) -> Enterprise:
    """Return an enterprise in which anything happened: by anybody or nobody, designed or not, with a start or without."""
    block = process("p").start().task("a").both("split").task("b").both("join").task("d").end().at("split").task("c").to("join")
    base = Enterprise().department("D").post("P", "D").post("Q", "D", headcount=3).person("x", "P").person("y", "Q")
    events = []
    for case in range(dice.randint(1, 12)):
        moment = dice.randint(0, 20_000)
        for _ in range(dice.randint(1, 7)):
            start = moment + dice.choice([0, 0, 10, 500])
            end = start + dice.choice([0, 5, 60, 2000])
            row = Row(case=f"{case}", activity=dice.choice("abcdde"), start=dice.choice([None, start, start]), end=end)
            who = dice.choice([None, "x", "y", "nobody we know"])
            events.append(Happened(row=row, said={"resource": who} if who else {}))
            moment = dice.choice([start, end])
    return with_log(base.duty("a", R="P").duty("b", R="Q P").duty("c", R="Q").process(block), events)


@pytest.mark.parametrize("seed", range(15))
def test_whatever_happened_is_played_or_said_to_be_unknown_and_the_order_of_rows_changes_nothing(seed: int) -> None:
    dice = random.Random(seed)
    told = anything(dice)
    found = calibrated(told.linkage())
    assert bool(found.cycle_times) != bool(found.unknown)
    assert all(np.isfinite(each.work.mean) and np.isfinite(each.delay.mean) for each in found.world.tasks)
    if found.cycle_times:
        shuffled = with_log(told, dice.sample(told.events["p"], len(told.events["p"])))
        assert figures(calibrated(shuffled.linkage())) == figures(found)


def test_cases_that_the_log_cuts_take_the_steps_of_whole_ones() -> None:
    world = world_of(TWO_STEPS, (*arriving(60, 40), *range(60_600, 60_640, 10)), *POSTS)
    last = {f"{each:03}" for each in range(60, 64)}
    log = [each for each in played_log(world) if each.row.case not in last or each.row.activity == "a"]
    found = calibrated(with_log(enterprise_of(world, in_a_row("a", "b")), log).linkage())
    assert [(each.code, each.facts["count"]) for each in found.assumed] == [("SIM_CASES_CUT", 4)]
    assert len(found.cycle_times["p"]) == 60
    assert np.diff(found.world.cases.bounds).tolist() == [2] * 64
    assert found.window is not None
    assert found.window[1] - found.window[0] < 24 * 14 * HOUR
