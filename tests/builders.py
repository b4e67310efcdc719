"""Models and logs that read like their diagrams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from workbench.eventlog.log import Variants
from workbench.process.builder import ProcessBuilder, build_process

__all__ = ["ProcessBuilder", "process", "variants"]


def process(identity: str = "p") -> ProcessBuilder:
    return build_process(identity)


def variants(traces: Iterable[Sequence[str]], tied: Iterable[Sequence[int]] | None = None) -> Variants:
    """Return one variant a trace; `tied` holds a 1 where an event has the time of the one before."""
    rows = [list(trace) for trace in traces]
    activities = tuple(sorted({label for row in rows for label in row}))
    code = {label: number for number, label in enumerate(activities)}
    flags = [flag for row in tied for flag in row] if tied is not None else [0] * sum(map(len, rows))
    return Variants(
        activities=activities,
        offsets=np.cumsum([0, *map(len, rows)]).astype(np.int64),
        labels=np.array([code[label] for row in rows for label in row], dtype=np.int32),
        tied=np.array(flags, dtype=np.bool_),
        counts=np.ones(len(rows), dtype=np.int64),
        of_case=np.arange(len(rows), dtype=np.int32),
    )
