"""One number for many: mean and quantiles of what was observed, and of what other cases would have shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.fit.indicators.sample import Weights

STATISTICS: Final = ("mean", "median", "p90", "share")
"""What may be asked for; p90 stands for any percentile from p1 to p99."""

_PERCENTILE: Final = re.compile(r"p([1-9][0-9]?)")


class Statistic(Protocol):
    """One number for observed values, which are in ascending order."""

    def of(self, values: NDArray[np.float64], weights: Weights) -> NDArray[np.float64]:
        """Return it for each row of weights (shape (draws, n): how often each value counts), nan where none counts."""
        ...


@dataclass(frozen=True, kw_only=True)
class Mean:
    """The arithmetic mean; of noughts and ones their share."""

    def of(self, values: NDArray[np.float64], weights: Weights) -> NDArray[np.float64]:
        """Return Σ w·v / Σ w."""
        whole = weights.sum(axis=1)
        found: NDArray[np.float64] = np.divide(weights @ values, whole, out=np.full(len(weights), np.nan), where=whole > 0)
        return found


@dataclass(frozen=True, kw_only=True)
class Quantile:
    """The value below which a `part` of all lies, between two of them in proportion (Hyndman and Fan 1996, definition 7)."""

    part: float

    def of(self, values: NDArray[np.float64], weights: Weights) -> NDArray[np.float64]:
        """Return it as if each value stood there as often as it weighs."""
        if not len(values):
            return np.full(len(weights), np.nan)
        reached = np.cumsum(weights, axis=1)
        place = np.maximum(reached[:, -1] - 1, 0) * self.part
        lower, upper = (_at(values, reached, rank) for rank in (np.floor(place), np.ceil(place)))
        found = lower + (upper - lower) * (place - np.floor(place))
        return np.where(reached[:, -1] > 0, found, np.nan)


def statistic_of(text: str) -> Statistic | None:
    """Return the statistic that a text means (`mean`, `median`, `share`, `p1` to `p99`), None where it means none."""
    name = text.strip().casefold()
    if name in ("mean", "share"):
        return Mean()
    if name == "median":
        return Quantile(part=0.5)
    percentile = _PERCENTILE.fullmatch(name)
    return Quantile(part=int(percentile[1]) / 100) if percentile else None


@dataclass(frozen=True, kw_only=True, eq=False)
class Observed:
    """A sample of single observations: `value` (float64) of each, and `case` (int64), the place of its complete case."""

    case: NDArray[np.int64]
    values: NDArray[np.float64]
    statistic: Statistic

    @property
    def n(self) -> int:
        """Return how many there are."""
        return len(self.values)

    @property
    def value(self) -> float | None:
        """Return the statistic of all, None of none."""
        if not self.n:
            return None
        return float(self.statistic.of(self._sorted[0], np.ones((1, self.n)))[0])

    def drawn(self, weights: Weights) -> NDArray[np.float64]:
        """Return the statistic for each draw of cases; what is observed of a case counts as often as the case was drawn."""
        values, case = self._sorted
        return self.statistic.of(values, weights[:, case])

    @cached_property
    def _sorted(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        order = np.lexsort((self.case, self.values))
        return self.values[order], self.case[order]


def _at(values: NDArray[np.float64], reached: Weights, rank: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return of each row the value at a rank, counted from 0."""
    number = np.minimum((reached <= rank[:, None]).sum(axis=1), len(values) - 1)
    return np.asarray(values[number])
