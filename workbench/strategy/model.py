"""What it is all for: strategy, advantages, capabilities, objectives and indicators, the scope – as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from workbench.findings import NOWHERE, Finding, Place

DETERMINANTS: Final = ("own_capability", "market", "users")
"""What evidence an advantage rests on (domain IO-3): own capabilities, competition on the market, what users need."""

NO_EVIDENCE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class StrategyStatement:
    """A strategy as it was stated."""

    id: str
    statement: str
    statement_en: str | None = None
    horizon: str | None = None
    version: str | None = None
    review_date: date | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Advantage:
    """A sustainable competitive advantage, the strategies it serves, and the evidence for it by kind."""

    id: str
    statement: str
    statement_en: str | None = None
    strategies: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=lambda: NO_EVIDENCE)
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Capability:
    """A new capability: which advantages demand it, which processes carry it; `entered_level` is assessed elsewhere."""

    id: str
    name: str
    name_en: str | None = None
    advantages: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    owner: str | None = None
    entered_level: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Objective:
    """What a capability is to reach, by when; the baseline is computed, never entered.

    `target` is a number in the unit of the KPI; where it was written as 95%, `target_unit` is "%" and it is the share 0.95.
    """

    id: str
    capability: str
    kpi: str
    kind: str = "overall"
    target: float | None = None
    target_unit: str | None = None
    due: date | None = None
    owner: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class KPI:
    """An indicator computed over a log: measure, statistic, unit, and the direction that is better (up, down).

    `level` says for whom it is told (enterprise, process, department, post), `of` which one; `activity` narrows it to one.
    """

    id: str
    name: str
    name_en: str | None = None
    process: str | None = None
    measure: str | None = None
    statistic: str | None = None
    unit: str | None = None
    direction: str | None = None
    level: str | None = None
    of: str | None = None
    activity: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What the management system covers, and what it leaves out."""

    processes_in: tuple[str, ...] = ()
    departments_in: tuple[str, ...] = ()
    processes_out: tuple[str, ...] = ()
    departments_out: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class EnteredAssessment:
    """A stage that somebody else assessed."""

    scheme: str
    stage: str
    date: date | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class EnteredJudgement:
    """What a person judged by hand, dated and signed: that an advantage was won, that a capability serves the strategy.

    `about` is the id of what is judged, `question` one of `formed`, `advantage`, `strategy` (domain IO-4), `answer` what was
    judged, `by` who signed it.
    """

    about: str
    question: str
    answer: str
    by: str | None = None
    date: date | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """The chain from strategy to indicator, the scope, and what was assessed and judged elsewhere."""

    statements: tuple[StrategyStatement, ...] = ()
    advantages: tuple[Advantage, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    objectives: tuple[Objective, ...] = ()
    kpis: tuple[KPI, ...] = ()
    scope: Scope | None = None
    assessments: tuple[EnteredAssessment, ...] = ()
    judgements: tuple[EnteredJudgement, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_told(self) -> bool:
        """Return whether any part of it is stated."""
        intended = (self.statements, self.advantages, self.capabilities, self.objectives, self.kpis)
        return self.scope is not None or any((*intended, self.assessments, self.judgements))
