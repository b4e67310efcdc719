"""What the work is for: strategy, advantage, capability, objective, indicator, scope."""

from workbench.strategy.checks import check_strategy
from workbench.strategy.model import (
    DETERMINANTS,
    KPI,
    Advantage,
    Capability,
    EnteredAssessment,
    EnteredJudgement,
    Objective,
    Scope,
    Strategy,
    StrategyStatement,
)
from workbench.strategy.reading import read_strategy

__all__ = [
    "DETERMINANTS",
    "KPI",
    "Advantage",
    "Capability",
    "EnteredAssessment",
    "EnteredJudgement",
    "Objective",
    "Scope",
    "Strategy",
    "StrategyStatement",
    "check_strategy",
    "read_strategy",
]
