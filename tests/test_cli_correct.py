"""Corrective actions on the command line: each step as the app states it, named by how an id begins, judged by new evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.report.small_workspaces import workspace as small
from workbench.cli import app
from workbench.findings import Finding, Severity, UsageError
from workbench.normalization import open_register
from workbench.normalization.corrections import Correction, CorrectionState, corrections_in

DAY = date(2026, 3, 2)
SKIPPED = Finding(code="CF-SKIP", severity=Severity.MAJOR, scope="p", object=("b",)).id


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--language", "en", "--today", DAY.isoformat()])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with one nonconformity."""
    root = small(tmp_path_factory.mktemp("corrections"), "p")
    assert typed("decide", root, SKIPPED[:6], "--nonconformity", "--by", "QM").exit_code == 0
    return root


def action(root: Path) -> Correction:
    (one,) = corrections_in(open_register(root), DAY).corrections
    return one


def test_an_action_goes_from_its_cause_to_its_judgement_and_is_told_at_each_step(root: Path) -> None:
    begin = action(root).id[:6]
    assert begin in typed("correct", root).stdout
    steps = (
        ("cause", "--kind", "rule", "--text", "nobody asks for it"),
        ("agree", "--text", "ask for it", "--owner", "P1", "--due", "2026-04-01"),
        ("done", "--on", DAY.isoformat()),
    )
    for name, *words in steps:
        done = typed("correct", name, root, begin, *words, "--by", "QM")
        assert (done.exit_code, done.exception) == (0, None), done.output
    known = action(root)
    assert known.state is CorrectionState.CARRIED_OUT
    assert known.action is not None
    assert known.action.check is not None
    judged = typed("correct", "judge", root, "--by", "QM")  # on the day itself, no case has begun since
    assert (judged.exit_code, judged.exception) == (0, None)
    assert action(root).seen == known.seen
    assert typed("correct", "close", root, begin, "--reason", "done", "--by", "QM").exit_code != 0


def test_an_action_that_nothing_is_named_by_and_a_cause_of_no_kind_are_refused(root: Path) -> None:
    unknown = typed("correct", "done", root, "zz", "--by", "QM").exception
    assert isinstance(unknown, UsageError)
    assert unknown.finding.code == "CORRECTION_UNKNOWN"
    wrong = typed("correct", "cause", root, action(root).id, "--kind", "weather", "--text", "x", "--by", "QM").exception
    assert isinstance(wrong, UsageError)
    assert "method" in str(wrong.finding.facts["wanted"])


def test_warnings_are_told_at_a_prompt_too(root: Path) -> None:
    done = typed("correct", "warnings", root)
    assert (done.exit_code, done.exception) == (0, None)
