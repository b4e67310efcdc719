"""Weights from judgements of pairs, and whether the judgements agree with each other (Saaty's analytic hierarchy process)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_INCONSISTENT: Final = 0.1
"""The consistency ratio from which on judgements are too inconsistent to be used (Saaty 1980)."""

_RANDOM_INDEX: Final = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""The mean consistency index of random judgements of n things, n from 0 to 15 (Saaty 1980)."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One pair judged: `more` matters `times` as much as `than`; from 1/9 to 9."""

    more: str
    than: str
    times: float


@dataclass(frozen=True, kw_only=True)
class PairwiseSheet:
    """Two or more things and a judgement of each pair of them, at most 15."""

    items: tuple[str, ...]
    judgements: tuple[Judgement, ...]

    @property
    def matrix(self) -> NDArray[np.float64]:
        """Return how many times as much each (row) matters as each (column), 1 on the diagonal; shape (items, items)."""
        place = {item: number for number, item in enumerate(self.items)}
        matrix = np.ones((len(self.items), len(self.items)))
        for each in self.judgements:
            row, column = place[each.more], place[each.than]
            matrix[row, column], matrix[column, row] = each.times, 1 / each.times
        return matrix


@dataclass(frozen=True, kw_only=True)
class Priorities:
    """What follows from a sheet: the weight of each item (they add up to 1), and how inconsistent the judgements are.

    `consistency_ratio` is 0 where all agree; `worst` are the three items whose judgements contradict each other the most, None
    where no three do.
    """

    weights: tuple[tuple[str, float], ...]
    consistency_ratio: float
    worst: tuple[str, str, str] | None

    @property
    def is_usable(self) -> bool:
        """Return whether the judgements are consistent enough."""
        return self.consistency_ratio < MOST_INCONSISTENT


def priorities_of(sheet: PairwiseSheet) -> Priorities:
    """Return the weights that the judgements imply: the principal eigenvector of their matrix.

    Saaty 1977, A scaling method for priorities in hierarchical structures, doi 10.1016/0022-2496(77)90033-5.
    """
    values, vectors = np.linalg.eig(sheet.matrix)
    principal = int(np.argmax(values.real))
    vector = np.abs(vectors[:, principal].real)
    weights = vector / vector.sum()
    return Priorities(
        weights=tuple(zip(sheet.items, weights.tolist(), strict=True)),
        consistency_ratio=_consistency_ratio(float(values[principal].real), len(sheet.items)),
        worst=_worst(sheet),
    )


def _consistency_ratio(eigenvalue: float, items: int) -> float:
    index = _RANDOM_INDEX[items]
    return max(0.0, (eigenvalue - items) / (items - 1) / index) if index else 0.0


def _worst(sheet: PairwiseSheet) -> tuple[str, str, str] | None:
    """Return the three items a, b, c for which a : b times b : c is the farthest from a : c, None where all agree."""
    matrix = sheet.matrix
    triples = combinations(range(len(sheet.items)), 3)
    gaps = [(abs(log(matrix[a, b] * matrix[b, c] / matrix[a, c])), (a, b, c)) for a, b, c in triples]
    gap, (a, b, c) = max(gaps, key=lambda each: (round(each[0], 9), [-place for place in each[1]]), default=(0.0, (0, 0, 0)))
    return (sheet.items[a], sheet.items[b], sheet.items[c]) if gap > 1e-9 else None
