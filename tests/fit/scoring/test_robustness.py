"""Rankings under other weights."""

import numpy as np
import pytest

from workbench.fit.scoring.aggregation import weighting_of
from workbench.fit.scoring.robustness import WEIGHTINGS, levers_of, random_weightings, ranking_of
from workbench.fit.scoring_rules import FitWeights

WEIGHTS = FitWeights()


def ranking(codes: list[str], **values: list[float]):  # type: ignore[no-untyped-def]
    told = {process: np.array(each) for process, each in values.items()}
    return ranking_of(told, weighting_of(WEIGHTS, codes), random_weightings(WEIGHTS, codes, 1))


def test_random_weightings_scatter_around_the_policys() -> None:
    drawn = random_weightings(WEIGHTS, ["TP1", "PX1"], 1)
    shares = drawn.outer / drawn.outer.sum(axis=1, keepdims=True)
    assert drawn.inner.shape == (WEIGHTINGS, 2)
    assert shares.mean(axis=0) == pytest.approx([0.25, 0.25, 0.15, 0.15, 0.2], abs=0.02)
    assert shares.std(axis=0) == pytest.approx([(w * (1 - w) / 51) ** 0.5 for w in (0.25, 0.25, 0.15, 0.15, 0.2)], rel=0.1)


def test_an_indicator_weighs_alike_in_every_scope() -> None:
    one, other = (random_weightings(WEIGHTS, codes, 1).inner[:, 0] for codes in (["TP2", "PX1"], ["TP2"]))
    assert (one == other).all()


def test_who_is_better_in_all_stays_better() -> None:
    found = ranking(["TP1", "PX1"], worse=[0.6, 0.6], better=[0.7, 0.7])
    assert found.processes == ("better", "worse")
    assert [pair.kept for pair in found.pairs] == [1]
    assert found.is_stable


def test_who_is_better_by_a_hair_in_one_thing_is_not_firmly_better() -> None:
    found = ranking(["TP1", "PO1"], a=[0.9, 0.5], b=[0.501, 0.9])
    assert found.processes == ("b", "a")
    assert 0.3 < found.pairs[0].kept < 0.7
    assert not found.is_stable


def test_equals_are_no_ranking_to_be_broken_and_one_alone_is_none() -> None:
    found = ranking(["TP1"], a=[0.5], b=[0.5])
    assert (found.processes, found.pairs, found.is_stable) == (("a", "b"), (), True)
    assert ranking(["TP1"], a=[0.5]) is None
    assert ranking(["TP1"], a=[0.5], b=[float("nan")]) is None


def test_levers_are_those_that_raise_the_most() -> None:
    codes = ["TP1", "TP2", "PO1", "PX1", "DT1", "TO1"]
    rises = np.array([0.0, np.nan, 1.0, 0.5, 0.01, 0.02])
    found = levers_of(codes, rises, weighting_of(WEIGHTS, codes), random_weightings(WEIGHTS, codes, 1))
    assert found.codes == ("PO1", "PX1", "TO1", "DT1")
    assert found.kept == (1, 1, 1, 1)
    assert found.is_stable


def test_levers_that_are_alike_are_not_firm() -> None:
    codes = [f"PO{number}" for number in range(1, 13)]
    found = levers_of(codes, np.ones(12), weighting_of(WEIGHTS, codes), random_weightings(WEIGHTS, codes, 1))
    assert found.codes == tuple(codes[:5])
    assert not found.is_stable
