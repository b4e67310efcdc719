"""Cases drawn again: by month, by content, and as wide as theory has it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.fit.scoring.readings import evidence
from workbench.eventlog.texts import Texts
from workbench.findings import wilson_interval
from workbench.fit.indicators.sample import ByCase, Exact
from workbench.fit.scoring import resampling
from workbench.fit.scoring.resampling import draws_of, estimate_of
from workbench.linkage import LinkedProcess


def linked(cases: int = 40, days: int = 90) -> LinkedProcess:
    return evidence("p", cases=cases, days=days).linkage.processes[0]


def drawn(process: LinkedProcess, seed: int = 1, draws: int = 200) -> np.ndarray:
    return np.concatenate([weights for (weights,) in draws_of((process,), seed, draws)])


def months_of(process: LinkedProcess) -> np.ndarray:
    day = np.array([process.day[process.case == case].min() for case in range(len(process.cases))])
    return day.astype("datetime64[D]").astype("datetime64[M]")


def test_each_month_keeps_its_number_of_cases() -> None:
    process, weights = linked(), drawn(linked())
    months = months_of(process)[process.complete]
    assert len(set(months.tolist())) == 3
    for month in set(months.tolist()):
        assert (weights[:, months == month].sum(axis=1) == (months == month).sum()).all()
    assert weights.std() > 0.5


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    assert (drawn(linked(), seed=3) == drawn(linked(), seed=3)).all()
    assert (drawn(linked(), seed=3) != drawn(linked(), seed=4)).any()


def test_how_many_draws_are_held_at_a_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = drawn(linked())
    monkeypatch.setattr(resampling, "_MOST_CELLS", 7 * 40)
    assert len(list(draws_of((linked(),), 1, 200))) > 20
    assert (drawn(linked()) == whole).all()


def test_other_processes_and_other_names_change_nothing() -> None:
    process = linked()
    alone = drawn(process)
    beside = np.concatenate([weights[1] for weights in draws_of((linked(cases=9), process), 1, 200)])
    renamed = replace(process, id="q", cases=Texts.of(f"z{len(process.cases) - number}" for number in range(len(process.cases))))
    assert (beside == alone).all()
    assert (drawn(renamed) == alone).all()


def test_cases_in_another_order_are_drawn_alike() -> None:
    process = linked()
    n = len(process.cases)
    turned = replace(process, case=(n - 1 - process.case).astype(np.int32), complete=process.complete[::-1])
    assert (drawn(turned)[:, ::-1] == drawn(process)).all()


def test_the_interval_of_a_share_is_as_wide_as_theory_has_it() -> None:
    process = linked(cases=400, days=1)
    part = (np.arange(int(process.complete.sum())) % 4 == 0).astype(float)
    sample = ByCase(part=part, whole=np.ones_like(part), units=len(part))
    found = estimate_of(sample, sample.drawn(drawn(process, draws=1000)))
    assert found is not None
    half = 1.96 * (0.25 * 0.75 / len(part)) ** 0.5
    assert (found.high - found.low) / 2 == pytest.approx(half, rel=0.1)
    assert found.low < found.value < found.high


def test_few_units_that_never_vary_are_not_taken_for_certain() -> None:
    sample = ByCase(part=np.ones(12), whole=np.ones(12), units=12)
    found, wilson = estimate_of(sample, np.ones(50)), wilson_interval(12, 12)
    assert found is not None
    assert wilson is not None
    assert (found.low, found.high) == (wilson.low, 1)


def test_many_units_and_what_the_design_decides_are_left_as_drawn() -> None:
    many = estimate_of(ByCase(part=np.ones(100), whole=np.ones(100), units=100), np.ones(50))
    exact = estimate_of(Exact(part=17, whole=18, units=18), np.full(50, 17 / 18))
    assert many is not None
    assert exact is not None
    assert (many.low, many.high) == (1, 1)
    assert exact.low == exact.high == exact.value == 17 / 18


@given(some.floats(0, 1), some.lists(some.one_of(some.floats(0, 1), some.just(float("nan"))), min_size=1))
def test_an_interval_holds_the_figure(value: float, draws: list[float]) -> None:
    found = resampling.interval_of(value, np.array(draws))
    assert found.low <= value <= found.high
