"""The finding codes: what each weighs, and which are claimed without being asked for (domain rules 3.8 and 3.9, number 7)."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from workbench.findings import Severity

SEVERITIES: Final[Mapping[str, Severity]] = MappingProxyType(
    {
        "CF-SKIP": Severity.MAJOR,
        "CF-ORDER": Severity.MAJOR,
        "CF-EXTRA": Severity.MINOR,
        "CF-REWORK": Severity.MINOR,
        "CF-DEAD": Severity.MAJOR,
        "CF-CTRL": Severity.MAJOR,
        "TP-UNSUP": Severity.MAJOR,
        "TP-OFFLINE": Severity.MAJOR,
        "TP-WRONGSYS": Severity.MINOR,
        "TP-REKEY": Severity.MINOR,
        "TP-MANUAL": Severity.MAJOR,
        "TP-NOCAP": Severity.MINOR,
        "TP-UNUSED": Severity.INFO,
        "TP-LAG": Severity.MINOR,
        "PO-NOOWNER": Severity.MAJOR,
        "PO-UNOWNED": Severity.MAJOR,
        "PO-NOA": Severity.MAJOR,
        "PO-MULTIA": Severity.MAJOR,
        "PO-NOR": Severity.MAJOR,
        "PO-LANEMIS": Severity.MINOR,
        "PO-NOTAUTH": Severity.MAJOR,
        "PO-SOD": Severity.CRITICAL,
        "PO-APPR": Severity.MINOR,
        "PO-CONC": Severity.MINOR,
        "PO-OVERLOAD": Severity.MAJOR,
        "PO-PINGPONG": Severity.MINOR,
        "PO-COORD": Severity.MINOR,
        "PO-SPAN": Severity.MINOR,
        "TO-NOACC": Severity.MAJOR,
        "TO-EXCESS": Severity.MAJOR,
        "TO-SHARED": Severity.MAJOR,
        "TO-NOOWNER": Severity.MINOR,
        "TO-SKILL": Severity.MINOR,
        "DT-NOCREATE": Severity.MINOR,
        "DT-ORPHAN": Severity.INFO,
        "DT-MULTIMASTER": Severity.MAJOR,
        "DT-NOOWNER": Severity.MINOR,
        "DT-LATE": Severity.MINOR,
        "DT-LOGQ": Severity.MINOR,
        "PF-BATCH": Severity.MINOR,
        "PF-WAIT": Severity.MINOR,
        "PF-SLA": Severity.MINOR,
    }
)
"""Every code and its severity, unless a rule of the workspace declares its own."""

OFF_BY_DEFAULT: Final = frozenset({"CF-CTRL", "TP-LAG", "PO-SPAN", "TO-SKILL", "DT-LOGQ", "PF-WAIT", "PF-SLA"})
"""The codes that are claimed only where the policy or a caller asks for them."""


def nearest_code(code: str) -> str | None:
    """Return the code that a misspelt one comes closest to, None where none is near."""
    return next(iter(get_close_matches(code.strip().upper().replace("_", "-"), SEVERITIES, n=1)), None)
