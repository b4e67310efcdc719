"""How far weeks differ and are alike is weighed by what a baseline shows, and unchanged weeks are drawn accordingly."""

import numpy as np
import pytest

from tests.normalization.watch.drifting import MONDAY
from workbench.fit.watch_rules import WatchRules
from workbench.normalization.watch.record import WEEK, WeekTimes
from workbench.normalization.watch.week_model import Weighed, drawn_weeks, weeks_of, weighed

CASES, SPREAD = 25, 0.4
RULES = WatchRules(draws=4000)


def made(weeks: int, differ: float, alike: float = 0.0, seed: int = 0) -> list[WeekTimes]:
    """Make weeks of 25 cases, of which what they share differs so far, and is so far alike in neighbours."""
    dice = np.random.default_rng(seed)
    shared = dice.standard_normal(weeks)
    for week in range(1, weeks):
        shared[week] = alike * shared[week - 1] + (1 - alike**2) ** 0.5 * shared[week]
    logs = differ * shared[:, None] + SPREAD * dice.standard_normal((weeks, CASES))
    return [
        WeekTimes(
            week=MONDAY + WEEK * number, cases=CASES, mean=float(its.mean()), squares=float(((its - its.mean()) ** 2).sum())
        )
        for number, its in enumerate(logs)
    ]


def correlation(model: Weighed) -> float:
    return float(model.weight @ model.correlation)


def test_many_weeks_tell_whether_neighbours_are_alike() -> None:
    assert correlation(weighed(weeks_of(made(120, 0.2, alike=0.7)))) > 0.5
    assert correlation(weighed(weeks_of(made(120, 0.2)))) < 0.25


def test_few_weeks_leave_it_open() -> None:
    model = weighed(weeks_of(made(16, 0.1, alike=0.5)))
    apart, alike = (float(model.weight[some].sum()) for some in (model.correlation < 0.25, model.correlation > 0.55))
    assert model.weight.sum() == pytest.approx(1)
    assert min(apart, alike) > 0.05


def test_drawn_weeks_vary_by_chance_and_by_what_weeks_share() -> None:
    old = weeks_of(made(120, 0.1))
    drawn = drawn_weeks(weighed(old), weeks_of(made(1, 0.0)), RULES)
    assert drawn.shape == (4000, 1)
    assert drawn.std() == pytest.approx((0.1**2 + SPREAD**2 / CASES) ** 0.5, rel=0.15)


def test_the_fewer_weeks_are_known_the_farther_unchanged_ones_may_go() -> None:
    def reach(weeks: int) -> float:
        """Return how far the farthest hundredth goes, over some baselines."""
        drawn = [drawn_weeks(weighed(weeks_of(made(weeks, 0.1, seed=seed))), weeks_of(made(12, 0.0)), RULES) for seed in range(6)]
        return float(np.mean([np.quantile(np.abs(each), 0.99) for each in drawn]))

    assert reach(8) > 1.1 * reach(60)


def test_weeks_that_are_all_the_same_are_drawn_the_same() -> None:
    same = weeks_of([WeekTimes(week=MONDAY + WEEK * number, cases=5, mean=2.0, squares=0.0) for number in range(8)])
    assert drawn_weeks(weighed(same), same, RULES) == pytest.approx(2.0, abs=1e-4)


@pytest.mark.parametrize(
    ("cases", "squares"), [(1, 0.0), (5, 0.0), (5, 1e-9)], ids=["one case a week", "cases of a week alike", "nearly alike"]
)
def test_weeks_whose_cases_tell_nothing_of_chance_are_weighed_by_how_far_weeks_differ(cases: int, squares: float) -> None:
    """Of an unchanged process new weeks go beyond what is drawn in few of 20 pairs, though nothing is known of its cases."""
    beyond = 0
    for seed in range(20):
        means = np.random.default_rng(seed).normal(3.0, 0.3, size=38)
        every = [
            WeekTimes(week=MONDAY + WEEK * number, cases=cases, mean=float(mean), squares=squares)
            for number, mean in enumerate(means)
        ]
        model = weighed(weeks_of(every[:26]))
        assert model.weight.sum() == pytest.approx(1)
        drawn = np.abs(drawn_weeks(model, weeks_of(every[26:]), RULES) - model.usual).max(axis=1)
        beyond += bool(np.abs(means[26:] - model.usual).max() > np.quantile(drawn, 0.99))
    assert beyond <= 2
