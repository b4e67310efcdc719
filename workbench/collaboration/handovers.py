"""Who hands over to whom: a directed network of persons, posts or departments, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.membership import membership
from workbench.eventlog.log import MISSING
from workbench.measured import Measured
from workbench.shown import Tabular, Values

NO_HANDOVER: Final = Measured(value=None, reason="MEASURE_NO_HANDOVER")
"""Among the units looked at, none hands anything over to another."""


@dataclass(frozen=True, kw_only=True, eq=False)
class HandoverCounts(Tabular):
    """How often each unit hands over to each other one, and goes on with its own work.

    `counts` (int64, shape (n, n)) has givers as rows and 0 on the diagonal; `kept` (int64, shape (n,)) counts what was handed
    over by a unit to itself. What a measure makes of a network is said of `counts` alone.
    """

    units: tuple[str, ...]
    counts: NDArray[np.int64]
    kept: NDArray[np.int64]

    @property
    def total(self) -> int:
        """Return the handovers between different units."""
        return int(self.counts.sum())

    @property
    def linked(self) -> NDArray[np.bool_]:
        """Return which pairs are linked in either direction, shape (n, n), symmetric."""
        return np.asarray((self.counts + self.counts.T) > 0)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.counts)) + int(np.count_nonzero(self.kept))

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return source, target and count, what is kept included, by source and target."""
        counts = self.counts + np.diag(self.kept)
        source, target = (codes[rows] for codes in np.nonzero(counts))
        return {
            "source": [self.units[code] for code in source],
            "target": [self.units[code] for code in target],
            "count": counts[source, target],
        }


def handover_counts(source: NDArray[np.integer], target: NDArray[np.integer], units: tuple[str, ...]) -> HandoverCounts:
    """Count handovers from the giver and taker of each, shape (m,); one with a side of -1, not known, is left out."""
    size = len(units)
    known = (source != MISSING) & (target != MISSING)
    cells = source[known].astype(np.int64) * size + target[known]
    counts = np.bincount(cells, minlength=size * size).astype(np.int64).reshape(size, size)
    kept = counts.diagonal().copy()
    return HandoverCounts(units=units, counts=counts - np.diag(kept), kept=kept)


def handovers_of_groups(handovers: HandoverCounts, group_of: NDArray[np.integer], groups: tuple[str, ...]) -> HandoverCounts:
    """Return the same between groups of units: `group_of` (shape (n,)) has the group of each, -1 where there is none.

    What units of one group hand over to each other is kept by the group.
    """
    members = membership(group_of, len(groups))
    counts = members.T @ (handovers.counts + np.diag(handovers.kept)) @ members
    kept = counts.diagonal().copy()
    return HandoverCounts(units=groups, counts=counts - np.diag(kept), kept=kept)
