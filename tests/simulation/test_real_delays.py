"""Delays in logs of others who put them there: how long each event was delayed stands in the log, in a column that is not read.

The logs are the synthetic ones of AutomatedProcessImprovement/extraneous-activity-delays (Apache-2.0), with timers before some
activities and people who are busy for up to 99 % of their time.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from workbench import assess, open_study
from workbench.simulation.calibration import Calibrated, calibrated
from workbench.simulation.laws import NOTHING

MINUTE = 60_000_000
SETTINGS = """
name: timers
language: en
timezone: UTC
processes:
  P: {model: models/processes/P.bpmn, log: event_logs/p.csv}
"""
CALENDARS = """
timezone: UTC
calendars:
  WEEK: {weekly: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}}
"""
Rows = Sequence[Mapping[str, str]]


def rows_of(path: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))


def table(path: Path, *rows: Iterable[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def workspace(folder: Path, source: Path, name: str, rows: Rows) -> None:
    """Write a workspace: model and log, and everybody whom the log names, on the post that his name tells, in its hours."""
    profiles = json.loads((source / f"{name}.json").read_text())
    hours = {each["id"]: "WEEK" if each["name"] == "Mon-Fri" else "" for each in profiles["resource_calendars"]}
    calendar = {each["name"]: hours[each["resource_list"][0]["calendar"]] for each in profiles["resource_profiles"]}
    people = sorted({each["resource"] for each in rows})
    post_of = {each: each.rpartition("_")[0] if each.rpartition("_")[2].isdigit() else each for each in people}
    posts = [(post, post, "D", list(post_of.values()).count(post), calendar[post]) for post in sorted(set(post_of.values()))]
    models = folder / "models"
    table(models / "organization/departments.csv", ("department_id", "name"), ("D", "D"))
    table(models / "organization/posts.csv", ("post_id", "name", "department_id", "headcount", "calendar"), *posts)
    table(models / "organization/persons.csv", ("person_id", "post_id"), *post_of.items())
    columns = ("case_id", "activity", "start_time", "end_time", "resource")
    heads = ("case_id", "activity", "start", "end", "resource")
    table(folder / "event_logs/p.csv", heads, *([each[column] for column in columns] for each in rows))
    (models / "organization/calendars.yaml").write_text(CALENDARS)
    (models / "processes").mkdir()
    (models / "processes/P.bpmn").write_bytes((source / f"{name}.bpmn").read_bytes())
    (folder / "workbench.yaml").write_text(SETTINGS)


def found(folder: Path) -> tuple[Calibrated, Mapping[str, str]]:
    """Return the calibrated world, and how each activity is called in the log."""
    linkage = assess(open_study(folder)).linkage
    (process,) = linkage.processes
    names = {each.id: name for each in process.activities for name in each.texts.values()}
    return calibrated(linkage), names


@pytest.mark.parametrize(
    "pair",
    ["loan_application/Loan_Application_5_timers", "procure_to_pay/Procure_to_Pay_5_timers", "procure_to_pay/Procure_to_Pay"],
)
def test_delays_are_found_as_long_as_they_were_and_only_where_they_were(shared_data: Path, tmp_path: Path, pair: str) -> None:
    source, name = (shared_data / "pairs" / pair).parent, Path(pair).name
    rows = rows_of(source / f"{name}.csv.gz")
    workspace(tmp_path, source, name, rows)
    calibration, names = found(tmp_path)
    truth: dict[str, list[float]] = {}
    for each in rows:
        truth.setdefault(each["activity"], []).append(float(each.get("extraneous_delay") or 0))
    delayed = {activity: float(np.mean(seconds)) / 60 for activity, seconds in truth.items() if any(seconds)}
    tasks = {names[each.activity]: each for each in calibration.world.tasks if each.delay != NOTHING}
    assert set(tasks) == set(delayed)
    for activity, minutes in delayed.items():
        assert tasks[activity].delay.mean / MINUTE == pytest.approx(minutes, rel=0.01)
        assert tasks[activity].calendar == "24/7"
    assert all(each.gate is None and each.binding is None for each in calibration.world.tasks)
