"""Fit of the demo enterprise: levels, what caps them, and that nothing is told without what belongs to it."""

from pathlib import Path

import pytest

from demo.files import write
from demo.generate import DEFAULT_SEED, generate
from workbench.fit.dimensions import INDICATOR_CODES
from workbench.fit.scoring import FitResult
from workbench.study import assess, open_study


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> FitResult:
    folder = tmp_path_factory.mktemp("demo")
    write(generate(DEFAULT_SEED), folder)
    return assess(open_study(Path(folder))).fit


def test_what_is_critical_caps_its_process_and_the_enterprise(fit: FitResult) -> None:
    capped = {each.scope.id: {(it.code, it.object) for it in each.rating.vetoes} for each in fit.fits}
    assert {code for code, _ in capped["OTD"]} == {"CF-ORDER"}
    assert {code for code, _ in capped["P2P"]} == {"PO-SOD"}
    assert capped["ECM"] == set()
    assert capped["enterprise"] == capped["OTD"] | capped["P2P"]
    assert {each.scope.id: each.rating.level for each in fit.fits} == {"enterprise": "M2", "OTD": "M2", "ECM": "M3", "P2P": "M2"}


def test_every_indicator_is_read_in_every_scope_and_every_value_lies_in_its_interval(fit: FitResult) -> None:
    for each in fit.fits:
        assert tuple(it.code for it in each.indicators) == INDICATOR_CODES
        for it in each.indicators:
            assert (it.estimate is None) == (it.reading.value is None)
            assert it.estimate is None or it.estimate.low <= it.estimate.value <= it.estimate.high


def test_each_scope_adds_up(fit: FitResult) -> None:
    for each in fit.fits:
        assert sum(it.contribution or 0 for it in each.indicators) == pytest.approx(1)
        assert sum(it.weight for it in each.indicators) == pytest.approx(1)
        assert each.score.value is not None
        assert each.score.least is not None
        assert each.score.most is not None
        assert each.score.least < each.score.value < each.score.most
        assert 0.9 < (each.score.coverage or 0) < 1
        assert each.window is not None
