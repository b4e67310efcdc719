"""What waits is told by its content, with its verdict and its place, and nothing is written by looking."""

from pathlib import Path

import pytest

from tests.builders import pnml
from tests.intake.deliveries import delivery, log, looked, model
from tests.workspace_tables import models
from workbench.intake import log_target, look_at
from workbench.recognition import FileKind, Outcome
from workbench.tables import TableKind, read_tables, write_workbook

PLACES = [
    ("a.xml", model(), FileKind.MODEL, "models/processes/a.bpmn"),
    ("net.txt", pnml("p0 p1", "a", "p0>a a>p1", "p1"), FileKind.MODEL, "models/processes/net.pnml"),
    ("posts list.csv", "post_id,name,department_id\nP1,Buyer,D1\n", FileKind.TABLE, "models/organization/posts.csv"),
    ("系统.tsv", "system_id\tname\nS1\tERP\n", FileKind.TABLE, "models/technology/systems.tsv"),
    ("a.yaml", "kpis: []\n", FileKind.STRATEGY, "models/strategy.yaml"),
    ("b.yml", "calendars: {}\n", FileKind.CALENDARS, "models/organization/calendars.yaml"),
    ("otd.yaml", "lane_means: post\n", FileKind.SIDECAR, "models/processes/otd.yaml"),
    ("otd.mapping.yaml", "columns: {case_id: a}\n", FileKind.MAPPING, "event_logs/otd.mapping.yaml"),
    ("w.yaml", "language: en\n", FileKind.SETTINGS, "workbench.yaml"),
    ("log.dat", "case_id,activity,end\n1,a,2025-01-01T08:00:00Z\n", FileKind.LOG, "event_logs/log.csv"),
]


@pytest.mark.parametrize(("name", "content", "kind", "target"), PLACES, ids=[each[0] for each in PLACES])
def test_a_file_goes_where_its_content_belongs(
    tmp_path: Path, name: str, content: str | bytes, kind: FileKind, target: str
) -> None:
    arrival = looked(tmp_path, name, content)
    assert (arrival.kind, arrival.target, arrival.present) == (kind, target, None)
    assert [path.name for path in (tmp_path / "workspace").rglob("*")] == ["models"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("broken.bpmn", "<definitions><process>", "XML_NOT_WELLFORMED"),
        ("picture.csv", b"\x89PNG\r\n", "FILE_WRONG_FORMAT"),
        ("empty.csv", "", "LOG_EMPTY"),
        ("bad.yaml", "name: [", "YAML_NOT_WELLFORMED"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_alone(tmp_path: Path, name: str, content: str | bytes, code: str) -> None:
    arrival = looked(tmp_path, name, content)
    assert (arrival.outcome, arrival.kind, arrival.target) == (Outcome.REJECTED, None, None)
    assert [each.code for each in arrival.findings] == [code]
    assert arrival.findings[0].place.file == name


def test_one_broken_file_leaves_the_others_alone(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"buying.bpmn": model(), "bad.bpmn": "<x", "log.csv": log().encode("gbk")})
    kinds = {each.name: each.kind for each in look_at(sent, lambda _: None)}
    assert kinds == {"bad.bpmn": None, "buying.bpmn": FileKind.MODEL, "log.csv": FileKind.LOG}


def test_a_log_in_gbk_with_headers_of_its_own_is_read_as_proposed(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"buying.bpmn": model(), "log.csv": log().encode("gbk")})
    _, arrival = look_at(sent, lambda _: None)
    trial = arrival.trial
    assert trial is not None
    assert (trial.cases, trial.events, arrival.is_open) == (40, 160, False)
    assert dict(trial.mapping.columns) == {"case_id": "单号", "activity": "做了什么", "end": "讫", "resource": "谁"}
    (match,) = trial.matches
    assert (match.link, match.understood, len(match.labels)) == ("buying", 4, 5)


def test_a_table_of_which_nothing_can_be_told_is_a_log_to_be_mapped_or_none(tmp_path: Path) -> None:
    rows = "".join(f"{n % 3},{n % 2},{n}\n" for n in range(30))
    arrival = looked(tmp_path, "x.csv", f"a,b,c\n{rows}")
    assert arrival.is_open
    assert [each.code for each in arrival.findings] == ["CSV_NO_CASE_COLUMN"]


def test_who_is_there_already_is_told(tmp_path: Path) -> None:
    place = tmp_path / "workspace" / "models" / "processes" / "a.bpmn"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"12345")
    arrival = looked(tmp_path, "a.bpmn", model())
    assert arrival.present is not None
    assert arrival.present.size == 5


def test_a_workbook_of_tables_is_the_workbook(tmp_path: Path) -> None:
    folder = models(tmp_path / "source", systems="system_id,name\nS1,ERP")
    write_workbook(read_tables(folder).tables, tmp_path / "any.xlsx")
    arrival = looked(tmp_path, "any.xlsx", (tmp_path / "any.xlsx").read_bytes())
    assert (arrival.kind, arrival.tables, arrival.target) == (FileKind.WORKBOOK, (TableKind.SYSTEMS,), "models/enterprise.xlsx")


def test_a_log_takes_the_name_of_its_process() -> None:
    assert log_target("event_logs/2025.xes.gz", "OTD") == "event_logs/OTD.xes.gz"
