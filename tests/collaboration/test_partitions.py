"""Two groupings compared, and who stands elsewhere."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.collaboration import Elsewhere, adjusted_rand_index, standing_elsewhere, variation_of_information

GROUPING = st.lists(st.integers(-1, 3), min_size=6, max_size=6).map(np.array)
POSTS = ("buyer", "seller", "clerk")


def test_the_same_grouping_under_other_numbers_is_the_same() -> None:
    first, second = np.array([0, 0, 1, 2]), np.array([5, 5, 0, 3])
    assert adjusted_rand_index(first, second).value == 1
    assert variation_of_information(first, second).value == 0


def test_an_example_of_the_literature_has_its_value() -> None:
    # Two groups of three against {0, 1}, {2, 3}, {4, 5}: Σ C(n_ij, 2) = 2, A = 6, B = 3, e = 18/15; (2 - 1.2) / (4.5 - 1.2).
    found = adjusted_rand_index(np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2]))
    assert found.value == pytest.approx(0.8 / 3.3)


def test_halves_across_each_other_share_no_information() -> None:
    # H(1|2) = H(2|1) = 1 bit.
    assert variation_of_information(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])).value == pytest.approx(2)


def test_without_anybody_in_both_there_is_none() -> None:
    assert adjusted_rand_index(np.array([0, -1]), np.array([-1, 0])).reason == "MEASURE_NONE_IN_COMMON"
    assert variation_of_information(np.array([0, -1]), np.array([-1, 0])).reason == "MEASURE_NONE_IN_COMMON"


@given(first=GROUPING, second=GROUPING)
def test_the_rand_index_is_that_of_pairs_one_by_one(first: np.ndarray, second: np.ndarray) -> None:
    people = [each for each in range(6) if first[each] >= 0 and second[each] >= 0]
    pairs = list(combinations(people, 2))
    ours, theirs = [first[i] == first[j] for i, j in pairs], [second[i] == second[j] for i, j in pairs]
    both, a, b = sum(o and t for o, t in zip(ours, theirs, strict=True)), sum(ours), sum(theirs)
    found = adjusted_rand_index(first, second).value
    if not people:
        assert found is None
        return
    expected = a * b / max(len(pairs), 1)
    assert found == pytest.approx((both - expected) / ((a + b) / 2 - expected) if (a + b) / 2 != expected else 1)
    assert -0.5 <= found <= 1


@given(groupings=st.tuples(GROUPING, GROUPING, GROUPING).map(lambda each: [np.maximum(grouping, 0) for grouping in each]))
def test_variation_of_information_is_a_metric(groupings: list[np.ndarray]) -> None:
    first, second, _ = groupings
    distance = {(i, j): variation_of_information(groupings[i], groupings[j]).value or 0.0 for i in range(3) for j in range(3)}
    assert distance[0, 1] == pytest.approx(distance[1, 0])
    assert distance[0, 2] <= distance[0, 1] + distance[1, 2] + 1e-12
    same = len(set(zip(first.tolist(), second.tolist(), strict=True))) == len(set(first.tolist())) == len(set(second.tolist()))
    assert (distance[0, 1] < 1e-12) == same
    assert distance[0, 1] <= math.log2(6) + 1e-12


def test_who_does_the_work_of_another_post_is_counted_by_post() -> None:
    post_of, role_of = np.array([0, 0, 0, 1, 1, 1, 1, -1]), np.array([0, 0, 1, 1, 1, 0, 1, 1])
    assert standing_elsewhere(post_of, POSTS, role_of) == (
        Elsewhere(post="buyer", like=("seller",), persons=1),
        Elsewhere(post="seller", like=("buyer",), persons=1),
    )


def test_a_role_that_two_posts_share_is_of_both() -> None:
    assert standing_elsewhere(np.array([0, 1, 1, 0, 2]), POSTS, np.array([0, 0, 0, 0, 0])) == (
        Elsewhere(post="clerk", like=("buyer", "seller"), persons=1),
    )
    assert standing_elsewhere(np.array([-1]), POSTS, np.array([-1])) == ()
