"""The causal order of what happened: the design's, and what nobody designed in series with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.builders import process
from tests.enterprise_builder import Enterprise
from tests.simulation.small_worlds import with_log
from workbench.simulation.calibration import Calibrated, calibrated


def happened(*rows: str) -> Calibrated:
    """Calibrate one process with a block of b and c between a and d, and of what happened as `label begin end`, in hours."""
    block = process("p").start().task("a").both("split").task("b").both("join").task("d").end().at("split").task("c").to("join")
    base = Enterprise().department("D").post("P", "D").person("x", "P").duty("a", R="P").process(block).cases("p", "a:x")
    one = base.events["p"][0]
    events = []
    for row in rows:
        label, begin, end = row.split()
        events.append(replace(one, row=replace(one.row, activity=label, start=600 + int(begin) * 60, end=600 + int(end) * 60)))
    return calibrated(with_log(base, events).linkage())


def before(found: Calibrated) -> Mapping[str, set[str]]:
    names = [found.world.tasks[each].activity for each in found.world.cases.task.tolist()]
    pairs: dict[str, set[str]] = {}
    for one, other in found.world.cases.order.tolist():
        pairs.setdefault(names[other], set()).add(names[one])
    return pairs


def test_what_the_design_lets_happen_side_by_side_stays_so() -> None:
    assert before(happened("a 0 1", "c 1 2", "b 2 3", "d 3 4")) == {"b": {"a"}, "c": {"a"}, "d": {"b", "c"}}


@pytest.mark.parametrize(
    ("rows", "of_extra", "after_extra"),
    [
        (("a 0 1", "extra 1 2", "b 2 3", "c 3 4", "d 4 5"), {"a"}, {"b", "c"}),
        (("a 0 1", "b 1 2", "extra 2 3", "c 3 4", "d 4 5"), {"b"}, {"d"}),
        (("a 0 1", "b 1 3", "c 1 3", "extra 3 4", "d 4 5"), {"b", "c"}, {"d"}),
        (("a 0 1", "b 1 2", "c 2 4", "extra 2 3", "d 4 5"), {"b"}, {"d"}),
        (("a 0 1", "b 1 2", "c 2 3", "d 3 4", "extra 4 5"), {"d"}, set()),
        (("extra 0 1", "a 1 2", "b 2 3", "c 3 4", "d 4 5"), set(), {"a"}),
    ],
)
def test_what_nobody_designed_stands_in_series_where_it_happened(
    rows: tuple[str, ...], of_extra: set[str], after_extra: set[str]
) -> None:
    found = before(happened(*rows))
    assert found.get("extra", set()) == of_extra
    assert {name for name, those in found.items() if "extra" in those} == after_extra
    assert "c" not in found.get("b", set())
    assert "b" not in found.get("c", set())
