"""The executions behind an alignment: which element each was, and which execution it had to wait for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments
from workbench.conformance.perspectives.causality import enablers, predecessors_of_alignments
from workbench.eventlog.engines.executions import Executions

NOTHING = -1
"""Where a step has no element, or waited for no other."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AlignedExecutions:
    """Every execution as the alignment has it; arrays are one a row of `executions`.

    `element` (int32) indexes `elements`, -1 where the process did not allow the event there. `enabler` (int64) is the row of
    the execution that it waited for, -1 where there is none. `is_counted` tells the events of complete cases.
    """

    executions: Executions
    elements: tuple[str, ...]
    element: NDArray[np.int32]
    enabler: NDArray[np.int64]
    is_counted: NDArray[np.bool_]

    def of(self, element: int) -> NDArray[np.int64]:
        """Return the counted rows of one element."""
        return np.flatnonzero((self.element == element) & self.is_counted)


def steps_of(alignments: Alignments, executions: Executions, complete: NDArray[np.bool_]) -> AlignedExecutions:
    """Lay the alignments of the variants over the events of all cases; `complete` (bool) is one a case."""
    before = _enablers(alignments)[_places(alignments, executions)]
    enabler = np.where(before == NOTHING, NOTHING, executions.begins[executions.case] + before)
    return replace(elements_of(alignments, executions, complete), enabler=enabler)


def elements_of(alignments: Alignments, executions: Executions, complete: NDArray[np.bool_]) -> AlignedExecutions:
    """Lay the alignments over the events as `steps_of` does, but for what waited for what: no step has an enabler."""
    return AlignedExecutions(
        executions=executions,
        elements=alignments.symbols,
        element=alignments.symbols_of_events()[_places(alignments, executions)],
        enabler=np.full(len(executions.case), NOTHING, dtype=np.int64),
        is_counted=complete[executions.case],
    )


def _places(alignments: Alignments, executions: Executions) -> NDArray[np.int64]:
    """Return for every row where its event stands among those of all variants."""
    position = np.arange(len(executions.case)) - executions.begins[executions.case]
    places: NDArray[np.int64] = alignments.variants.offsets[alignments.variants.of_case[executions.case]] + position
    return places


def _enablers(alignments: Alignments) -> NDArray[np.int64]:
    """Return for every event of every variant the position in its trace of the event that it waited for."""
    variants, predecessors = alignments.variants, predecessors_of_alignments(alignments)
    before = np.full(len(variants.labels), NOTHING, dtype=np.int64)
    for variant, offset in enumerate(variants.offsets[:-1].tolist()):
        for event, enabler in enablers(alignments.moves(variant), predecessors).items():
            before[offset + event] = NOTHING if enabler is None else enabler
    return before
