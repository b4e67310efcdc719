"""The demo's what-ifs as edits come out as the worlds that were written down for them."""

from __future__ import annotations

import numpy as np
import pytest

from demo.generate import DEFAULT_SEED
from demo.processes import MANAGER_APPROVAL
from tests.simulation.demo_world import daily_approval, demo_world, one_more_planner
from workbench.simulation.edits import Edit, Hire, LeaveOut, Ungate, apply_all
from workbench.simulation.experiment import Protocol, play_world
from workbench.simulation.world import World

DAILY = Ungate(process="P2P", activity="P2P-12")
PLANNER = Hire(post="P1", number=1)
UNAPPROVED = LeaveOut(process="P2P", activity=MANAGER_APPROVAL)


def cycle_times(world: World) -> np.ndarray:
    runs = play_world(world, Protocol(replications=2, resamples=False))
    return np.array([each.cycle_time for each in runs.replications])


def written(*edits: Edit) -> World:
    """Return the world that was written down for some edits."""
    world = demo_world(DEFAULT_SEED, (MANAGER_APPROVAL,) if UNAPPROVED in edits else ())
    world = daily_approval(world) if DAILY in edits else world
    return one_more_planner(world) if PLANNER in edits else world


@pytest.mark.parametrize("edits", [(DAILY,), (PLANNER,), (UNAPPROVED,), (UNAPPROVED, PLANNER, DAILY)])
def test_each_case_takes_as_long_as_in_the_world_written_down(edits: tuple[Edit, ...]) -> None:
    start = demo_world(DEFAULT_SEED)
    edited = cycle_times(apply_all(start, edits))
    assert np.array_equal(edited, cycle_times(written(*edits)), equal_nan=True)
    assert not np.array_equal(edited, cycle_times(start), equal_nan=True)
