"""The schema of the findings file holds of what is written, and would notice what is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.report.small_workspaces import workspace
from workbench.language import Language
from workbench.report.findings_file import findings_json
from workbench.study import assess, open_study

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "findings.schema.json").read_text(encoding="utf-8"))


def content_of(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(findings_json(assess(open_study(folder)), Language.EN))
    return content


def faults(content: object) -> list[str]:
    return [each.json_path for each in jsonschema.Draft202012Validator(SCHEMA).iter_errors(content)]


def test_it_is_a_schema_and_the_demo_keeps_to_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert faults(content_of(ROOT)) == []


def test_refused_and_unknown_processes_keep_to_it(tmp_path: Path) -> None:
    root = workspace(tmp_path, "p", "q", "r")
    (root / "event_logs" / "q.csv").unlink()
    (root / "models" / "r.bpmn").write_bytes(b"<broken")
    content = content_of(root)
    assert [each["status"] for each in content["processes"]] == ["assessed", "unknown", "refused"]
    assert faults(content) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("processes", 0, "status"), "fine"),
        (("processes", 0, "conformance"), None),
        (("processes", 0, "conformance", "fitness"), 1.5),
        (("findings", 0, "severity"), "bad"),
        (("findings", 0, "id"), 7),
        (("inputs", 0, "sha256"), ""),
    ],
)
def test_it_notices_what_is_wrong(tmp_path: Path, path: tuple[str | int, ...], value: object) -> None:
    content: Any = content_of(workspace(tmp_path, "p"))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults(content) != []
