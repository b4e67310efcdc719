"""What all sessions of the app share: workspaces assessed as they stand on disk, and the work that is under way for them."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar, cast

from workbench.apart import Apart, BrokenError, StoppedError
from workbench.findings import Finding, WorkbenchError
from workbench.report.page import ProcessPage
from workbench.report.prepared import Prepared, prepared
from workbench.report.report_page import ReportPage
from workbench.study import AssessedProcess, Assessment
from workbench.study.monitoring import Under
from workbench.study.under_release import UnderRelease, assess_under
from workbench.workspace import files_of

_Made = TypeVar("_Made")
_KEPT: Final = 8
_MADE: Final = 256


class Kept:
    """What was made last, at most so many, by the names that it was asked for; safe to be used by many sessions at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[Hashable, ...], object] = OrderedDict()

    def of(self, names: tuple[Hashable, ...], make: Callable[[], _Made]) -> _Made:
        """Return what stands under some names, made where nothing does; two who ask at once may both make it, one is kept."""
        with self._lock:
            if names in self._made:
                self._made.move_to_end(names)
                return cast("_Made", self._made[names])
        made = make()
        with self._lock:
            kept = self._made.setdefault(names, made)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return cast("_Made", kept)

    def known(self, names: tuple[Hashable, ...]) -> object | None:
        """Return what stands under some names, None where nothing does."""
        with self._lock:
            if names in self._made:
                self._made.move_to_end(names)
            return self._made.get(names)


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """An assessed workspace; `stamp` tells whether its files are still those that were assessed."""

    folder: Path
    stamp: str
    assessment: Assessment
    page: ReportPage
    _kept: Kept = field(default_factory=lambda: Kept(_MADE), init=False, repr=False)

    def made(self, names: tuple[Hashable, ...], make: Callable[[], _Made]) -> _Made:
        """Return what is made of this assessment under some names: once for all sessions, and gone with the assessment."""
        return self._kept.of(names, make)

    def known(self, names: tuple[Hashable, ...], kind: type[_Made]) -> _Made | None:
        """Return what was made under some names, of a type; None where nothing was."""
        found = self._kept.known(names)
        return found if isinstance(found, kind) else None

    def process(self, process: str) -> AssessedProcess:
        """Return one process by its id."""
        return next(each for each in self.assessment.processes if each.id == process)

    def finding(self, finding: str) -> Finding:
        """Return one finding by its id, claimed or too rare for it. Raises StopIteration where there is none."""
        return next(each for each in (*self.assessment.findings, *self.assessment.below_threshold) if each.id == finding)

    def process_page(self, process: str) -> ProcessPage:
        """Return the page of one process by its id."""
        return next(each for each in self.page.processes if each.id == process)


def kept_under(opened: Opened) -> Under:
    """Return what tells how a workspace's logs show under a release, and keeps it with what was opened."""

    def under(release: Path, workspace: Path, assessment: Assessment) -> UnderRelease:
        return opened.made(("under-release", release.name), lambda: assess_under(release, workspace, assessment))

    return under


class Openings:
    """Assessments by workspace, at most one in the making of each; safe to be used by many sessions at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: OrderedDict[Path, Opened] = OrderedDict()
        self._running: dict[Path, tuple[str, Apart[Prepared]]] = {}
        self._failed: dict[Path, Exception] = {}

    def of(self, folder: Path) -> Opened | None:
        """Return the assessment of a workspace, None where there is none yet; it may be of files that have changed since."""
        with self._lock:
            if folder in self._opened:
                self._opened.move_to_end(folder)
            return self._opened.get(folder)

    def start(self, folder: Path) -> None:
        """Begin to assess a workspace unless that is under way."""
        with self._lock:
            if folder not in self._running:
                self._failed.pop(folder, None)
                self._running[folder] = (stamp_of(folder), Apart(prepared, folder))

    def running(self, folder: Path) -> Apart[Prepared] | None:
        """Return the work under way for a workspace, None where there is none."""
        with self._lock:
            return self._running[folder][1] if folder in self._running else None

    def stop(self, folder: Path) -> None:
        """Give up the work that is under way for a workspace."""
        with self._lock:
            _, work = self._running.pop(folder, ("", None))
        if work is not None:
            work.stop()

    def failure(self, folder: Path) -> Exception | None:
        """Return why the last work for a workspace ended without a result, as `Apart.result` raises it; None where it did not."""
        return self._failed.get(folder)

    def collect(self, folder: Path) -> None:
        """Keep the result of work that has ended, or why there is none."""
        with self._lock:
            stamp, work = self._running.get(folder, ("", None))
            if work is None or work.is_running:
                return
            del self._running[folder]
        try:
            done = work.result()
        except (WorkbenchError, BrokenError, StoppedError) as failure:
            self._failed[folder] = failure
            return
        with self._lock:
            self._opened[folder] = Opened(folder=folder, stamp=stamp, assessment=done.assessment, page=done.page)
            while len(self._opened) > _KEPT:
                self._opened.popitem(last=False)


def stamp_of(folder: Path) -> str:
    """Return a hash over names, sizes and times of change of the files on which an assessment of a workspace may rest."""
    digest = hashlib.sha256()
    for path in files_of(folder):
        status = path.stat()
        digest.update(f"{path.as_posix()}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def workspaces_in(root: Path) -> tuple[Path, ...]:
    """Return the root itself where it is a workspace, else the folders in it that are, sorted by name."""
    if _is_workspace(root):
        return (root,)
    return tuple(sorted(each for each in root.iterdir() if each.is_dir() and _is_workspace(each))) if root.is_dir() else ()


def _is_workspace(folder: Path) -> bool:
    return (folder / "workbench.yaml").is_file() or (folder / "models").is_dir() or (folder / "event_logs").is_dir()
