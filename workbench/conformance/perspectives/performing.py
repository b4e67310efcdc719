"""Who did what, held against who is to do it: allowed groups come in as a value, whatever says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.steps import NOTHING, AlignedExecutions
from workbench.eventlog import MISSING
from workbench.process.lanes import lane_labels
from workbench.process.model import Process
from workbench.process.naming import folded
from workbench.process.sidecar import LaneMeaning

_COLUMN: Final = MappingProxyType({LaneMeaning.POST: "role", LaneMeaning.DEPARTMENT: "department", LaneMeaning.SYSTEM: "system"})
_RESERVED: Final = frozenset({"sys", "ext"})
"""The system itself and parties outside: no group of an event says whether it was them."""


class Agreement(StrEnum):
    """Whether a group is one of those allowed; unknown where nothing says who is allowed, or who it was."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Who may do what: `allowed` groups by element, the event column that tells the group, and the id of each spelling.

    `ids` lead from names and aliases, folded (`naming.folded`), to ids; a text that it lacks stands for itself. An element
    that `allowed` lacks may be done by nobody knows whom.
    """

    allowed: Mapping[str, frozenset[str]]
    column: str
    ids: Mapping[str, str]

    def agreement(self, element: str, group: str | None) -> Agreement:
        """Return whether a group, as the log writes it, may do an element; it differs only where both are known by their ids."""
        allowed = self.allowed.get(element)
        if allowed is None or group is None:
            return Agreement.UNKNOWN
        text = folded(group)
        if self.ids.get(text, text) in allowed:
            return Agreement.AGREES
        are_known = text in self.ids and allowed <= set(self.ids.values())
        return Agreement.DIFFERS if are_known else Agreement.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Performance:
    """How often one group did one element, in complete cases; `group` is None where the log does not say."""

    element: str
    group: str | None
    events: int
    agreement: Agreement


@dataclass(frozen=True, kw_only=True, eq=False)
class Performances:
    """Every counted element and group, by element, then by events; `differing` and `unknown` count executions of each case."""

    rows: tuple[Performance, ...]
    differing: NDArray[np.int64]
    unknown: NDArray[np.int64]


def groups_of_lanes(process: Process, meaning: LaneMeaning, ids: Mapping[str, str]) -> Groups:
    """Return what lanes allow: an element is done by the group that its innermost lane names, by id, name or alias."""
    lanes = {element: folded(label) for element, label in lane_labels(process).items()}
    allowed = {element: frozenset({ids.get(lane, lane)}) for element, lane in lanes.items() if lane and lane not in _RESERVED}
    return Groups(allowed=MappingProxyType(allowed), column=_COLUMN[meaning], ids=ids)


def performances_of(steps: AlignedExecutions, groups: Groups) -> Performances:
    """Count who did what, and in which cases a group did what is another's to do."""
    log = steps.executions
    column = log.columns.get(groups.column)
    codes = column.codes.astype(np.int64) if column else np.full(len(log.case), MISSING, dtype=np.int64)
    texts = tuple(column.values) if column else ()
    rows = np.flatnonzero(steps.is_counted & (steps.element != NOTHING))
    size = len(texts) + 1
    keys, of_pair, counts = np.unique(
        steps.element[rows] * np.int64(size) + codes[rows] + 1, return_inverse=True, return_counts=True
    )
    named = [(steps.elements[key // size], texts[key % size - 1] if key % size else None) for key in keys.tolist()]
    found = [
        Performance(element=element, group=group, events=events, agreement=groups.agreement(element, group))
        for (element, group), events in zip(named, counts.tolist(), strict=True)
    ]
    by_case = {
        kind: np.bincount(
            log.case[rows[np.array([each.agreement is kind for each in found], dtype=np.bool_)[of_pair]]],
            minlength=len(log.cases),
        )
        for kind in (Agreement.DIFFERS, Agreement.UNKNOWN)
    }
    return Performances(
        rows=tuple(sorted(found, key=lambda each: (each.element, -each.events, each.group or ""))),
        differing=by_case[Agreement.DIFFERS],
        unknown=by_case[Agreement.UNKNOWN],
    )
