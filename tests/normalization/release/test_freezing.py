"""A release is written whole or not at all, once, and nothing changes it."""

import errno
import json
import multiprocessing
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.normalization.release.trials import APPROVED, MET, at, manifest, on_trial
from workbench.atomic import write_atomically
from workbench.eventlog import read_log, write_store
from workbench.findings import InputError, UsageError
from workbench.intake.placing import Placement, store
from workbench.language import Language
from workbench.normalization.release import (
    Answer,
    Approval,
    Copied,
    ImmutableRelease,
    Waiver,
    check_release,
    check_released,
    freeze,
    freezing,
    read_manifest,
    release_folder,
    release_folders,
    settle,
    standing_in,
    version_of,
)
from workbench.normalization.release import folder as folders
from workbench.normalization.release.folder import files_in
from workbench.templates import bare_workspace, write_with_files

FILES = {"workbench.yaml": b"name: x\n", "models/processes/P.bpmn": b"<bpmn/>", "event_logs/P.csv": b"case_id\n1\n"}
FORKED = pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")


def left_in(workspace: Path) -> list[str]:
    return sorted(each.name for each in (workspace / folders.RELEASES).iterdir() if each.name != ".lock")


def child_running(work: Callable[..., None], *given: object) -> int | None:
    child = multiprocessing.get_context("fork").Process(target=work, args=given)
    child.start()
    child.join()
    return child.exitcode


