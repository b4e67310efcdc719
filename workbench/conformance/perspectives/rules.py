"""When what the clock shows is claimed as a finding, and what a disagreement weighs beside a move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BATCH: Final = "PF-BATCH"
WAIT: Final = "PF-WAIT"
LIMIT: Final = "PF-SLA"


@dataclass(frozen=True, kw_only=True)
class TimeRules:
    """Defaults of the domain's decision rules: shares in [0, 1], counts of executions, hours of working time.

    `claimed` are the codes that are claimed at all; PF-WAIT (executions that wait a long time) and PF-SLA (time limits that
    are not kept) are left to those who ask for them.
    """

    claimed: frozenset[str] = frozenset({BATCH})
    batch_share: float = 0.9
    batch_starts: int = 30
    batch_wait_hours: float = 4.0
    long_wait_hours: float = 8.0


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a case is charged for one unit of alignment cost, one execution by another group, one condition that did not hold."""

    flow: float = 1.0
    performer: float = 1.0
    data: float = 1.0
