"""The files of the laboratory can be read as they stand, its models are sound, and its logs hold what was played."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.enterprise.generate import Enterprise, generate
from tests.enterprise.writing import VARIANTS, write
from workbench import Severity, check_model, read_bpmn, read_log, read_mapping


@pytest.fixture(scope="module")
def enterprise() -> Enterprise:
    return generate(1)


@pytest.fixture(scope="module", params=VARIANTS)
def workspace(enterprise: Enterprise, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(enterprise, tmp_path_factory.mktemp(request.param), request.param)


@pytest.mark.parametrize("process", ["SMP", "REA", "CAL", "CMP"])
def test_each_model_is_read_and_sound(workspace: Path, process: str) -> None:
    model = read_bpmn(workspace / f"models/processes/{process}.bpmn")
    found = (*model.findings, *check_model(model))
    assert [each.id for each in model.processes] == [process]
    assert {each.code for each in found if each.severity.rank >= Severity.MINOR.rank} <= {"BPMN_DI_MISSING"}


@pytest.mark.parametrize(
    ("log", "processes"), [("specimens.xes.gz", ("SMP",)), ("reagents.csv", ("REA",)), ("quality.csv", ("CAL", "CMP"))]
)
def test_each_log_holds_the_events_that_were_played(
    enterprise: Enterprise, workspace: Path, log: str, processes: tuple[str, ...]
) -> None:
    path = workspace / "event_logs" / log
    mapping = path.with_name("reagents.mapping.yaml")
    read = read_log(path, read_mapping(mapping) if log == "reagents.csv" else None)
    played = Counter(event.process for event in enterprise.events if not event.is_unfinished)
    assert read.n_events == sum(played[process] for process in processes)
