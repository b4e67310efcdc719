"""Effects: nothing changes by exactly nothing, and what is changed by hand comes out as it was worked out by hand."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tests.redesign.advice.benches import MINUTE, OPEN, PROTOCOL, bench, faster
from tests.simulation.worlds import world
from workbench.redesign.advice import ProcessEffect, Simulated, simulated
from workbench.redesign.advice.effects import Outcomes, outcomes_of
from workbench.simulation.edits import Edit, FewerRounds, LeaveOut, MoreArrivals, Pooled, WorkingHours, apply_all
from workbench.simulation.experiment import Interval, Protocol, interval_of, replications_of
from workbench.simulation.world import World

NOTHING = Interval(mean=0.0, low=0.0, high=0.0)


def played(world: World, protocol: Protocol = PROTOCOL) -> Outcomes:
    return outcomes_of(world, replications_of(world, protocol))


def effect_of(*edits: Edit) -> Simulated:
    effect = bench().effect_of(edits)
    assert effect is not None
    return effect


def the(effect: Simulated) -> ProcessEffect:
    (found,) = effect.processes
    return found


@pytest.mark.parametrize(
    "edit", [LeaveOut(process="p", activity="nowhere"), faster("a", 1.0), LeaveOut(process="q", activity="a")]
)
def test_what_changes_nothing_has_an_effect_of_exactly_nothing_that_is_never_clear(edit: Edit) -> None:
    effect = effect_of(edit)
    assert (the(effect).cycle_time, the(effect).p90, the(effect).minutes, the(effect).repeats) == (NOTHING,) * 4
    assert not the(effect).cycle_time.excludes_zero
    assert (effect.saved, effect.flexibility) == (0.0, 0.0)


def test_nothing_changes_by_nothing_where_people_queue_and_chance_is_great() -> None:
    queue = world({f"c{number}": "a>b>c" for number in range(60)}, arrivals=tuple(number * 400_000_000 for number in range(60)))
    one, again = played(queue), played(apply_all(queue, ()))
    assert the(simulated(one, again)).cycle_time == NOTHING
    other = played(queue, replace(PROTOCOL, seed=PROTOCOL.seed + 1))
    assert the(simulated(one, other)).cycle_time != NOTHING


def test_half_an_hour_of_work_less_is_half_an_hour_less_for_every_case() -> None:
    effect = effect_of(faster("a", 0.5))
    assert the(effect).base.mean == pytest.approx(210 * MINUTE)
    assert the(effect).cycle_time.mean == pytest.approx(-30 * MINUTE)
    assert the(effect).p90.mean == pytest.approx(-30 * MINUTE)
    assert the(effect).minutes.mean == pytest.approx(-30)
    assert the(effect).cycle_time.excludes_zero
    assert effect.saved == pytest.approx(40 * 30 * MINUTE)


def test_more_work_loses_days() -> None:
    assert effect_of(faster("b", 2.0)).saved == pytest.approx(-40 * 120 * MINUTE)


def test_where_cases_are_left_undone_the_times_of_the_rest_are_no_gain() -> None:
    idle = replace(OPEN, id="IDLE", closed=frozenset(date(2025, 3, 23) + timedelta(days=day) for day in range(600)))
    effect = effect_of(WorkingHours(post="Q", calendar=idle))
    assert the(effect).undone == pytest.approx(0.5)
    assert math.isnan(the(effect).cycle_time.mean)
    assert not the(effect).cycle_time.excludes_zero
    assert effect.saved is None
    assert the(effect_of(faster("a", 0.5))).undone == 0.0


def test_what_chance_may_explain_saves_nothing() -> None:
    unclear = Interval(mean=-1.0, low=-2.1, high=0.1)
    effect = ProcessEffect(process="p", cases=9, base=unclear, cycle_time=unclear, p90=unclear, minutes=unclear, repeats=unclear)
    assert effect.saved == 0.0


def test_one_replication_proves_nothing() -> None:
    once = replace(PROTOCOL, replications=1)
    base = bench()
    assert base.world is not None
    effect = the(simulated(played(base.world, once), played(apply_all(base.world, (faster("a", 0.5),)), once)))
    assert effect.cycle_time.mean == pytest.approx(-30 * MINUTE)
    assert (effect.cycle_time.low, effect.cycle_time.high) == (-math.inf, math.inf)
    assert effect.saved == 0.0


@pytest.mark.parametrize(("number", "quantile"), [(2, 12.706), (3, 4.303), (5, 2.776), (10, 2.262), (30, 2.045)])
def test_the_width_of_an_interval_is_that_of_student(number: int, quantile: float) -> None:
    figures = np.arange(number, dtype=np.float64)
    half = quantile * figures.std(ddof=1) / number**0.5
    assert interval_of(figures).high - interval_of(figures).mean == pytest.approx(half, rel=1e-3)


def test_with_other_cases_there_is_no_total_to_compare() -> None:
    effect = effect_of(MoreArrivals(process="p", factor=2.0))
    assert (the(effect).cases, effect.saved) == (None, None)


def test_rounds_that_fall_away_are_repeated_steps_less() -> None:
    loops = world({"c0": "a>b>a1>b1", "c1": "a>b>a1>b1"})
    once = FewerRounds(process="p", activities=("a", "b"), rounds=1).apply(loops)
    effect = the(simulated(played(loops), played(once)))
    assert effect.repeats == Interval(mean=-2.0, low=-2.0, high=-2.0)


def test_one_more_who_is_able_is_flexibility_by_his_share_of_the_steps() -> None:
    effect = effect_of(Pooled(process="p", activity="b", workers=("z", "x")))
    assert effect.flexibility == pytest.approx((1 - 1 / 2) / 3)
