"""Handovers among units that have a group: what the measures of groups look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.handovers import NO_HANDOVER, HandoverCounts
from workbench.eventlog.log import MISSING
from workbench.measured import Measured

_NO_GROUP: Final = Measured(value=None, reason="MEASURE_NO_GROUP")


@dataclass(frozen=True, kw_only=True, eq=False)
class GroupedTies:
    """`counts` (int64, shape (m, m)) among the units that have a group, `group` (shape (m,)) their groups' codes."""

    counts: NDArray[np.int64]
    group: NDArray[np.integer]

    @property
    def total(self) -> int:
        """Return all handovers, inside groups and between them."""
        return int(self.counts.sum())

    @property
    def inside(self) -> int:
        """Return the handovers inside groups."""
        return int(self.counts[self.group[:, None] == self.group].sum())

    @property
    def nothing(self) -> Measured:
        """Return why a measure has no value, where there is no handover."""
        return NO_HANDOVER if len(self.group) else _NO_GROUP


def grouped_ties(handovers: HandoverCounts, group_of: NDArray[np.integer]) -> GroupedTies:
    """Leave out the units without a group: `group_of` (shape (n,)) is -1 for them."""
    grouped = group_of != MISSING
    return GroupedTies(counts=handovers.counts[np.ix_(grouped, grouped)], group=group_of[grouped])
