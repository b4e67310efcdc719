"""The codes of findings: one for each way in which two of the four layers can disagree."""

from __future__ import annotations

from typing import Final

_KINDS: Final = {
    "CF": ("SKIP", "ORDER", "EXTRA", "REWORK", "DEAD", "CTRL"),
    "TP": ("UNSUP", "OFFLINE", "WRONGSYS", "REKEY", "MANUAL", "NOCAP", "UNUSED", "LAG"),
    "PO": (
        *("NOOWNER", "UNOWNED", "NOA", "MULTIA", "NOR", "LANEMIS", "NOTAUTH"),
        *("SOD", "APPR", "CONC", "OVERLOAD", "PINGPONG", "COORD", "SPAN"),
    ),
    "TO": ("NOACC", "EXCESS", "SHARED", "NOOWNER", "SKILL"),
    "DT": ("NOCREATE", "ORPHAN", "MULTIMASTER", "NOOWNER", "LATE", "LOGQ"),
    "PF": ("BATCH", "WAIT", "SLA"),
}

FINDING_CODES: Final = tuple(f"{family}-{kind}" for family, kinds in _KINDS.items() for kind in kinds)
"""Every code by family: flow, technology–process, process–organization, technology–organization, data, time."""

OFF_BY_DEFAULT: Final = frozenset({"CF-CTRL", "TP-LAG", "PO-SPAN", "TO-SKILL", "DT-LOGQ", "PF-WAIT", "PF-SLA"})
"""Codes that are claimed only where the policy asks for them."""
