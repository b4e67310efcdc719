"""What the recorded assessments tell over time, as every door reads it from a register."""

from __future__ import annotations

from datetime import date

from workbench.normalization import Register
from workbench.normalization.sightings import Lifelines, Run, lifelines, runs_in


def runs_until(register: Register, on: date) -> tuple[Run, ...]:
    """Return the assessments that were recorded until a day, that day included.

    Raises InputError where the register is not what was written.
    """
    return tuple(each for each in runs_in(register) if each.day <= on)


def lifelines_in(register: Register, on: date) -> Lifelines:
    """Return the life of each finding over the assessments until a day, with what was decided by then. Raises as `runs_until`."""
    return lifelines(runs_until(register, on), register.standing(on))
