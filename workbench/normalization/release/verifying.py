"""All that can be verified of a workspace: its register, heads noted elsewhere, and every release in it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.atomic import release_around
from workbench.findings import Finding, Place, Severity, UsageError, WorkbenchError
from workbench.normalization.heads import Head
from workbench.normalization.register import Register
from workbench.normalization.release.checking import check_release, check_released
from workbench.normalization.release.folder import RELEASES, release_folders, releasing, stages_in
from workbench.normalization.release.freezing import APPROVALS, settle
from workbench.normalization.release.manifest import MANIFEST


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was held against what was written: the releases by folder, what is wrong, and the register's head.

    The head is None where no register was asked, because the release stands alone, or it is not what was written.
    """

    releases: tuple[Path, ...]
    faults: tuple[Finding, ...] = ()
    head: Head | None = None

    @property
    def is_bare(self) -> bool:
        """Return whether nothing was ever recorded or released, as far as can be told."""
        return not self.releases and not self.faults and self.head is not None and self.head.number == 0

    def faults_of(self, folder: Path) -> tuple[Finding, ...]:
        """Return what is wrong with a release: in its folder, or about its version."""
        return tuple(each for each in self.faults if _is_about(each, folder))


def verify_workspace(workspace: Path, register: Register, noted: Iterable[Head] = (), source: str = "") -> Verified:
    """Verify a register, the heads that were noted of it in `source`, and every release of its workspace.

    What a run that was killed left of a release is first put in its place, or removed.
    """
    _settled(workspace, register)
    found = check_released(workspace, register)
    against_noted = tuple(each for each in register.verify(noted, source) if each not in found)
    return Verified(releases=release_folders(workspace), faults=(*found, *against_noted), head=_head(register))


def is_release(folder: Path) -> bool:
    """Return whether a folder is a release, or was one: also where its manifest is gone."""
    return release_around(folder) is not None or any((folder / name).exists() for name in (MANIFEST, APPROVALS))


def verify_release(folder: Path, noted: Iterable[Head] = ()) -> Verified:
    """Verify a release that stands alone, against its own manifest.

    Raises UsageError where heads of a register are given: there is none to hold them against.
    """
    if tuple(noted):
        place = Place(file=str(folder))
        raise UsageError(Finding(code="VERIFY_HEAD_ALONE", severity=Severity.CRITICAL, place=place))
    return Verified(releases=(folder,), faults=check_release(folder))


def _settled(workspace: Path, register: Register) -> None:
    """Settle what is left over; where that cannot be, because nobody may write there, the check tells of it."""
    folder = workspace / RELEASES
    if folder.is_dir() and stages_in(folder):
        with suppress(WorkbenchError, OSError), releasing(workspace) as held:
            settle(held, register)


def _head(register: Register) -> Head | None:
    try:
        return register.head
    except WorkbenchError:
        return None


def _is_about(fault: Finding, folder: Path) -> bool:
    place = Path(fault.place.file) if fault.place.file else None
    return fault.facts.get("version") == folder.name or (place is not None and (place == folder or folder in place.parents))
