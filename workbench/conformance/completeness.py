"""Which cases lie whole inside the log's window: those cut at an edge would count as deviations they are not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.eventlog.log import DAY, NO_TIME


def complete_cases(log: SimpleLog, alignments: Alignments, edge_days: int) -> NDArray[np.bool_]:
    """Return for each case (bool, shape (n_cases,)) whether it is complete.

    A case is cut at the right edge if its trace cannot be completed without model moves at its end and its last event lies
    within `edge_days` of the log's end; at the left edge if it has none of the process's first activities and its first
    event lies within `edge_days` of the log's begin. Align with what never occurs in the log silent, or a last step that
    nobody does would make every case incomplete. An alignment not known to be optimal cuts no case. A case without events is
    never complete: nothing says when it was. In a log without times nothing says that a case was cut.
    """
    witnessed = log.last != NO_TIME
    if not log.n_events:
        return np.zeros(log.n_cases, dtype=np.bool_)
    if not len(log.end):
        return np.asarray(np.diff(log.variants.offsets)[log.variants.of_case] > 0, dtype=np.bool_)
    begin, end = log.end
    late = log.last > end - edge_days * DAY
    early = log.first < begin + edge_days * DAY
    of_case = alignments.variants.of_case
    unfinished, headless = (np.zeros(len(alignments.variants), dtype=np.bool_) for _ in range(2))
    open_ended, begun = (np.unique(of_case[at_edge & witnessed]) for at_edge in (late, early))
    unfinished[open_ended] = alignments.least_costs[open_ended] > alignments.prefix_costs_of(open_ended)
    first = alignments.succession.first if len(begun) else frozenset()
    for variant in begun[alignments.is_exact[begun]].tolist():
        headless[variant] = not any(move.is_synchronous and move.symbol in first for move in alignments.moves(variant))
    return np.asarray(witnessed & ~(late & unfinished[of_case]) & ~(early & headless[of_case]), dtype=np.bool_)
