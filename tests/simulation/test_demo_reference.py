"""The demo played from what its generator is given, against the reference calculation (domain 5) and the generator's own play."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

import numpy as np
import pytest

from demo.cases import Dealer, all_cases
from demo.generate import DEFAULT_SEED
from demo.play import Stage, arrivals
from demo.processes import MANAGER_APPROVAL
from demo.seasons import FIRST
from tests.simulation.demo_world import daily_approval, demo_world, one_more_planner
from workbench.simulation.experiment import Protocol, Runs, difference, interval_of, play_world
from workbench.simulation.world import World

REFERENCE = {
    "as it is": {"OTD": 14.72, "ECM": 8.50, "P2P": 30.14},
    "H4": {"P2P": 25.81},
    "H14": {"OTD": 14.21},
    "H16": {"P2P": 29.27},
    "all three": {"OTD": 14.21, "ECM": 8.23, "P2P": 25.06},
}
"""Mean cycle times in days over five seeds (domain 5)."""
T_OF_FIVE = 2.776
"""The 97.5 % quantile of Student's t with four degrees of freedom."""
SEEDS = range(1, 6)


def worlds(seed: int) -> Mapping[str, World]:
    world, unapproved = demo_world(seed), demo_world(seed, (MANAGER_APPROVAL,))
    return {
        "as it is": world,
        "H4": daily_approval(world),
        "H14": one_more_planner(world),
        "H16": unapproved,
        "all three": daily_approval(one_more_planner(unapproved)),
    }


@cache
def played() -> Mapping[str, Runs]:
    """Return the demo's own cases and arrivals, played twenty times."""
    return {name: play_world(each, Protocol(replications=20, resamples=False)) for name, each in worlds(DEFAULT_SEED).items()}


@cache
def spreads() -> Mapping[tuple[str, str], float]:
    """Return how far the mean cycle times of one play are apart from seed to seed: cases, arrivals and durations all differ."""
    found: dict[tuple[str, str], list[float]] = {}
    for seed in SEEDS:
        for name, world in worlds(seed).items():
            runs = play_world(world, Protocol(replications=1, seed=seed, resamples=False))
            for process in REFERENCE["as it is"]:
                found.setdefault((name, process), []).append(float(runs.mean_cycle_time(process)[0]))
    return {key: float(np.std(values, ddof=1)) for key, values in found.items()}


@pytest.mark.parametrize(("what_if", "process"), [(name, each) for name, found in REFERENCE.items() for each in found])
def test_mean_cycle_times_are_those_of_the_reference_within_what_five_seeds_and_twenty_plays_can_tell(
    what_if: str, process: str
) -> None:
    ours = interval_of(played()[what_if].mean_cycle_time(process))
    tolerance = T_OF_FIVE * spreads()[what_if, process] / 5**0.5 + (ours.high - ours.low) / 2
    assert ours.mean == pytest.approx(REFERENCE[what_if][process], abs=tolerance)


def test_the_planners_are_busy_as_the_reference_has_it_and_nobody_else_is() -> None:
    runs = played()["as it is"]
    arrival = runs.world.cases.arrival
    busy = {post: float(each.mean()) for post, each in runs.utilisation(int(arrival.min()), int(arrival.max())).items()}
    first, second = sorted(busy, key=lambda post: -busy[post])[:2]
    assert first == "P1"
    assert 0.87 <= busy["P1"] <= 0.91
    assert busy[second] == pytest.approx(0.48, abs=0.03)


def test_what_does_not_touch_changes_leaves_their_cycle_time_where_it_is() -> None:
    base = played()["as it is"].mean_cycle_time("ECM")
    for what_if in ("H4", "H16"):
        assert not difference(base, played()[what_if].mean_cycle_time("ECM")).excludes_zero


def test_a_planner_more_helps_orders_and_the_changes_whose_cut_in_he_confirms() -> None:
    runs = played()
    for process in ("OTD", "ECM"):
        gain = difference(runs["as it is"].mean_cycle_time(process), runs["H14"].mean_cycle_time(process))
        assert gain.high < 0
    assert not difference(runs["as it is"].mean_cycle_time("P2P"), runs["H14"].mean_cycle_time("P2P")).excludes_zero


def generated(seed: int) -> Mapping[str, float]:
    """Return the mean cycle times (days) of the generator's own play, from the arrivals on."""
    dealt = all_cases(Dealer(dice=random.Random(f"cases {seed}"), repaired=()))
    dice = random.Random(f"play {seed}")
    arriving = tuple(zip(dealt, arrivals(dealt, FIRST, dice), strict=True))
    arrived = {case.id: moment for case, moment in arriving}
    ended: dict[str, datetime] = {}
    for event in Stage(arriving, FIRST, dice, ()).play():
        ended[event.case.id] = max(event.end, ended.get(event.case.id, event.end))
    lasted: dict[str, list[float]] = {}
    for case in dealt:
        if case.cut_after is None:
            lasted.setdefault(case.process, []).append((ended[case.id] - arrived[case.id]) / timedelta(days=1))
    return {process: float(np.mean(days)) for process, days in lasted.items()}


def test_the_same_cases_take_as_long_as_in_the_generators_own_play() -> None:
    apart: dict[str, list[float]] = {}
    for seed in SEEDS:
        runs, theirs = play_world(demo_world(seed), Protocol(replications=4, resamples=False)), generated(seed)
        for process, days in theirs.items():
            apart.setdefault(process, []).append(float(runs.mean_cycle_time(process).mean()) - days)
    for process, differences in apart.items():
        found = interval_of(np.array(differences))
        assert found.low <= 0 <= found.high, (process, found)
