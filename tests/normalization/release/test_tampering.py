"""Whatever is done to a release, or to what the register says of it, is told."""

import json
import random
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.release_tampering import (
    FILES,
    Tampering,
    append,
    delete,
    edit,
    hash_anew,
    insert,
    link,
    opened_up,
    rename,
    swap,
    truncate,
)
from tests.normalization.release.trials import manifest, on_trial
from workbench.findings import Finding
from workbench.normalization import Register
from workbench.normalization.history import Record, chained
from workbench.normalization.register import FILE
from workbench.normalization.release import (
    check_release,
    check_released,
    freeze,
    release_folder,
    version_of,
)
from workbench.normalization.release.folder import discard, files_in


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Register]:
    workspace = tmp_path_factory.mktemp("released")
    register = on_trial(workspace)
    freeze(workspace, register, manifest(), FILES)
    return workspace, register


@pytest.fixture
def copied(released: tuple[Path, Register], tmp_path: Path) -> Path:
    """The release, to be tampered with."""
    return Path(shutil.copytree(release_folder(released[0], version_of("1.0.0")), tmp_path / "1.0.0"))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in findings]


def test_an_untouched_release_is_what_was_released(released: tuple[Path, Register], copied: Path) -> None:
    assert check_release(copied) == ()
    assert check_released(*released) == ()


@pytest.mark.parametrize("tampering", [edit, truncate, append, delete, insert, swap, rename, link], ids=lambda it: it.__name__)
def test_a_file_that_differs_is_told_by_its_name(copied: Path, tampering: Tampering) -> None:
    before = {*files_in(copied)}
    opened_up(copied)
    tampering(copied, random.Random(3))
    differing = {each.path for each in before ^ {*files_in(copied)}}
    told = {each.facts.get("path") for each in check_release(copied)}
    assert told == (differing or {"manifest.json"})


def test_a_release_that_was_hashed_anew_is_whole_by_itself_and_shows_against_the_register(
    released: tuple[Path, Register], copied: Path
) -> None:
    opened_up(copied)
    hash_anew(copied, random.Random(1))
    assert check_release(copied) == ()
    folder = release_folder(released[0], version_of("1.0.0"))
    kept = folder.with_name(".kept")
    folder.chmod(0o755)
    folder.rename(kept)
    shutil.copytree(copied, folder)
    assert codes(check_released(*released)) == ["RELEASE_MANIFEST_CHANGED"]
    discard(folder)
    kept.rename(folder)


@pytest.fixture
def workspace(tmp_path: Path) -> tuple[Path, Register]:
    """A release of which the register has said more since."""
    register = on_trial(tmp_path)
    freeze(tmp_path, register, manifest(), FILES)
    on_trial(tmp_path, "1.1.0")
    return tmp_path, register


def test_a_register_that_was_cut_before_the_release_shows(workspace: tuple[Path, Register]) -> None:
    path, register = workspace
    rewrite(path, register.storage.records()[:1])
    assert {"REGISTER_CUT", "RELEASE_UNSTATED"} <= {*codes(check_released(path, register))}


def test_a_register_that_was_written_anew_shows_against_the_head_in_the_manifest(workspace: tuple[Path, Register]) -> None:
    path, register = workspace
    records = register.storage.records()
    rewrite(path, rehashed([records[0], *records[1:]], edited=0))
    (path / FILE).with_name("heads.txt").unlink()
    told = check_released(path, register)
    assert any(each.code == "REGISTER_REWRITTEN" and "manifest.json" in str(each.place) for each in told)


def test_a_register_in_which_a_record_was_edited_is_not_relied_on_but_the_releases_are_checked(
    workspace: tuple[Path, Register],
) -> None:
    path, register = workspace
    with sqlite3.connect(path / FILE) as edited:
        edited.execute("UPDATE records SET content = replace(content, '质量部', '别人') WHERE number = 2")
    edited.close()
    folder = release_folder(path, version_of("1.0.0"))
    opened_up(folder)
    (folder / "workbench.yaml").write_bytes(b"")
    assert {"REGISTER_BROKEN", "RELEASE_FILE_CHANGED"} == {*codes(check_released(path, register))}


def rehashed(records: list[Record], edited: int) -> list[Record]:
    """Edit one record, and chain all anew."""
    written: list[Record] = []
    for place, record in enumerate(records):
        content = json.loads(record.draft.content)
        content["by"] = "别人" if place == edited else content["by"]
        draft = replace(record.draft, content=json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
        written.append(chained(draft, written[-1] if written else None))
    return written


def rewrite(workspace: Path, records: list[Record] | tuple[Record, ...]) -> None:
    with sqlite3.connect(workspace / FILE) as register:
        register.execute("DELETE FROM records")
        rows = [(r.number, r.draft.kind, r.draft.subject, r.draft.seen, r.draft.content, r.previous, r.hash) for r in records]
        register.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    register.close()
