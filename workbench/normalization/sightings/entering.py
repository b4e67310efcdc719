"""Runs in the register: each is entered once, however often in a row the same evidence is assessed under the same policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.normalization.plain_values import plain
from workbench.normalization.register import Register
from workbench.normalization.sightings.run import Run
from workbench.normalization.statement import Recorded, Statement

KIND: Final = "run"
"""How runs are told from what else is recorded."""


@dataclass(frozen=True, kw_only=True)
class EnteredRun:
    """A run as it stands in the register; `is_new` tells whether it was entered now, or the same was there already."""

    recorded: Recorded
    run: Run
    is_new: bool


def runs_in(register: Register) -> tuple[Run, ...]:
    """Return all runs in the order in which they were entered. Raises InputError where the register is not what it was."""
    return tuple(each.says(Run) for each in register.entered(KIND))


def enter_run(register: Register, run: Run) -> EnteredRun:
    """Record a run, unless the last one is of the same evidence under the same policy: then return that, with who and when.

    What had changed meanwhile and is as it was again is a run of its own: what ended in between has come back.
    Raises as `Register.enter` does.
    """
    entered = register.entered(KIND)
    if entered and entered[-1].statement.subject == run.subject:
        return EnteredRun(recorded=entered[-1], run=entered[-1].says(Run), is_new=False)
    seen = max((each.number for each in entered if each.statement.subject == run.subject), default=0)
    statement = Statement(kind=KIND, subject=run.subject, says=plain(run), by=run.by, at=run.at, seen=seen)
    return EnteredRun(recorded=register.enter(statement), run=run, is_new=True)
