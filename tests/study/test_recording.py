"""What makes two assessments one run: files by their place in the workspace, settings among them, and nothing absolute."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.report.small_workspaces import workspace
from workbench.study import assess, open_study
from workbench.study.recording import engine, run_of_assessment

SETTINGS = "processes:\n  {}: {{model: models/p.bpmn, log: {}}}\n  {}: {{model: models/q.bpmn, log: {}}}\n"


def identity(root: Path) -> str:
    return run_of_assessment(assess(open_study(root)), "王工", datetime(2026, 1, 5, 9, tzinfo=UTC)).subject


def two(root: Path, *, settings: str = "", log: str = "event_logs/p.csv") -> Path:
    """Write a workspace of two processes with logs of their own."""
    workspace(root, "p")
    workspace(root, "q", skipped=20)
    (root / "workbench.yaml").write_text(SETTINGS.format("p", log, "q", "event_logs/q.csv") + settings, encoding="utf-8")
    return root


def test_a_moved_workspace_keeps_its_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = two(tmp_path / "here")
    before = identity(here)
    assert identity(two(tmp_path / "elsewhere" / "there")) == before
    monkeypatch.chdir(here)
    assert identity(Path()) == before


def test_a_file_that_is_named_by_its_whole_path_is_known_by_its_place_in_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two(tmp_path, log=str(tmp_path / "event_logs" / "p.csv"))
    assert "event_logs/p.csv" in {each.path for each in open_study(root).inputs}
    before = identity(root)
    monkeypatch.chdir(root)
    assert identity(Path()) == before


def test_other_settings_are_another_run(tmp_path: Path) -> None:
    assert identity(two(tmp_path / "a")) != identity(two(tmp_path / "b", settings="timezone: UTC\n"))


def test_logs_that_change_their_names_with_each_other_are_another_run(tmp_path: Path) -> None:
    root = two(tmp_path)
    before, logs = identity(root), root / "event_logs"
    (logs / "p.csv").rename(logs / "kept.csv")
    (logs / "q.csv").rename(logs / "p.csv")
    (logs / "kept.csv").rename(logs / "q.csv")
    assert identity(root) != before


def test_a_run_names_the_program_that_made_it(tmp_path: Path) -> None:
    run = run_of_assessment(assess(open_study(two(tmp_path))), "王工", datetime(2026, 1, 5, 9, tzinfo=UTC))
    assert run.engine == engine()
