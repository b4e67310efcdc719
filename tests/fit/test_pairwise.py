"""Judged pairs: weights that follow from them, and what is said where they contradict each other."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workbench.findings import InputError
from workbench.fit import DEFAULT_POLICY, policy_text, read_policy
from workbench.fit.pairwise import Judgement, PairwiseSheet, priorities_of
from workbench.language import Language

INCONSISTENT = """pairwise:
  dimensions:
    TP/PO: 1
    TP/TO: 5
    TP/DT: 1
    TP/PX: 1
    PO/TO: 1/5
    PO/DT: 1
    PO/PX: 1
    TO/DT: 1
    TO/PX: 1
    DT/PX: 1
"""


def sheet(**times: float) -> PairwiseSheet:
    """Judge `ab=3`: a matters 3 times as much as b."""
    judged = tuple(Judgement(more=pair[0], than=pair[1], times=value) for pair, value in times.items())
    return PairwiseSheet(items=tuple(sorted({item for pair in times for item in pair})), judgements=judged)


@given(some.lists(some.floats(1, 9), min_size=2, max_size=13))
def test_judgements_that_agree_give_back_the_weights_behind_them(weights: list[float]) -> None:
    items = [f"i{number:02}" for number in range(len(weights))]
    judged = tuple(
        Judgement(more=items[a], than=items[b], times=weights[a] / weights[b]) for a, b in combinations(range(len(items)), 2)
    )
    found = priorities_of(PairwiseSheet(items=tuple(items), judgements=judged))
    assert [weight for _, weight in found.weights] == pytest.approx([each / sum(weights) for each in weights])
    assert found.consistency_ratio == pytest.approx(0, abs=1e-6)
    assert found.worst is None


def test_the_consistency_ratio_is_saatys() -> None:
    """A circle of threes has the largest eigenvalue 1 + 3 + 1/3; the random index of three things is 0.58."""
    found = priorities_of(sheet(ab=3, bc=3, ca=3))
    assert found.consistency_ratio == pytest.approx((4 + 1 / 3 - 3) / 2 / 0.58)
    assert not found.is_usable
    assert found.worst == ("a", "b", "c")
    assert [weight for _, weight in found.weights] == pytest.approx([1 / 3] * 3)


def test_two_things_never_contradict_each_other() -> None:
    found = priorities_of(sheet(ab=9))
    assert (found.consistency_ratio, found.worst) == (0, None)
    assert dict(found.weights) == pytest.approx({"a": 0.9, "b": 0.1})


def test_the_worst_triple_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(INCONSISTENT, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_policy(path)
    assert refused.value.finding.code == "POLICY_PAIRS_INCONSISTENT"
    assert refused.value.finding.place.line == 2
    for language in Language:
        assert "TP, PO, TO" in refused.value.finding.text(language)


def test_a_sheet_goes_before_written_weights_and_survives_writing(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("weights: {TP: 9}\n" + INCONSISTENT.replace("TP/TO: 5", "TP/TO: 1/3").replace("PO/TO: 1/5", "PO/TO: 1/3"))
    policy = read_policy(path)
    weights = policy.scoring.weights.of_dimension
    assert sum(weights.values()) == pytest.approx(1)
    assert weights["TO"] == max(weights.values())
    assert weights["TP"] == pytest.approx(weights["PO"])
    path.write_text(policy_text(policy, Language.EN), encoding="utf-8")
    assert read_policy(path) == policy
    assert policy.sha256 != DEFAULT_POLICY.sha256


def test_a_sheet_of_a_dimension_leaves_out_what_is_switched_off(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    off = "indicators: {TO3: off, TO4: 否, TO5: off, TO6: 0, TO7: no, PX2: 2.5}\n"
    path.write_text(f"{off}pairwise: {{TO: {{TO2/TO1: 4}}}}\n", encoding="utf-8")
    weights = read_policy(path).scoring.weights.of_indicator
    assert [weights[f"TO{number}"] for number in range(1, 8)] == pytest.approx([0.2, 0.8, 0, 0, 0, 0, 0])
    assert (weights["PX1"], weights["PX2"]) == (1, 2.5)
