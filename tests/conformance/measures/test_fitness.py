"""Fitness: of cases, of the log, of events."""

import numpy as np
import pytest

from tests.builders import process
from tests.conformance.measures.logs import held_against
from workbench.conformance import Costs
from workbench.conformance.measures.fitness import case_fitness, mean_fitness, synchronous_share, worst_costs
from workbench.process import behavior_of

SEQUENCE = behavior_of(process().start().task("a").task("b").task("c").end().build()).automaton()


def test_a_case_is_as_fit_as_its_cost_is_far_from_the_worst() -> None:
    evidence = held_against(SEQUENCE, ["abc", "ac", "xyz"])
    assert case_fitness(evidence).tolist() == [1, 1 - 1 / 5, 0]


def test_the_mean_of_cases_weighs_each_the_same() -> None:
    evidence = held_against(SEQUENCE, {"abc": 3, "ac": 1})
    assert mean_fitness(evidence).value == pytest.approx((3 * 1 + 1 * 0.8) / 4)


def test_costs_of_the_users_own_stand_below_the_line_too() -> None:
    evidence = held_against(SEQUENCE, ["xbc"], costs=Costs(log_moves={"x": 5}, model_moves={"a": 2}))
    assert worst_costs(evidence).tolist() == [5 + 1 + 1 + (2 + 1 + 1)]
    assert case_fitness(evidence).tolist() == [1 - (5 + 2) / 11]


def test_events_conform_where_they_move_with_the_model() -> None:
    assert synchronous_share(held_against(SEQUENCE, {"abc": 2, "axc": 1})).value == (2 * 3 + 2) / 9


def test_variants_that_no_complete_case_follows_count_nowhere() -> None:
    evidence = held_against(SEQUENCE, {"abc": 1, "x": 0})
    assert np.array_equal(case_fitness(evidence), [1])


def test_without_a_case_there_is_a_reason_instead() -> None:
    evidence = held_against(SEQUENCE, {"abc": 0})
    assert mean_fitness(evidence).value is None
    assert mean_fitness(evidence).reason == "MEASURE_NO_CASES"
