"""The pages of the site: they build without a warning, and what they show as commands and sessions is run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.commands import PAGE, commands_page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
RUN = ("python", "sh")
SHOWN = ("console", "dockerfile", "json", "text", "yaml", "")
"""Languages of blocks that are shown only: what was printed, files, and commands that need a server or another machine."""


def pages() -> list[Path]:
    return sorted(path for path in DOCS.rglob("*.md") if "_pages" not in path.parts)


def blocks(page: Path) -> list[tuple[str, str]]:
    return FENCE.findall(page.read_text(encoding="utf-8"))


WITH_BLOCKS = [page for page in pages() if any(language in RUN for language, _ in blocks(page)) and page.name != "enterprise.md"]
"""Pages with something to run; the session of enterprise.md is run where the README's are."""


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_the_blocks_of_a_page_run_in_their_order(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    environment = {**os.environ, "PATH": f"{commands(tmp_path)}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    for language, text in blocks(page):
        if language in RUN:
            program = ["bash", "-euo", "pipefail", "-c", text] if language == "sh" else [sys.executable, "-c", text]
            done = subprocess.run(
                program, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
            )
            assert done.returncode == 0, (text, done.stdout, done.stderr)


def commands(folder: Path) -> Path:
    """Make a folder with `workbench` as a command of its own, as an installed package has."""
    place = folder / "commands"
    place.mkdir()
    script = place / "workbench"
    script.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from workbench.cli import main; main()' \"$@\"\n", encoding="utf-8")
    script.chmod(0o755)
    return place


def test_every_block_says_whether_it_is_run_or_shown() -> None:
    unknown = {language for page in pages() for language, _ in blocks(page)} - {*RUN, *SHOWN, "{eval-rst}", "{toctree}"}
    assert unknown == set()


def test_the_reference_of_commands_is_that_of_the_commands_that_there_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "write it anew: python docs/commands.py"


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="Sphinx is not installed")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", str(DOCS), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Tutorial" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
