"""How well a log fits a process, as figures with their denominators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Figures over the complete cases of a log; None where there is no case to measure.

    `cost` is the sum of optimal alignment costs, `worst_cost` what it would be without any synchronous move.
    """

    cases: int
    conforming: int
    cost: int
    worst_cost: int

    @property
    def fitness(self) -> float | None:
        """Return log fitness in [0, 1]: 1 - cost / worst cost.

        The worst cost of a case is its number of events plus the cost of the shortest run of the process (van der Aalst,
        Adriansyah, van Dongen 2012, WIREs Data Mining and Knowledge Discovery 2(2), doi 10.1002/widm.1045).
        """
        return 1 - self.cost / self.worst_cost if self.worst_cost else None

    @property
    def conforming_share(self) -> float | None:
        """Return the share of cases in [0, 1] whose trace the process allows exactly (alignment cost 0)."""
        return self.conforming / self.cases if self.cases else None


def measures_of(alignments: Alignments, complete: NDArray[np.bool_]) -> Measures:
    """Sum up the cases in `complete` (bool, one a case) over their variants."""
    variants = alignments.variants
    cases = np.bincount(variants.of_case[complete], minlength=len(variants))
    lengths = np.diff(variants.offsets)
    return Measures(
        cases=int(cases.sum()),
        conforming=int(cases[alignments.costs == 0].sum()),
        cost=int((cases * alignments.costs).sum()),
        worst_cost=int((cases * (lengths + alignments.empty_cost)).sum()),
    )
