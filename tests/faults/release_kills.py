"""A release that is stopped at any moment."""

from __future__ import annotations

import multiprocessing
import random
import signal
from datetime import date
from pathlib import Path
from typing import Final

from tests.normalization.release.trials import manifest, on_trial
from workbench.normalization import open_register
from workbench.normalization.release import (
    check_release,
    check_released,
    freeze,
    release_folders,
    releasing,
    settle,
    standing_in,
)

FILES: Final = {f"event_logs/{number}.csv": bytes(200_000) for number in range(20)}
_FORK: Final = multiprocessing.get_context("fork")


def left_by_a_kill(workspace: Path, dice: random.Random) -> tuple[str, ...]:
    """Kill a run that releases at a random moment; return what is wrong with what it left, before and after the next run."""
    workspace.mkdir(parents=True)
    register = on_trial(workspace)
    process = _FORK.Process(target=_release, args=(workspace, dice.uniform(0.001, 0.6)))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGALRM)
    wrong = [finding.code for folder in release_folders(workspace) for finding in check_release(folder)]
    with releasing(workspace) as folder:
        settle(folder, register)
        left = {each.name for each in folder.iterdir()} - {".lock"}
    stated = standing_in(register, date.max).version["1.0.0"].released
    wrong += [f"left: {name}" for name in left ^ ({"1.0.0"} if stated else set())]
    return (*wrong, *(finding.code for finding in check_released(workspace, register) if finding.code != "REGISTER_UNNOTED"))


def _release(workspace: Path, moment: float) -> None:
    """Release until the kernel ends this process: as with SIGKILL nothing is tidied up."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, moment)
    freeze(workspace, open_register(workspace), manifest(), FILES)
    signal.setitimer(signal.ITIMER_REAL, 0)
