"""Columns out of Parquet: dictionaries of several row groups become one, times that are unknown at first are known later."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from workbench.eventlog import MISSING, NO_TIME, stored_columns
from workbench.eventlog.stored_columns import StoredTable
from workbench.eventlog.texts import Texts, numbers_of_arrow

TEXTS = ["b", "a", None, "c", "a", "d", "d", None]
TIMES = [None, None, 5, None, 7, 8, None, None]


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoredTable:
    """Return a table of four row groups of two rows."""
    monkeypatch.setattr(stored_columns, "ROW_GROUP", 2)
    columns = {
        "text": pa.array(TEXTS).dictionary_encode(),
        "time": pa.array(TIMES, pa.timestamp("us", tz="UTC")),
        "never": pa.nulls(8, pa.timestamp("us", tz="UTC")),
        "code": pa.array(range(8), pa.int32()),
        "id": pa.array([f"case {number}" for number in range(8)]),
    }
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table(columns), path, row_group_size=2, use_dictionary=["text"])
    return StoredTable(path)


def test_dictionaries_of_row_groups_become_one(table: StoredTable) -> None:
    column = table.column("text")
    assert tuple(column.values) == ("a", "b", "c", "d")
    assert [column.values[code] if code != MISSING else None for code in column.codes.tolist()] == TEXTS


def test_times_may_be_unknown_at_first_and_at_last(table: StoredTable) -> None:
    assert table.times("time").tolist() == [NO_TIME if time is None else time for time in TIMES]
    assert table.times("never").tolist() == [NO_TIME] * 8
    assert not table.times("never").flags.writeable


def test_numbers_and_ids_come_as_they_are(table: StoredTable) -> None:
    assert table.codes("code").tolist() == list(range(8))
    assert tuple(table.texts("id")) == tuple(f"case {number}" for number in range(8))


def test_a_table_without_rows_has_columns_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "empty.parquet"
    pq.write_table(pa.table({"text": pa.array([], pa.string()).dictionary_encode(), "id": pa.array([], pa.string())}), path)
    empty = StoredTable(path)
    assert (len(empty.column("text").codes), len(empty.texts("id"))) == (0, 0)


@pytest.mark.parametrize("offset", [0, 1, 9])
def test_a_slice_with_nulls_is_read_from_where_it_begins(offset: int) -> None:
    numbers = [None if number % 3 == 0 else number for number in range(20)]
    part = pa.array(numbers, pa.int64()).slice(offset, 8)
    assert numbers_of_arrow(part, np.int64, -5).tolist() == [
        -5 if each is None else each for each in numbers[offset : offset + 8]
    ]


def test_texts_are_found_among_others() -> None:
    assert Texts.of(["b", "", "x", "b"]).positions_in(Texts.of(["a", "b", ""])).tolist() == [1, 2, -1, 1]
    assert Texts.of([]).positions_in(Texts.of(["a"])).tolist() == []
    assert Texts.of(["a"]).positions_in(Texts.of([])).tolist() == [-1]
