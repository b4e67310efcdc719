"""Who has cases in common: the cases of each pair of performers, and shares of them.

Formulas: |C_i ∩ C_j|; W(i → j) = |C_i ∩ C_j| / |C_i|; Jaccard |C_i ∩ C_j| / |C_i ∪ C_j|, each share in [0, 1], C_i the cases in
which i did anything. Source: van der Aalst, Reijers, Song 2005, Discovering Social Networks from Event Logs, CSCW 14(6),
549-593, doi 10.1007/s10606-005-9005-9 (metrics based on joint cases).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.masking import quotient
from workbench.eventlog.log import MISSING
from workbench.shown import Columns, Tabled


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkingTogether(Tabled):
    """`together` (int64, shape (n, n), symmetric): cases in which both performers did something; on the diagonal those of one."""

    performers: tuple[str, ...]
    together: NDArray[np.int64]

    @property
    def table(self) -> Columns:
        """Return a row for each two performers with a case in common."""
        first, second = np.nonzero(np.triu(self.together, 1))
        return Columns(
            values={
                "performer": [self.performers[each] for each in first],
                "with_performer": [self.performers[each] for each in second],
                "cases": self.together[first, second],
                "jaccard": self.jaccard[first, second],
            }
        )

    @property
    def shares(self) -> np.ma.MaskedArray:
        """Return W(i → j), shape (n, n), the part of the row's cases that the column takes part in; masked where it has none."""
        return quotient(self.together, self.together.diagonal()[:, None])

    @property
    def jaccard(self) -> np.ma.MaskedArray:
        """Return the part of the cases of either that are cases of both, shape (n, n); masked where neither has any."""
        cases = self.together.diagonal()
        return quotient(self.together, cases[:, None] + cases - self.together)


def working_together(case: NDArray[np.integer], performer: NDArray[np.integer], performers: tuple[str, ...]) -> WorkingTogether:
    """Count common cases from the case and performer of each event, shape (m,); a performer of -1 is not known.

    Memory grows with n² and m; the work with Σ over the cases of the square of their performers.
    """
    size = len(performers)
    known = performer != MISSING
    members = np.unique(case[known].astype(np.int64) * size + performer[known])
    cases, member = members // max(size, 1), members % max(size, 1)
    together = np.diag(np.bincount(member, minlength=size).astype(np.int64)).ravel()
    begin, step = np.arange(len(members)), 1
    while len(begin):
        begin = begin[begin < len(members) - step]
        begin = begin[cases[begin] == cases[begin + step]]
        np.add.at(together, member[begin] * size + member[begin + step], 1)
        step += 1
    half = together.reshape(size, size)
    return WorkingTogether(performers=performers, together=half + np.triu(half, 1).T)
