"""Whatever command is killed, and whenever, leaves nothing half done: more of it by `python -m tests.faults`."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.door_kills import is_killed, left_by_a_publication, left_by_a_report, left_by_an_import


@pytest.mark.parametrize("left", [left_by_an_import, left_by_a_report, left_by_a_publication], ids=lambda it: it.__name__)
def test_a_command_that_is_killed_leaves_what_is_whole_and_nothing_else(
    tmp_path: Path, left: Callable[[Path, float], Iterator[str]]
) -> None:
    moment = random.Random(11).uniform(0.5, 4)
    assert list(left(tmp_path / "killed", moment)) == []


def test_a_command_is_killed_before_its_end(tmp_path: Path) -> None:
    assert is_killed(0.01, "report", tmp_path)
