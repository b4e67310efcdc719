"""Random tamperings with a release: a file edited, cut, deleted, put there, swapped, or its manifest made anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from tests.normalization.release.trials import manifest, on_trial
from workbench.normalization.release import (
    check_released,
    freeze,
    manifest_bytes,
    read_manifest,
    release_folder,
    version_of,
)
from workbench.normalization.release.folder import files_in

FILES: Final = {"workbench.yaml": b"name: x\n", "models/P.bpmn": b"<bpmn/>", "event_logs/P.csv": b"case_id\n1\n"}

Tampering = Callable[[Path, random.Random], None]


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


TAMPERINGS: Final[tuple[Tampering, ...]] = (
    *(edit, truncate, append, delete, insert, insert_folder, swap, rename, link, hash_anew, say_otherwise),
)


def undetected(workspace: Path, times: int, seed: int = 1) -> Iterator[str]:
    """Tamper so many times, each time with a release as it was frozen, and yield what is not told."""
    register = on_trial(workspace)
    freeze(workspace, register, manifest(), FILES)
    folder = release_folder(workspace, version_of("1.0.0"))
    kept = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    dice = random.Random(seed)
    for number in range(times):
        opened_up(folder)
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        tampering(folder, dice)
        if not check_released(workspace, register):
            yield f"{number}: {tampering.__name__}"
        shutil.rmtree(folder)
        for path, content in kept.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    assert check_released(workspace, register) == ()
