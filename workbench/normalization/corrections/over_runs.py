"""What the recorded runs say one after another: fit by scope against the level it has, and rates of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from workbench.findings import ENTERPRISE
from workbench.fit.plan.priority import FULL_RATE
from workbench.fit.scoring_rules import LevelRules
from workbench.normalization.corrections.series import Point, Series, Watched
from workbench.normalization.sightings import Run


def series_of_runs(runs: Iterable[Run], rules: LevelRules) -> tuple[Series, ...]:
    """Return the score of each scope and the rate of each finding over the runs, each on the last day of its evidence.

    A score has as its limit the border of the level below, a rate that from which on it counts in full. Of runs that end on the
    same day the last counts. Runs over the same events resemble each other more than they should: let their windows not overlap.
    """
    by_day = {_day(each): each for each in sorted(runs, key=lambda it: it.at)}
    ordered = sorted(by_day.items())
    return (*_scores(ordered, rules), *_rates(ordered))


def _scores(runs: Sequence[tuple[date, Run]], rules: LevelRules) -> Iterator[Series]:
    for scope in sorted({each.scope for _, run in runs for each in run.scopes}):
        points = tuple(
            Point(day=day, value=each.score.value, n=_cases(run, scope))
            for day, run in runs
            for each in run.scopes
            if each.scope == scope and each.score.value is not None
        )
        if points:
            borders = (rules.stable_score, rules.basic_score, rules.partial_score)
            limit = next((each for each in borders if each < points[-1].value), rules.partial_score)
            yield Series(watched=Watched.SCORE, scope=scope, about="", limit=limit, points=points)


def _rates(runs: Sequence[tuple[date, Run]]) -> Iterator[Series]:
    """Yield the rates of findings that were ever claimed; in a run that could judge one and did not see it, it is 0."""
    known = {each.id: each for _, run in runs for each in run.findings if each.is_claimed and each.rate is not None}
    for finding in (known[key] for key in sorted(known)):
        points: list[Point] = []
        for day, run in runs:
            seen = run.of(finding.id)
            if seen is not None and seen.rate is not None:
                points.append(Point(day=day, value=seen.rate, n=seen.exposed or 0))
            elif seen is None and run.judges(finding.code, finding.scope):
                points.append(Point(day=day, value=0.0, n=_cases(run, finding.scope)))
        yield Series(
            watched=Watched.DEVIATIONS,
            scope=finding.scope,
            about=f"{finding.code} {finding.id}",
            limit=FULL_RATE,
            points=tuple(points),
        )


def _day(run: Run) -> date:
    """Return the last day of the evidence; that of the run where no log bears times."""
    return max((each.last for each in run.processes if each.last is not None), default=run.day)


def _cases(run: Run, scope: str) -> int:
    return sum(each.cases for each in run.processes if scope in (ENTERPRISE, each.process))
