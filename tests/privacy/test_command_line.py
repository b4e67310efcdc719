"""`--identify` as a user types it: a right that has to be asked for."""

from pathlib import Path

import pytest

from tests.builders import process
from tests.test_cli import run

ROWS = [f"{case},{label},2025-03-0{1 + case}T1{at}:00:00+08:00,Ottokar" for case in range(6) for at, label in enumerate("ab")]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    model, log = tmp_path / "p.bpmn", tmp_path / "p.csv"
    model.write_bytes(process("p").start().task("a").task("b").end().xml())
    log.write_text("\n".join(("case_id,activity,end,resource", *ROWS, *ROWS[:1])), encoding="utf-8")
    return model, log


def test_explain_shows_performers_only_to_whoever_asks(pair: tuple[Path, Path]) -> None:
    hidden, clear = (run("explain", *pair, "--case", "0", "--json", *identify).stdout for identify in ((), ("--identify",)))
    assert ("Ottokar" in hidden, "psn-" in hidden) == (False, True)
    assert ("Ottokar" in clear, "psn-" in clear) == (True, False)


def test_explore_says_where_no_key_can_be_kept(pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_KEY_FILE", str(pair[1] / "pseudonyms.key"))
    said = run("explore", pair[1], "-o", tmp_path / "log.html")
    assert "WORKBENCH_KEY_FILE" in said.stderr
    assert "WORKBENCH_KEY_FILE" not in run("explore", pair[1], "--identify").stderr
