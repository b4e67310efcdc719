"""The file for programs: strict JSON, the same bytes each time, kept to its schema, and what is unknown in it."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.report.redesign.ideas import proposed, with_advice
from tests.report.redesign.small import TABLES, recommended, small, workspace, write_log
from workbench.organization import Letter
from workbench.redesign.changes import RemoveActivity, RemoveDuty
from workbench.redesign.heuristics import Trigger
from workbench.report.redesign.recommendation_file import recommendation_content, recommendation_json
from workbench.simulation.edits import Worked

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "recommendation.schema.json").read_text(encoding="utf-8"))


def faults(content: object) -> list[str]:
    return [each.json_path for each in jsonschema.Draft202012Validator(SCHEMA).iter_errors(content)]


def strict(text: str) -> Any:
    def refuse(name: str) -> None:
        raise AssertionError(name)

    return json.loads(text, parse_constant=refuse)


def test_the_same_workspace_gives_the_same_bytes(tmp_path: Path) -> None:
    root = workspace(tmp_path / "elsewhere", **TABLES)
    write_log(root)
    text = recommendation_json(small())
    assert recommendation_json(recommended(root)) == text
    assert str(tmp_path) not in text
    assert strict(text) == recommendation_content(small())


def test_it_keeps_to_its_schema_whatever_is_there(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert faults(strict(recommendation_json(small()))) == []
    refused = proposed(RemoveActivity(process="p", activity="nowhere"), about="a")
    breaking = proposed(
        RemoveDuty(activity="b", post="Q", letter=Letter("R")), edits=(Worked(process="p", activity="b", factor=0.5),)
    )
    content = strict(recommendation_json(with_advice(refused, breaking)))
    assert faults(content) == []
    told = {each["key"]: each for each in content["advice"]}
    assert told["H23·external-share·p·a"]["refusal"] is not None
    assert told["H23·external-share·p·b"]["breaks"] == [{"code": "PO-NOR", "object": ["b"]}]
    nothing = strict(recommendation_json(recommended(workspace(tmp_path))))
    assert faults(nothing) == []
    assert (nothing["advice"], nothing["plan"]["steps"], nothing["plan"]["everything"]) == ([], [], None)
    assert {code for each in nothing["unknown"] for code in each["codes"]} >= {"H1", "H14", "H22"}


def test_how_busy_a_post_of_one_person_is_stays_out_of_it() -> None:
    busy = [
        replace(proposed(about=post), trigger=Trigger(measure="utilisation", value=0.9, threshold=0.8, cases=(), exposed=40))
        for post in ("P", "Q")
    ]
    content = recommendation_content(with_advice(*busy))
    assert {tuple(each["about"]): each["trigger"]["value"] for each in content["advice"]} == {("P",): 0.9, ("Q",): None}
    assert faults(content) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "workbench-recommendation/2"),
        (("advice", 0, "feasible"), "yes"),
        (("advice", 0, "effect", "processes", 0, "cycle_time_days"), 4.0),
        (("advice", 0, "heuristic"), "G4"),
        (("front", "points", 0, "proof"), "likely"),
        (("plan", "steps", 0, "share"), "all"),
        (("unknown", 0, "because"), None),
    ],
)
def test_the_schema_notices_what_is_wrong(path: tuple[str | int, ...], value: object) -> None:
    content: Any = copy.deepcopy(recommendation_content(small()))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults(content) != []
