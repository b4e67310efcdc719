"""Commands that are killed at any moment: what they leave is whole or not there, and the workspace opens as before."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from tests.study.test_releasing import on_trial
from workbench.eventlog import open_store, read_log, write_store
from workbench.findings import WorkbenchError
from workbench.language import Language
from workbench.normalization import open_register
from workbench.normalization.heads import UNNOTED
from workbench.normalization.release import check_release, check_released, release_folders, releasing, settle, standing_in
from workbench.study import open_study
from workbench.templates import example_workspace, write_with_files

CASES: Final = 20_000
_RUN: Final = "import sys; from workbench.cli import main; sys.argv[0] = 'workbench'; main()"
_PUBLISH: Final = ("--version", "1.0.0", "--effective", "2025-05-10", "--by", "QM", "--approve", "Wang Fang:Manager")
_WAIVED: Final = ("--waive", "First release", "--until", "2099-12-31")


def is_killed(moment: float, *arguments: str | Path) -> bool:
    """Run a command; kill it and all that works for it so many seconds after it began, unless it has ended by then."""
    command = [sys.executable, "-c", _RUN, *map(str, arguments)]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def left_by_an_import(folder: Path, moment: float) -> Iterator[str]:
    """Kill `workbench import`, and yield what is wrong with what it left, before and after the next run."""
    log, stores = folder / "log.csv", folder / "stores"
    folder.mkdir(parents=True)
    rows = (f"c{number},{activity},2025-01-01T00:00:{number % 60:02}Z\n" for number in range(CASES) for activity in "abc")
    log.write_text("case_id,activity,end\n" + "".join(rows), "utf-8")
    is_killed(moment, "import", log, "-o", stores)
    yield from _broken_stores(stores)
    write_store(read_log(log), stores)
    yield from _broken_stores(stores)


def left_by_a_report(folder: Path, moment: float) -> Iterator[str]:
    """Kill a batch report of two workspaces, and yield what is wrong with what it left."""
    workspaces, out = [folder / name for name in ("one", "two")], folder / "out"
    for each in workspaces:
        write_with_files(example_workspace(Language.EN), each)
    is_killed(moment, "report", *workspaces, "-o", f"{out}/", "--format", "html", "--format", "json", "--quiet")
    for path in sorted(out.rglob("*")) if out.exists() else ():
        if path.is_file() and not path.name.startswith("."):
            yield from _half_written(path)
    for each in workspaces:
        yield from _unopened(each)


def left_by_a_publication(folder: Path, moment: float) -> Iterator[str]:
    """Kill `workbench release publish`, and yield what is wrong with what it left, before and after the next run."""
    root = folder / "ws"
    write_with_files(example_workspace(Language.EN), root)
    register = on_trial(root)
    is_killed(moment, "release", "publish", root, *_PUBLISH, *_WAIVED)
    yield from _unopened(root)
    yield from (finding.code for each in release_folders(root) for finding in check_release(each))
    with releasing(root) as releases:
        settle(releases, register)
        left = {each.name for each in releases.iterdir()} - {".lock"}
    stated = standing_in(register, date.max).version["1.0.0"].released
    yield from (f"left: {name}" for name in left ^ ({"1.0.0"} if stated else set()))
    yield from (each.code for each in check_released(root, open_register(root)) if each.code != UNNOTED)


def _broken_stores(stores: Path) -> Iterator[str]:
    """Yield the stores that do not open; what is hidden was on its way and is none."""
    for each in sorted(stores.iterdir()) if stores.exists() else ():
        if not each.name.startswith("."):
            try:
                open_store(each)
            except WorkbenchError as error:
                yield f"{each.name}: {error.finding.code}"


_ENDS: Final = {".html": ("</html>", "</html>\n"), ".md": ("\n",)}
"""How a whole file of a kind ends."""


def _half_written(path: Path) -> Iterator[str]:
    content = path.read_text("utf-8")
    if path.suffix == ".json":
        try:
            json.loads(content)
        except ValueError:
            yield f"half written: {path.name}"
    elif not content.endswith(_ENDS[path.suffix]):
        yield f"half written: {path.name}"


def _unopened(workspace: Path) -> Iterator[str]:
    try:
        open_study(workspace)
    except WorkbenchError as error:
        yield f"{workspace.name}: {error.finding.code}"
