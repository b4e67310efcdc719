"""What conformance needs of a log: cases with their traces, and when each began and ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import NO_TIME, EventLog, Variants
from workbench.eventlog.looks.tracing import DistinctTraces, distinct_traces
from workbench.eventlog.looks.variants import ranked_variants, variants_of
from workbench.eventlog.texts import Texts


@dataclass(frozen=True, kw_only=True, eq=False)
class SimpleLog:
    """A simple event log (van der Aalst 2016, section 5.2): cases as traces of labels, here with the span of each.

    `first` and `last` (int64, shape (n_cases,)) are the first and the last completion of each case: microseconds since
    1970-01-01 UTC, NO_TIME for a case without events.
    """

    cases: Texts
    variants: Variants
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    @property
    def activities(self) -> tuple[str, ...]:
        """Return the labels, sorted."""
        return self.variants.activities

    @property
    def n_cases(self) -> int:
        """Return the number of cases."""
        return len(self.cases)

    @property
    def n_events(self) -> int:
        """Return the number of executions."""
        return int((np.diff(self.variants.offsets) * self.variants.counts).sum())

    @property
    def end(self) -> NDArray[np.int64]:
        """Return the first and the last completion of all (int64, shape (2,)), nothing where there are no events."""
        known = self.first != NO_TIME
        return np.array([self.first[known].min(), self.last[known].max()] if known.any() else [], dtype=np.int64)

    def renamed(self, names: Mapping[str, str]) -> SimpleLog:
        """Return the log with each label replaced by `names[label]`; labels that `names` lacks stay. Equal names become one."""
        return replace(self, variants=_renamed(self.variants, names))

    def restricted(self, cases: NDArray[np.bool_]) -> SimpleLog:
        """Return the log with some cases (bool, one a case) alone: their variants, ranked among themselves, and their labels."""
        return SimpleLog(
            cases=self.cases.taken(np.flatnonzero(cases)),
            variants=_restricted(self.variants, cases),
            first=self.first[cases],
            last=self.last[cases],
        )


def simple_log_of(log: EventLog) -> SimpleLog:
    """Reduce a log to its traces and the span of each case."""
    cases = np.arange(log.n_cases)
    begins, ends = (np.searchsorted(log.case, cases, side=side) for side in ("left", "right"))
    witnessed = (ends > begins) & log.is_timed
    first, last = (np.full(log.n_cases, NO_TIME, dtype=np.int64) for _ in range(2))
    first[witnessed], last[witnessed] = log.end[begins[witnessed]], log.end[ends[witnessed] - 1]
    return SimpleLog(cases=log.cases, variants=variants_of(log), first=first, last=last)


def _renamed(variants: Variants, names: Mapping[str, str]) -> Variants:
    """Give the labels of traces other names: runs of ties are sorted anew, and traces that became equal are one."""
    new_names = [names.get(label, label) for label in variants.activities]
    activities = tuple(sorted(set(new_names)))
    code = {label: number for number, label in enumerate(activities)}
    recode = np.array([code[name] for name in new_names], dtype=np.int32)
    lengths = np.diff(variants.offsets)
    number = np.repeat(np.arange(len(variants), dtype=np.int32), lengths)
    moment = np.cumsum(~variants.tied, dtype=np.int64)
    traces = distinct_traces(number, recode[variants.labels], moment, len(variants))
    counts = np.zeros(len(traces.counts), dtype=np.int64)
    np.add.at(counts, traces.of_case, variants.counts)
    return ranked_variants(activities, replace(traces, counts=counts, of_case=traces.of_case[variants.of_case]))


def _restricted(variants: Variants, cases: NDArray[np.bool_]) -> Variants:
    """Return the variants that some cases follow, as those cases alone would have them."""
    kept, of_case, counts = np.unique(variants.of_case[cases], return_inverse=True, return_counts=True)
    occurs = np.zeros(len(variants), dtype=np.bool_)
    occurs[kept] = True
    present = np.unique(variants.labels[np.repeat(occurs, np.diff(variants.offsets))])
    recode = np.zeros(len(variants.activities), dtype=np.int32)
    recode[present] = np.arange(len(present))
    traces = DistinctTraces(
        words=2 * recode[variants.labels] + variants.tied.astype(np.int32),
        begins=variants.offsets[kept],
        ends=variants.offsets[kept + 1],
        counts=counts,
        of_case=of_case.astype(np.int32),
    )
    return ranked_variants(tuple(variants.activities[label] for label in present.tolist()), traces)
