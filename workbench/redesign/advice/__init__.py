"""Proposals tried on the design and in the simulated world: advice with numbers, and the few changes that bring most."""

from workbench.redesign.advice.advising import Advice, Bench, advice_of, advise
from workbench.redesign.advice.effects import Outcome, Outcomes, ProcessEffect, Simulated, outcomes_of, simulated
from workbench.redesign.advice.planning import Frugality, Plan, PlanStep, minimal_plan

__all__ = [
    "Advice",
    "Bench",
    "Frugality",
    "Outcome",
    "Outcomes",
    "Plan",
    "PlanStep",
    "ProcessEffect",
    "Simulated",
    "advice_of",
    "advise",
    "minimal_plan",
    "outcomes_of",
    "simulated",
]
