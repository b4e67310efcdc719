"""What the recorded runs say one after another: fit by scope against the level it has, and rates of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from workbench.findings import ENTERPRISE
from workbench.fit.plan.priority import FULL_RATE
from workbench.fit.scoring_rules import LevelRules
from workbench.normalization.corrections.series import Point, Series, Watched
from workbench.normalization.sightings import Run

_Seen: TypeAlias = tuple[Run, Point]
"""A run, and the point that it is in some series, on the last day of its evidence there."""


def series_of_runs(runs: Iterable[Run], rules: LevelRules) -> tuple[Series, ...]:
    """Return the score of each scope and the rate of each finding over the runs, each on the last day of its evidence.

    A score has as its limit the border of the level below, a rate that from which on it counts in full. Runs that share events
    resemble each other, and make tendencies out of nothing: of these one counts (`_apart`).
    """
    ordered = sorted(runs, key=lambda it: it.at)
    return (*_scores(ordered, rules), *_rates(ordered))


def _scores(runs: Sequence[Run], rules: LevelRules) -> Iterator[Series]:
    for scope in sorted({each.scope for run in runs for each in run.scopes}):
        seen = (
            (run, Point(day=_day(run, scope), value=each.score.value, n=_cases(run, scope)))
            for run in runs
            for each in run.scopes
            if each.scope == scope and each.score.value is not None
        )
        points = _apart(seen, scope)
        if points:
            borders = (rules.stable_score, rules.basic_score, rules.partial_score)
            limit = next((each for each in borders if each < points[-1].value), rules.partial_score)
            yield Series(watched=Watched.SCORE, scope=scope, about="", limit=limit, points=points)


def _rates(runs: Sequence[Run]) -> Iterator[Series]:
    """Yield the rates of findings that were ever claimed; in a run that could judge one and did not see it, it is 0."""
    known = {each.id: each for run in runs for each in run.findings if each.is_claimed and each.rate is not None}
    for finding in (known[key] for key in sorted(known)):
        points: list[_Seen] = []
        for run in runs:
            seen, day = run.of(finding.id), _day(run, finding.scope)
            if seen is not None and seen.rate is not None:
                points.append((run, Point(day=day, value=seen.rate, n=seen.exposed or 0)))
            elif seen is None and run.judges(finding.code, finding.scope):
                points.append((run, Point(day=day, value=0.0, n=_cases(run, finding.scope))))
        yield Series(
            watched=Watched.DEVIATIONS,
            scope=finding.scope,
            about=f"{finding.code} {finding.id}",
            limit=FULL_RATE,
            points=_apart(points, finding.scope),
        )


def _apart(seen: Iterable[_Seen], scope: str) -> tuple[Point, ...]:
    """Return the points of as many runs as share no day of evidence in a scope, the first first.

    Of runs over the same days the last counts; of runs of which nobody knows the days the very last, if there is no other.
    """
    every = list(seen)
    windows = [(*window, run.at, point) for run, point in every if (window := _window(run, scope)) is not None]
    kept: list[tuple[date, Point]] = []
    for first, last, _, point in sorted(windows, key=lambda each: each[:3], reverse=True):
        if not kept or last < kept[-1][0]:
            kept.append((first, point))
    if not kept:
        return tuple(point for _, point in every[-1:])
    return tuple(point for _, point in reversed(kept))


def _window(run: Run, scope: str) -> tuple[date, date] | None:
    """Return the first and the last day of the evidence of a run in a scope; None where no log there bears times."""
    days = [(each.first, each.last) for each in run.processes if scope in (ENTERPRISE, each.process)]
    known = [(first, last) for first, last in days if first is not None and last is not None]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def _day(run: Run, scope: str) -> date:
    window = _window(run, scope)
    return run.day if window is None else window[1]


def _cases(run: Run, scope: str) -> int:
    return sum(each.cases for each in run.processes if scope in (ENTERPRISE, each.process))
