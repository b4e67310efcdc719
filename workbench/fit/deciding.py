"""Who decided, and who was to: approvals by the level of the post that took them, against the authority table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.design import DesignedActivity
from workbench.eventlog import MISSING
from workbench.fit.detection import Evidence
from workbench.linkage import LinkedProcess
from workbench.organization import Authority

APPROVAL: Final = "approval"
CONTROL: Final = "control"
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    **dict.fromkeys(("=", "==", "eq"), eq),
    **dict.fromkeys(("!=", "<>", "≠", "ne"), ne),
    **dict.fromkeys(("<", "lt"), lt),
    **dict.fromkeys(("<=", "≤", "le"), le),
    **dict.fromkeys((">", "gt"), gt),
    **dict.fromkeys((">=", "≥", "ge"), ge),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Decisions:
    """The counted approvals of one process, one row each: `rows` (int64) of its events, undesigned approvals among them.

    `level` (float64) is that of the post under which it was decided, `allowed` that of the lowest post that the authority table
    lets decide it in this case: nan where nothing says it. Level 1 is the top.
    """

    process: LinkedProcess
    rows: NDArray[np.int64]
    level: NDArray[np.float64]
    allowed: NDArray[np.float64]

    @property
    def is_designed(self) -> NDArray[np.bool_]:
        """Return which are approvals that the design knows."""
        return np.asarray(self.process.activity[self.rows] >= 0)

    @property
    def is_judged(self) -> NDArray[np.bool_]:
        """Return which have both levels."""
        return ~np.isnan(self.level) & ~np.isnan(self.allowed)


def is_approval(activity: DesignedActivity, evidence: Evidence) -> bool:
    """Return whether an activity is an approval: of that kind, or one for which the authority table names who may decide."""
    authorities = evidence.design.organization.authorities or ()
    return activity.kind == APPROVAL or any(each.activity == activity.id for each in authorities)


def is_control(activity: DesignedActivity, evidence: Evidence) -> bool:
    """Return whether an activity is a control, which every approval is."""
    return activity.kind == CONTROL or is_approval(activity, evidence)


def decisions_of(process: LinkedProcess, evidence: Evidence) -> Decisions:
    """Collect the approvals of a process."""
    approves = np.array([*(is_approval(each, evidence) for each in process.activities), False], dtype=np.bool_)
    is_one = approves[process.activity] | _is_undesigned(process, evidence.conformance[process.id])
    rows = np.flatnonzero(process.is_counted & is_one)
    levels = levels_of(evidence)
    return Decisions(
        process=process,
        rows=rows,
        level=np.append(levels, np.nan)[process.post[rows]],
        allowed=_allowed(process, rows, evidence),
    )


def levels_of(evidence: Evidence) -> NDArray[np.float64]:
    """Return the level of each post of the linkage (float64), nan where none is given."""
    known = evidence.design.organization.post
    levels = [known[post].level if post in known else None for post in evidence.linkage.posts]
    return np.array([math.nan if level is None else level for level in levels], dtype=np.float64)


def undesigned_approvals(conformance: Conformance) -> NDArray[np.bool_]:
    """Return which labels of the log (bool, by their codes) the design does not know, and the sidecar calls approvals."""
    expectation = conformance.expectation
    named, labels = expectation.sidecar.labels, conformance.log.activities
    matches = expectation.matches(labels)
    return np.array([it not in matches and it in named and named[it].kind == APPROVAL for it in labels], dtype=np.bool_)


def labels_of_events(process: LinkedProcess, conformance: Conformance) -> NDArray[np.int32]:
    """Return the code of each event's label (int32): events stand as the variants of their cases have them."""
    variants = conformance.variants
    begins = np.searchsorted(process.case, np.arange(len(process.cases)))
    position = np.arange(len(process.case)) - begins[process.case]
    found: NDArray[np.int32] = variants.labels[variants.offsets[variants.of_case[process.case]] + position]
    return found


def _is_undesigned(process: LinkedProcess, conformance: Conformance) -> NDArray[np.bool_]:
    return np.append(undesigned_approvals(conformance), False)[labels_of_events(process, conformance)]


def _allowed(process: LinkedProcess, rows: NDArray[np.int64], evidence: Evidence) -> NDArray[np.float64]:
    """Return the level of the lowest post that may decide; of several rules that hold in a case the strictest."""
    allowed = np.full(len(rows), np.nan)
    posts = evidence.design.organization.post
    for rule in evidence.design.organization.authorities or ():
        level = posts[rule.lowest_post].level if rule.lowest_post in posts else None
        codes = [code for code, each in enumerate(process.activities) if each.id == rule.activity]
        if level is not None and codes:
            mine = np.isin(process.activity[rows], codes) & _applies(rule, process)[rows]
            allowed[mine] = np.fmin(allowed[mine], level)
    return allowed


def _applies(rule: Authority, process: LinkedProcess) -> NDArray[np.bool_]:
    """Return for each event (bool) whether a rule holds for it; one whose attribute is missing is not known to hold.

    The attribute is that of the case or, where that says nothing, of the event.
    """
    if rule.attribute is None:
        return np.ones(len(process.case), dtype=np.bool_)
    applies, is_open = np.zeros(len(process.case), dtype=np.bool_), np.ones(len(process.case), dtype=np.bool_)
    of_case, of_event = (columns.get(rule.attribute) for columns in (process.case_columns, process.deciding_columns))
    for column, owner in ((of_case, process.case), (of_event, np.arange(len(process.case)))):
        if column is not None:
            codes = column.codes[owner]
            holds = np.array([*(_holds(text, rule) for text in column.values), False], dtype=np.bool_)
            applies |= is_open & holds[codes]
            is_open &= codes == MISSING
    return applies


def _holds(text: str, rule: Authority) -> bool:
    compare: Callable[[Any, Any], bool] = _COMPARISONS.get((rule.operator or "=").strip().casefold(), eq)
    here, there = _number(text), _number(rule.value or "")
    if here is not None and there is not None:
        return bool(compare(here, there))
    return compare in (eq, ne) and bool(compare(text.strip(), (rule.value or "").strip()))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None
