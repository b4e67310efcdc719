"""The manifest of a release: what it is of, on what it rests, and every file with its hash – one JSON file of one form."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from workbench.findings import Finding, InputError, Place, Severity
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.normalization.plain_values import plain, value_of
from workbench.normalization.release.approving import Approval, Waiver
from workbench.normalization.release.conditions import Condition
from workbench.normalization.release.states import State
from workbench.normalization.release.trial import TrialWindow

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
"""Of the manifest; a later one is not read."""


@dataclass(frozen=True, kw_only=True, order=True)
class ReleasedFile:
    """A file of a release: its path from the release's root, with slashes, the SHA-256 of its bytes, and how many they are."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Predecessor:
    """The release before, and the hash of its manifest: a chain of its own, beside that of the register."""

    version: str
    manifest_sha256: str


@dataclass(frozen=True, kw_only=True)
class PolicyUsed:
    """The policy by which all figures were made."""

    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a release says of itself.

    `processes` are those that it is the standard of, by id, from the day `effective` on. `head` is that of the register when the
    release was made: a register that lacks that record was cut. `conditions` are how far each process met what a release asks
    for, `waiver` what was let pass.
    """

    version: str
    processes: tuple[str, ...]
    effective: date
    trial: TrialWindow
    by: str
    at: datetime
    policy: PolicyUsed
    engine: str
    head: Head = BEFORE_ALL
    state: State = State.RELEASED
    previous: Predecessor | None = None
    conditions: tuple[Condition, ...] = ()
    approvals: tuple[Approval, ...] = ()
    waiver: Waiver | None = None
    files: tuple[ReleasedFile, ...] = ()
    format: int = FORMAT


def json_bytes(value: object) -> bytes:
    """Return a value as a file of a release: JSON, keys sorted, two blanks a level, UTF-8."""
    return (json.dumps(plain(value), ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as its file."""
    return json_bytes(manifest)


def manifest_hash(content: bytes) -> str:
    """Return the hash of a manifest's file, which the register's statement of the release bears."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a release.

    Raises InputError where there is none, or it is not in the form in which it was written.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
        manifest = value_of(Manifest, json.loads(content))
    except OSError as error:
        raise _unreadable(path, str(error.strerror)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable(path, str(error)) from error
    if manifest_bytes(manifest) != content:
        raise _unreadable(path, "form")
    return manifest


def _unreadable(path: Path, detail: str) -> InputError:
    facts = {"path": path.name, "detail": detail}
    return InputError(Finding(code="RELEASE_MANIFEST", severity=Severity.CRITICAL, place=Place(file=str(path)), facts=facts))
