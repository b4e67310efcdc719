"""From when on each event could have begun."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.linkage import LinkedProcess


def enabled_at(process: LinkedProcess) -> NDArray[np.int64]:
    """Return for each event the last completion that it directly depends on (µs since 1970-01-01 UTC), NO_TIME for none."""
    enabled = np.full(len(process.case), NO_TIME, dtype=np.int64)
    if process.is_timed:
        np.maximum.at(enabled, process.dependencies.after, process.end[process.dependencies.before])
    return enabled
