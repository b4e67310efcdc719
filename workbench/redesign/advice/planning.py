"""A minimal plan: the few changes that together bring most of what all of them would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from workbench.findings import WorkbenchError
from workbench.language import Language
from workbench.redesign.advice.advising import Advice, Bench
from workbench.redesign.advice.effects import Simulated
from workbench.shown import Columns, Tabled, known_numbers


@dataclass(frozen=True, kw_only=True)
class PlanStep:
    """One change of a plan, and what the plan brings with it and all before it."""

    advice: Advice
    together: Simulated

    @property
    def saved(self) -> float:
        """Return the days that all cases take less by then; 0 where that is not known."""
        return self.together.saved or 0.0


@dataclass(frozen=True, kw_only=True)
class Plan(Tabled):
    """Steps in the order in which they bring most; `everything` is what all feasible advice that helps brings together."""

    steps: tuple[PlanStep, ...] = ()
    everything: Simulated | None = None

    def share(self, number: int) -> float | None:
        """Return what the first steps bring by what all changes bring, None where these bring nothing."""
        everything = None if self.everything is None else self.everything.saved
        if everything is None or everything <= 0 or not number:
            return None
        return self.steps[number - 1].saved / everything

    @property
    def table(self) -> Columns:
        """Return a row a step, with the days that all cases take less with it and all before it."""
        proposals = [each.advice.proposal for each in self.steps]
        return Columns(
            values={
                "step": np.arange(1, len(proposals) + 1),
                "heuristic": [each.heuristic for each in proposals],
                "scope": [each.scope for each in proposals],
                "proposal": [{language.value: each.text(language) for language in Language} for each in proposals],
                "saved": np.array([each.saved for each in self.steps], dtype=np.float64),
                "share": known_numbers([self.share(number) for number in range(1, len(proposals) + 1)], float),
            }
        )


@dataclass(frozen=True, kw_only=True)
class Frugality:
    """When a plan is full: at so many steps, or once it brings such a share of all.

    Each turn takes one of the first `tried` that can be followed after those before.
    """

    steps: int = 5
    enough: float = 0.9
    tried: int = 5


def minimal_plan(advice: Sequence[Advice], bench: Bench, frugality: Frugality | None = None) -> Plan:
    """Return the changes that bring most together, chosen one after another by what each adds to those before.

    Greedy choice: for gains that diminish it reaches at least 1 − 1/e of the best choice of as many changes (Nemhauser, Wolsey
    and Fisher 1978, doi 10.1007/BF01588971); that gains diminish is likely here and not proven. Only feasible advice whose
    saving is beyond chance is taken, and only where it can be made after what was chosen and breaks nothing together with it.
    """
    frugality = frugality or Frugality()
    helping = [each for each in advice if each.is_feasible and (each.saved or 0.0) > 0]
    everything = _together(_compatible(helping, bench), bench)
    steps: list[PlanStep] = []
    left = list(helping)
    while left and len(steps) < frugality.steps and everything is not None:
        chosen = [each.advice for each in steps]
        best = _best(chosen, left, bench, frugality.tried)
        if best is None or best.saved <= (steps[-1].saved if steps else 0.0):
            break
        steps.append(best)
        left.remove(best.advice)
        if everything.saved is not None and best.saved >= frugality.enough * everything.saved:
            break
    return Plan(steps=tuple(steps), everything=everything)


def _best(chosen: Sequence[Advice], left: Sequence[Advice], bench: Bench, tried: int) -> PlanStep | None:
    candidates = islice((each for each in left if _are_feasible([*chosen, each], bench)), tried)
    steps = [
        PlanStep(advice=each, together=effect) for each in candidates if (effect := _together([*chosen, each], bench)) is not None
    ]
    return max(steps, key=lambda step: round(step.saved, 6), default=None)


def _compatible(advice: Sequence[Advice], bench: Bench) -> list[Advice]:
    """Return those of some advice that can be followed one after another, in this order."""
    kept: list[Advice] = []
    for each in advice:
        if _are_feasible([*kept, each], bench):
            kept.append(each)
    return kept


def _are_feasible(advice: Sequence[Advice], bench: Bench) -> bool:
    """Return whether the changes of some advice can all be made, and break nothing together that holds now."""
    try:
        return not bench.broken_by([change for each in advice for change in each.proposal.changes])
    except WorkbenchError:
        return False


def _together(advice: Sequence[Advice], bench: Bench) -> Simulated | None:
    return bench.effect_of([edit for each in advice for edit in each.proposal.edits])
