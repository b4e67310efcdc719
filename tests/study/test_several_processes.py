"""Several processes in one file, or in one log: each is held against what is its own, and against nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import process
from workbench.findings import InputError
from workbench.language import Language
from workbench.process.builder import CollaborationBuilder
from workbench.report.findings_file import findings_json
from workbench.study import assess, open_study
from workbench.workspace import read_workspace

REPAIR = process("repair").start().task("book").task("mend").end()
CUSTOMER = process("customer").start().task("send").task("collect").end()
TOGETHER = CollaborationBuilder("both").pool("us", REPAIR, "Repair shop").pool("them", CUSTOMER, "Customer").xml()


def assessed(root: Path, link: str, log: str) -> dict[str, Any]:
    for name, content in {
        "models/both.bpmn": TOGETHER,
        "event_logs/both.csv": log.encode(),
        "workbench.yaml": f"processes:\n  {link}: {{model: models/both.bpmn, log: event_logs/both.csv}}\n".encode(),
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    content: dict[str, Any] = json.loads(findings_json(assess(open_study(root)), Language.EN))
    return content


def rows(*activities: str, told: str = "") -> str:
    cases = range(40)
    events = [(case, place, activity) for case in cases for place, activity in enumerate(activities)]
    return "".join(f"{case},{what},2025-03-03T{8 + place:02}:{case:02}:00+08:00{told}\n" for case, place, what in events)


def test_a_log_is_that_of_the_process_which_its_labels_name(tmp_path: Path) -> None:
    content = assessed(tmp_path, "both", "case_id,activity,end\n" + rows("book", "mend"))
    assert [(each["id"], each["status"]) for each in content["processes"]] == [("repair", "assessed"), ("customer", "unknown")]
    assert [each["code"] for each in content["findings"] if each["code"].startswith("CF")] == []


@pytest.mark.parametrize("link", ["repair", "Repair shop"])
def test_a_link_may_name_one_of_them_or_its_pool(tmp_path: Path, link: str) -> None:
    content = assessed(tmp_path, link, "case_id,activity,end\n" + rows("book", "mend"))
    assert [(each["id"], each["status"]) for each in content["processes"]] == [(link, "assessed")]


def test_a_process_that_the_column_never_names_has_no_events_there(tmp_path: Path) -> None:
    head = "case_id,activity,end,process\n"
    content = assessed(tmp_path, "both", head + rows("send", "collect", told=",Customer") + rows("send", told=",elsewhere"))
    assert [(each["id"], each["status"]) for each in content["processes"]] == [("repair", "unknown"), ("customer", "assessed")]
    assert [each["code"] for each in content["findings"] if each["code"].startswith("CF")] == []


def test_the_column_calls_each_process_by_id_or_name_however_spelled(tmp_path: Path) -> None:
    told = rows("book", "mend", told=",REPAIR") + rows("send", "collect", told=",Cus tomer")
    content = assessed(tmp_path, "both", "case_id,activity,end,process\n" + told)
    assert [(each["id"], each["status"]) for each in content["processes"]] == [("repair", "assessed"), ("customer", "assessed")]
    assert [each["events"] for each in content["processes"]] == [80, 80]
    assert [each["code"] for each in content["findings"] if each["code"].startswith("CF")] == []


def test_a_process_has_one_log_and_a_list_of_them_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "workbench.yaml").write_text("processes:\n  p: {model: p.bpmn, log: [one.csv, two.csv]}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"Line 2: `processes: p: log` must be the path of one file"):
        read_workspace(tmp_path)
