"""How many of the last weeks of a trial went without a signal of drift, and how many weeks of a release under watch.

A trial cannot be held against the release before: it is tried out because the standard changed, and would show nothing but that.
So it is held against itself. The last weeks, as many as are asked for, are the new ones, and all full weeks of the trial before
them their baseline, which needs as many as a cycle time needs to be judged (`least_weeks`): of a shorter trial as many of the
last weeks are looked at as leave these. By the monitors of the watch, with their chance of a false alarm: a drift that is found
within the last weeks, and one that parts them from the weeks before, both count. Only weeks that are settled count at all, and
only cases that began in full weeks of the trial. A release is held against its baseline: all new weeks count, or none does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from workbench.eventlog.looks.weeks import day_number, monday_of, week_of
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.baseline import Baseline, baseline_of
from workbench.normalization.watch.cohorts import Span
from workbench.normalization.watch.observing import Observation, recorded, recorded_like
from workbench.normalization.watch.record import WEEK, ProcessRecord
from workbench.normalization.watch.signal import Monitor, Window
from workbench.normalization.watch.watching import Watched, judged_process, opens_case


@dataclass(frozen=True, kw_only=True)
class _Split:
    """The settled weeks of a trial, from Monday to Monday, and the Monday with which the last ones of them begin."""

    since: date
    last: date
    before: date

    @property
    def weeks(self) -> int:
        """Return how many are held against those before."""
        return (self.before - self.last).days // 7


def quiet_weeks(observation: Observation, trial: Window, asked: int, rules: WatchRules) -> Mapping[str, int]:
    """Return for each process how many of the last weeks of a trial, at most `asked`, went without a signal that opens a case.

    It is 0 where there was one. A process is left out of which that is not known: it has too few settled weeks for a baseline
    and one more, no times, or too few cases for the share of deviating ones to be judged.
    """
    since = monday_of(week_of(day_number(trial.first) + 6))
    before = monday_of(week_of(day_number(trial.last) + 1))
    whole = {each.id: _between(since, before) for each in observation.evidence.linkage.processes}
    splits = {each.id: _split(each, asked, rules) for each in recorded(observation, rules, whole)}
    known = {process: split for process, split in splits.items() if split is not None}
    baseline = baseline_of(observation, (), rules, {each: _between(split.since, split.last) for each, split in known.items()})
    frozen = {each: baseline.process[each] for each in known}
    new = recorded_like(observation, frozen, {each: _between(split.last, split.before) for each, split in known.items()})
    found = {each.id: _quiet(baseline, each, known[each.id], rules) for each in new}
    return MappingProxyType({process: weeks for process, weeks in found.items() if weeks is not None})


def quiet_weeks_since(watched: Watched, new: ProcessRecord) -> int | None:
    """Return how many new weeks of a process under watch went without a signal that opens a case: 0 where there was one.

    None where that is not known: no new week can be judged yet, or not the share of deviating cases.
    """
    if any(each.process == new.id and opens_case(each) for each in watched.signals):
        return 0
    untold = any(each.process == new.id and each.monitor is Monitor.CONFORMANCE for each in watched.unknown)
    if untold or new.first is None or new.last is None:
        return None
    return (new.last - new.first).days // 7 + 1


def _between(since: date, before: date) -> Span:
    return Span(cases_since=since, events_since=since, cases_before=before, events_before=before)


def _split(record: ProcessRecord, asked: int, rules: WatchRules) -> _Split | None:
    """Part the settled weeks of a trial; None where they are too few."""
    if record.first is None or record.last is None:
        return None
    before = record.last + WEEK
    weeks = min(asked, (before - record.first).days // 7 - rules.least_weeks)
    return _Split(since=record.first, last=before - WEEK * weeks, before=before) if weeks > 0 else None


def _quiet(baseline: Baseline, new: ProcessRecord, split: _Split, rules: WatchRules) -> int | None:
    said = judged_process(baseline, new, rules)
    if any(each.monitor is Monitor.CONFORMANCE for each in said.unknown):
        return None
    return 0 if any(opens_case(each) for each in said.signals) else split.weeks
