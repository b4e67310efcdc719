"""Krackhardt's four: an out-tree has 1 in each, and each is lost in its own way."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.collaboration.arrays import links, matrices
from workbench.collaboration import TreeLikeness, tree_likeness


def values(found: TreeLikeness) -> list[float | None]:
    measures = (found.connectedness, found.hierarchy, found.efficiency, found.least_upper_bounds)
    return [measure.value for measure in measures]


@st.composite
def out_trees(draw: st.DrawFn) -> NDArray[np.bool_]:
    size = draw(st.integers(3, 12))
    order = draw(st.permutations(range(size)))
    chart = np.zeros((size, size), np.bool_)
    for place in range(1, size):
        chart[order[draw(st.integers(0, place - 1))], order[place]] = True
    return chart


@given(chart=out_trees())
def test_a_clean_chart_has_one_in_all_four(chart: NDArray[np.bool_]) -> None:
    assert values(tree_likeness(chart)) == [1, 1, 1, 1]


def test_who_is_apart_costs_connectedness() -> None:
    # Six pairs of four, three of them without a path.
    found = tree_likeness(links("AB", "AC", "DD"))
    assert values(found) == [0.5, 1, 1, 1]


def test_reporting_to_each_other_costs_hierarchy() -> None:
    # B and C reach each other: one of three pairs that have a path.
    assert tree_likeness(links("AB", "BC", "CB")).hierarchy.value == pytest.approx(2 / 3)


def test_a_second_superior_costs_efficiency() -> None:
    # Four links where three are needed, nine more at most.
    assert tree_likeness(links("AB", "AC", "BD", "CD")).efficiency.value == pytest.approx(8 / 9)


def test_two_heads_cost_a_least_upper_bound() -> None:
    # A and B have nobody above both: one pair, of one at most.
    assert tree_likeness(links("AC", "BC")).least_upper_bounds.value == 0


def test_two_superiors_in_common_bound_nobody_least() -> None:
    # C and D have A and B above them, neither above the other; A and B have nobody: two pairs of three.
    assert tree_likeness(links("AC", "AD", "BC", "BD")).least_upper_bounds.value == pytest.approx(1 / 3)


def test_what_is_too_small_has_a_reason() -> None:
    alone = tree_likeness(np.zeros((1, 1), np.bool_))
    assert alone.connectedness.reason == "MEASURE_FEWER_THAN_TWO"
    unlinked = tree_likeness(np.zeros((3, 3), np.bool_))
    assert (unlinked.hierarchy.reason, unlinked.efficiency.reason) == ("MEASURE_NO_LINK", "MEASURE_NO_LINK")
    assert unlinked.least_upper_bounds.reason == "MEASURE_SMALL_COMPONENTS"
    assert tree_likeness(np.zeros((0, 0), np.bool_)).connectedness.value is None


@given(counts=matrices(most=1))
def test_all_four_are_those_of_their_definitions(counts: NDArray[np.int64]) -> None:
    chart = (counts > 0) & ~np.eye(len(counts), dtype=np.bool_)
    nodes = range(len(chart))
    below = [reached(chart, node) for node in nodes]
    joined = [reached(chart | chart.T, node) for node in nodes]
    pairs = list(combinations(nodes, 2))
    sizes = [len(component) for component in {frozenset(each) for each in joined}]

    apart = sum(j not in joined[i] for i, j in pairs)
    cyclic = sum(j in below[i] and i in below[j] for i, j in pairs)
    either = sum(j in below[i] or i in below[j] for i, j in pairs)
    spare, most_spare = int(chart.sum()) - sum(size - 1 for size in sizes), sum((size - 1) ** 2 for size in sizes)
    unbound = sum(j in joined[i] and not has_least_upper_bound(below, i, j) for i, j in pairs)
    most_unbound = sum((size - 1) * (size - 2) // 2 for size in sizes)

    parts = ((apart, len(pairs)), (cyclic, either), (spare, most_spare), (unbound, most_unbound))
    expected = [1 - part / whole if whole else None for part, whole in parts]
    assert values(tree_likeness(chart)) == pytest.approx(expected)


def reached(chart: NDArray[np.bool_], start: int) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        following = {int(each) for each in np.flatnonzero(chart[waiting.pop()])} - found
        found |= following
        waiting += following
    return found


def has_least_upper_bound(below: list[set[int]], i: int, j: int) -> bool:
    bounds = [node for node, reaches in enumerate(below) if {i, j} <= reaches]
    return any(all(bound in below[other] for other in bounds) for bound in bounds)
