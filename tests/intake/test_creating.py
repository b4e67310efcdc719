"""A new workspace bears its name, and states nothing that nobody said."""

from pathlib import Path

import pytest

from workbench.intake import create_workspace
from workbench.language import Language
from workbench.recognition import Outcome, check_file
from workbench.tables import read_tables, read_yaml
from workbench.templates import bare_workspace, example_workspace
from workbench.workspace import holds_files, read_workspace


@pytest.mark.parametrize("language", list(Language))
def test_a_bare_workspace_has_settings_and_no_table(tmp_path: Path, language: Language) -> None:
    folder = create_workspace(tmp_path, "我的: 工厂".replace(":", ""), bare_workspace(language))
    assert read_yaml(folder / "workbench.yaml").content["name"] == "我的 工厂"
    assert read_yaml(folder / "workbench.yaml").content["language"] == language
    assert read_tables(folder / "models").tables == ()
    assert not holds_files(folder)
    assert check_file(folder / "policy.yaml").outcome is Outcome.ACCEPTED


def test_an_example_can_be_read_at_once(tmp_path: Path) -> None:
    workspace = read_workspace(create_workspace(tmp_path, "new", example_workspace(Language.EN)))
    assert (workspace.name, [each.id for each in workspace.processes]) == ("new", ["REP"])
    assert holds_files(workspace.root)
