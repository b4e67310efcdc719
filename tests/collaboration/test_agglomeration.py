"""Average linkage: the same clusters as by merging the nearest pair and averaging over all members."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.collaboration.agglomeration import average_linkage, cut

Clusters = set[frozenset[int]]


@st.composite
def distances(draw: st.DrawFn) -> np.ndarray:
    """Whole numbers, so that many are equal."""
    size = draw(st.integers(1, 7))
    cells = draw(st.lists(st.integers(0, 9), min_size=size * size, max_size=size * size))
    upper = np.triu(np.array(cells, np.float64).reshape(size, size), 1)
    return upper + upper.T


def by_hand(between: np.ndarray, height: float) -> Clusters:
    clusters: Clusters = {frozenset([each]) for each in range(len(between))}
    while len(clusters) > 1:
        apart = {
            pair: np.mean([between[i, j] for i in pair[0] for j in pair[1]])
            for pair in combinations(sorted(clusters, key=min), 2)
        }
        nearest = min(apart, key=lambda pair: round(apart[pair], 9))
        if round(apart[nearest], 9) > height:
            break
        clusters = (clusters - set(nearest)) | {nearest[0] | nearest[1]}
    return clusters


def clusters_of(labels: np.ndarray) -> Clusters:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}


@given(between=distances(), height=st.integers(0, 9))
def test_each_cut_is_that_of_merging_by_hand(between: np.ndarray, height: int) -> None:
    merges = average_linkage(between, np.ones(len(between), np.int64))
    assert clusters_of(cut(merges, height)) == by_hand(between, height)
    heights = [merge.height for merge in merges]
    assert heights == sorted(heights)


def test_a_heavy_point_counts_as_many() -> None:
    # 0 and 4 are merged first; with three points at 4 their mean distance to 10 is (10 + 3 · 6) / 4 = 7.
    between = np.abs(np.subtract.outer([0.0, 4.0, 10.0], [0.0, 4.0, 10.0]))
    assert [merge.height for merge in average_linkage(between, np.array([1, 3, 1]))] == [4, 7]


def test_of_equal_distances_the_first_pair_is_merged_first() -> None:
    merges = average_linkage(np.ones((3, 3)), np.ones(3, np.int64))
    assert [(merge.kept, merge.gone) for merge in merges] == [(0, 1), (0, 2)]
