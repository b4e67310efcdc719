"""The demo enterprise assessed in full, as the findings file tells it: every plant, no decoy, and what is kept apart."""

from pathlib import Path

import pytest

from demo.generate import DEFAULT_SEED, generate
from demo.truth import DECOYS, MOVES, PLANTS, Decoy
from tests.study.told import Told, key_of, told

SEEDS = (DEFAULT_SEED, 1, 2, 3, 4, 5, 6, 7, 8)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(generate(), tmp_path_factory.mktemp("demo"))


@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_the_thirty_plants_come_out_with_their_counts_and_cases(tmp_path: Path, seed: int) -> None:
    demo = generate(seed)
    run = told(demo, tmp_path)
    assert run.findings == set(demo.truth.values())
    assert len(run.content["findings"]) == 30
    for plant, elements in MOVES.items():
        moved = run.moves[key_of(demo.truth[plant])]
        assert moved[0] in elements.split(), plant
        assert set(elements.split()) <= set(moved), plant
    assert run.below == {(p.code, p.scope, p.object, p.exposed, p.count) for p in demo.below.values()}


@pytest.mark.parametrize("plant", PLANTS)
def test_a_repaired_plant_is_the_only_finding_that_disappears(tmp_path: Path, plant: str) -> None:
    repaired = generate(DEFAULT_SEED, {plant})
    assert plant not in repaired.truth
    assert len(repaired.truth) == len(PLANTS) - 1
    assert told(repaired, tmp_path).findings == set(repaired.truth.values())


def test_what_has_one_cause_is_one_item_of_the_plan(usual: Told) -> None:
    code = {each["id"]: (each["code"], *each["object"]) for each in usual.content["findings"]}
    items = [{code[finding] for finding in item["findings"]} for item in usual.content["items"]]
    assert [item for item in items if len(item) > 1] == [
        {("TO-NOACC", "Q2", "QMS.IQC"), ("TO-SHARED", "QMS_PUB")},
        {("PO-SOD", "P2P-05", "P2P-10"), ("PO-NOTAUTH", "P2P-10", "B1"), ("TO-EXCESS", "B1", "WMS.GR")},
    ]
    assert sum(map(len, items)) == len(PLANTS)


def test_a_change_is_not_yet_provable_before_the_log_has_brought_the_exposure(usual: Told) -> None:
    (skip,) = (each["id"] for each in usual.content["findings"] if each["code"] == "CF-SKIP")
    (verified,) = next(item["verification"] for item in usual.content["items"] if skip in item["findings"])
    assert (verified["exposure_needed"], verified["most"]) == (300, 0.01)
    assert "not yet provable" in verified["message"]


@pytest.mark.parametrize("decoys", DECOYS.values(), ids=DECOYS)
def test_no_decoy_is_reported(usual: Told, decoys: tuple[Decoy, ...]) -> None:
    assert [decoy for decoy in decoys if usual.reports(decoy)] == []


def test_what_declared_exceptions_suppress_is_counted(usual: Told) -> None:
    suppressed = generate().suppressed.values()
    assert {each: usual.suppressed(each.code, each.because) for each in suppressed} == {each: each.count for each in suppressed}
