"""The executions behind an alignment: which element each was, and which execution it had to wait for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments
from workbench.conformance.perspectives.causality import enablers, predecessors_of
from workbench.eventlog.engines.executions import Executions

NOTHING = -1
"""Where a step has no element, or waited for no other."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Steps:
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


def steps_of(alignments: Alignments, executions: Executions, complete: NDArray[np.bool_]) -> Steps:
    """Lay the alignments of the variants over the events of all cases; `complete` (bool) is one a case."""
    element = np.full(len(executions.case), NOTHING, dtype=np.int32)
    enabler = np.full(len(executions.case), NOTHING, dtype=np.int64)
    for rows, symbols, before in _by_variant(alignments, executions.begins):
        element[rows] = symbols
        enabler[rows] = np.where(before < 0, NOTHING, rows[:, :1] + before)
    return Steps(
        executions=executions,
        elements=alignments.automaton.symbols,
        element=element,
        enabler=enabler,
        is_counted=complete[executions.case],
    )


def _by_variant(
    alignments: Alignments, begins: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]]:
    """Yield for each variant the rows of its cases (cases × events), and of each event its element and its enabler."""
    variants = alignments.variants
    code = {symbol: number for number, symbol in enumerate(alignments.automaton.symbols)}
    predecessors = predecessors_of(alignments.automaton)
    by_variant = np.argsort(variants.of_case, kind="stable")
    bounds = np.searchsorted(variants.of_case[by_variant], np.arange(len(variants) + 1))
    for variant in range(len(variants)):
        length = int(variants.offsets[variant + 1] - variants.offsets[variant])
        symbols, before = np.full(length, NOTHING, dtype=np.int32), np.full(length, NOTHING, dtype=np.int64)
        moves = alignments.moves(variant)
        for move in moves:
            if move.event is not None and move.symbol is not None:
                symbols[move.event] = code[move.symbol]
        for event, enabled_by in enablers(moves, predecessors).items():
            before[event] = NOTHING if enabled_by is None else enabled_by
        cases = by_variant[bounds[variant] : bounds[variant + 1]]
        yield begins[cases][:, None] + np.arange(length), symbols, before
