"""Cases in common: counted over pairs, and as shares of the cases of one or of both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collaboration.arrays import names
from workbench.collaboration import WorkingTogether, working_together

EVENTS = st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 4)), max_size=30)


def counted(events: list[tuple[int, int]]) -> WorkingTogether:
    codes = np.array(events, np.int64).reshape(-1, 2)
    return working_together(codes[:, 0], codes[:, 1], names("p", 5))


@given(events=EVENTS)
def test_common_cases_and_their_shares_are_those_of_sets(events: list[tuple[int, int]]) -> None:
    cases = [{case for case, performer in events if performer == each} for each in range(5)]
    found = counted(events)
    for i, ours in enumerate(cases):
        for j, theirs in enumerate(cases):
            assert found.together[i, j] == len(ours & theirs)
            if ours | theirs:
                assert found.jaccard[i, j] == pytest.approx(len(ours & theirs) / len(ours | theirs))
            else:
                assert found.jaccard.mask[i, j]
            assert found.shares.mask[i, j] if not ours else found.shares[i, j] == pytest.approx(len(ours & theirs) / len(ours))


@given(events=EVENTS, seed=st.randoms())
def test_the_order_of_events_does_not_matter(events: list[tuple[int, int]], seed: object) -> None:
    shuffled = list(events)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert np.array_equal(counted(events).together, counted(shuffled).together)
