"""What the work is for: strategy, advantage, capability, objective, indicator, scope."""

from workbench.strategy.model import KPI, Advantage, Capability, EnteredAssessment, Objective, Scope, Strategy, StrategyStatement

__all__ = [
    "KPI",
    "Advantage",
    "Capability",
    "EnteredAssessment",
    "Objective",
    "Scope",
    "Strategy",
    "StrategyStatement",
]
