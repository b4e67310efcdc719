"""A limit that is raised lets a log in."""

from pathlib import Path

import pytest

from tests.eventlog.files import table, written
from workbench.eventlog import Limits, read_log
from workbench.eventlog.mappings.column_sample import sample_table
from workbench.findings import LimitError
from workbench.tables.limits import limits_of


def test_a_raised_limit_lets_the_file_in(tmp_path: Path) -> None:
    path = table(tmp_path, ["1,a,2025-03-03"], "case_id,activity,end")
    with pytest.raises(LimitError):
        read_log(path, limits=limits_of(["columns=2"]))
    assert read_log(path, limits=limits_of(["columns=3"])).n_events == 1


def test_a_long_field_of_a_sample_is_let_in_too(tmp_path: Path) -> None:
    path = written(tmp_path, "long.csv", "case_id,activity\n1," + "x" * 300_000 + "\n2,b\n")
    assert sample_table(path).n_rows == 2
    with pytest.raises(LimitError):
        sample_table(path, limits=Limits(value_characters=1_000))
