"""Long columns: the same numbers whether they stand in memory or in a file."""

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.eventlog.files import table
from workbench.eventlog import open_store, read_log, room, store, stored_columns, write_store
from workbench.eventlog.room import Growing, room_for, taken
from workbench.eventlog.rows import content

ROWS = [f'{number % 9},"a{number % 4} ""x""",2025-03-{number % 20 + 1:02} 08:00,p{number % 3},{number}' for number in range(60)]


@pytest.fixture(params=["memory", "file", "no disk"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let every column stand in memory, in a file, or in memory since a file cannot be had; work by few rows at a time."""
    if request.param != "memory":
        monkeypatch.setattr(room, "_IN_MEMORY", 0)
    if request.param == "no disk":

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "posix_fallocate", full, raising=False)
    monkeypatch.setattr(room, "_AT_A_TIME", 7)
    monkeypatch.setattr(content, "_AT_A_TIME", 7)
    for module in (store, stored_columns):
        monkeypatch.setattr(module, "ROW_GROUP", 6)
    return str(request.param)


def test_numbers_are_taken_in_any_room(place: str) -> None:
    numbers = np.arange(20, dtype=np.int32) * 10
    rows = np.array([*range(19, -1, -1), -1], dtype=np.int32)
    assert taken(numbers, rows).tolist() == [*range(190, -1, -10), 190], place
    assert taken(numbers, rows, rows).tolist() == rows.tolist() == [*range(190, -1, -10), 190]


def test_a_growing_column_keeps_its_pieces(place: str) -> None:
    column, pieces = Growing(np.int64), [np.arange(size, dtype=np.int64) for size in (0, 5, 5000, 1, 9000)]
    for piece in pieces:
        column.append(piece)
    assert len(column) == 14_006, place
    assert np.array_equal(column.whole(), np.concatenate(pieces))


def test_an_empty_column_has_room_too(place: str) -> None:
    assert room_for(0, np.int32).tolist() == [], place


def test_a_log_is_the_same_wherever_its_columns_stand(place: str, tmp_path: Path) -> None:
    path = table(tmp_path, [*ROWS, ROWS[5]], "case_id,activity,end,resource,amount")
    log = read_log(path)
    stored = open_store(write_store(log, tmp_path))
    assert (log.n_events, log.source.content) == (61, stored.source.content), place
    assert log.activities == tuple(f'a{number} "x"' for number in range(4))
    assert [finding.code for finding in log.findings] == ["TIME_ZONE_TAKEN", "LOG_DUPLICATE_EVENT"]
    assert {name: column.values for name, column in stored.columns.items()} == {
        name: column.values for name, column in log.columns.items()
    }
    for one, other in ((log.end, stored.end), (log.recorded, stored.recorded), (log.position, stored.position)):
        assert same(one, other)
    assert CONTENTS.setdefault("log", log.source.content) == log.source.content


CONTENTS: dict[str, str] = {}
"""The identity of the log above, as the first test that reads it finds it; places differ, the log does not."""


def same(one: NDArray[np.int64] | NDArray[np.int32], other: NDArray[np.int64] | NDArray[np.int32]) -> bool:
    return one.dtype == other.dtype and one.tolist() == other.tolist()
