"""Centralization: a star has 1, a ring 0."""

from collections import deque
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given

from tests.collaboration.arrays import network, networks
from workbench.collaboration import HandoverCounts, betweenness, betweenness_centralization, degree_centralization

STAR = network("AB", "AC", "DA", "EA")
RING = network("AB", "BC", "CD", "DE", "EA")


def paths_between(linked: np.ndarray, start: int, end: int) -> list[list[int]]:
    """All shortest paths, found by trying everything."""
    found: list[list[int]] = []
    waiting = deque([[start]])
    while waiting:
        path = waiting.popleft()
        if found and len(path) > len(found[0]):
            break
        if path[-1] == end:
            found.append(path)
            continue
        waiting.extend([*path, int(each)] for each in np.flatnonzero(linked[path[-1]]) if each not in path)
    return found


def test_a_star_turns_about_one() -> None:
    assert degree_centralization(STAR).value == 1
    assert betweenness_centralization(STAR).value == 1


def test_a_ring_turns_about_nobody() -> None:
    assert degree_centralization(RING).value == 0
    assert betweenness_centralization(RING).value == pytest.approx(0)


def test_a_line_of_five_has_the_values_that_freeman_gives() -> None:
    # Freeman 1979, of a chain of five: degrees 2·1/(4·3) = 1/6; betweenness 5/12.
    line = network("AB", "BC", "CD", "DE")
    assert degree_centralization(line).value == pytest.approx(1 / 6)
    assert betweenness_centralization(line).value == pytest.approx(5 / 12)


def test_two_units_have_no_centre() -> None:
    assert degree_centralization(network("AB")).reason == "MEASURE_FEWER_THAN_THREE"
    assert betweenness_centralization(network("AB")).reason == "MEASURE_FEWER_THAN_THREE"


@given(handovers=networks())
def test_betweenness_is_that_of_all_shortest_paths(handovers: HandoverCounts) -> None:
    size = len(handovers.units)
    if size < 3:
        return
    through = np.zeros(size)
    for start, end in combinations(range(size), 2):
        paths = paths_between(handovers.linked, start, end)
        for path in paths:
            through[path[1:-1]] += 1 / len(paths)
    assert betweenness(handovers) == pytest.approx(through / ((size - 1) * (size - 2) / 2))
