"""What was released is never written to again: the one check that every way of writing into a workspace makes."""

from __future__ import annotations

import errno
from pathlib import Path

from workbench.atomic import release_around
from workbench.findings import Finding, Place, Severity, UsageError


class ImmutableRelease(UsageError):  # noqa: N818 - it names what was to be changed
    """A release exists already, and nothing changes it: what differs is given a new version."""


def refuse_released(path: Path) -> None:
    """Raise ImmutableRelease where a path is a release of a workspace, or lies in one."""
    folder = release_around(path)
    if folder is not None:
        raise immutable(folder)


def immutable(folder: Path) -> ImmutableRelease:
    """Return the error that a release, by its folder, is there and stays as it is."""
    place, facts = Place(file=str(folder)), {"version": folder.name}
    return ImmutableRelease(Finding(code="RELEASE_IMMUTABLE", severity=Severity.CRITICAL, place=place, facts=facts))


def refusal_of(error: OSError) -> ImmutableRelease | None:
    """Return what an error of writing says of a release; None where it is of something else."""
    folder = release_around(Path(error.filename)) if error.errno == errno.EROFS and error.filename else None
    return None if folder is None else immutable(folder)
