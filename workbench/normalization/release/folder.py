"""The folders of releases: each is put together beside its place, flushed to disk, put there in one step, and never changed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from workbench.findings import Finding, InputError, Place, Severity, UsageError
from workbench.normalization.held import held
from workbench.normalization.release.manifest import MANIFEST, ReleasedFile
from workbench.normalization.release.version import Version, version_in
from workbench.released import immutable

RELEASES: Final = Path("register") / "releases"
"""Where a workspace keeps its releases."""

_LOCK: Final = ".lock"
_BLOCK: Final = 1 << 20
_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
_WRITABLE, _OWN, _SHARED = 0o222, 0o700, 0o666


@dataclass(frozen=True, kw_only=True)
class Copied:
    """A file that goes into a release as it is, if it still has the bytes of a hash; None where no hash is known."""

    source: Path
    sha256: str | None = None


Content = bytes | Copied


def release_folder(workspace: Path, version: Version) -> Path:
    """Return where a release stands, or will."""
    return workspace / RELEASES / str(version)


def release_folders(workspace: Path) -> tuple[Path, ...]:
    """Return the releases of a workspace in the order of their versions; what is on its way, or left over, is none of them."""
    folder = workspace / RELEASES
    found = ((version_in(each.name), each) for each in (folder.iterdir() if folder.is_dir() else ()) if each.is_dir())
    return tuple(path for _, path in sorted((version, path) for version, path in found if version is not None))


def workspace_around(folder: Path) -> Path | None:
    """Return the workspace in which a folder is, or lies in, a release in its place; None where it is in no such place."""
    real = folder.resolve()
    for each in (real, *real.parents):
        if each.parent.parts[-2:] == RELEASES.parts and version_in(each.name) is not None:
            return each.parents[2]
    return None


@contextmanager
def releasing(workspace: Path) -> Iterator[Path]:
    """Hold the folder of releases alone, for as long as it takes; who comes second waits. Yield the folder, which is made."""
    folder = workspace / RELEASES
    folder.mkdir(parents=True, exist_ok=True)
    with held(folder / _LOCK):
        yield folder


def staged(folder: Path, version: Version, contents: Mapping[str, Content]) -> Path:
    """Write contents into a new hidden folder beside the place of a release, and return it; nothing is left where it fails.

    Raises InputError where the disk is full (with the space that is missing), or a file is no longer what it was.
    """
    stage = Path(tempfile.mkdtemp(prefix=f".{version}.", dir=folder))
    with _or_nothing(stage, sum(map(_size, contents.values()))):
        for path, content in sorted(contents.items()):
            _put(stage / _safe(path), content)
    return stage


def files_in(folder: Path) -> tuple[ReleasedFile, ...]:
    """Return every file under a folder but its manifest, by path, with hash and size; a link is told as an empty hash."""
    found = (each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir())
    files = (_file(each, each.relative_to(folder).as_posix()) for each in found)
    return tuple(sorted(each for each in files if each.path != MANIFEST))


def sealed(stage: Path, manifest: bytes) -> None:
    """Complete a staged release by its manifest: all is flushed to disk, and no longer to be written to.

    Raises InputError where the disk is full; then nothing is left.
    """
    with _or_nothing(stage, len(manifest)):
        _write(stage / MANIFEST, manifest)
        for each in sorted(stage.rglob("*"), reverse=True):
            _flush(each)
            each.chmod(_mode(each) & ~_WRITABLE)
        _flush(stage)


def placed(stage: Path, target: Path) -> Path:
    """Put a sealed release in its place in one step. Raises ImmutableRelease where something is there."""
    try:
        stage.rename(target)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR):
            raise
        raise immutable(target) from error
    target.chmod(_mode(target.parent) & ~_WRITABLE)
    _flush(target.parent)
    return target


def stages_in(folder: Path) -> tuple[tuple[Version, Path], ...]:
    """Return what stands beside the releases: on its way, or left over by a run that was killed; each with its version."""
    hidden = (each for each in sorted(folder.iterdir()) if each.is_dir() and each.name.startswith("."))
    found = ((version_in(each.name[1:].rpartition(".")[0]), each) for each in hidden)
    return tuple((version, each) for version, each in found if version is not None)


def discard(stage: Path) -> None:
    """Remove a staged release."""
    for each in (stage, *stage.rglob("*")):
        if each.is_dir() and not each.is_symlink():
            each.chmod(_OWN)
    shutil.rmtree(stage)


@contextmanager
def _or_nothing(stage: Path, needed: int) -> Iterator[None]:
    """Remove a stage where something goes wrong with it; of a full disk, say how much is missing of the bytes needed."""
    try:
        yield
    except OSError as error:
        discard(stage)
        if error.errno not in _FULL:
            raise
        free = shutil.disk_usage(stage.parent).free
        facts = {"path": str(stage.parent), "needed": needed, "free": free, "missing": max(1, needed - free)}
        place = Place(file=str(stage.parent))
        raise InputError(Finding(code="RELEASE_DISK_FULL", severity=Severity.CRITICAL, place=place, facts=facts)) from error
    except BaseException:
        discard(stage)
        raise


def _put(target: Path, content: Content) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        _write(target, content)
        return
    digest = hashlib.sha256()
    with content.source.open("rb") as source, target.open("xb") as file:
        while block := source.read(_BLOCK):
            digest.update(block)
            file.write(block)
    target.chmod(_mode(target) & (_mode(content.source) | _OWN) & _SHARED)  # who could not read it cannot read it here
    if content.sha256 not in (None, digest.hexdigest()):
        place, facts = Place(file=str(content.source)), {"path": content.source.name}
        raise InputError(Finding(code="RELEASE_INPUT_CHANGED", severity=Severity.CRITICAL, place=place, facts=facts))


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)


def _safe(path: str) -> PurePosixPath:
    """Return a path below a release's root. Raises UsageError for one that leads elsewhere."""
    parts = PurePosixPath(path)
    if (
        parts.is_absolute()
        or not parts.parts
        or ".." in parts.parts
        or "\\" in path
        or any(p.startswith(".") for p in parts.parts)
    ):
        raise UsageError(Finding(code="RELEASE_PATH", severity=Severity.CRITICAL, facts={"path": path}))
    return parts


def _size(content: Content) -> int:
    return len(content) if isinstance(content, bytes) else content.source.stat().st_size


def _file(path: Path, name: str) -> ReleasedFile:
    if path.is_symlink() or not path.is_file():
        return ReleasedFile(path=name, sha256="", size=0)
    with path.open("rb") as file:
        return ReleasedFile(path=name, sha256=hashlib.file_digest(file, "sha256").hexdigest(), size=path.stat().st_size)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _flush(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder; where a system cannot open folders it keeps them itself."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
