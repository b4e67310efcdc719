"""What all sessions share of an assessment."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.app.opened import Kept, stamp_of


def test_what_is_asked_for_again_is_not_made_again() -> None:
    kept = Kept(2)
    first = kept.of(("a", None), object)
    assert kept.of(("a", None), object) is first
    assert kept.of(("b", None), object) is not first


def test_what_was_asked_for_longest_ago_is_given_up_first() -> None:
    kept = Kept(2)
    made = {name: kept.of((name,), object) for name in "ab"}
    kept.of(("a",), object)
    kept.of(("c",), object)
    assert kept.of(("a",), object) is made["a"]
    assert kept.of(("b",), object) is not made["b"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "models/p.bpmn",
        "event_logs/p.csv",
        "elsewhere/q.csv",
        "elsewhere/notes.txt",
        ".venv/lib/x.py",
        "reports/r.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "workbench.yaml").write_text("processes: {Q: {model: models/p.bpmn, log: elsewhere/q.csv}}\n")
    return tmp_path


@pytest.mark.parametrize("name", ["models/p.bpmn", "models/new.csv", "event_logs/p.csv", "elsewhere/q.csv", "workbench.yaml"])
def test_what_an_assessment_rests_on_changes_the_stamp(folder: Path, name: str) -> None:
    before = stamp_of(folder)
    with (folder / name).open("a") as file:
        file.write("# more\n")
    assert stamp_of(folder) != before


@pytest.mark.parametrize("name", ["reports/r.html", "elsewhere/notes.txt", ".venv/lib/x.py", "register.txt"])
def test_whatever_else_lies_in_the_folder_does_not(folder: Path, name: str) -> None:
    before = stamp_of(folder)
    with (folder / name).open("a") as file:
        file.write("more")
    assert stamp_of(folder) == before


def test_settings_that_cannot_be_read_are_stamped_all_the_same(folder: Path) -> None:
    before = stamp_of(folder)
    (folder / "workbench.yaml").write_text("processes: [")
    assert stamp_of(folder) != before
