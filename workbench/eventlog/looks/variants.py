"""The distinct traces of a log, with how often each occurs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import EventLog, Variants
from workbench.eventlog.looks.tracing import DistinctTraces, distinct_traces, in_sequence, ranked


def variants_of(log: EventLog, keep: NDArray[np.bool_] | None = None) -> Variants:
    """Group the cases of a log by their trace: the labels in time order, tied events (equal times) sorted by label.

    `keep` (shape (n_events,)) says which events count; all do where it is not given. Cases without events form the empty
    variant. Row order in the source never matters.
    """
    case, activity, end = log.case, log.activity, log.end
    if keep is not None:
        case, activity, end = case[keep], activity[keep], end[keep]
    return ranked_variants(log.activities, distinct_traces(case, activity, end, log.n_cases))


def ranked_variants(activities: tuple[str, ...], traces: DistinctTraces) -> Variants:
    """Return distinct traces as variants: by frequency, then by their labels, then by what is tied."""
    order = ranked(traces, len(activities))
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    offsets, labels, tied = in_sequence(traces, order)
    return Variants(
        activities=activities,
        offsets=offsets,
        labels=labels,
        tied=tied,
        counts=traces.counts[order].astype(np.int64),
        of_case=place[traces.of_case],
    )
