"""Where files wait until it is decided what becomes of them: a hidden folder of the workspace, on the disk of their place."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO, Final

from workbench.intake.safe_names import file_name, within
from workbench.tables.faults import misuse

_WAITING: Final = ".incoming"
_DAY: Final = 86_400.0


def staging_folder(workspace: Path, now: float) -> Path:
    """Make a folder of its own for one delivery; what was left behind a day before `now` (s since 1970 UTC) is thrown away."""
    waiting = within(workspace, workspace / _WAITING)
    waiting.mkdir(exist_ok=True)
    for each in waiting.iterdir():
        if each.stat().st_mtime < now - _DAY:
            discard(each)
    return Path(tempfile.mkdtemp(dir=waiting))


def staged_upload(folder: Path, name: str, content: IO[bytes]) -> Path:
    """Put an uploaded file there. Raises UsageError for a name that is none of a file, or that came already."""
    path = _free(folder, name)
    with path.open("xb") as file:
        shutil.copyfileobj(content, file)
    return path


def staged_copy(folder: Path, root: Path, inner: str) -> Path:
    """Put a copy of a file there that lies under the root already. Raises UsageError for one that does not, or is none."""
    source = within(root, root / inner)
    if not source.is_file():
        raise misuse("FILE_NOT_READABLE", {"detail": "no such file"}, path=inner)
    path = _free(folder, source.name)
    shutil.copyfile(source, path)
    return path


def discard(folder: Path) -> None:
    """Throw a delivery away."""
    shutil.rmtree(folder, ignore_errors=True)


def _free(folder: Path, name: str) -> Path:
    path = folder / file_name(name)
    if path.exists():
        raise misuse("ARRIVED_TWICE", {"name": path.name}, path=path.name)
    return path
