"""How far two groupings of the same performers are apart, such as declared posts and roles from behaviour.

Formulas, n_ij performers in group i of the one and j of the other, of n: *adjusted Rand index*
(Σ C(n_ij, 2) - e) / (½ (A + B) - e), A and B the sums of C(n_i, 2) and C(n_j, 2), e = A · B / C(n, 2); 1 for the same grouping,
0 on average by chance, at least -½. *Variation of information* H(1|2) + H(2|1) in bits, from 0 for the same grouping to log2 n;
it is a metric. Sources: Hubert, Arabie 1985, Comparing Partitions, Journal of Classification 2, 193-218, doi
10.1007/BF01908075; Meilă 2007, Comparing Clusterings - An Information Based Distance, Journal of Multivariate Analysis 98(5),
873-895, doi 10.1016/j.jmva.2006.11.013.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING
from workbench.measured import Measured

_NONE_IN_COMMON: Final = Measured(value=None, reason="MEASURE_NONE_IN_COMMON")


def adjusted_rand_index(first: NDArray[np.integer], second: NDArray[np.integer]) -> Measured:
    """Return the index of two groupings, each of shape (n,); who has no group (-1) in either is left out."""
    overlap = _overlap(first, second)
    if not overlap.size:
        return _NONE_IN_COMMON
    both, rows, columns = _pairs(overlap.both), _pairs(overlap.first), _pairs(overlap.second)
    expected = rows * columns / max(overlap.size * (overlap.size - 1) // 2, 1)
    most = (rows + columns) / 2
    return Measured(value=(both - expected) / (most - expected) if most != expected else 1.0)  # all alone, or all together, twice


def variation_of_information(first: NDArray[np.integer], second: NDArray[np.integer]) -> Measured:
    """Return the distance of two groupings, each of shape (n,), in bits; who has no group (-1) in either is left out."""
    overlap = _overlap(first, second)
    if not overlap.size:
        return _NONE_IN_COMMON
    both, rows, columns = (_entropy(sizes, overlap.size) for sizes in (overlap.both, overlap.first, overlap.second))
    return Measured(value=max(0.0, 2 * both - rows - columns))


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """How many holders of one post do the work of others: of those whose role is mostly held by `like`, other posts."""

    post: str
    like: tuple[str, ...]
    persons: int


def standing_elsewhere(
    post_of: NDArray[np.integer], posts: tuple[str, ...], role_of: NDArray[np.integer]
) -> tuple[Elsewhere, ...]:
    """Count by post who has a role that others hold more often; never by person. Each grouping has the shape (performers,).

    Posts that hold a role equally often share it: nobody of them stands elsewhere. In the order of the posts.
    """
    known = (post_of != MISSING) & (role_of != MISSING)
    table = np.zeros((len(posts), int(role_of.max(initial=MISSING)) + 1), np.int64)
    np.add.at(table, (post_of[known], role_of[known]), 1)
    counted: dict[tuple[int, tuple[int, ...]], int] = {}
    for post, role in np.argwhere((table > 0) & (table < table.max(axis=0, initial=0))).tolist():
        like = tuple(np.flatnonzero(table[:, role] == table[:, role].max()).tolist())
        counted[post, like] = counted.get((post, like), 0) + int(table[post, role])
    return tuple(
        Elsewhere(post=posts[post], like=tuple(posts[each] for each in like), persons=persons)
        for (post, like), persons in sorted(counted.items())
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Overlap:
    """How many performers are in each pair of groups that has any, in each group of the first and of the second, and in all."""

    both: NDArray[np.intp]
    first: NDArray[np.intp]
    second: NDArray[np.intp]
    size: int


def _overlap(first: NDArray[np.integer], second: NDArray[np.integer]) -> _Overlap:
    known = (first != MISSING) & (second != MISSING)
    rows, columns = first[known], second[known]
    return _Overlap(
        both=np.unique(np.stack([rows, columns]), axis=1, return_counts=True)[1],
        first=np.unique(rows, return_counts=True)[1],
        second=np.unique(columns, return_counts=True)[1],
        size=len(rows),
    )


def _pairs(sizes: NDArray[np.intp]) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _entropy(sizes: NDArray[np.intp], size: int) -> float:
    return math.log2(size) - math.fsum(count * math.log2(count) for count in sizes.tolist()) / size
