"""Whatever is done to a release behind the workbench's back shows, together with what the register states of it."""

import random
from pathlib import Path

from tests.faults.release_kills import left_by_a_kill
from tests.faults.release_tampering import undetected


def test_tamperings_of_all_kinds_are_told(tmp_path: Path) -> None:
    assert list(undetected(tmp_path, 300)) == []


def test_a_release_that_was_stopped_at_any_moment_is_whole_or_not_there(tmp_path: Path) -> None:
    dice = random.Random(5)
    assert [left_by_a_kill(tmp_path / str(number), dice) for number in range(4)] == [()] * 4
