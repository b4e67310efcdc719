"""The laboratory assessed: exactly what was planted is reported, with figures and cases, and nothing that only looks like it."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.enterprise.claims import Claim
from tests.enterprise.generate import Enterprise, generate
from tests.enterprise.truth import DECOYS, below_floor, truth
from tests.enterprise.writing import write
from workbench import Language, assess, open_study
from workbench.report.findings_file import cases_csv, findings_json

RUNS = (("tables", 2), ("workbook", 2), ("tables", 5))


@dataclass(frozen=True, kw_only=True)
class Run:
    """A generator seed, and what the findings file and the file of cases say of its workspace."""

    seed: int
    content: dict[str, Any]
    cases: dict[str, frozenset[str]]

    @property
    def found(self) -> dict[tuple[str, str, tuple[str, ...]], Claim]:
        """Return what is reported by its key; two findings of one key are told as wrong."""
        claims = [_claim(each, self.cases.get(each["id"])) for each in self.content["findings"]]
        by_key = {each.key: each for each in claims}
        assert len(by_key) == len(claims)
        return by_key


def _claim(entry: dict[str, Any], cases: frozenset[str] | None = None) -> Claim:
    return Claim(
        code=entry["code"],
        scope=entry["scope"],
        object=tuple(entry["object"]),
        count=entry["count"],
        exposed=entry["exposed"],
        cases=cases,
    )


@cache
def _enterprise(seed: int) -> Enterprise:
    return generate(seed)


def _lines(of: Iterable[object]) -> str:
    """Return one line for each, so that a failure shows them all."""
    return "\n".join(sorted(map(str, of)))


@cache
def _assessed(root: Path, variant: str, seed: int) -> Run:
    assessment = assess(open_study(write(_enterprise(seed), root, variant)))
    cases: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO(cases_csv(assessment))):
        cases[row["finding_id"]].add(row["case_id"])
    content = json.loads(findings_json(assessment, Language.EN))
    return Run(seed=seed, content=content, cases={finding: frozenset(those) for finding, those in cases.items()})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laboratory")


@pytest.fixture(scope="module", params=RUNS, ids=lambda run: f"{run[0]}-{run[1]}")
def run(root: Path, request: pytest.FixtureRequest) -> Run:
    variant, seed = request.param
    return _assessed(root / f"{variant}-{seed}", variant, seed)


def test_every_process_is_assessed(run: Run) -> None:
    said = {each["id"]: (each["refused"], each["cases"], each["incomplete"]) for each in run.content["processes"]}
    assert said == {"SMP": (None, 200, 12), "REA": (None, 240, 0), "CAL": (None, 160, 0), "CMP": (None, 540, 0)}


def test_what_was_planted_is_found(run: Run) -> None:
    assert _lines({each.key for each in truth(_enterprise(run.seed))} - set(run.found)) == ""


def test_nothing_else_is_found(run: Run) -> None:
    assert _lines(set(run.found) - {each.key for each in truth(_enterprise(run.seed))}) == ""


def test_no_decoy_is_found(run: Run) -> None:
    assert {why: sorted(set(those) & set(run.found)) for why, those in DECOYS.items() if set(those) & set(run.found)} == {}


def test_every_figure_is_exact(run: Run) -> None:
    wrong = []
    for told in truth(_enterprise(run.seed)):
        found = run.found.get(told.key)
        if found is None:
            continue
        figures = ((told.count, found.count), (told.exposed, found.exposed))
        wrong += [(told.key, expected, actual) for expected, actual in figures if expected is not None and expected != actual]
    assert _lines(wrong) == ""


def test_every_case_is_named(run: Run) -> None:
    wrong = []
    for told in truth(_enterprise(run.seed)):
        if told.cases is not None and told.key in run.found:
            named = run.found[told.key].cases or frozenset()
            wrong += [(told.key, sorted(told.cases ^ named))] if named != told.cases else []
    assert _lines(wrong) == ""


def test_what_is_structural_has_no_count(run: Run) -> None:
    structural = ("TP-UNSUP", "TP-REKEY", "TP-UNUSED", "PO-NOOWNER", "PO-UNOWNED", "PO-NOA", "PO-MULTIA", "PO-NOR", "PO-LANEMIS")
    of_tables = ("TO-NOACC", "TO-EXCESS", "TO-NOOWNER", "DT-NOCREATE", "DT-ORPHAN", "DT-MULTIMASTER", "DT-NOOWNER")
    assert {
        each.key: each.count for each in run.found.values() if each.code in structural + of_tables and each.count is not None
    } == {}


def test_what_is_too_rare_is_listed_apart(run: Run) -> None:
    apart = {each.key: each for each in map(_claim, run.content["below_threshold"])}
    told = below_floor(_enterprise(run.seed))
    assert _lines(each.key for each in told if each.key not in apart) == ""
    assert _lines(each.key for each in told if each.key in apart and not _agrees(each, apart[each.key])) == ""


def _agrees(told: Claim, found: Claim) -> bool:
    return told.count == found.count and told.exposed in (None, found.exposed)


def test_the_delegated_validations_are_counted_as_suppressed(run: Run) -> None:
    said = [(each["code"], each["because"], each["count"]) for each in run.content["suppressed"]]
    assert ("PO-NOTAUTH", "delegation", 8) in said


def test_a_workbook_says_the_same_as_csv_files(root: Path) -> None:
    files, workbook = (_assessed(root / f"{variant}-2", variant, 2) for variant in ("tables", "workbook"))
    assert files.content["findings"] == workbook.content["findings"]
