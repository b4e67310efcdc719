"""Indicators with their targets and what they were in the trial, as tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from workbench.design import DesignedProcess
from workbench.fit.kpis import measure_of
from workbench.fit.kpis.units import unit_of
from workbench.report.documents.edition import Edition
from workbench.report.documents.facts import Baseline
from workbench.report.documents.parts import Paragraph, Table
from workbench.report.documents.wording import Wording
from workbench.shown import figure_text
from workbench.strategy import KPI, Objective

_COLUMNS = (
    ("doc-indicator", 1.4),
    ("doc-measured-as", 1.3),
    ("doc-target", 0.9),
    ("doc-due", 0.9),
    ("doc-answers", 1.0),
    ("doc-baseline", 1.5),
)
_PERCENTILE: Final = re.compile(r"p(\d{1,2})")
_STATISTICS: Final = ("mean", "median")
_OF_SHARES: Final = "share"
"""The statistic of what is a share itself: its measure says so."""


def process_indicators(process: DesignedProcess, edition: Edition) -> Table | Paragraph:
    """Return the indicators of a process with targets, and its target time."""
    strategy, words = edition.wording.design.strategy, edition.wording
    rows = [row for kpi in strategy.kpis if kpi.process == process.id for row in _rows(kpi, _goals(kpi, words), edition)]
    if process.sidecar.target is not None:
        limit = words.say("doc-at-most", value=words.hours(process.sidecar.target))
        answers = words.post(words.design.owner_of(process))
        rows.append(
            (words.say("doc-target-time"), words.say("doc-each-case"), limit, words.none, answers, words.say("doc-not-measured"))
        )
    return words.table(_COLUMNS, rows or None)


def post_indicators(post: str, edition: Edition) -> Table | Paragraph:
    """Return the indicators whose objectives a post answers for."""
    words = edition.wording
    kpis = {each.id: each for each in words.design.strategy.kpis}
    mine = [each for each in words.design.strategy.objectives if words.design.vocabulary.posts.or_text(each.owner or "") == post]
    rows = [row for each in mine if each.kpi in kpis for row in _rows(kpis[each.kpi], (each,), edition)]
    return words.table(_COLUMNS, rows or None)


def _goals(kpi: KPI, words: Wording) -> tuple[Objective, ...]:
    return tuple(each for each in words.design.strategy.objectives if each.kpi == kpi.id)


def _rows(kpi: KPI, goals: Iterable[Objective], edition: Edition) -> Iterator[tuple[str, ...]]:
    words = edition.wording
    measured = {each.kpi: each for each in edition.facts.baseline}
    baseline = _baseline(measured[kpi.id], kpi, words) if kpi.id in measured else words.say("doc-not-measured")
    for goal in tuple(goals) or (None,):
        yield (
            words.kept(kpi.name, kpi.name_en),
            _measure(kpi, words),
            words.unspecified if goal is None or goal.target is None else _target(goal.target, kpi, words),
            words.unspecified if goal is None or goal.due is None else goal.due.isoformat(),
            words.post(words.design.vocabulary.posts.or_text(goal.owner) if goal is not None and goal.owner else None),
            baseline,
        )


def _measure(kpi: KPI, words: Wording) -> str:
    """Return how an indicator is computed: its measure, and its statistic or the one that is usual for the measure."""
    measure = measure_of(kpi.measure or "")
    named = kpi.measure if measure is None else words.say(measure.title)
    statistic = kpi.statistic or ("" if measure is None else measure.statistic)
    return words.or_unspecified(
        words.joined(filter(None, (named, "" if statistic == _OF_SHARES else _statistic(statistic, words))))
    )


def _statistic(name: str, words: Wording) -> str:
    """Return what a statistic is called, as it is written where it is none that is known."""
    percentile = _PERCENTILE.fullmatch(name.strip().casefold())
    if percentile:
        return words.say("doc-statistic-percentile", number=percentile[1])
    return words.say(f"doc-statistic-{name}") if name in _STATISTICS else name


def _target(target: float, kpi: KPI, words: Wording) -> str:
    value = _value(target, kpi, words)
    sides = {"down": "doc-at-most", "up": "doc-at-least"}
    return words.say(sides[kpi.direction], value=value) if kpi.direction in sides else value


def _value(value: float, kpi: KPI, words: Wording) -> str:
    """Write a figure of an indicator in its unit, the usual one of its measure where it names none."""
    measure = measure_of(kpi.measure or "")
    unit = None if measure is None else unit_of(measure.quantity, kpi.unit)
    return figure_text(value, unit or kpi.unit or "", words.language)


def _baseline(figure: Baseline, kpi: KPI, words: Wording) -> str:
    value = _value(figure.value, kpi, words)
    if figure.low is None or figure.high is None:
        return words.say("doc-baseline-value", value=value, n=figure.n)
    low, high = (_value(each, kpi, words) for each in (figure.low, figure.high))
    return words.say("doc-baseline-interval", value=value, low=low, high=high, n=figure.n)
