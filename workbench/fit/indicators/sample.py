"""What an indicator is made of, so that it can be drawn again: exact where the design decides, by cases where the log does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
"""How often each complete case was drawn: shape (draws, n_cases), in the order of the scope's cases."""


class Sample(Protocol):
    """A figure in [0, 1] that can be computed again for other cases."""

    @property
    def n(self) -> int:
        """Return how many units it rests on: activities, events, cases, pairs, whatever its formula counts."""
        ...

    @property
    def value(self) -> float | None:
        """Return the figure, None where nothing counts."""
        ...

    def drawn(self, weights: Weights) -> NDArray[np.float64]:
        """Return the figure for each draw (shape (draws,)), nan where nothing counts in it."""
        ...


@dataclass(frozen=True, kw_only=True)
class Exact:
    """What the design decides: `part` of `whole`, weighted; `units` says how many things were counted."""

    part: float
    whole: float
    units: int

    @property
    def n(self) -> int:
        """Return how many things were counted."""
        return self.units

    @property
    def value(self) -> float | None:
        """Return part / whole."""
        return self.part / self.whole if self.whole else None

    def drawn(self, weights: Weights) -> NDArray[np.float64]:
        """Return the same for every draw: cases do not matter."""
        return np.full(len(weights), np.nan if self.value is None else self.value)


@dataclass(frozen=True, kw_only=True, eq=False)
class ByCase:
    """A quotient of sums over cases: `part` and `whole` (float64, one a complete case of the scope); `units` is its n."""

    part: NDArray[np.float64]
    whole: NDArray[np.float64]
    units: int

    @property
    def n(self) -> int:
        """Return how many things were counted."""
        return self.units

    @property
    def value(self) -> float | None:
        """Return Σ part / Σ whole."""
        whole = float(self.whole.sum())
        return float(self.part.sum()) / whole if whole else None

    def drawn(self, weights: Weights) -> NDArray[np.float64]:
        """Return the quotient of the drawn sums."""
        part, whole = weights @ self.part, weights @ self.whole
        drawn: NDArray[np.float64] = np.divide(part, whole, out=np.full(len(weights), np.nan), where=whole > 0)
        return drawn


@dataclass(frozen=True, kw_only=True, eq=False)
class OfCounts:
    """A figure computed from counts: `counts` (float64, shape (n_cases, k)) add up over cases, `figure` maps sums to the value.

    `figure` takes an array of shape (draws, k) and returns one of shape (draws,), nan where nothing counts.
    """

    counts: NDArray[np.float64]
    figure: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    units: int

    @property
    def n(self) -> int:
        """Return how many things were counted."""
        return self.units

    @property
    def value(self) -> float | None:
        """Return the figure of all cases."""
        found = float(self.figure(self.counts.sum(axis=0, keepdims=True))[0])
        return None if np.isnan(found) else found

    def drawn(self, weights: Weights) -> NDArray[np.float64]:
        """Return the figure of the drawn sums."""
        return self.figure(weights @ self.counts)


@dataclass(frozen=True, kw_only=True, eq=False)
class OfTallies:
    """As `OfCounts`, where the k columns are many and each case has few of them: one entry a case, column and `amount`.

    `case` (int64) is the place of the complete case, `column` (int64) below `size`, `amount` float64.
    """

    case: NDArray[np.int64]
    column: NDArray[np.int64]
    amount: NDArray[np.float64]
    size: int
    figure: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    units: int

    @property
    def n(self) -> int:
        """Return how many things were counted."""
        return self.units

    @property
    def value(self) -> float | None:
        """Return the figure of all cases."""
        found = float(self.figure(self._sums(self.amount)[None, :])[0])
        return None if np.isnan(found) else found

    def drawn(self, weights: Weights) -> NDArray[np.float64]:
        """Return the figure of the drawn sums, one draw after the other: all of them at once would need too much room."""
        figures = [self.figure(self._sums(weight[self.case] * self.amount)[None, :]) for weight in weights]
        return np.concatenate([np.zeros(0), *figures])

    def _sums(self, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self.column, weights=amounts, minlength=self.size).astype(np.float64)