def test_what_is_frozen_is_listed_with_hash_and_size_and_no_longer_writable(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    head = register.head
    frozen = freeze(tmp_path, register, manifest(), FILES)
    assert frozen.folder == release_folder(tmp_path, version_of("1.0.0"))
    assert {each.path: each.size for each in frozen.manifest.files} == {
        **{path: len(content) for path, content in FILES.items()},
        "approvals.json": (frozen.folder / "approvals.json").stat().st_size,
    }
    assert frozen.manifest.head == head
    assert read_manifest(frozen.folder) == frozen.manifest
    assert not any(each.stat().st_mode & 0o222 for each in (frozen.folder, *frozen.folder.rglob("*")))
    assert check_released(tmp_path, register) == ()


def test_the_register_states_the_hash_of_the_manifest(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    frozen = freeze(tmp_path, register, manifest(), FILES)
    release = standing_in(register, date(2026, 5, 1)).version["1.0.0"]
    assert release.released is not None
    assert release.released.manifest_sha256 == frozen.manifest_sha256
    assert release.released.approvals == (APPROVED,)


def test_a_version_that_is_there_is_never_written_again(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    freeze(tmp_path, register, manifest(), FILES)
    with pytest.raises(ImmutableRelease) as refused:
        freeze(tmp_path, register, manifest(), {**FILES, "workbench.yaml": b"other"})
    assert "new version" in str(refused.value)
    assert (release_folder(tmp_path, version_of("1.0.0")) / "workbench.yaml").read_bytes() == FILES["workbench.yaml"]
    assert left_in(tmp_path) == ["1.0.0"]


def test_a_version_that_was_released_is_not_released_again_where_its_folder_is_gone(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    frozen = freeze(tmp_path, register, manifest(), FILES)
    frozen.folder.chmod(0o755)
    frozen.folder.rename(tmp_path / "gone")
    with pytest.raises(UsageError) as refused:
        freeze(tmp_path, register, manifest(), FILES)
    assert refused.value.finding.code == "RELEASE_TRANSITION"
    assert [each.code for each in check_released(tmp_path, register)] == ["RELEASE_MISSING"]


@pytest.mark.parametrize(
    ("differing", "code"),
    [
        ({"approvals": ()}, "RELEASE_UNAPPROVED"),
        ({"approvals": (APPROVED, replace(APPROVED, name="李雷", answer=Answer.REJECTED))}, "RELEASE_REJECTED"),
        ({"approvals": (Approval(name="王芳", role=" ", day=date(2026, 4, 1)),)}, "RELEASE_UNSIGNED"),
        ({"conditions": (replace(MET, is_met=False),)}, "RELEASE_CONDITIONS"),
        ({"conditions": (replace(MET, is_met=None, figure=None),)}, "RELEASE_CONDITIONS"),
        ({"conditions": ()}, "RELEASE_UNASSESSED"),
        ({"at": at(3, 31)}, "RELEASE_TRIAL_RUNNING"),
        ({"version": "2.0.0"}, "RELEASE_TRANSITION"),
        ({"version": "1.0"}, "RELEASE_VERSION"),
        ({"waiver": Waiver(conditions=("luck",), reason="r", by="b", until=date(2026, 9, 1))}, "RELEASE_WAIVER_UNKNOWN"),
        ({"waiver": Waiver(conditions=("score",), reason="", by="b", until=date(2026, 9, 1))}, "RELEASE_WAIVER"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(tmp_path: Path, differing: dict[str, object], code: str) -> None:
    register = on_trial(tmp_path)
    head = register.head
    with pytest.raises(UsageError) as refused:
        freeze(tmp_path, register, manifest(**differing), FILES)
    assert refused.value.finding.code == code
    assert refused.value.finding.text(Language.ZH_CN) != refused.value.finding.text(Language.EN)
    assert release_folders(tmp_path) == ()
    assert register.head == head


def test_a_waiver_lets_what_it_names_pass_until_its_day_and_is_shown(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    waiver = Waiver(conditions=("score",), reason="首次发布", by="总经理", until=date(2026, 4, 2))
    lacking = manifest(conditions=(replace(MET, is_met=False, figure=0.7),), waiver=waiver)
    with pytest.raises(UsageError):
        freeze(tmp_path, register, replace(lacking, at=at(4, 3)), FILES)
    frozen = freeze(tmp_path, register, lacking, FILES)
    assert read_manifest(frozen.folder).waiver == waiver
    assert json.loads((frozen.folder / "manifest.json").read_bytes())["waiver"]["reason"] == "首次发布"


def test_a_file_that_changed_since_it_was_assessed_refuses_the_release(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    source = tmp_path / "log.csv"
    source.write_bytes(b"now")
    with pytest.raises(InputError) as refused:
        freeze(tmp_path, register, manifest(), {"event_logs/log.csv": Copied(source=source, sha256="0" * 64)})
    assert refused.value.finding.code == "RELEASE_INPUT_CHANGED"
    assert left_in(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such rights")
def test_what_only_its_owner_may_read_nobody_else_can_read_in_the_release(tmp_path: Path) -> None:
    source = tmp_path / "log.csv"
    source.write_bytes(b"E01")
    source.chmod(0o600)
    frozen = freeze(tmp_path, on_trial(tmp_path), manifest(), {"event_logs/log.csv": Copied(source=source)})
    assert stat.S_IMODE((frozen.folder / "event_logs/log.csv").stat().st_mode) == 0o400


def test_no_way_of_writing_leads_into_a_release(tmp_path: Path) -> None:
    frozen = freeze(tmp_path, on_trial(tmp_path), manifest(), FILES)
    for each in (frozen.folder, *frozen.folder.rglob("*")):
        each.chmod(0o755)  # as for somebody whom no right holds back
    before = files_in(frozen.folder)
    (tmp_path / "log.csv").write_text("case_id,activity,end\n1,a,2026-01-01T00:00Z\n", encoding="utf-8")
    with pytest.raises(OSError, match="Read-only"):
        write_atomically(frozen.folder / "policy.yaml", b"version: 2")
    with pytest.raises(OSError, match="Read-only"):
        write_with_files(bare_workspace(Language.EN), frozen.folder / "models" / "example")
    with pytest.raises(ImmutableRelease):
        on_trial(frozen.folder)
    with pytest.raises(ImmutableRelease):
        store(tmp_path, frozen.folder, [Placement(name="log.csv", target="event_logs/log.csv")])
    with pytest.raises(ImmutableRelease):
        write_store(read_log(tmp_path / "log.csv"), frozen.folder / "event_logs")
    assert files_in(frozen.folder) == before
    write_atomically(tmp_path / "register" / "releases" / "notes.txt", b"beside, not within")


@pytest.mark.parametrize("path", ["../outside", "/etc/outside", "a/../../b", ".hidden", "a\\b", ""])
def test_no_file_is_written_outside_the_release(tmp_path: Path, path: str) -> None:
    register = on_trial(tmp_path)
    with pytest.raises(UsageError) as refused:
        freeze(tmp_path, register, manifest(), {path: b"x"})
    assert refused.value.finding.code == "RELEASE_PATH"
    assert left_in(tmp_path) == []


def test_a_full_disk_is_said_with_what_is_missing_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = on_trial(tmp_path)
    head = register.head

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(folders, "_flush", full)
    with pytest.raises(InputError) as refused:
        freeze(tmp_path, register, manifest(), FILES)
    said = refused.value.finding
    assert said.code == "RELEASE_DISK_FULL"
    assert str(tmp_path / folders.RELEASES) in said.text()
    assert left_in(tmp_path) == []
    assert register.head == head


def _limited(workspace: Path) -> None:
    import resource  # noqa: PLC0415 - not on every system

    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
    try:
        freeze(workspace, on_trial(workspace), manifest(), {"event_logs/P.csv": b"x" * (1 << 17)})
    except InputError as error:
        os._exit(7 if error.finding.code == "RELEASE_DISK_FULL" else 8)
    os._exit(9)


@FORKED
def test_a_limit_on_the_size_of_files_is_said_as_a_full_disk(tmp_path: Path) -> None:
    assert child_running(_limited, tmp_path) == 7
    assert left_in(tmp_path) == []


STEPS = ((folders, "_write"), (folders, "_flush"), (freezing, "sealed"), (freezing, "state_event"), (freezing, "placed"))
"""What writes, flushes, states and places."""


def _killed_at(workspace: Path, step: int) -> None:
    """Release, and be gone without a word at the n-th of all steps."""
    calls = 0

    def dying(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: object) -> object:
            nonlocal calls
            calls += 1
            if calls == step:
                os._exit(9)
            return original(*given)

        return call

    register = on_trial(workspace)
    for room, name in STEPS:
        setattr(room, name, dying(getattr(room, name)))
    freeze(workspace, register, manifest(), {"workbench.yaml": b""})
    os._exit(0)


@FORKED
def test_whenever_a_run_is_killed_the_release_is_whole_or_not_there_and_the_next_run_clears_up(tmp_path: Path) -> None:
    codes: list[int | None] = []
    while 0 not in codes:
        workspace = tmp_path / str(len(codes))
        workspace.mkdir()
        codes.append(child_running(_killed_at, workspace, len(codes) + 1))
        register = on_trial(workspace, "1.1.0")
        assert all(check_release(each) == () for each in release_folders(workspace))
        with folders.releasing(workspace) as folder:
            settle(folder, register)
        stated = standing_in(register, date.max).version["1.0.0"].released
        assert left_in(workspace) == (["1.0.0"] if stated else [])
        assert check_released(workspace, register) == ()
    assert set(codes) == {9, 0}
    assert len(codes) > 8


def test_what_is_on_its_way_is_no_release(tmp_path: Path) -> None:
    register = on_trial(tmp_path)
    with folders.releasing(tmp_path) as folder:
        stage = folders.staged(folder, version_of("1.0.0"), FILES)
    assert stage.is_dir()
    assert release_folders(tmp_path) == ()
    freeze(tmp_path, register, manifest(), FILES)
    assert left_in(tmp_path) == ["1.0.0"]


def _release(workspace: Path, version: str) -> None:
    """Release a version of a process of its own: one of the same process would have to come in the order of numbers."""
    asked = manifest(version, processes=(version,), conditions=(replace(MET, process=version),))
    freeze(workspace, on_trial(workspace, version, (version,)), asked, FILES)
    os._exit(0)


@FORKED
def test_several_at_once_each_make_their_release_whole(tmp_path: Path) -> None:
    versions = ["1.0.0", "1.1.0", "1.2.0", "2.0.0"]
    children = [multiprocessing.get_context("fork").Process(target=_release, args=(tmp_path, each)) for each in versions]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 4
    assert [each.name for each in release_folders(tmp_path)] == versions
    assert check_released(tmp_path, on_trial(tmp_path, "3.0.0")) == ()
