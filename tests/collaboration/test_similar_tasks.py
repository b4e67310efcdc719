"""Performers compared by what they do."""

import numpy as np
import pytest
from hypothesis import given

from tests.collaboration.arrays import staffing, teams
from workbench.collaboration import Staffing, cosine_similarity, profile_correlation


def test_the_same_mix_in_another_amount_is_the_same() -> None:
    found = cosine_similarity(staffing(ann={"buy": 1, "sell": 2}, ben={"buy": 10, "sell": 20}, cay={"hire": 1}))
    assert found[0, 1] == pytest.approx(1)
    assert found[0, 2] == 0


def test_opposite_mixes_are_correlated_negatively() -> None:
    found = profile_correlation(staffing(ann={"buy": 3, "sell": 1}, ben={"buy": 1, "sell": 3}))
    assert found[0, 1] == pytest.approx(-1)


def test_who_does_everything_equally_often_correlates_with_nobody() -> None:
    found = profile_correlation(staffing(ann={"buy": 3, "sell": 3}, ben={"buy": 1, "sell": 3}))
    assert found.mask.tolist() == [[True, True], [True, False]]


@given(team=teams())
def test_correlations_are_those_of_numpy(team: Staffing) -> None:
    varied = team.counts.std(axis=0) > 0
    found = profile_correlation(team)
    assert np.array_equal(~np.ma.getmaskarray(found), np.outer(varied, varied))
    if varied.sum() > 1:
        assert found.data[np.ix_(varied, varied)] == pytest.approx(np.corrcoef(team.counts.T[varied]))
