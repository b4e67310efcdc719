"""How many cases after a change show that it did what simulation expects of it."""

from __future__ import annotations

from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.findings import NORMAL_975
from workbench.fit.indicators.cycle_times import cycle_hours
from workbench.fit.plan.exposure import calendar_days
from workbench.linkage import Linkage, LinkedProcess
from workbench.normalization.plan.item import EffectCheck, PredictedEffect
from workbench.organization import ALWAYS

_HOURS_A_DAY: Final = 24
_NORMAL_80: Final = 0.8416212335729143
"""The 80 % quantile of the standard normal distribution."""

FEWEST: Final = 30
"""Of fewer cases the mean is not taken to be normal."""


def effect_check(effect: PredictedEffect, linkage: Linkage) -> EffectCheck:
    """Return what new evidence must show of an effect, and the complete cases that it takes; None where no number would do."""
    process = next((each for each in linkage.processes if each.id == effect.process), None)
    days = np.empty(0) if process is None else _cycle_days(process)
    span = None if process is None else calendar_days([process])
    return EffectCheck(
        process=effect.process,
        change=effect.change,
        needed=cases_needed(days, effect.change),
        a_day=len(days) / span if span and len(days) else None,
    )


def cases_needed(before: NDArray[np.float64], change: float) -> int | None:
    """Return how many new values show that the mean has changed so much, at 95 % with a power of 80 %.

    `before` (float64) are the values without the change, and vary as the new ones are taken to. Two-sample comparison of means
    under the normal approximation: n = s² / ((δ / (z₀.₉₇₅ + z₀.₈))² − s² / n₀), at least 30. None where the old values are too
    few for it.
    """
    if len(before) < 2 or not change:
        return None
    variance = float(np.var(before, ddof=1))
    room = (change / (NORMAL_975 + _NORMAL_80)) ** 2 - variance / len(before)
    return max(FEWEST, ceil(variance / room)) if room > 0 else None


def _cycle_days(process: LinkedProcess) -> NDArray[np.float64]:
    """Return the elapsed days of each complete case that has times (float64)."""
    if not process.is_timed:
        return np.empty(0)
    hours = cycle_hours(process, ALWAYS)[process.complete]
    return hours[~np.isnan(hours)] / _HOURS_A_DAY
