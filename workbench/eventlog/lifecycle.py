"""What of a log's rows was done: completions are executions, starts give them their begin, other transitions are set aside."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.mapping import ACTIVITY, CASE, INSTANCE, TRANSITION

STANDARD_TRANSITIONS: Final = frozenset(
    "schedule assign withdraw reassign start suspend resume pi_abort ate_abort complete autoskip manualskip unknown".split()
)
"""The transactional model of IEEE 1849-2023, annex on the lifecycle extension."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Executions:
    """Which of the ordered rows are executions (`kept`, bool) and when they began (`starts`, µs or NO_TIME).

    `merged` starts belong to a completion, `set_aside` rows are no execution; `notes` are (code, count) of what was decided.
    """

    kept: NDArray[np.bool_]
    starts: NDArray[np.int64]
    merged: int = 0
    set_aside: int = 0
    notes: tuple[tuple[str, int], ...] = ()


def executions(columns: Mapping[str, Column], end: NDArray[np.int64], order: NDArray[np.int64]) -> Executions:
    """Read the lifecycle of rows in total order; without one, or with one of another model, every row is an execution."""
    everything = Executions(kept=np.ones(len(order), dtype=np.bool_), starts=np.full(len(order), NO_TIME, dtype=np.int64))
    column = columns.get(TRANSITION)
    if column is None or not column.values:
        return everything
    kinds = [value.strip().casefold() for value in column.values]
    used = {kinds[code] for code in np.unique(column.codes[order]).tolist() if code != MISSING}
    if not used:
        return everything
    if not used <= STANDARD_TRANSITIONS or "complete" not in used:
        return Executions(kept=everything.kept, starts=everything.starts, notes=(("LOG_LIFECYCLE_IGNORED", len(used)),))
    kind = np.array([*kinds, "complete"])[column.codes[order]]
    return _paired(columns, end, order, kind)


def _paired(
    columns: Mapping[str, Column], end: NDArray[np.int64], order: NDArray[np.int64], kind: NDArray[np.str_]
) -> Executions:
    """Give each completion the earliest waiting start of its case, activity and instance."""
    kept = kind == "complete"
    starts = np.full(len(order), NO_TIME, dtype=np.int64)
    keys = np.stack([columns[name].codes[order] for name in (CASE, ACTIVITY)], axis=1).tolist()
    instances = columns[INSTANCE].codes[order].tolist() if INSTANCE in columns else [MISSING] * len(order)
    waiting: dict[tuple[int, int, int], deque[int]] = {}
    merged = 0
    for number in np.flatnonzero(kept | (kind == "start")).tolist():
        key = (*keys[number], instances[number])
        if not kept[number]:
            waiting.setdefault(key, deque()).append(number)
        elif waiting.get(key):
            starts[number] = end[order[waiting[key].popleft()]]
            merged += 1
    unfinished = sum(map(len, waiting.values()))
    others = int((~kept).sum()) - merged - unfinished
    notes = [("LOG_UNFINISHED", unfinished)] if unfinished else []
    notes += [("LOG_TRANSITIONS_SET_ASIDE", others)] if others else []
    return Executions(kept=kept, starts=starts, merged=merged, set_aside=unfinished + others, notes=tuple(notes))
