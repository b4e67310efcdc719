"""Whatever is done to a release, or to what the register says of it, is told."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.normalization.release.trials import manifest, on_trial
from workbench.findings import Finding
from workbench.language import Language
from workbench.normalization import Register
from workbench.normalization.history import Record, chained
from workbench.normalization.register import FILE
from workbench.normalization.release import (
    check_release,
    check_released,
    freeze,
    manifest_bytes,
    read_manifest,
    release_folder,
    version_of,
)
from workbench.normalization.release.folder import discard, files_in

FILES = {
    "workbench.yaml": b"name: x\n",
    "models/P.bpmn": b"<bpmn/>",
    "event_logs/P.csv": b"case_id\n1\n",
}
TIMES = 300


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


def opened_up(folder: Path) -> None:
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755)


def some_file(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(each for each in folder.rglob("*") if each.is_file() and each.name != "manifest.json"))


def edit(folder: Path, chance: random.Random) -> None:
    path = chance.choice([some_file(folder, chance), folder / "manifest.json"])
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(content))


def truncate(folder: Path, chance: random.Random) -> None:
    path = chance.choice([some_file(folder, chance), folder / "manifest.json"])
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def append(folder: Path, chance: random.Random) -> None:
    path = chance.choice([some_file(folder, chance), folder / "manifest.json"])
    path.write_bytes(path.read_bytes() + chance.choice([b"\n", b" ", b"\x00"]))


def delete(folder: Path, chance: random.Random) -> None:
    chance.choice([some_file(folder, chance), folder / "manifest.json"]).unlink()


def insert(folder: Path, chance: random.Random) -> None:
    place = chance.choice([folder, folder / "models", folder / "event_logs", folder / "new"])
    place.mkdir(exist_ok=True)
    (place / f"{chance.randrange(1000)}.csv").write_bytes(b"x")


def insert_folder(folder: Path, chance: random.Random) -> None:
    (folder / chance.choice([".", "models"]) / f"empty{chance.randrange(1000)}").mkdir()


def swap(folder: Path, chance: random.Random) -> None:
    one, other = chance.sample(sorted(each for each in folder.rglob("*.*") if each.is_file() and each.name != "manifest.json"), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def rename(folder: Path, chance: random.Random) -> None:
    path = some_file(folder, chance)
    path.rename(path.with_name(f"{chance.randrange(1000)}-{path.name}"))


def link(folder: Path, chance: random.Random) -> None:
    path = some_file(folder, chance)
    beside = folder.parent / "elsewhere"
    beside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(beside)


def hash_anew(folder: Path, chance: random.Random) -> None:
    path = some_file(folder, chance)
    path.write_bytes(path.read_bytes() + b"edited")
    write_manifest(folder, files=files_in(folder))


def say_otherwise(folder: Path, chance: random.Random) -> None:
    said = chance.choice([{"effective": date(2027, 1, 1)}, {"approvals": ()}, {"processes": ("Q",)}, {"engine": "other"}])
    write_manifest(folder, **said)


def write_manifest(folder: Path, **differing: object) -> None:
    changed = replace(read_manifest(folder), **differing)  # type: ignore[arg-type]
    (folder / "manifest.json").write_bytes(manifest_bytes(changed))


TAMPERINGS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(edit, truncate, append, delete, insert, insert_folder, swap, rename, link, hash_anew, say_otherwise),
)


def test_an_untouched_release_is_what_was_released(released: tuple[Path, Register], copied: Path) -> None:
    assert check_release(copied) == ()
    assert check_released(*released) == ()


def test_every_tampering_with_a_release_is_told(released: tuple[Path, Register]) -> None:
    workspace, register = released
    folder = release_folder(workspace, version_of("1.0.0"))
    kept = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    chance = random.Random(20)
    for number in range(TIMES):
        opened_up(folder)
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        tampering(folder, chance)
        told = check_released(workspace, register)
        assert told, f"{tampering.__name__} was not told"
        assert all(each.text(language) for each in told for language in Language)
        shutil.rmtree(folder)
        for path, content in kept.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    assert check_released(workspace, register) == ()


@pytest.mark.parametrize("tampering", [edit, truncate, append, delete, insert, swap, rename, link], ids=lambda it: it.__name__)
def test_a_file_that_differs_is_told_by_its_name(copied: Path, tampering: Callable[[Path, random.Random], None]) -> None:
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
