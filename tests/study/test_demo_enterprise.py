"""The demo enterprise assessed in full, as the findings file tells it: every plant, no decoy, and what is kept apart."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from demo.files import write
from demo.generate import DEFAULT_SEED, Demo, generate
from demo.truth import DECOYS, MOVES, PLANTS, Decoy, Planted
from workbench.language import Language
from workbench.report.findings_file import cases_csv, findings_json
from workbench.study import assess, open_study

SEEDS = (DEFAULT_SEED, 1, 2, 3, 4, 5, 6, 7, 8)


Key = tuple[str, str, tuple[str, ...]]


def _key(planted: Planted) -> Key:
    return planted.code, planted.scope, planted.object


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a run writes: the findings file and the cases file."""

    content: Mapping[str, Any]
    cases: Mapping[str, tuple[str, ...]]

    @cached_property
    def findings(self) -> frozenset[Planted]:
        return frozenset(self._planted(each) for each in self.content["findings"])

    @property
    def below(self) -> set[tuple[str, str, tuple[str, ...], int, int]]:
        rare = self.content["below_threshold"]
        return {(each["code"], each["scope"], tuple(each["object"]), each["exposed"], each["count"]) for each in rare}

    def reports(self, decoy: Decoy) -> bool:
        return any(each.code == decoy.code and decoy.object in {None, each.object} for each in self.findings)

    def suppressed(self, code: str, because: str) -> int:
        those = [each for each in self.content["suppressed"] if (each["code"], each["because"]) == (code, because)]
        return sum(each["count"] for each in those)

    @property
    def moves(self) -> Mapping[Key, list[str]]:
        return {_key(self._planted(each)): each["elements"] for each in self.content["findings"]}

    def _planted(self, finding: Mapping[str, Any]) -> Planted:
        return Planted(
            code=finding["code"],
            scope=finding["scope"],
            object=tuple(finding["object"]),
            exposed=finding["exposed"],
            count=finding["count"],
            cases=self.cases.get(finding["id"], ()),
        )


def told(demo: Demo, folder: Path) -> Told:
    """Assess a demo that is written into a folder."""
    write(demo, folder)
    assessment = assess(open_study(folder))
    cases = defaultdict(list)
    for row in csv.DictReader(io.StringIO(cases_csv(assessment))):
        cases[row["finding_id"]].append(row["case_id"])
    return Told(
        content=json.loads(findings_json(assessment, Language.EN)),
        cases={finding: tuple(sorted(its)) for finding, its in cases.items()},
    )


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
        moved = run.moves[_key(demo.truth[plant])]
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
