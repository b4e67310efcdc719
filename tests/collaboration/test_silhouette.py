"""Silhouette: how clear clusters are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.collaboration.agglomeration import average_linkage, cut
from workbench.collaboration.silhouette import silhouette, silhouettes_of_cuts

PLACES = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 3)), min_size=2, max_size=7, unique_by=lambda each: each[0])


def by_hand(places: list[int], cluster: list[int]) -> float:
    """Rousseeuw's formula over points one by one."""
    widths = []
    for i, place in enumerate(places):
        apart: dict[int, list[int]] = {label: [] for label in cluster}
        for j, other in enumerate(places):
            if i != j:
                apart[cluster[j]].append(abs(place - other))
        own = apart.pop(cluster[i])
        a, b = np.mean(own or [0]), min(np.mean(each) for each in apart.values())
        widths.append((b - a) / max(a, b) if own else 0)
    return float(np.mean(widths))


@given(drawn=PLACES)
def test_every_cut_has_the_silhouette_of_its_points_one_by_one(drawn: list[tuple[int, int]]) -> None:
    places, weights = (np.array(each) for each in zip(*drawn, strict=True))
    distances = np.abs(np.subtract.outer(places, places)).astype(np.float64)
    merges = average_linkage(distances, weights)
    cuts = list(silhouettes_of_cuts(distances, weights, merges))
    assert [height for height, _ in cuts] == sorted({0.0, *(merge.height for merge in merges)})
    for height, found in cuts:
        cluster = cut(merges, height)
        alone = silhouette(distances, weights, cluster)
        if len(set(cluster.tolist())) == 1:
            assert found.reason == alone.reason == "MEASURE_ONE_ROLE"
            continue
        expected = by_hand(np.repeat(places, weights).tolist(), np.repeat(cluster, weights).tolist())
        assert found.value == pytest.approx(expected)
        assert alone.value == pytest.approx(expected)
