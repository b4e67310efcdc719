"""The README's session, run as it stands."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from workbench.cli import app
from workbench.fit import SEVERITIES

COMMANDS = get_command(app).commands
README = Path(__file__).resolve().parents[1] / "README.md"


@pytest.mark.parametrize(("page", "number"), [("README.md", 2), ("docs/enterprise.md", 1)])
def test_a_session_prints_what_its_page_says(page: str, number: int) -> None:
    text = (README.parent / page).read_text(encoding="utf-8")
    sessions = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", text, flags=re.DOTALL)
    assert len(sessions) == number
    for session, printed in sessions:
        assert output_of(session) == re.sub(r"^    ", "", printed, flags=re.MULTILINE)


def output_of(session: str) -> str:
    """Return what a session prints that is run in the folder of the README."""
    done = subprocess.run(
        [sys.executable, "-c", session],
        cwd=README.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_the_guide_says_of_every_code_what_it_needs() -> None:
    text = (README.parent / "docs" / "enterprise.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:[A-Z]{2}-[A-Z]+(?:, )?)+) \|", text, flags=re.MULTILINE)
    assert sorted(code for row in rows for code in row.split(", ")) == sorted(SEVERITIES)


def test_every_command_it_shows_exists_with_its_options() -> None:
    text = README.read_text(encoding="utf-8")
    shown = re.findall(r"^    \.venv/bin/workbench (\w+)([^#\n]*)", text, flags=re.MULTILINE)
    assert {name for name, _ in shown} == {name for name in COMMANDS if name != "demo"}
    for name, rest in shown:
        steps = getattr(COMMANDS[name], "commands", {})
        command = steps.get(rest.split()[0], COMMANDS[name])
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--?[a-z-]+", rest)) <= options


def test_it_opens_with_one_sentence_one_picture_and_two_commands() -> None:
    text = README.read_text(encoding="utf-8")
    picture = re.search(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert picture is not None
    assert (README.parent / picture[1]).is_file()
    setup = re.search(r"## Two commands\n(.*?)\n## ", text, flags=re.DOTALL)
    assert setup is not None
    assert re.findall(r"^    (python3 -m workbench \w+)", setup[1], flags=re.MULTILINE) == [
        "python3 -m workbench demo",
        "python3 -m workbench test",
    ]


def test_the_session_about_a_log_runs(tmp_path: Path) -> None:
    sessions = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    for month, activity in (("01", "a"), ("02", "b")):
        (tmp_path / f"2025-{month}.csv").write_text(f"case_id,activity,end\nC1,{activity},2025-{month}-01 09:00\n")
    done = subprocess.run(
        [sys.executable, "-c", f"import workbench as wb\n{sessions[-1]}\nprint(wb.open_store(stored).n_events)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(README.parent)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.endswith("\n2\n")
    assert (tmp_path / "log.html").is_file()
