"""What a run is to keep to: limits on findings, figures and levels, and whether a verdict keeps to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

from workbench.findings import ENTERPRISE, Finding, Severity, UsageError
from workbench.fit.codes import SEVERITIES, nearest_code
from workbench.fit.scoring import Level
from workbench.report.page import Texts
from workbench.report.tables import both, in_both
from workbench.report.verdicts import Verdict

_FIGURE: Final = re.compile(r"(conformance|fitness|fit)\s*<\s*(\d+(?:\.\d+)?%?)", re.ASCII | re.IGNORECASE)
_FORMS: Final = "info … critical, CF-SKIP …, conformance<0.8, fitness<0.9, fit<0.7"


class Outcome(StrEnum):
    """Whether a threshold is kept to, broken, or cannot be judged."""

    MET = "met"
    BREACHED = "breached"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One threshold in one scope, as the user wrote it: what came of it, why, and the findings that break it."""

    threshold: str
    outcome: Outcome
    because: Texts
    findings: tuple[Finding, ...] = ()


class Threshold(Protocol):
    """One limit; `judge` returns None for a verdict to which it does not apply."""

    def judge(self, verdict: Verdict) -> Judgement | None:
        """Hold a verdict against the limit."""
        ...


@dataclass(frozen=True, kw_only=True)
class SeverityLimit:
    """No finding of this severity or a higher one; a process that was not held against its log cannot be told to keep to it."""

    severity: Severity

    def judge(self, verdict: Verdict) -> Judgement:
        """Hold a verdict against the limit."""
        found = tuple(each for each in verdict.findings if each.severity.rank >= self.severity.rank)
        return _judged(self.severity.value, found, verdict.reason)


@dataclass(frozen=True, kw_only=True)
class CodeLimit:
    """No finding of this code; unknown where the code cannot be judged."""

    code: str

    def judge(self, verdict: Verdict) -> Judgement:
        """Hold a verdict against the limit."""
        reason = verdict.why_unknown(self.code)
        return _judged(self.code, verdict.codes.get(self.code, ()), in_both(reason.text) if reason else None)


@dataclass(frozen=True, kw_only=True)
class FigureLimit:
    """A figure that is not to be below `least`, in [0, 1]: conformance or fitness of a process, or fit of any scope."""

    figure: str
    least: float

    def judge(self, verdict: Verdict) -> Judgement | None:
        """Hold a verdict against the limit; conformance and fitness are those of processes alone."""
        if verdict.scope == ENTERPRISE and self.figure != "fit":
            return None
        value = _figure_of(verdict, self.figure)
        text = f"{self.figure}<{self.least:g}"
        if value is None:
            return Judgement(threshold=text, outcome=Outcome.UNKNOWN, because=verdict.reason or both("threshold-no-figure"))
        outcome = Outcome.BREACHED if value < self.least else Outcome.MET
        because = both("threshold-figure", figure=self.figure, value=f"{value:.4f}", least=f"{self.least:g}")
        return Judgement(threshold=text, outcome=outcome, because=because)


@dataclass(frozen=True, kw_only=True)
class LevelLimit:
    """A level that no scope is to be below; what could not be rated is M0, which is below every other."""

    level: Level

    def judge(self, verdict: Verdict) -> Judgement:
        """Hold a verdict against the limit."""
        text = f"level<{self.level.value}"
        level = Level(verdict.rate.level) if verdict.rate else Level.M0
        outcome = Outcome.BREACHED if level.rank < self.level.rank else Outcome.MET
        because = both("threshold-figure", figure="level", value=level.value, least=self.level.value)
        return Judgement(threshold=text, outcome=outcome, because=because)


@dataclass(frozen=True, kw_only=True)
class NetLimit:
    """A limit on what is left when accepted deviations whose acceptance has not ended are left out of account."""

    gross: Threshold

    def judge(self, verdict: Verdict) -> Judgement | None:
        """Hold what is left of a verdict against the limit."""
        judged = self.gross.judge(verdict.net_of_accepted)
        return judged and replace(judged, threshold=f"net {judged.threshold}")


def threshold_of(text: str) -> Threshold:
    """Return the threshold that a user means by a severity, a code, or a figure such as conformance<0.8 (or <80%).

    Raises UsageError, with the nearest code, where it means none.
    """
    word = text.strip()
    if word.lower() in set(Severity):
        return SeverityLimit(severity=Severity(word.lower()))
    if word.upper() in SEVERITIES:
        return CodeLimit(code=word.upper())
    figure = _FIGURE.fullmatch(word)
    if figure is not None:
        return FigureLimit(figure=figure[1].lower(), least=_share(figure[2]))
    wanted = ", ".join(filter(None, (nearest_code(word), _FORMS)))
    facts = {"key": "--fail-on", "value": text, "wanted": wanted}
    raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))


def level_limit_of(name: str) -> LevelLimit:
    """Return the limit on a level by its name. Raises UsageError where there is no such level."""
    if name.upper() not in set(Level):
        facts = {"key": "--min-level", "value": name, "wanted": ", ".join(Level)}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return LevelLimit(level=Level(name.upper()))


def judgements(verdict: Verdict, thresholds: Iterable[Threshold]) -> tuple[Judgement, ...]:
    """Hold one verdict against every threshold that applies to it."""
    return tuple(judged for each in thresholds if (judged := each.judge(verdict)) is not None)


def is_breached(verdicts: Iterable[Verdict], thresholds: Sequence[Threshold]) -> bool:
    """Return whether any verdict breaks any threshold; what is unknown breaks none."""
    return any(judged.outcome is Outcome.BREACHED for each in verdicts for judged in judgements(each, thresholds))


def _judged(text: str, found: tuple[Finding, ...], unknown: Texts | None) -> Judgement:
    """Judge by findings: some break the limit whatever else is unknown, none keeps to it only where they could be seen."""
    if found:
        return Judgement(
            threshold=text, outcome=Outcome.BREACHED, because=both("threshold-found", count=len(found)), findings=found
        )
    if unknown is not None:
        return Judgement(threshold=text, outcome=Outcome.UNKNOWN, because=unknown)
    return Judgement(threshold=text, outcome=Outcome.MET, because=both("threshold-none"))


def _figure_of(verdict: Verdict, figure: str) -> float | None:
    if figure == "fit":
        return verdict.rate.score if verdict.rate else None
    if verdict.flow is None:
        return None
    return verdict.flow.conforming if figure == "conformance" else verdict.flow.fitness


def _share(text: str) -> float:
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)
