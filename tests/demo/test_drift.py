"""A drift changes what it says, from its day on, and nothing else."""

from datetime import timedelta
from functools import cache

import pytest

from demo.drift import KINDS, NEW_LABEL, USUAL_DAY, Alone, Appearing, Skipping, drift_of
from demo.generate import Demo, generate
from demo.play import Event
from demo.seasons import THIRD, midnight
from tests.demo.oracle import Oracle
from tests.demo.plain import plain

DAY = midnight(USUAL_DAY)
REPAIRED = frozenset({"M01", "M03"})


@cache
def demo(*kinds: str) -> Demo:
    return generate(repaired=REPAIRED, season=THIRD, drift=drift_of(kinds))


def arrived(of: Demo, process: str) -> tuple[set[str], set[str]]:
    """Return the complete cases of a process that arrived before the day, and from it on."""
    first: dict[str, Event] = {}
    for event in of.events:
        if event.case.process == process and event.case.cut_after is None:
            first[event.case.id] = min(event, first.get(event.case.id, event), key=lambda each: each.start)
    late = {case for case, event in first.items() if event.start >= DAY}
    return first.keys() - late, late


def mean_delay(of: Demo, cases: set[str]) -> timedelta:
    """Return how long deliveries take from the supplier's confirmation to their arrival."""
    ends = {(event.case.id, event.step.activity): event.end for event in of.events}
    starts = {event.case.id: event.start for event in of.events if event.step.activity == "P2P-07" and event.case.id in cases}
    return sum((start - ends[case, "P2P-06"] for case, start in starts.items()), timedelta()) / len(starts)


def test_the_contract_review_is_left_out_more_often_from_the_day_on() -> None:
    before, after = arrived(demo("conformance"), "OTD")
    skipped = set(demo("conformance").dealt["M01"])
    assert {event.case.id for event in demo("conformance").events if event.step.activity == "OTD-04"} >= (
        before | after
    ) - skipped
    assert len(skipped & before) == pytest.approx(Skipping().before * len(before), abs=1)
    assert len(skipped & after) == pytest.approx(Skipping().after * len(after), abs=1)


def test_a_delay_grows_from_the_day_on() -> None:
    (before, after), (same, longer) = (
        tuple(mean_delay(of, cases) for cases in arrived(of, "P2P")) for of in (demo(), demo("cycle_time"))
    )
    assert abs(same - before) < before / 10
    assert longer > 1.25 * after


def test_one_person_does_the_work_of_a_post_from_the_day_on() -> None:
    before, after = arrived(demo("performers"), "OTD")
    who = {(event.case.id, event.resource) for event in demo("performers").events if event.step.activity == "OTD-05"}
    assert {person for case, person in who if case in after} == {Alone().person}
    assert len({person for case, person in who if case in before}) == 4


def test_a_step_that_nobody_designed_appears_from_the_day_on() -> None:
    _, after = arrived(demo("label"), "P2P")
    shown = {event.case.id for event in demo("label").events if event.step.label == Appearing().label}
    assert shown == set(demo("label").dealt[NEW_LABEL]) <= after
    assert len(shown) == pytest.approx(Appearing().share * len(after), abs=1)


@pytest.mark.parametrize("kinds", [(), *((kind,) for kind in KINDS), tuple(KINDS)])
def test_the_rules_find_exactly_what_the_drift_brings_beside_the_plants(kinds: tuple[str, ...]) -> None:
    rules = Oracle(plain=plain(demo(*kinds)))
    assert rules.found == set(demo(*kinds).truth.values())
    brought = {"conformance": {"M01"}, "label": {NEW_LABEL}}
    assert demo(*kinds).truth.keys() - demo().truth.keys() == {plant for kind in kinds for plant in brought.get(kind, ())}


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_of_drift_deals_nothing_else_anew(kind: str) -> None:
    dealt = demo(kind).dealt
    assert {plant: cases for plant, cases in dealt.items() if plant not in {"M01", NEW_LABEL}} == {
        plant: cases for plant, cases in demo().dealt.items() if plant != "M01"
    }
