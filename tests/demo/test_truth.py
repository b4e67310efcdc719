"""The truth of the demo, held against an oracle of plain rules: exactly these findings, over nine seeds and every repair."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

import pytest

from demo.generate import DEFAULT_SEED, Demo, generate
from demo.truth import DECOYS, OF_EVENTS, PLANTS, WITHOUT_MECHANISM, Planted
from tests.demo.oracle import Oracle
from tests.demo.plain import plain

SEEDS = (DEFAULT_SEED, 1, 2, 3, 4, 5, 6, 7, 8)


@cache
def demo(seed: int) -> Demo:
    return generate(seed)


@cache
def oracle(seed: int) -> Oracle:
    return Oracle(plain=plain(demo(seed)))


def counted(truth: Mapping[str, Planted], *without: str) -> dict[str, tuple[int | None, int | None]]:
    """Return exposure and count of plants: which cases they fall on may differ, how many may not."""
    return {plant: (its.exposed, its.count) for plant, its in truth.items() if plant not in without}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_find_exactly_the_thirty_plants(seed: int) -> None:
    assert oracle(seed).found == set(demo(seed).truth.values())
    assert len(oracle(seed).found) == 30
    assert oracle(seed).below == set(demo(seed).below.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_no_decoy_is_a_finding(seed: int) -> None:
    found = oracle(seed).found
    tempting = [decoy for decoys in DECOYS.values() for decoy in decoys]
    assert [f for f in found for decoy in tempting if f.code == decoy.code and decoy.object in {None, f.object}] == []


@pytest.mark.parametrize("plant", PLANTS)
def test_a_repair_takes_its_own_finding_away_and_no_other(plant: str) -> None:
    repaired = generate(DEFAULT_SEED, {plant})
    rules = Oracle(plain=plain(repaired))
    assert rules.found == set(repaired.truth.values())
    assert rules.below == set(repaired.below.values())
    assert counted(repaired.truth) == counted(demo(DEFAULT_SEED).truth, plant)


def test_with_both_repairs_of_the_receipts_the_keepers_receive() -> None:
    repaired = generate(DEFAULT_SEED, {"M15", "M15b"})
    assert {event.resource[:2] for event in repaired.events if event.step.activity == "P2P-10"} == {"W1"}
    assert Oracle(plain=plain(repaired)).found == set(repaired.truth.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_planners_are_overloaded(seed: int) -> None:
    (first, load), (_, next_load) = Counter(oracle(seed).load).most_common(2)
    assert first == "P1"
    assert 0.85 <= load <= 0.95
    assert next_load < 0.6


@pytest.mark.parametrize("seed", SEEDS)
def test_the_dealt_cases_are_those_that_show_it(seed: int) -> None:
    truth, dealt = demo(seed).truth, demo(seed).dealt
    assert {plant: truth[plant].cases for plant in OF_EVENTS if plant != "M17"} == {
        plant: dealt[plant] for plant in OF_EVENTS if plant != "M17"
    }
    assert len(truth["M17"].cases) == 99
    assert set(truth["M17"].cases) < set(dealt["M17"])


@pytest.mark.parametrize("seed", SEEDS)
def test_research_and_planning_hand_over_without_a_mechanism(seed: int) -> None:
    handed = Counter((giving.activity, taking.activity) for giving, taking in oracle(seed).handovers)
    assert [handed[pair] for pair in WITHOUT_MECHANISM] == [120, 120, 51]
    assert len(oracle(seed).crossings["D20", "D30"]) == 291
    assert len(oracle(seed).crossings) == 15
    assert not handed["ECM-03", "ECM-05"] + handed["ECM-04", "ECM-05"] + handed["OTD-07", "OTD-08"] + handed["OTD-08", "OTD-07"]
    assert ("D30", "D80") not in oracle(seed).crossings


def test_the_design_has_the_agreed_size() -> None:
    tables = oracle(DEFAULT_SEED).plain.tables
    needed = oracle(DEFAULT_SEED).needed
    granted = {(row["post_id"], row["function_id"]) for row in tables["permissions"]}
    assert len(needed) == 39
    assert needed ^ granted == {("Q2", "QMS.IQC"), ("B1", "WMS.GR")}
    assert len(oracle(DEFAULT_SEED).edges) == 57
    assert (len(tables["functions"]), len(tables["coordination"]), len(tables["posts"])) == (40, 20, 31)
    assert sum(int(row["headcount"]) for row in tables["posts"]) == 75
    assert "D35" not in {row["department_id"] for row in tables["posts"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_declared_exceptions_suppress_is_counted(seed: int) -> None:
    whole, suppressed = oracle(seed).whole, demo(seed).suppressed
    approvals = [event for event in whole["P2P-04"] if not event.entitled]
    assert all(map(oracle(seed).is_delegated, approvals))
    assert suppressed["N1"].count == len(approvals) > 0
    assert suppressed["N7"].count == sum(event.row["function"] == "ERP.DN" for event in whole["OTD-16"]) == 60
    assert suppressed["N8"].count == sum(event.label == "生产工单下达" for event in whole["OTD-09"]) == 30
    on_second = [event for events in whole.values() for event in events if event.person == "Q4-01" and event.post == "Q3"]
    assert suppressed["N9"].count == len(on_second) > 0
