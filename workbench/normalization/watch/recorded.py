"""Cases of dynamic adjustment as the register has them."""

from __future__ import annotations

from datetime import date

from workbench.findings import Finding, Severity, UsageError
from workbench.normalization.register import Register
from workbench.normalization.watch.case import KIND, AdjustmentCase, cases_of


def cases_in(register: Register, on: date) -> tuple[AdjustmentCase, ...]:
    """Return the cases as they stood at the end of a day. Raises InputError where the register is not what was written."""
    return cases_of(register.entered(KIND), on)


def case_named(register: Register, begin: str, on: date) -> AdjustmentCase:
    """Return a case by its id or how that begins. Raises UsageError where none, or several, begin so."""
    found = [each for each in cases_in(register, on) if begin and each.id.startswith(begin)]
    if len(found) != 1:
        facts = {"case": begin, "count": len(found)}
        raise UsageError(Finding(code="WATCH_CASE_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    return found[0]
