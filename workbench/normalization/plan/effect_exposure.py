"""How many cases after a change show that it did what simulation expects of it."""

from __future__ import annotations

from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import DAY
from workbench.findings import NORMAL_975
from workbench.linkage import Linkage, LinkedProcess
from workbench.normalization.plan.item import EffectCheck, PredictedEffect

_NORMAL_80: Final = 0.8416212335729143
"""The 80 % quantile of the standard normal distribution."""

FEWEST: Final = 30
"""Of fewer cases the mean is not taken to be normal."""


def effect_check(effect: PredictedEffect, linkage: Linkage) -> EffectCheck:
    """Return what new evidence must show of an effect, and the complete cases that it takes; None where no number would do."""
    days = next((_cycle_days(each) for each in linkage.processes if each.id == effect.process), np.empty(0))
    span = next((_span(each) for each in linkage.processes if each.id == effect.process), None)
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
    """Return the days from the first to the last moment of each complete case of which they are known (float64)."""
    is_used = process.is_counted & (process.end != NO_TIME)
    if not process.is_timed or not is_used.any():
        return np.empty(0)
    case, end = process.case[is_used], process.end[is_used]
    begin = np.where(process.start[is_used] == NO_TIME, end, process.start[is_used])
    first = np.full(len(process.cases), np.iinfo(np.int64).max)
    last = np.full(len(process.cases), np.iinfo(np.int64).min)
    np.minimum.at(first, case, begin)
    np.maximum.at(last, case, end)
    known = np.unique(case)
    return np.asarray((last[known] - first[known]) / DAY, dtype=np.float64)


def _span(process: LinkedProcess) -> float | None:
    known = process.end[process.end != NO_TIME]
    return max(1.0, float(known.max() - known.min()) / DAY) if len(known) and process.is_timed else None
