"""Silhouette: is everybody nearer to the own cluster than to the next? Range [-1, 1].

Formula: the mean over the points of (b - a) / max(a, b), a the mean distance to the others of the own cluster, b the least mean
distance to another cluster; 0 for a point that is alone in its cluster, and for one as near to both. One cluster has none.
Source: Rousseeuw 1987, Silhouettes: A Graphical Aid to the Interpretation and Validation of Cluster Analysis, Journal of
Computational and Applied Mathematics 20, 53-65, doi 10.1016/0377-0427(87)90125-7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.agglomeration import Merge
from workbench.measured import Measured

_ONE_CLUSTER: Final = Measured(value=None, reason="MEASURE_ONE_ROLE")


def silhouette(distances: NDArray[np.float64], weights: NDArray[np.int64], cluster: NDArray[np.integer]) -> Measured:
    """Measure clusters of n points with distances of shape (n, n); a point of weight w counts as w equal ones."""
    _, code = np.unique(cluster, return_inverse=True)
    sums = distances @ (np.eye(int(code.max(initial=-1)) + 1)[code] * weights[:, None])
    return _mean_width(sums, code, weights)


def silhouettes_of_cuts(
    distances: NDArray[np.float64], weights: NDArray[np.int64], merges: Sequence[Merge]
) -> Iterator[tuple[float, Measured]]:
    """Yield each height at which something is merged, from 0 on, with the silhouette of that cut."""
    sums, cluster, alive = distances * weights, np.arange(len(weights)), np.arange(len(weights))
    height = 0.0
    for merge in merges:
        if merge.height > height:
            yield height, _mean_width(sums[:, alive], np.searchsorted(alive, cluster), weights)
            height = merge.height
        sums[:, merge.kept] += sums[:, merge.gone]
        cluster[cluster == merge.gone] = merge.kept
        alive = np.delete(alive, np.searchsorted(alive, merge.gone))
    yield height, _mean_width(sums[:, alive], np.searchsorted(alive, cluster), weights)


def _mean_width(sums: NDArray[np.float64], code: NDArray[np.intp], weights: NDArray[np.int64]) -> Measured:
    """Return the silhouette from the distances of each point to each cluster, summed, and the cluster of each point."""
    if sums.shape[1] < 2:
        return _ONE_CLUSTER
    sizes = np.bincount(code, weights)
    points = np.arange(len(code))
    others = sizes[code] - 1
    own = sums[points, code] / np.maximum(others, 1)
    means = sums / sizes
    means[points, code] = np.inf
    next_one = means.min(axis=1)
    farther = np.maximum(own, next_one)
    defined = (others > 0) & (farther > 0)
    widths = np.where(defined, next_one - own, 0) / np.where(defined, farther, 1)
    return Measured(value=float(widths @ weights / weights.sum()))
