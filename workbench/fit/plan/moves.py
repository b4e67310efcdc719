"""Which element moves to mend a finding: the decision table of domain rules 3.6, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.findings import Finding
from workbench.fit.codes import Element, element_moved_by
from workbench.fit.plan.circumstances import Circumstances, Sign

_D, _O, _P, _T = Element.DATA, Element.ORGANIZATION, Element.PROCESS, Element.TECHNOLOGY


@dataclass(frozen=True, kw_only=True)
class Move:
    """What is done about a finding: which elements move, the first above all, and how hard that is.

    `key` names the sentence `move-KEY`; `effort` is 1 for a document or a setting, 2 for habits and people, 3 for what is built.
    """

    key: str
    elements: tuple[Element, ...]
    effort: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the table: for findings of some codes of which all signs hold."""

    codes: frozenset[str]
    signs: tuple[Sign, ...]
    move: Move


def _row(codes: str, *signs: Sign, key: str, to: tuple[Element, ...], effort: int) -> Row:
    return Row(codes=frozenset(codes.split()), signs=signs, move=Move(key=key, elements=to, effort=effort))


TABLE: Final[tuple[Row, ...]] = (
    # D ≠ R, L = D
    _row("PO-NOTAUTH", Sign.DRAWN, Sign.AS_DRAWN, key="rewrite-duties", to=(_O,), effort=1),
    # D = R, L differs
    _row("CF-SKIP CF-ORDER PO-NOTAUTH TP-WRONGSYS", Sign.BETTER, Sign.NO_CONTROL, key="adopt", to=(_P,), effort=1),
    _row("CF-ORDER", Sign.CONTROL, key="block", to=(_T, _O), effort=3),
    _row("CF-ORDER", key="restore-order", to=(_O, _T), effort=2),
    _row("CF-SKIP CF-DEAD", key="restore", to=(_O,), effort=2),
    _row("CF-CTRL", key="restore-control", to=(_O,), effort=2),
    _row("CF-EXTRA", key="design", to=(_P,), effort=1),
    _row("CF-REWORK", key="loop", to=(_P, _T), effort=2),
    _row("PO-NOTAUTH", Sign.EXCESS, key="withdraw-authority", to=(_O, _T), effort=2),
    _row("PO-NOTAUTH", key="restore-authority", to=(_O,), effort=2),
    _row("PO-SOD", Sign.BINDING, key="bind", to=(_O,), effort=2),
    _row("PO-SOD", Sign.PERMITTED, key="separate-access", to=(_O, _T), effort=2),
    _row("PO-SOD", key="separate", to=(_O,), effort=2),
    # D, R and L against each other in the documents
    _row("PO-LANEMIS", Sign.AS_RESPONSIBLE, key="redraw", to=(_P,), effort=1),
    _row("PO-LANEMIS", Sign.AS_DRAWN, key="rewrite-duties", to=(_O,), effort=1),
    _row("PO-LANEMIS", key="redraw", to=(_P,), effort=1),
    _row("PO-UNOWNED PO-NOA PO-MULTIA PO-NOR", key="assign", to=(_O,), effort=1),
    _row("PO-NOOWNER", key="appoint", to=(_O,), effort=1),
    # S missing, or too much of it
    _row("TO-NOACC", key="grant", to=(_T,), effort=1),
    _row("TO-EXCESS", key="withdraw", to=(_T,), effort=1),
    _row("TO-SHARED", key="personal", to=(_T,), effort=1),
    _row("TO-NOOWNER", key="appoint-system", to=(_O,), effort=1),
    _row("TO-SKILL", key="train", to=(_O,), effort=2),
    # beside the system, without one, or by hand
    _row("TP-OFFLINE TP-WRONGSYS", Sign.EVERYWHERE, key="improve", to=(_T,), effort=3),
    _row("TP-OFFLINE", Sign.ONE_TEAM, key="coach", to=(_O,), effort=2),
    _row("TP-OFFLINE", key="improve", to=(_T,), effort=3),
    _row("TP-WRONGSYS", key="coach", to=(_O,), effort=2),
    _row("TP-UNSUP", key="build", to=(_T, _P), effort=3),
    _row("TP-MANUAL", key="repair", to=(_T,), effort=3),
    _row("TP-NOCAP", key="capture", to=(_T,), effort=3),
    _row("TP-LAG", key="speed", to=(_T,), effort=3),
    _row("TP-UNUSED", key="use", to=(_T, _P), effort=1),
    # load, passing on, approvals
    _row("PO-OVERLOAD", Sign.OFF_SYSTEM, key="relieve-system", to=(_O, _T), effort=2),
    _row("PO-OVERLOAD", key="relieve", to=(_O, _P), effort=2),
    _row("PO-CONC", key="cross-train", to=(_O,), effort=2),
    _row("PO-COORD", key="coordinate", to=(_O,), effort=1),
    _row("PO-PINGPONG", key="complete-form", to=(_P,), effort=1),
    _row("PO-APPR", key="decentralise", to=(_O,), effort=1),
    _row("PO-SPAN", key="span", to=(_O,), effort=2),
    # data
    _row("TP-REKEY", key="integrate", to=(_T, _D), effort=3),
    _row("DT-MULTIMASTER", key="master", to=(_T, _D), effort=3),
    _row("DT-NOCREATE", key="origin", to=(_P, _D), effort=1),
    _row("DT-ORPHAN", key="consumer", to=(_P,), effort=1),
    _row("DT-NOOWNER", key="own-data", to=(_D, _O), effort=1),
    _row("DT-LATE", key="record", to=(_T, _O), effort=2),
    _row("DT-LOGQ", key="log", to=(_T,), effort=2),
    # the clock
    _row("PF-BATCH", key="unbatch", to=(_P, _O), effort=1),
    _row("PF-WAIT PF-SLA", key="hasten", to=(_P, _O), effort=2),
)
"""The first row whose codes and signs fit decides; a row of a code without signs closes the code."""


def move_for(finding: Finding, circumstances: Circumstances) -> Move:
    """Return what is to be done about a finding; of a code that the table lacks, the element that usually moves."""
    for row in TABLE:
        if finding.code in row.codes and all(circumstances.holds(sign, finding) for sign in row.signs):
            return row.move
    return Move(key="other", elements=(element_moved_by(finding.code),), effort=2)
