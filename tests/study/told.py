"""A demo assessed in full, as its findings file and its cases file tell it."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from demo.files import write
from demo.generate import Demo
from demo.truth import Decoy, Planted
from workbench.language import Language
from workbench.report.findings_file import cases_csv, findings_json
from workbench.study import assess, open_study

Key = tuple[str, str, tuple[str, ...]]


def key_of(planted: Planted) -> Key:
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
        return {key_of(self._planted(each)): each["elements"] for each in self.content["findings"]}

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
