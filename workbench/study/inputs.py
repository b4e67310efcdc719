"""The files that went into a result, each with what its content hashes to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from workbench.eventlog.engines.engine import is_store, is_url
from workbench.eventlog.log import Source
from workbench.study.studied import Input, StudiedProcess
from workbench.workspace import Workspace


def inputs_of(
    workspace: Workspace, logs: Sequence[str | None], studied: Sequence[StudiedProcess], tables: Sequence[Path]
) -> tuple[Input, ...]:
    """List what was read, the settings too, sorted by path; `tables` are the files of the subjects."""
    sources = {each.opened.path: each.opened.source for each in studied if each.opened is not None}
    paths = [path for link in workspace.processes for path in (link.model, link.sidecar, link.mapping)]
    settings = (workspace.settings, workspace.policy)
    named = {str(path) for path in (*paths, *settings, *tables, *logs) if path is not None}
    inputs = (_input(path, sources.get(path), workspace.root) for path in sorted(named, key=Path))
    return tuple(each for each in inputs if each is not None)


def name_in(root: Path, path: Path) -> str:
    """Return how a workspace names a file: by its path from there, one from elsewhere by its own name; nothing absolute."""
    place, here = path.absolute(), root.absolute()
    return place.relative_to(here).as_posix() if place.is_relative_to(here) else path.name


def _input(path: str, source: Source | None, root: Path) -> Input | None:
    """Record a file by its bytes, a log by its source too; None where there is no such file."""
    name = path if is_url(path) else name_in(root, Path(path))
    if source is not None and is_store(path):
        return Input(path=name, sha256=source.content, file_sha256=source.sha256)
    if not Path(path).is_file():
        return None
    of_bytes = _sha256(Path(path))
    return Input(path=name, sha256=source.content if source else of_bytes, file_sha256=of_bytes)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
