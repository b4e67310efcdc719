"""From when on each event could have begun, and how long it waited from then on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.linkage import LinkedProcess


def enabled_at(process: LinkedProcess) -> NDArray[np.int64]:
    """Return for each event the last completion that it directly depends on (µs since 1970-01-01 UTC), NO_TIME for none."""
    enabled = np.full(len(process.case), NO_TIME, dtype=np.int64)
    if process.is_timed:
        np.maximum.at(enabled, process.dependencies.after, process.end[process.dependencies.before])
    return enabled


def waits_of(process: LinkedProcess) -> NDArray[np.float64]:
    """Return for each event the elapsed hours from then to its start, nan where one of them is not known."""
    enabled = enabled_at(process)
    is_known = (enabled != NO_TIME) & (process.start != NO_TIME)
    return np.where(is_known, np.maximum(process.start - enabled, 0) / HOUR, np.nan)
