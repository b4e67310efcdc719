"""Writers of one register: many at once, stopped at any moment, or on a disk that is full."""

from __future__ import annotations

import multiprocessing
import random
import resource
import signal
from collections import Counter
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from workbench.findings import WorkbenchError
from workbench.normalization import Statement, open_register

AT: Final = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
_FORK: Final = multiprocessing.get_context("fork")


def statement(writer: int, number: int) -> Statement:
    return Statement(kind="run", subject=f"{writer}-{number}", says={"text": "x" * 2000}, by=f"writer {writer}", at=AT)


def crowd(workspace: Path, writers: int, each: int) -> Counter[str]:
    """Let writers write at once; return how often each statement is there afterwards."""
    processes = [_FORK.Process(target=_write, args=(workspace, writer, each)) for writer in range(writers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * writers
    return Counter(recorded.statement.subject for recorded in open_register(workspace).entered("run"))


def lost_by_a_kill(workspace: Path, dice: random.Random) -> set[str]:
    """Kill a writer at a random moment after its first record; return what it was told to be kept and is not there."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_write_and_tell, args=(workspace, dice.randrange(10**9), dice.uniform(0.001, 0.05), theirs))
    process.start()
    theirs.close()
    told = set()
    try:
        while True:
            told.add(ours.recv())
    except EOFError:
        process.join()
    assert process.exitcode == -signal.SIGALRM
    return told - {each.statement.subject for each in open_register(workspace).entered("run")}


def write_until_full(workspace: Path, size: int) -> str:
    """Write where no file may grow beyond a size in bytes; return the code of the error that ends it."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_fill, args=(workspace, size, theirs))
    process.start()
    code = str(ours.recv())
    process.join()
    return code


def _write(workspace: Path, writer: int, times: int) -> None:
    for number in range(times):
        open_register(workspace).enter(statement(writer, number))


def _write_and_tell(workspace: Path, writer: int, moment: float, told: Connection) -> None:
    """Write until the kernel ends this process, seconds after its first record: as with SIGKILL nothing is tidied up."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for number in range(10_000):
        told.send(open_register(workspace).enter(statement(writer, number)).statement.subject)
        if number == 0:
            signal.setitimer(signal.ITIMER_REAL, moment)


def _fill(workspace: Path, size: int, told: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        _write(workspace, 9, 10_000)
    except WorkbenchError as error:
        told.send(error.finding.code)
