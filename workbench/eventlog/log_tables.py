"""A log and its variants as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from workbench.shown import Tabular, Values

if TYPE_CHECKING:
    from workbench.eventlog.log import Column, EventLog, Variants

_PEOPLE: Final = "resource"


@dataclass(frozen=True, kw_only=True, eq=False)
class EventTable(Tabular):
    """The executions of a log, one a row, in its order; who did them is left out: it stands in the columns of the log."""

    log: EventLog

    def __len__(self) -> int:
        return self.log.n_events

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return case, activity and times (NaT where unknown), then what the log says of events and of their cases."""
        log, case = self.log, self.log.case[rows]
        end = log.end[rows].view("datetime64[us]") if log.is_timed else np.full(len(case), np.datetime64("NaT", "us"))
        own: dict[str, Values] = {
            "case": [log.cases[code] for code in case.tolist()],
            "activity": [log.activities[code] for code in log.activity[rows].tolist()],
            "start": np.ascontiguousarray(log.start[rows]).view("datetime64[us]"),
            "end": end,
        }
        for name, column in log.columns.items():
            if name != _PEOPLE:
                own.setdefault(name, _texts(column, column.codes[rows]))
        for name, column in log.case_columns.items():
            own.setdefault(name, _texts(column, column.codes[case]))
        return own


@dataclass(frozen=True, kw_only=True, eq=False)
class VariantTable(Tabular):
    """Variants with their share of the cases, most frequent first; `shares[v]` and `covered[v]` (cumulative) in [0, 1]."""

    variants: Variants

    def __len__(self) -> int:
        return len(self.variants)

    @property
    def shares(self) -> NDArray[np.float64]:
        """Return the part of all cases that follows each variant."""
        counts = self.variants.counts
        return np.true_divide(counts, max(1, int(counts.sum())), dtype=np.float64)

    @property
    def covered(self) -> NDArray[np.float64]:
        """Return the part of all cases that follows each variant or a more frequent one."""
        counts = self.variants.counts
        return np.true_divide(np.cumsum(counts), max(1, int(counts.sum())), dtype=np.float64)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return trace, cases, share and cumulative share of some variants."""
        numbers = range(*rows.indices(len(self)))
        return {
            "trace": [" → ".join(self.variants.trace(number)) for number in numbers],
            "cases": self.variants.counts[rows],
            "share": self.shares[rows],
            "covered": self.covered[rows],
        }


def _texts(column: Column, codes: NDArray[np.int32]) -> list[str]:
    return ["" if code < 0 else column.values[code] for code in codes.tolist()]
