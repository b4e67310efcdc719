"""Writing that leaves a whole file or none, and never one in a release."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

_RELEASES: Final = ("register", "releases")
_MANIFEST: Final = "manifest.json"


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its target, flush it to disk and put it in place in one step; parents are made.

    Raises OSError (EROFS) where the target lies in a release, which is never written to.
    """
    if release_around(path) is not None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o666 & ~_umask())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def release_around(path: Path) -> Path | None:
    """Return the release of a workspace that a path is, or lies in; None for none."""
    real = path.resolve()
    for each in (real, *real.parents):
        if each.parts[-3:-1] == _RELEASES and not each.name.startswith(".") and (each / _MANIFEST).exists():
            return each
    return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
