"""Which complete cases were to have an activity, as the process is designed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.design import DesignedActivity


def due_in(activity: DesignedActivity, conformance: Conformance) -> NDArray[np.bool_]:
    """Return in which cases (bool, one a case of the log) the process as designed makes an activity happen; all are complete."""
    raw = conformance.raw
    wanted = np.array([*(symbol in activity.elements for symbol in raw.symbols), False], dtype=np.bool_)
    columns = raw.columns
    hits = np.concatenate(([0], np.cumsum(wanted[columns.symbols])))
    is_due = hits[columns.last] > hits[columns.first]
    due: NDArray[np.bool_] = is_due[raw.variants.of_case] & conformance.complete
    return due


def is_blind(activity: DesignedActivity, conformance: Conformance) -> bool:
    """Return whether an activity leaves no trace by design, and indeed has left none."""
    elements = frozenset(activity.elements)
    is_declared = activity.is_blind or not elements.isdisjoint(conformance.blind)
    return is_declared and elements.isdisjoint(conformance.seen)
