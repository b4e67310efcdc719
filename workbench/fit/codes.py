"""The finding codes: what each weighs, and which are claimed without being asked for (domain rules 3.8 and 3.9, number 7)."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
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


STRUCTURAL: Final = frozenset(
    {
        *("TP-UNSUP", "TP-REKEY", "TP-UNUSED", "TO-NOACC", "TO-EXCESS", "TO-NOOWNER", "PO-SPAN"),
        *("PO-NOOWNER", "PO-UNOWNED", "PO-NOA", "PO-MULTIA", "PO-NOR", "PO-LANEMIS"),
        *("DT-NOCREATE", "DT-ORPHAN", "DT-MULTIMASTER", "DT-NOOWNER"),
    }
)
"""The codes that the design alone shows; all others need a log."""


_LEFT_OUT: Final = ("CF-SKIP", "CF-DEAD", "CF-CTRL")
_UNDESIGNED: Final = ("CF-EXTRA", "PO-APPR")
_KIN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(_LEFT_OUT, _LEFT_OUT),
        **dict.fromkeys(_UNDESIGNED, _UNDESIGNED),
        "TP-NOCAP": ("TP-NOCAP", "CF-DEAD"),
    }
)
_DEVIATION: Final = MappingProxyType(
    {**dict.fromkeys((*_LEFT_OUT, "TP-NOCAP"), _LEFT_OUT[0]), **dict.fromkeys(_UNDESIGNED, _UNDESIGNED[0])}
)


class Element(StrEnum):
    """What is moved so that technology, process, organization and data fit."""

    TECHNOLOGY = "technology"
    PROCESS = "process"
    ORGANIZATION = "organization"
    DATA = "data"


_MOVED: Final[Mapping[Element, tuple[str, ...]]] = MappingProxyType(
    {
        Element.TECHNOLOGY: (
            *("CF-ORDER", "TP-UNSUP", "TP-OFFLINE", "TP-REKEY", "TP-MANUAL", "TP-NOCAP", "TP-UNUSED", "TP-LAG"),
            *("TO-NOACC", "TO-EXCESS", "TO-SHARED", "DT-MULTIMASTER", "DT-LATE", "DT-LOGQ"),
        ),
        Element.PROCESS: ("CF-EXTRA", "CF-REWORK", "PO-LANEMIS", "PO-PINGPONG", "DT-ORPHAN", "PF-BATCH", "PF-WAIT", "PF-SLA"),
        Element.DATA: ("DT-NOCREATE", "DT-NOOWNER"),
    }
)
_ELEMENT_OF: Final = MappingProxyType({code: element for element, codes in _MOVED.items() for code in codes})


def element_moved_by(code: str) -> Element:
    """Return the element that usually moves to mend a finding (domain rules 3.6): that of organization where no other does."""
    return _ELEMENT_OF.get(code, Element.ORGANIZATION)


def kin_of(code: str) -> tuple[str, ...]:
    """Return the codes, its own among them, that a deviation bears by how often it happens, or by what design and policy call it.

    What was not captured and is merely called observable now comes out as never done.
    """
    return _KIN.get(code, (code,))


def deviation_of(code: str) -> str:
    """Return the code that names a deviation through all that it is called in the course of time.

    What is due and not in the log is one, what is in the log and was never designed another, and all else each by itself.
    """
    return _DEVIATION.get(code, code)


def nearest_code(code: str) -> str | None:
    """Return the code that a misspelt one comes closest to, None where none is near."""
    return next(iter(get_close_matches(code.strip().upper().replace("_", "-"), SEVERITIES, n=1)), None)
