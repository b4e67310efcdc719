"""What of a log's rows was done: completions are executions, starts give them their begin, other transitions are set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, unknown_times
from workbench.eventlog.mappings.mapping import ACTIVITY, CASE, INSTANCE, TRANSITION
from workbench.eventlog.rows.ordering import pair_starts

STANDARD_TRANSITIONS: Final = frozenset(
    "schedule assign withdraw reassign start suspend resume pi_abort ate_abort complete autoskip manualskip unknown".split()
)
"""The transactional model of IEEE 1849-2023, annex on the lifecycle extension."""

_COMPLETE: Final = 2
_KIND: Final = {"start": 1, "complete": _COMPLETE}


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


def executions(columns: Mapping[str, Column], end: NDArray[np.int64], order: NDArray[np.int32]) -> Executions:
    """Read the lifecycle of rows in total order; without one, or with one of another model, every row is an execution."""
    everything = Executions(kept=np.ones(len(order), dtype=np.bool_), starts=unknown_times(len(order)))
    column = columns.get(TRANSITION)
    if column is None or not len(column.values):
        return everything
    kinds = [value.strip().casefold() for value in column.values]
    used = {kinds[code] for code in np.unique(column.codes[order]).tolist() if code != MISSING}
    if not used:
        return everything
    if not used <= STANDARD_TRANSITIONS or "complete" not in used:
        return Executions(kept=everything.kept, starts=everything.starts, notes=(("LOG_LIFECYCLE_IGNORED", len(used)),))
    kind = np.array([*(_KIND.get(each, 0) for each in kinds), _COMPLETE], dtype=np.int8)[column.codes[order]]
    return _paired(columns, end, order, kind)


def _paired(
    columns: Mapping[str, Column], end: NDArray[np.int64], order: NDArray[np.int32], kind: NDArray[np.int8]
) -> Executions:
    """Give each completion the earliest waiting start of its case, activity and instance."""
    kept = kind == _COMPLETE
    case, activity = (columns[name].codes[order] for name in (CASE, ACTIVITY))
    keys = activity.astype(np.int64)
    if INSTANCE in columns:
        instances = columns[INSTANCE]
        keys = keys * (len(instances.values) + 1) + instances.codes[order] + 1
        keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    begun, unfinished = pair_starts(case, keys, kind, int(keys.max(initial=-1)) + 1)
    paired = begun >= 0
    starts = np.full(len(order), NO_TIME, dtype=np.int64)
    starts[paired] = end[order[begun[paired]]]
    merged = int(paired.sum())
    others = int((~kept).sum()) - merged - unfinished
    notes = [("LOG_UNFINISHED", unfinished)] if unfinished else []
    notes += [("LOG_TRANSITIONS_SET_ASIDE", others)] if others else []
    return Executions(kept=kept, starts=starts, merged=merged, set_aside=unfinished + others, notes=tuple(notes))
