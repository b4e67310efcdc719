"""A score once more: of some cases, or with other values."""

import numpy as np
import pytest

from tests.fit.scoring.test_fitting import fit
from workbench.fit.scoring.rescoring import score_of_cases, score_with
from workbench.fit.scoring_rules import FitWeights

WEIGHTS = FitWeights()


def test_all_cases_give_the_score_itself() -> None:
    of = fit("p").process["p"]
    assert score_of_cases(of, WEIGHTS, np.ones(of.cases, dtype=np.bool_)) == pytest.approx(of.score.value)


def test_no_case_leaves_what_the_design_decides() -> None:
    of = fit("p").process["p"]
    alone = fit("p").process["p"]
    without_cases = score_of_cases(of, WEIGHTS, np.zeros(of.cases, dtype=np.bool_))
    values = {dimension.dimension.value: dimension.score.value for dimension in alone.dimensions}
    assert without_cases is not None
    assert min(values["TP"], values["PO"]) <= without_cases <= max(values["TP"], values["PO"])


def test_other_values_give_another_score_and_the_same_ones_the_same() -> None:
    of = fit("p").process["p"]
    assert score_with(of, WEIGHTS, {}) == pytest.approx(of.score.value)
    better, worse = score_with(of, WEIGHTS, {"TP1": 1.0}), score_with(of, WEIGHTS, {"TP1": 0.5})
    assert better is not None
    assert worse is not None
    assert worse < of.score.value < better  # type: ignore[operator]


def test_what_is_not_read_cannot_be_replaced() -> None:
    of = fit("p").process["p"]
    assert score_with(of, WEIGHTS, {"TP9": 0.0}) == pytest.approx(of.score.value)
