"""What of a workspace goes into its release: models, logs and settings byte for byte as assessed, tables in standard form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from workbench.eventlog.engines.engine import is_store, is_url
from workbench.findings import Finding, Severity, UsageError
from workbench.fit.policy_file import policy_text
from workbench.normalization.release import Content, Copied
from workbench.redesign.changes.handing_out import tables_of
from workbench.study.inputs import name_in
from workbench.study.opening import policy_of
from workbench.study.studied import Study
from workbench.tables import TableKind, read_yaml, table_bytes
from workbench.templates.writing import folder_of
from workbench.workspace import CATALOGUE, ProcessLink, Workspace

_MODELS: Final = PurePosixPath("models")
_LOGS: Final = PurePosixPath("event_logs")
_SETTINGS: Final = "workbench.yaml"
_POLICY: Final = "policy.yaml"


def contents_of(study: Study, workspace: Workspace) -> Mapping[str, Content]:
    """Return the files of a release by their path in it, so that it is a workspace which is assessed to the same figures.

    Raises UsageError where a log is no file of this machine, or two files would have one place.
    """
    files = (*_standard_files(workspace), *(each for link in workspace.processes for each in _log_files(link, workspace)))
    return {**_copied(files, study, workspace), **_written(study, workspace)}


def standard_contents(study: Study, workspace: Workspace) -> Mapping[str, Content]:
    """Return the files of a release that say what should be, without logs, how these are read, and who the people are."""
    contents = {**_copied(_standard_files(workspace), study, workspace), **_written(study, workspace)}
    return {path: content for path, content in contents.items() if is_standard(path)}


def is_standard(path: str) -> bool:
    """Return whether a file of a release, by its path in it, is one of those of `standard_contents`."""
    return path in (_POLICY, _SETTINGS) or (path.startswith(f"{_MODELS}/") and path not in _PEOPLE)


def _copied(files: Iterable[tuple[str, Path]], study: Study, workspace: Workspace) -> Mapping[str, Copied]:
    hashes = {each.path: each.file_sha256 for each in study.inputs}
    sources: dict[str, Path] = {}
    for path, source in files:
        if sources.setdefault(path, source) != source:
            raise _wrong("RELEASE_PATH_TWICE", path=path)
    return {path: Copied(source=source, sha256=_hash(source, workspace, hashes)) for path, source in sources.items()}


def _written(study: Study, workspace: Workspace) -> Mapping[str, Content]:
    """Return the files that are written in a form of their own: tables, policy and settings."""
    tables = {_table_path(kind): table_bytes(table) for kind, table in tables_of(study.design).items()}
    return {**tables, _POLICY: _policy(study, workspace), _SETTINGS: _settings(study, workspace)}


def _standard_files(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    """Yield every file of what should be that is kept as it is, with its path in the release."""
    for link in workspace.processes:
        if link.model is not None:
            place = _place(link.model, workspace, _MODELS / "processes")
            if link.model.is_file():
                yield str(place), link.model
            if link.sidecar is not None:
                yield str(place.with_name(link.sidecar.name)), link.sidecar
    for path, name in ((workspace.calendars, "organization/calendars.yaml"), (workspace.strategy, "strategy.yaml")):
        if path is not None:
            yield str(_MODELS / name), path
    if workspace.catalogue is not None:
        yield CATALOGUE.as_posix(), workspace.catalogue


def _log_files(link: ProcessLink, workspace: Workspace) -> Iterator[tuple[str, Path]]:
    """Yield the file of a log, or all files of a stored one, and its mapping; nothing for a log that is not there."""
    if link.log is None:
        return
    if link.mapping is not None:
        yield str(_place(link.log, workspace, _LOGS).with_name(link.mapping.name)), link.mapping
    if is_url(str(link.log)):
        raise _wrong("RELEASE_LOG_ELSEWHERE", process=link.id)
    place = _place(link.log, workspace, _LOGS)
    if is_store(str(link.log)):
        stored = sorted(each for each in link.log.rglob("*") if each.is_file())
        yield from ((str(place / each.relative_to(link.log).as_posix()), each) for each in stored)
    elif link.log.is_file():
        yield str(place), link.log


def _place(path: Path, workspace: Workspace, folder: PurePosixPath) -> PurePosixPath:
    """Return where a file stands in a release: where it stood under models or event_logs; from elsewhere, in `folder`."""
    inner = path.absolute()
    root = workspace.root.absolute()
    if inner.is_relative_to(root):
        within = PurePosixPath(inner.relative_to(root).as_posix())
        if within.parts[0] in (str(_MODELS), str(_LOGS)) and ".." not in within.parts:
            return within
    return folder / path.name


def _hash(source: Path, workspace: Workspace, hashes: Mapping[str, str]) -> str | None:
    """Return the hash that a file had when it was assessed; None for the parts of a stored log, which vouches for itself."""
    return hashes.get(name_in(workspace.root, source))


def _table_path(kind: TableKind) -> str:
    return str(_MODELS / folder_of(kind) / f"{kind.value}.csv")


_PEOPLE: Final = frozenset(map(_table_path, (TableKind.PERSONS, TableKind.DELEGATIONS, TableKind.ACCOUNTS)))
"""Who holds which post, stands in for whom and has which account is no part of a standard."""


def _policy(study: Study, workspace: Workspace) -> Content:
    """Return the policy that was applied: its file, or where none says so, all of its values."""
    path = workspace.policy
    if path is not None and path.is_file() and policy_of(path).sha256 == study.policy.sha256:
        return Copied(source=path, sha256=_hash(path, workspace, {each.path: each.file_sha256 for each in study.inputs}))
    return policy_text(study.policy, study.language).encode()


def _settings(study: Study, workspace: Workspace) -> bytes:
    """Return workbench.yaml: what it says already, with every process and file named; a line a key, quoted as JSON does."""
    path = workspace.root / _SETTINGS
    said = dict(read_yaml(path).content or {}) if path.is_file() else {}
    said |= {"name": study.name, "language": study.language.value, "timezone": study.timezone, "policy": _POLICY}
    said["processes"] = {link.id: dict(_named(link, workspace)) for link in workspace.processes}
    lines = (
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False, default=str)}\n"
        for key, value in said.items()
    )
    return "".join(lines).encode()


def _named(link: ProcessLink, workspace: Workspace) -> Iterator[tuple[str, str]]:
    if link.model is not None:
        yield "model", str(_place(link.model, workspace, _MODELS / "processes"))
    if link.log is not None:
        yield "log", str(_place(link.log, workspace, _LOGS))


def _wrong(code: str, **facts: object) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, facts=facts))
