"""Clusters merged step by step, nearest first: average linkage, from which any cut can be read.

Formula: the distance of two clusters is the mean over all pairs of their members. Source: Sokal, Michener 1958, A Statistical
Method for Evaluating Systematic Relationships, University of Kansas Science Bulletin 38, 1409-1438. Distances are rounded to
twelve decimals, so that those equal by their formula are equal; of equal ones the pair that stands first is merged first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

DECIMALS: Final = 12


@dataclass(frozen=True, kw_only=True)
class Merge:
    """The cluster that `gone` stood for went into that of `kept` (its lowest member), at a distance of `height`."""

    kept: int
    gone: int
    height: float


def average_linkage(distances: NDArray[np.float64], weights: NDArray[np.int64]) -> tuple[Merge, ...]:
    """Merge n points, by symmetric distances of shape (n, n), into one cluster; a point of weight w counts as w equal ones.

    Heights never fall. Takes n times the search of a matrix of n².
    """
    between = np.round(distances, DECIMALS)
    np.fill_diagonal(between, np.inf)
    sizes = weights.astype(np.float64)
    return tuple(_merges(between, sizes))


def cut(merges: tuple[Merge, ...], height: float) -> NDArray[np.int64]:
    """Return the cluster of each point, as its lowest member, when everything up to a height is merged."""
    cluster = np.arange(len(merges) + 1)
    for merge in merges:
        if merge.height <= height:
            cluster[cluster == merge.gone] = merge.kept
    return cluster


def _merges(between: NDArray[np.float64], sizes: NDArray[np.float64]) -> Iterator[Merge]:
    """Yield the merges, and write them into the distances: a cluster that is gone is infinitely far."""
    for _ in range(len(sizes) - 1):
        kept, gone = divmod(int(between.argmin()), len(sizes))
        height = float(between[kept, gone])
        joined = (sizes[kept] * between[kept] + sizes[gone] * between[gone]) / (sizes[kept] + sizes[gone])
        joined[[kept, gone]] = np.inf
        between[kept] = between[:, kept] = np.maximum(np.round(joined, DECIMALS), height)
        between[gone] = between[:, gone] = np.inf
        between[kept, kept] = np.inf
        sizes[kept] += sizes[gone]
        yield Merge(kept=kept, gone=gone, height=height)
