"""A workspace begins on the command line, and what is there stays."""

from pathlib import Path

import pytest

from tests.test_cli import run


@pytest.mark.parametrize("options", [(), ("--xlsx",), ("--example", "--language", "zh-CN"), ("--example", "--xlsx")])
def test_init_makes_a_workspace_and_names_its_guide(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run("init", tmp_path / "new", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()).read_text(encoding="utf-8").startswith("# ")
    assert (tmp_path / "new/models/enterprise.xlsx").is_file() == ("--xlsx" in options)


def test_init_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = run("init", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing is overwritten" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
