"""Who belongs to which group, as a matrix that brings figures of members to their groups."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING


def membership(group_of: NDArray[np.integer], n_groups: int) -> NDArray[np.int64]:
    """Return 1 where a member (row) belongs to a group (column); `group_of` (shape (n,)) is -1 for one that has none."""
    members = np.zeros((len(group_of), n_groups), np.int64)
    grouped = np.flatnonzero(group_of != MISSING)
    members[grouped, group_of[grouped]] = 1
    return members
