"""A scenario of Prosimos – its parameter file (JSON) and its BPMN model – as a world, read as Prosimos 2.1 reads it.

Durations are in seconds. A law is drawn again outside of its least and largest; an exponential one begins at its least. Of a pool
of so many each is a person of his own. The first case comes one interval after the start; who would come out of the hours of
arrival comes when they begin, and the next interval counts from there. Events with a law are delays that hold nobody. Batches,
priorities, case attributes and multitasking are not read: what has any is refused.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import flows_taken
from workbench.organization import WorkingCalendar
from workbench.process import Behavior, behavior_of, read_bpmn
from workbench.simulation.draws import key_of, uniforms
from workbench.simulation.experiment import Protocol, play_world
from workbench.simulation.laws import Exponential, Fixed, Gamma, Law, Lognormal, Normal, Uniform
from workbench.simulation.routing import routed
from workbench.simulation.world import Task, Worker, World
from workbench.study import assess, study_of

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_UNREAD = ("batch_processing", "prioritisation_rules", "case_attributes", "multitask", "branch_rules")


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """All that is the same in each replication; `hours` are those in which cases arrive, by weekday, in µs since midnight."""

    behavior: Behavior
    workers: tuple[Worker, ...]
    tasks: tuple[Task, ...]
    calendars: Mapping[str, WorkingCalendar]
    probabilities: Mapping[str, float]
    interval: Law
    hours: tuple[tuple[tuple[int, int], ...], ...]

    def world(self, start: datetime, number: int, seed: int) -> World:
        """Return a world with so many cases, their arrivals and ways drawn from a seed."""
        arrivals = self._arrivals(int(start.timestamp()) * SECOND, number, seed)
        cases = routed(self.behavior, self.tasks, self.probabilities, arrivals, seed)
        return World(workers=self.workers, tasks=self.tasks, cases=cases, calendars=self.calendars)

    def _arrivals(self, start: int, number: int, seed: int) -> NDArray[np.int64]:
        turns = np.arange(number)
        intervals = np.round(self.interval.of(lambda k: uniforms(seed, key_of("arrival"), k, turns))).astype(np.int64)
        found, now = [], start
        for interval in intervals.tolist():
            now = self._when_open(now + interval)
            found.append(now)
        return np.array(found, dtype=np.int64)

    def _when_open(self, instant: int) -> int:
        day, since_midnight = divmod(instant, DAY)
        for later in range(8):
            for opens, closes in self.hours[(day + 3 + later) % 7]:
                if later or since_midnight <= closes:
                    return max(instant, (day + later) * DAY + opens)
        raise ValueError("cases never arrive: the calendar of arrival is empty")


def read_scenario(model: Path, parameters: Path) -> Scenario:
    """Read a scenario. Raises ValueError for what is not read, or where those of one task differ in their law."""
    said = json.loads(parameters.read_text(encoding="utf-8"))
    if any(said.get(key) for key in _UNREAD):
        raise ValueError(f"{parameters.name} holds one of {', '.join(_UNREAD)}, which are not read here")
    (process,) = (each for each in read_bpmn(model).processes if each.nodes)
    pools = [pool for profile in said["resource_profiles"] for pool in profile["resource_list"]]
    staff = {pool["id"]: [_worker(pool, number) for number in range(int(pool["amount"]))] for pool in pools}
    delays = [
        Task(process=process.id, activity=each["event_id"], delay=_law(each)) for each in said.get("event_distribution", ())
    ]
    ways = [way for gateway in said["gateway_branching_probabilities"] for way in gateway["probabilities"]]
    return Scenario(
        behavior=behavior_of(process),
        workers=tuple(worker for workers in staff.values() for worker in workers),
        tasks=(*(_task(process.id, each, staff) for each in said["task_resource_distribution"]), *delays),
        calendars={each["id"]: _calendar(each) for each in said["resource_calendars"]},
        probabilities={way["path_id"]: float(way["value"]) for way in ways},
        interval=_law(said["arrival_time_distribution"]),
        hours=_weekly(said["arrival_time_calendar"]),
    )


def as_logged(scenario: Scenario, model: Path, log: Path) -> Scenario:
    """Return a scenario whose branches are taken as often as in a log, by the paths of its alignments."""
    (conformance,) = assess(study_of(model, log, timezone="UTC")).conformance.values()
    shares = {
        flow.flow: flow.times / max(sum(each.times for each in branches), 1)
        for branches in flows_taken(conformance).branches.values()
        for flow in branches
    }
    return replace(scenario, probabilities={**scenario.probabilities, **shares})


def mean_cycle_time(world: World, seed: int) -> float:
    """Return the mean hours from the first begin to the last end of work in a case, as a log shows them, in one play."""
    (replication,) = play_world(world, Protocol(replications=1, seed=seed, resamples=False)).replications
    played, case = replication.played, replication.steps.case
    if not played.is_done.all():
        raise ValueError("not all of the work was done")
    shown = played.person >= 0
    first, last = np.full(len(world.cases), np.iinfo(np.int64).max), np.zeros(len(world.cases), dtype=np.int64)
    np.minimum.at(first, case[shown], played.begin[shown])
    np.maximum.at(last, case[shown], played.end[shown])
    return float((last - first)[last > 0].mean() / HOUR)


def _worker(pool: Mapping[str, Any], number: int) -> Worker:
    return Worker(id=f"{pool['id']} {number}", calendar=pool["calendar"], post=pool["name"])


def _task(process: str, said: Mapping[str, Any], staff: Mapping[str, Sequence[Worker]]) -> Task:
    laws = {_law(each) for each in said["resources"]}
    if len(laws) != 1:
        raise ValueError(f"those who do {said['task_id']} differ in their law")
    able = tuple(worker.id for each in said["resources"] for worker in staff[each["resource_id"]])
    return Task(process=process, activity=said["task_id"], able=able, work=laws.pop())


def _law(said: Mapping[str, Any]) -> Law:
    values = [float(each["value"]) for each in said["distribution_params"]]
    name = said["distribution_name"]
    first, second, low, high = ([each * SECOND for each in values] + [0.0] * 4)[:4]
    if name == "fix":
        return Fixed(value=first)
    if name == "uniform":
        return Uniform(low=first, high=second)
    if name == "expon":
        return Exponential(mean=first, low=second, high=low)
    if name == "norm":
        return Normal(mean=first, deviation=second, low=low, high=high)
    if name == "lognorm":
        return Lognormal(mean=first, variation=values[1] ** 0.5 / values[0], low=low, high=high)
    if name == "gamma":
        return Gamma(mean=first, variance=values[1] * SECOND**2, low=low, high=high)
    raise ValueError(f"the distribution {name} is not known here")


def _calendar(said: Mapping[str, Any]) -> WorkingCalendar:
    days = _weekly(said["time_periods"])
    minutes = [tuple((opens // (60 * SECOND), closes // (60 * SECOND)) for opens, closes in day) for day in days]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = minutes
    weekly = monday, tuesday, wednesday, thursday, friday, saturday, sunday
    return WorkingCalendar(id=said["id"], timezone="UTC", weekly=weekly)


def _weekly(periods: Sequence[Mapping[str, str]]) -> tuple[tuple[tuple[int, int], ...], ...]:
    days: list[list[tuple[int, int]]] = [[] for _ in _DAYS]
    for each in periods:
        first, last = _DAYS.index(each["from"]), _DAYS.index(each["to"])
        for day in range(first, first + (last - first) % 7 + 1):
            span = _since_midnight(each["beginTime"]), _since_midnight(each["endTime"])
            days[day % 7].insert(bisect_right(days[day % 7], span), span)
    return tuple(map(tuple, days))


def _since_midnight(text: str) -> int:
    moment = time.fromisoformat(text)
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * SECOND + moment.microsecond


START = datetime(2023, 1, 2, 9, tzinfo=UTC)
"""When the logs of the scenarios begin."""
