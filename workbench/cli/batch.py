"""Orders done in processes of their own: who follows them on stderr, what stops them, and the exit code."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from workbench.cli.output import complain
from workbench.language import say

if TYPE_CHECKING:
    from rich.progress import Progress

    from workbench.report.assessing import Item
    from workbench.report.batch import Done, Order


def run_orders(orders: Sequence[Order], jobs: int, timeout: float | None, quiet: bool) -> tuple[Done, ...]:
    """Do orders and tell on stderr how far they are, unless quiet, and what is wrong with them."""
    from workbench.report.batch import Pace, run

    with _ended_politely(), _progress(len(orders), quiet or len(orders) == 0) as watcher:
        return run(orders, Pace(workers=jobs, seconds=timeout), watcher)


def exit_code(dones: Sequence[Done]) -> int:
    """Return what a command exits with after all of them."""
    from workbench.report.batch import standing_of_all

    return standing_of_all(dones).value


class _OnStderr:
    """Tells on stderr what is wrong with each input, and, where somebody watches, how far all are."""

    def __init__(self, bar: Progress, total: int, lines: bool) -> None:
        self._bar, self._total, self._lines, self._done = bar, total, lines, 0
        self._task = bar.add_task("", total=total)
        self._lock = threading.Lock()

    def stepped(self, item: Item, step: str) -> None:
        """Name what is worked on."""
        self._bar.update(self._task, description=f"{item.name}: {step}")

    def finished(self, done: Done) -> None:
        """Count an input as done, and say what is wrong with it."""
        with self._lock:
            self._done += 1
            self._bar.update(self._task, completed=self._done)
            if self._lines:
                said = say(f"standing-{done.standing.name.lower()}", done.language)
                typer.echo(f"[{self._done}/{self._total}] {done.item.name}: {said}", err=True)
            for trace in done.traces:
                typer.echo(trace, err=True)
            for finding in (*([done.failure] if done.failure else []), *done.left_out):
                complain(finding)


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[_OnStderr]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    is_watched = console.is_terminal and not quiet
    with Progress(console=console, transient=True, disable=not is_watched) as bar:
        yield _OnStderr(bar, total, lines=not quiet and total > 1)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """End the processes that work for us with us, also where a scheduler ends us."""

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
