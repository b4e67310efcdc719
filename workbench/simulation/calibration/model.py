"""A log as a world to be played: with what it was measured in, and what had to be assumed or is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Finding
from workbench.simulation.calibration.naming import Naming
from workbench.simulation.world import World


@dataclass(frozen=True, kw_only=True, eq=False)
class Calibrated:
    """The world that a log and its design describe.

    `window` goes from the first to the last arrival of a complete case (µs since 1970-01-01 UTC), None where there is none.
    `cycle_times` (int64, µs, ascending) are those of the complete cases that the log has of each process of the world,
    `utilisation` is the share of its working time in the window that each post worked. `assumed` tells what the log does not
    say and was taken for given, `unknown` what cannot be played and why; the scope of both is a process id or `enterprise`.
    `naming` says how processes and posts are called.
    """

    world: World
    window: tuple[int, int] | None
    cycle_times: Mapping[str, NDArray[np.int64]]
    utilisation: Mapping[str, float]
    naming: Naming
    assumed: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()
