"""How a search is run: it may be stopped in the middle, spends no more than its effort, and names what conflicts."""

from __future__ import annotations

from itertools import pairwise
from threading import Event

import pytest
from ortools.sat.python import cp_model

from workbench.redesign.solving import Effort, Proof, Search


def endless() -> cp_model.CpModel:
    """Return a model that has answers at once and no proof for very long: pigeons that all want to sit low."""
    model = cp_model.CpModel()
    seats = [model.new_int_var(0, 200, f"seat {number}") for number in range(60)]
    chosen = [model.new_bool_var(f"chosen {number}") for number in range(60)]
    for number, (one, other) in enumerate(pairwise(seats)):
        model.add_multiplication_equality(model.new_int_var(0, 40_000, f"product {number}"), [one, other])
        model.add((one * (number % 7 + 3) + other * (number % 5 + 2)) >= 97).only_enforce_if(chosen[number])
    model.add(sum(chosen) >= 45)
    model.add_all_different(seats)
    model.minimize(sum(seat * (number % 11 + 1) for number, seat in enumerate(seats)))
    return model


def test_a_search_is_stopped_in_its_middle() -> None:
    asked = Event()

    def should_stop() -> bool:
        """Say no before the search begins, and yes from then on."""
        was_asked = asked.is_set()
        asked.set()
        return was_asked

    search = Search(Effort(each=500, steps=500, seconds=500), should_stop)
    found = search.least(endless())
    assert search.is_cut
    assert not search.is_impossible
    assert found is None or found.proof is Proof.FOUND
    assert search.is_spent


def test_what_is_found_with_little_effort_is_not_called_optimal_and_has_a_bound() -> None:
    search = Search(Effort(each=0.3, steps=0.5))
    found = search.least(endless())
    assert search.is_cut
    assert found is not None
    assert found.proof is Proof.FOUND
    assert found.bound < found.value


def test_nothing_is_begun_once_the_effort_is_spent() -> None:
    search = Search(Effort(each=0.1, steps=0.1))
    search.least(endless())
    assert search.is_spent
    assert search.least(cp_model.CpModel()) is None


def test_an_answer_is_proven_and_impossible_is_not_cut() -> None:
    model = cp_model.CpModel()
    number = model.new_int_var(3, 9, "number")
    model.minimize(number)
    search = Search()
    found = search.least(model)
    assert found is not None
    assert (found.value, found.bound, found.proof) == (3, 3, Proof.OPTIMAL)
    model.add(number <= 2)
    assert search.least(model) is None
    assert (search.is_impossible, search.is_cut) == (True, False)


def clashing() -> tuple[cp_model.CpModel, dict[str, cp_model.IntVar]]:
    """Return a model of three constraints of which "low" and "high" cannot hold together."""
    model = cp_model.CpModel()
    number = model.new_int_var(0, 9, "number")
    names = {name: model.new_bool_var(name) for name in ("low", "high", "other")}
    model.add(number <= 3).only_enforce_if(names["low"])
    model.add(number >= 5).only_enforce_if(names["high"])
    model.add(number <= 8).only_enforce_if(names["other"])
    return model, names


@pytest.mark.parametrize("free", ["low", "high"])
def test_a_conflict_is_minimal(free: str) -> None:
    model, names = clashing()
    search = Search()
    assert set(search.conflict_in(model, names)) == {"low", "high"}
    assert search.conflict_in(model, {name: each for name, each in names.items() if name != free}) == ()
    assert not search.is_cut


def test_where_the_effort_is_spent_every_name_stays_in_the_conflict() -> None:
    model, names = clashing()
    search = Search(Effort(steps=0))
    assert search.conflict_in(model, names) == ("high", "low", "other")
    assert search.is_cut


def test_the_search_for_a_conflict_stops_when_asked_and_keeps_what_still_conflicts() -> None:
    model, names = clashing()
    asked: list[None] = []

    def should_stop() -> bool:
        """Say no before the first search, and yes from then on."""
        asked.append(None)
        return len(asked) > 1

    search = Search(should_stop=should_stop)
    assert {"low", "high"} <= set(search.conflict_in(model, names))
    assert search.is_cut


def test_a_model_that_is_none_is_no_model_without_an_answer() -> None:
    model = cp_model.CpModel()
    model.new_int_var(0, 2**62, "number")
    with pytest.raises(ValueError, match="number"):
        Search().least(model)
