"""What must hold before a standard is released (level M4, domain rules 3.5), each with its figure: met, not met, or not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Severity
from workbench.fit.scoring.model import Fit, Score
from workbench.fit.scoring_rules import LevelRules
from workbench.language import Language, say
from workbench.normalization.release.approving import Waiver
from workbench.normalization.release.trial import TrialWindow
from workbench.shown import figure_text

SCORE: Final = "score"
DIMENSION: Final = "dimension"
COVERAGE: Final = "coverage"
CRITICAL: Final = "critical"
QUIET: Final = "quiet"
EVIDENCE: Final = "evidence"
CONDITIONS: Final = (SCORE, DIMENSION, COVERAGE, CRITICAL, QUIET, EVIDENCE)
"""The codes of all conditions: what a waiver may name."""

_UNITS: Final = {SCORE: "score", DIMENSION: "score", COVERAGE: "share"}
_ROUNDING: Final = 1e-9
"""What a product of decimals may fall short of the whole number that it means."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition for one process: `about` is the dimension, if it is of one. `is_met` is None where that is not known.

    `figure` and `limit` are both in the `unit` of the condition: scores and coverage in [0, 1], findings and weeks counted, days
    of the log outside the trial; None where there is no figure. `evidence` are the ids of the findings that stand against it.
    """

    process: str
    code: str
    is_met: bool | None
    figure: float | None
    limit: float
    about: str = ""
    evidence: tuple[str, ...] = ()

    def text(self, language: Language) -> str:
        """Say what is asked for, and what is."""
        figure = say("release-no-figure", language) if self.figure is None else self._written(self.figure, language)
        about = say(f"dimension-{self.about}", language) if self.about else ""
        facts = {"process": self.process, "figure": figure, "limit": self._written(self.limit, language), "about": about}
        return say(f"release-condition-{self.code}", language, facts)

    @property
    def unit(self) -> str:
        """Return the unit of figure and limit, as `figure_text` has it."""
        return _UNITS.get(self.code, "count")

    def _written(self, value: float, language: Language) -> str:
        """Write a figure cut to a thousandth, not rounded: what falls short of a limit is not shown as the limit."""
        return figure_text(floor(value * 1000 + _ROUNDING) / 1000, self.unit, language)


@dataclass(frozen=True, kw_only=True)
class TrialRecord:
    """What a trial showed beside its scores: its window, and how many full weeks each watched process went without a signal."""

    window: TrialWindow
    quiet_weeks: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def conditions_of(
    fits: Sequence[Fit], findings: Sequence[Finding], rules: LevelRules, trial: TrialRecord
) -> tuple[Condition, ...]:
    """Return what a release asks of each process that it is the standard of, in a fixed order.

    The lower end of the 95 % interval of the score, and of each dimension that applies, the coverage, no open critical finding,
    no signal of drift for some weeks, and evidence from the trial alone. `findings` are the open ones, accepted ones left out.
    What caps a level (`Rating.vetoes`) counts where it is still open. Where the policy waives drift, nothing is asked of it.
    """
    return tuple(each for fit in fits for each in _conditions(fit, findings, rules, trial))


def unrated(version: str, processes: Collection[str], conditions: Iterable[Condition]) -> Finding | None:
    """Return that some processes of a version have no condition: the workspace does not design them; None where all have."""
    unknown = sorted({*processes} - {each.process for each in conditions})
    if not unknown:
        return None
    facts = {"version": version, "processes": ", ".join(unknown)}
    return Finding(code="RELEASE_UNASSESSED", severity=Severity.CRITICAL, facts=facts)


def unmet(conditions: Sequence[Condition], waiver: Waiver | None, on: date) -> tuple[Condition, ...]:
    """Return the conditions that stand against a release on a day: not met, or not known to be, and not waived."""
    return tuple(each for each in conditions if not each.is_met and (waiver is None or not waiver.covers(each.code, on)))


def _conditions(fit: Fit, findings: Sequence[Finding], rules: LevelRules, trial: TrialRecord) -> Iterator[Condition]:
    process = fit.scope.id
    yield _at_least(process, SCORE, _low(fit.score), rules.stable_score)
    for each in fit.dimensions:
        if each.score.applies:
            yield _at_least(process, DIMENSION, _low(each.score), rules.stable_dimension_score, each.dimension.value)
    yield _at_least(process, COVERAGE, fit.score.coverage, rules.stable_coverage)
    yield _without_critical(fit, findings)
    if not rules.waive_drift:
        weeks = trial.quiet_weeks.get(process)
        yield _at_least(process, QUIET, None if weeks is None else float(weeks), rules.stable_weeks)
    yield _from_the_trial(fit, trial.window)


def _at_least(process: str, code: str, figure: float | None, limit: float, about: str = "") -> Condition:
    is_met = None if figure is None else figure >= limit
    return Condition(process=process, code=code, is_met=is_met, figure=figure, limit=float(limit), about=about)


def _low(score: Score) -> float | None:
    return None if score.estimate is None else score.estimate.low


def _without_critical(fit: Fit, findings: Sequence[Finding]) -> Condition:
    still_open = {each.id for each in findings}
    capping = {each.id for each in fit.rating.vetoes} & still_open
    own = {each.id for each in findings if each.severity is Severity.CRITICAL and each.scope == fit.scope.id}
    found = tuple(sorted(capping | own))
    return Condition(process=fit.scope.id, code=CRITICAL, is_met=not found, figure=float(len(found)), limit=0.0, evidence=found)


def _from_the_trial(fit: Fit, window: TrialWindow) -> Condition:
    """Say by how many days the evidence reaches beyond the trial."""
    if fit.window is None:
        return Condition(process=fit.scope.id, code=EVIDENCE, is_met=None, figure=None, limit=0.0)
    before, behind = (window.start - fit.window.first).days, (fit.window.last - window.end).days
    outside = max(0, before) + max(0, behind)
    return Condition(process=fit.scope.id, code=EVIDENCE, is_met=outside == 0, figure=float(outside), limit=0.0)
