"""`workbench chain`, `audit` and `review` as a user types them: nodes, sheets, samples, checklists, and what a review decides."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.report.normalization.strategic import workspace
from workbench.cli import app
from workbench.findings import UsageError


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("工作区 w"))


def typed(command: str, *words: str | Path) -> Result:
    return CliRunner().invoke(app, [command, *map(str, words), "--language", "en"])


def test_the_chain_is_told_by_kind_and_by_node_and_its_sheets_are_written(root: Path, tmp_path: Path) -> None:
    whole, node = typed("chain", root), typed("chain", root, "C1", "--sheets", tmp_path / "s.json")
    assert (whole.exit_code, node.exit_code) == (0, 0)
    assert "Objective O2 has no target" in whole.stdout
    assert "advantage/AD1  AD1 Quick answers · demand" in node.stdout
    assert "process/p" in node.stdout
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["bases"][0]["about"] == "O1"
    assert isinstance(typed("chain", root, "nobody").exception, UsageError)
    assert "not reached" in typed("chain", root, "--objectives").stdout


def test_what_cannot_be_written_is_refused_before_the_work_begins(tmp_path: Path) -> None:
    assert isinstance(typed("chain", tmp_path / "none", "--sheets", "s.docx").exception, UsageError)


def test_the_same_seed_draws_the_same_cases_and_the_sample_is_entered_once_more_without_loss(root: Path, tmp_path: Path) -> None:
    words = ("--seed", "H1", "--size", "5", "--strata", "all")
    first, second = typed("audit", root, *words, "-o", "-"), typed("audit", root, *words, "-o", "-")
    assert first.exit_code == 0
    assert first.stdout == second.stdout
    assert len(list(csv.reader(io.StringIO(first.stdout)))) == 6
    told = typed("audit", root, *words, "--record", "--by", "QM", "--checklist", tmp_path / "c.csv")
    assert "is in the register under number 1" in told.stdout
    assert "Requirement" in (tmp_path / "c.csv").read_text("utf-8")
    assert isinstance(typed("audit", root, "--seed", "1", "--strata", "colour").exception, UsageError)


def test_a_review_is_written_and_what_it_decides_is_listed_and_followed_up(root: Path, tmp_path: Path) -> None:
    said = ("--decide", "train", "--meeting", "2026-1", "--post", "P", "--by", "GM")
    assert isinstance(typed("review", root, *said).exception, UsageError)
    listed = typed("review", root, *said, "--due", "2999-01-01")
    assert listed.exit_code == 0
    decision = next(word for word in listed.stdout.split() if len(word) == 16 and word.isalnum())
    typed("review", root, "--done", decision, "--result", "two-trained", "--by", "QM")
    assert "two-trained" in typed("review", root).stdout
    written = typed("review", root, "--out", tmp_path / "r.md")
    assert written.exit_code == 0
    assert "two-trained" in (tmp_path / "r.md").read_text("utf-8")
