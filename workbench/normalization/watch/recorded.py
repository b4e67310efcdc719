"""Cases of dynamic adjustment as the register has them."""

from __future__ import annotations

from datetime import date

from workbench.normalization.id_beginnings import id_named
from workbench.normalization.register import Register
from workbench.normalization.watch.case import KIND, AdjustmentCase, cases_of


def cases_in(register: Register, on: date) -> tuple[AdjustmentCase, ...]:
    """Return the cases as they stood at the end of a day. Raises InputError where the register is not what was written."""
    return cases_of(register.entered(KIND), on)


def case_named(register: Register, begin: str, on: date) -> AdjustmentCase:
    """Return a case by its id or how that begins. Raises UsageError where none, or several, begin so."""
    by_id = {each.id: each for each in cases_in(register, on)}
    return by_id[id_named(begin, by_id, "WATCH_CASE_UNKNOWN")]
