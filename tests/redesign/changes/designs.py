"""The two enterprises as designs, and what makes two designs the same."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.enterprise.generate import generate
from tests.enterprise.writing import write
from workbench.design import Design
from workbench.redesign.changes.edits import Rows
from workbench.study import open_study

ROOT = Path(__file__).resolve().parents[3]


@cache
def demo() -> Design:
    """Return the design of the demo enterprise."""
    return open_study(ROOT).design


@cache
def laboratory() -> Design:
    """Return the design of the second enterprise."""
    with TemporaryDirectory() as folder:
        return open_study(write(generate(7), Path(folder), "tables")).design


def assert_same(one: Design, other: Design) -> None:
    """Assert that two designs say the same: all rows in their order, and all that is derived from them."""
    for table in Rows:
        assert table.of(one) == table.of(other), table
    assert one.activities == other.activities
    assert [each.sidecar for each in one.processes] == [each.sidecar for each in other.processes]
    assert [each.model for each in one.processes] == [each.model for each in other.processes]
    assert [each.naming for each in one.processes] == [each.naming for each in other.processes]
    assert Counter(each.id for each in one.findings) == Counter(each.id for each in other.findings)
    assert one.vocabulary.posts.texts == other.vocabulary.posts.texts
