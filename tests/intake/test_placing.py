"""Files go to their place whole; nothing is replaced that nobody agreed to; what belongs beside them is written too."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.intake.deliveries import delivery, log, model
from workbench.design import Alias
from workbench.eventlog import LogMapping, read_mapping
from workbench.findings import UsageError
from workbench.intake import Placement, declared_processes, present_at, staged_copy, staged_upload, staging_folder, store
from workbench.tables import read_yaml

MODEL = Placement(name="buying.bpmn", target="models/processes/buying.bpmn")


def test_what_is_stored_has_left_the_waiting_room(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"buying.bpmn": model()})
    (path,) = store(sent.folder, sent.workspace, [MODEL])
    assert path.read_bytes() == model()
    assert [*sent.folder.iterdir()] == []


def test_nothing_is_replaced_but_what_was_seen(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"buying.bpmn": model()})
    place = sent.workspace / MODEL.target
    place.parent.mkdir()
    place.write_bytes(b"mine")
    seen = present_at(place)
    place.write_bytes(b"changed meanwhile")
    for over in (None, seen):
        with pytest.raises(UsageError) as refused:
            store(sent.folder, sent.workspace, [replace(MODEL, over=over)])
        assert refused.value.finding.code == "FILE_THERE"
    assert place.read_bytes() == b"changed meanwhile"
    store(sent.folder, sent.workspace, [replace(MODEL, over=present_at(place))])
    assert place.read_bytes() == model()


@pytest.mark.parametrize("target", ["../out.bpmn", "/out.bpmn", "models/../../out.bpmn"])
def test_a_place_outside_is_none(tmp_path: Path, target: str) -> None:
    sent = delivery(tmp_path, {"buying.bpmn": model()})
    with pytest.raises(UsageError):
        store(sent.folder, sent.workspace, [replace(MODEL, target=target)])
    assert (sent.folder / "buying.bpmn").exists()


def test_a_folder_that_leads_outside_is_no_place(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"buying.bpmn": model()})
    (tmp_path / "outside").mkdir()
    (sent.workspace / "models" / "processes").symlink_to(tmp_path / "outside")
    with pytest.raises(UsageError) as refused:
        store(sent.folder, sent.workspace, [MODEL])
    assert refused.value.finding.code == "PATH_OUTSIDE"
    assert [*(tmp_path / "outside").iterdir()] == []


def test_a_mapping_stands_beside_its_log_and_reads_back(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"log.csv": log().encode("gbk")})
    mapping = LogMapping(
        columns=MappingProxyType({"case_id": "单号", "activity": "做了什么", "end": "讫"}),
        formats=MappingProxyType({"end": "%Y-%m-%d %H:%M"}),
        timezone="UTC",
        unobservable=("T2",),
        encoding="gb18030",
        delimiter=",",
    )
    store(sent.folder, sent.workspace, [Placement(name="log.csv", target="event_logs/buying.csv", mapping=mapping)])
    assert read_mapping(sent.workspace / "event_logs" / "buying.mapping.yaml") == mapping


def test_a_mapping_that_says_nothing_is_not_written(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"log.csv": log()})
    store(sent.folder, sent.workspace, [Placement(name="log.csv", target="event_logs/log.csv", mapping=LogMapping())])
    assert [path.name for path in (sent.workspace / "event_logs").iterdir()] == ["log.csv"]


def test_aliases_are_added_once_to_those_that_are_there(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"a.csv": log(), "b.csv": log()})
    table = sent.workspace / "models" / "aliases.csv"
    table.write_text("kind,alias,id,note\npost,采购员,P1,=kept\n", encoding="utf-8")
    alias = Alias(kind="activity", alias="退回, again", id="T2", process="buying")
    store(
        sent.folder,
        sent.workspace,
        [Placement(name=f"{each}.csv", target=f"event_logs/{each}.csv", aliases=(alias,)) for each in ("a", "b")],
    )
    assert table.read_text(encoding="utf-8-sig").splitlines() == [
        "kind,alias,id,note,process",
        "post,采购员,P1,=kept,",
        'activity,"退回, again",T2,,buying',
    ]


SETTINGS = """name: Works   # ours
processes:   # listed
  OTD: {model: models/processes/OTD.bpmn}   # a remark

timezone: UTC
"""


def test_where_processes_are_listed_a_file_is_entered_and_the_rest_stays(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"log.csv": log(), "buying.bpmn": model()})
    settings = sent.workspace / "workbench.yaml"
    settings.write_text(SETTINGS, encoding="utf-8")
    log_of_otd = Placement(name="log.csv", target="event_logs/OTD.csv", process="OTD")
    store(sent.folder, sent.workspace, [log_of_otd, replace(MODEL, process='a "b": c')])
    assert declared_processes(sent.workspace) == {
        "OTD": {"model": "models/processes/OTD.bpmn", "log": "event_logs/OTD.csv"},
        'a "b": c': {"model": MODEL.target},
    }
    assert read_yaml(settings).content["timezone"] == "UTC"
    assert settings.read_text(encoding="utf-8").startswith("name: Works   # ours\n")


def test_settings_that_list_no_process_are_left_alone(tmp_path: Path) -> None:
    sent = delivery(tmp_path, {"buying.bpmn": model()})
    settings = sent.workspace / "workbench.yaml"
    settings.write_text("name: a\n# processes:\n", encoding="utf-8")
    store(sent.folder, sent.workspace, [replace(MODEL, process="buying")])
    assert settings.read_text(encoding="utf-8") == "name: a\n# processes:\n"


def test_an_upload_waits_under_its_plain_name_only(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"abc")
    folder = staging_folder(tmp_path, 0.0)
    with source.open("rb") as content, pytest.raises(UsageError):
        staged_upload(folder, "../../../../x.bpmn", content)
    with source.open("rb") as content:
        assert staged_upload(folder, "x.bpmn", content).read_bytes() == b"abc"
    with source.open("rb") as content, pytest.raises(UsageError) as refused:
        staged_upload(folder, "x.bpmn", content)
    assert refused.value.finding.code == "ARRIVED_TWICE"
    assert [path.name for path in folder.iterdir()] == ["x.bpmn"]


def test_a_file_is_taken_from_the_served_folder_and_from_nowhere_else(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "w").mkdir(parents=True)
    (root / "big.csv").write_text("x")
    (tmp_path / "secret.csv").write_text("x")
    folder = staging_folder(root / "w", 0.0)
    assert staged_copy(folder, root, "big.csv").read_text() == "x"
    assert (root / "big.csv").exists()
    for inner in ("../secret.csv", str(tmp_path / "secret.csv"), "none.csv", "w"):
        with pytest.raises(UsageError):
            staged_copy(folder, root, inner)


def test_what_was_left_behind_a_day_ago_is_thrown_away(tmp_path: Path) -> None:
    left = staging_folder(tmp_path, 0.0)
    made = left.stat().st_mtime
    assert staging_folder(tmp_path, made + 86_000.0).parent == left.parent
    assert left.exists()
    staging_folder(tmp_path, made + 90_000.0)
    assert not left.exists()
