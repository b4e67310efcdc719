"""Is a release still what was released: its folder against its manifest, and both against the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from workbench.findings import Finding, Place, Severity, WorkbenchError
from workbench.normalization.heads import disagreeing
from workbench.normalization.history import Record
from workbench.normalization.register import Register
from workbench.normalization.release.folder import files_in, release_folder, release_folders
from workbench.normalization.release.lifecycle import Release, standing_in
from workbench.normalization.release.manifest import MANIFEST, Manifest, ReleasedFile, manifest_hash, read_manifest
from workbench.normalization.release.version import version_in, version_of


def check_release(folder: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a release by itself, each file by name: changed, missing, or added; or its manifest.

    A manifest that was made anew for other files is whole in itself: that shows only against the register (`check_released`).
    """
    try:
        manifest = read_manifest(folder)
    except WorkbenchError as error:
        return (error.finding,)
    return tuple(_differing(folder, manifest))


def check_released(workspace: Path, register: Register) -> tuple[Finding, ...]:
    """Return what is wrong with the releases of a workspace, by themselves, against the register, and with the register itself.

    Each manifest is what the register says of its release; the register still holds the record that was its head then, and is
    missing where it holds none; every release that was stated is there, and none that was not.
    """
    there = release_folders(workspace)
    own = [finding for folder in there for finding in check_release(folder)]
    faults = register.verify()
    try:
        stated, records = standing_in(register, date.max).version, register.storage.records()
    except WorkbenchError:
        return (*faults, *own)  # of a register that is not what was written nothing is relied on
    against = [finding for folder in there for finding in _against(folder, stated, records)]
    missing = (
        _fault("RELEASE_MISSING", release_folder(workspace, each.version), {"version": version})
        for version, each in stated.items()
        if each.released is not None and not release_folder(workspace, version_of(version)).is_dir()
    )
    return (*faults, *own, *against, *missing)


def _differing(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """Yield what differs between a folder and its manifest."""
    if version_in(folder.name) is not None and manifest.version != folder.name:  # a copy may bear any name
        yield _fault("RELEASE_RENAMED", folder, {"version": manifest.version, "name": folder.name})
    there, listed = ({each.path: each for each in files} for files in (files_in(folder), manifest.files))
    for path in sorted({*there, *listed}):
        code = _difference(there.get(path), listed.get(path))
        if code is not None:
            yield _fault(code, folder / path, {"path": path})
    known = {str(parent) for path in {*there, *listed} for parent in PurePosixPath(path).parents}
    empty = (each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_dir() and not each.is_symlink())
    yield from (_fault("RELEASE_FILE_ADDED", folder / each, {"path": each}) for each in sorted(empty) if each not in known)


def _difference(there: ReleasedFile | None, listed: ReleasedFile | None) -> str | None:
    if there is None:
        return "RELEASE_FILE_MISSING"
    if listed is None:
        return "RELEASE_FILE_ADDED"
    return None if there == listed else "RELEASE_FILE_CHANGED"


def _against(folder: Path, stated: Mapping[str, Release], records: Sequence[Record]) -> Iterator[Finding]:
    """Yield what differs between a release and what the register says of it."""
    release = stated.get(folder.name)
    said = None if release is None else release.released
    path = folder / MANIFEST
    if said is None:
        yield _fault("RELEASE_UNSTATED", folder, {"version": folder.name})
        if records:  # a register of others says nothing of a release that was not made here
            return
    elif path.is_file() and manifest_hash(path.read_bytes()) != said.manifest_sha256:
        yield _fault("RELEASE_MANIFEST_CHANGED", path, {"version": folder.name, "path": MANIFEST})
        return
    try:
        head = read_manifest(folder).head
    except WorkbenchError:
        return  # told already
    yield from disagreeing((head,), records, path.as_posix())


def _fault(code: str, path: Path, facts: Mapping[str, object]) -> Finding:
    return Finding(
        code=code, severity=Severity.CRITICAL, place=Place(file=str(path)), facts=facts, object=tuple(map(str, facts.values()))
    )
