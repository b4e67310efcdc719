"""Weights by entropy: only with enough processes, and only for what tells them apart."""

from math import exp, log

import pytest

from tests.fit.scoring.readings import evidence, indicator
from workbench.fit.indicators.sample import Exact
from workbench.fit.scoring.entropy import entropy_view
from workbench.fit.scoring.fitting import fit_of
from workbench.fit.scoring.model import FitResult

NAMES = tuple("ABCDEFGHIJ")


def result(names: tuple[str, ...], *, apart: float) -> FitResult:
    """Score processes that are alike in TP1 and PO1, of which every second is worse in PX1, and the first does not know DT1."""
    alike = (indicator(code, lambda *_: Exact(part=0.8, whole=1, units=1)) for code in ("TP1", "PO1"))
    worse = indicator("PX1", lambda _, scope: Exact(part=0.9 - apart * (scope.id in NAMES[::2]), whole=1, units=1))
    partly = indicator("DT1", lambda _, scope: None if scope.id == "A" else Exact(part=0.5, whole=1, units=1))
    return fit_of(evidence(*names, cases=4), (), (*alike, worse, partly))


def test_only_what_tells_processes_apart_weighs() -> None:
    found = entropy_view(result(NAMES, apart=0.4))
    assert dict(found.weights) == pytest.approx({"TP1": 0, "PO1": 0, "PX1": 1}, abs=1e-9)
    assert dict(found.scores)["A"] == pytest.approx(0.5)
    assert dict(found.scores)["B"] == pytest.approx(exp(log(0.9)))
    assert found.reason is None


@pytest.mark.parametrize(("names", "apart", "code"), [(NAMES[:9], 0.4, "ENTROPY_FEW_UNITS"), (NAMES, 0, "ENTROPY_ALIKE")])
def test_too_few_or_all_alike_give_no_weights_but_a_reason(names: tuple[str, ...], apart: float, code: str) -> None:
    found = entropy_view(result(names, apart=apart))
    assert (found.weights, found.scores) == ((), ())
    assert found.reason is not None
    assert found.reason.code == code
    assert str(len(names)) in found.reason.text()
