"""A register that is written by many, or whose writers are stopped, keeps all that it said it would."""

import random
from pathlib import Path

from tests.faults.crowds_and_kills import crowd, lost_by_a_kill, statement, write_until_full
from workbench.normalization import open_register


def test_eight_at_once_lose_nothing_and_write_nothing_twice(tmp_path: Path) -> None:
    counts = crowd(tmp_path, 8, 3)
    assert len(counts) == 24
    assert set(counts.values()) == {1}
    assert open_register(tmp_path).verify() == ()


def test_what_was_acknowledged_survives_kills_and_the_next_writer_goes_on(tmp_path: Path) -> None:
    dice = random.Random(7)
    assert [lost_by_a_kill(tmp_path, dice) for _ in range(3)] == [set()] * 3
    open_register(tmp_path).enter(statement(0, 0))
    assert open_register(tmp_path).verify() == ()


def test_a_full_disk_is_said_and_the_last_state_stays_readable(tmp_path: Path) -> None:
    assert write_until_full(tmp_path, 120_000) == "REGISTER_UNWRITABLE"
    register = open_register(tmp_path)
    kept = len(register.entered("run"))
    assert kept > 0
    register.enter(statement(0, 0))
    assert len(register.entered("run")) == kept + 1
    assert register.verify() == ()
