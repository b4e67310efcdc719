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
    """List what was read, sorted by path; `tables` are the files of the subjects."""
    sources = {each.opened.path: each.opened.source for each in studied if each.opened is not None}
    paths = [path for link in workspace.processes for path in (link.model, link.sidecar, link.mapping)]
    named = {str(path) for path in (*paths, workspace.policy, *tables, *logs) if path is not None}
    inputs = (_input(path, sources.get(path), workspace.root) for path in sorted(named, key=Path))
    return tuple(each for each in inputs if each is not None)


def _input(path: str, source: Source | None, root: Path) -> Input | None:
    """Record a file by its bytes, a log by its source too; None where there is no such file."""
    name = path if is_url(path) else _named(Path(path), root)
    if source is not None and is_store(path):
        return Input(path=name, sha256=source.content, file_sha256=source.sha256)
    if not Path(path).is_file():
        return None
    of_bytes = _sha256(Path(path))
    return Input(path=name, sha256=source.content if source else of_bytes, file_sha256=of_bytes)


def _named(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
