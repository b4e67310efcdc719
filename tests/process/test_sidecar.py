"""What a sidecar says of times and lanes is read, and what it says wrongly is named by its key."""

from pathlib import Path

import pytest

from workbench.findings import InputError
from workbench.process import Sidecar, read_sidecar
from workbench.process.sidecar import LaneMeaning, TimeLimit


def read(folder: Path, text: str) -> Sidecar:
    path = folder / "p.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sidecar(path)


@pytest.mark.parametrize(
    ("duration", "limit"),
    [
        ("P16D", TimeLimit(hours=384, is_elapsed=True)),
        ("P2W", TimeLimit(hours=336, is_elapsed=True)),
        ("P1DT12H", TimeLimit(hours=36, is_elapsed=True)),
        ("PT40H", TimeLimit(hours=40)),
        ("PT90M", TimeLimit(hours=1.5)),
    ],
)
def test_days_are_elapsed_and_hours_alone_are_worked(tmp_path: Path, duration: str, limit: TimeLimit) -> None:
    assert read(tmp_path, f"process: {{target_cycle_time: {duration}}}").target == limit


def test_time_limits_calendars_and_lanes(tmp_path: Path) -> None:
    text = (
        "process: {calendar: OFFICE}\nlane_means: post\nactivities: {a: {sla: {hours: 16, calendar: SHOP}}, b: {sla: {hours: 2}}}"
    )
    facts = read(tmp_path, text)
    assert (facts.calendar, facts.lane_means, facts.target) == ("OFFICE", LaneMeaning.POST, None)
    assert facts.activities["a"].time_limit == TimeLimit(hours=16, calendar="SHOP")
    assert facts.activities["b"].time_limit == TimeLimit(hours=2)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("process: {target_cycle_time: 16 days}", "process: target_cycle_time"),
        ("process: {target_cycle_time: P}", "process: target_cycle_time"),
        ("process: {target_cycle_time: P0D}", "process: target_cycle_time"),
        ("lane_means: room", "lane_means"),
        ("activities: {a: {sla: 16}}", "activities: a: sla"),
        ("activities: {a: {sla: {hours: -1}}}", "activities: a: sla"),
        ("activities: {a: {sla: {hours: .nan}}}", "activities: a: sla"),
    ],
)
def test_a_wrong_form_is_named_by_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(InputError) as stopped:
        read(tmp_path, text)
    assert stopped.value.finding.facts["key"] == key
