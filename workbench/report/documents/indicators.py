"""Indicators with their targets and what they were in the trial, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.design import DesignedProcess
from workbench.report.documents.edition import Edition
from workbench.report.documents.facts import Baseline
from workbench.report.documents.parts import Paragraph, Table
from workbench.report.documents.wording import Wording
from workbench.strategy import KPI, Objective

_COLUMNS = (
    ("doc-indicator", 1.4),
    ("doc-measured-as", 1.3),
    ("doc-target", 0.9),
    ("doc-due", 0.9),
    ("doc-answers", 1.0),
    ("doc-baseline", 1.5),
)
_MEASURES = ("cycle_time", "in_system_share")
_STATISTICS = ("mean", "median", "p90", "share")


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
            kpi.name,
            _measure(kpi, words),
            words.unspecified if goal is None or goal.target is None else _target(goal.target, kpi, words),
            words.unspecified if goal is None or goal.due is None else goal.due.isoformat(),
            words.post(words.design.vocabulary.posts.or_text(goal.owner) if goal is not None and goal.owner else None),
            baseline,
        )


def _measure(kpi: KPI, words: Wording) -> str:
    """Return how an indicator is computed; measures and statistics that have no word are told as they are written."""
    parts = []
    if kpi.measure:
        parts.append(words.say(f"doc-measure-{kpi.measure}") if kpi.measure in _MEASURES else kpi.measure)
    if kpi.statistic:
        parts.append(words.say(f"doc-statistic-{kpi.statistic}") if kpi.statistic in _STATISTICS else kpi.statistic)
    return words.or_unspecified(words.joined(parts))


def _target(target: float, kpi: KPI, words: Wording) -> str:
    value = _value(target, kpi, words)
    sides = {"down": "doc-at-most", "up": "doc-at-least"}
    return words.say(sides[kpi.direction], value=value) if kpi.direction in sides else value


def _value(value: float, kpi: KPI, words: Wording) -> str:
    if kpi.unit == "share":
        return f"{round(100 * value, 1):g}%"
    if kpi.unit == "d":
        return words.say("doc-days", count=f"{round(value, 2):g}")
    if kpi.unit == "h":
        return words.say("doc-hours", count=f"{round(value, 2):g}")
    return f"{round(value, 3):g} {kpi.unit or ''}".strip()


def _baseline(figure: Baseline, kpi: KPI, words: Wording) -> str:
    value = _value(figure.value, kpi, words)
    if figure.low is None or figure.high is None:
        return words.say("doc-baseline-value", value=value, n=figure.n)
    low, high = (_value(each, kpi, words) for each in (figure.low, figure.high))
    return words.say("doc-baseline-interval", value=value, low=low, high=high, n=figure.n)
