"""No name from outside leads outside, and nothing is read or made but under the folder that is served."""

from pathlib import Path

import pytest

from workbench.findings import UsageError
from workbench.intake import create_workspace, file_name, files_within, within
from workbench.language import Language
from workbench.templates import bare_workspace

UNSAFE = [
    *("", " ", ".", "..", "../x.bpmn", "../../../../x.bpmn", "..\\x.bpmn", "/etc/passwd", "C:\\x", "C:x", "a/b", ".hidden"),
    *(
        "con",
        "NUL.txt",
        "com1.csv",
        "x.",
        "x ",
        " x",
        "a\x00b",
        "a\nb",
        "a\u202ecsv.exe",
        "a\u200bb",
        "-rf",
        "~root",
        "a*b",
        "a" * 201,
    ),
    *("中" * 67, "a\udc80"),
]


@pytest.mark.parametrize("name", UNSAFE)
def test_a_name_that_is_no_plain_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as refused:
        file_name(name)
    assert refused.value.finding.code == "NAME_UNSAFE"


@pytest.mark.parametrize("name", ["otd.csv", "采购 2025.bpmn", "a.xes.gz", "Ünïcode.csv", "x(1).csv", "é"])
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert file_name(name) == name


def test_names_are_composed_so_that_one_name_is_one_file() -> None:
    assert file_name("e\u0301.csv") == "é.csv"


def test_what_a_link_leads_to_outside_is_outside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.csv").write_text("x")
    (root / "link.csv").symlink_to(tmp_path / "secret.csv")
    for path in (root / "link.csv", root / ".." / "secret.csv", tmp_path / "secret.csv"):
        with pytest.raises(UsageError):
            within(root, path)
    assert files_within(root) == ()


def test_files_are_offered_but_for_hidden_ones_and_those_at_their_place(tmp_path: Path) -> None:
    for name in ("big.csv", "in/other.xes", ".incoming/x.csv", "w/models/p.bpmn", "w/event_logs/p.csv", "w/README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert files_within(tmp_path) == (Path("big.csv"), Path("in/other.xes"))
    assert files_within(tmp_path, most=1) == (Path("big.csv"),)


@pytest.mark.parametrize("name", ["../out", "/out", "models", "event_logs", "register", ""])
def test_a_workspace_is_made_inside_or_not_at_all(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(UsageError):
        create_workspace(root, name, bare_workspace(Language.EN))
    assert [*tmp_path.rglob("*")] == [root]


def test_a_workspace_is_not_made_through_a_link_or_over_another(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "linked").symlink_to(outside)
    (root / "taken").mkdir()
    for name in ("linked", "taken"):
        with pytest.raises(UsageError) as refused:
            create_workspace(root, name, bare_workspace(Language.EN))
        assert refused.value.finding.code == "WORKSPACE_TAKEN"
    assert [*outside.iterdir()] == []
