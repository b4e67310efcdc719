"""Waiting as a table: what waited for what, how long, and for which of the five causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.waiting import Transition, WaitingParts
from workbench.eventlog.log import NO_TIME
from workbench.shown import Columns


def waiting_table(transitions: Sequence[Transition]) -> Columns:
    """Return a row a transition: counts, times in all (NaT where not known), and the median of working time."""
    parts = {
        each.name: _times([getattr(it.parts, each.name) if it.parts else None for it in transitions])
        for each in fields(WaitingParts)
    }
    return Columns(
        values={
            "source": [each.source for each in transitions],
            "target": [each.target for each in transitions],
            **{name: _counts([getattr(each, name) for each in transitions]) for name in ("count", "known", "told")},
            "elapsed": _times([each.elapsed for each in transitions]),
            "median_working": _times([each.median_working for each in transitions]),
            **parts,
        }
    )


def _counts(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _times(values: Sequence[float | None]) -> NDArray[np.timedelta64]:
    known = [NO_TIME if each is None else round(each) for each in values]
    return np.array(known, dtype=np.int64).view("timedelta64[us]")
