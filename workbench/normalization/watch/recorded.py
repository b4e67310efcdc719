"""Cases of dynamic adjustment as the register has them."""

from __future__ import annotations

from datetime import date

from workbench.findings import Finding, InputError, Severity
from workbench.normalization.register import Register
from workbench.normalization.watch.case import KIND, AdjustmentCase, cases_of


def cases_in(register: Register, on: date) -> tuple[AdjustmentCase, ...]:
    """Return the cases as they stood at the end of a day. Raises InputError where the register is not what was written."""
    recorded = register.entered(KIND)
    try:
        return cases_of(recorded, on)
    except (ValueError, KeyError, TypeError) as error:
        number = max((each.number for each in recorded), default=0)
        raise InputError(Finding(code="REGISTER_RECORD", severity=Severity.CRITICAL, facts={"number": number})) from error
