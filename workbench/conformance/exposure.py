"""Which cases could have shown a deviation of the flow: those in which its activities were due or done, else all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments

_OF_WHAT_IS_DUE: Final = frozenset({"CF-SKIP", "CF-ORDER", "CF-REWORK", "CF-DEAD", "CF-CTRL"})
"""Codes about designed activities; all others are about what could happen in any case."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Exposure:
    """In which variants each element is due or done, and how many complete cases (int64) each variant has."""

    due: Mapping[str, frozenset[int]]
    cases: NDArray[np.int64]

    def to(self, code: str, about: Sequence[str]) -> frozenset[int]:
        """Return the variants exposed to a deviation of a code, be it seen or not; `about` are elements or a label."""
        if code in _OF_WHAT_IS_DUE:
            return frozenset.intersection(*(self.due.get(each, frozenset()) for each in about))
        return frozenset(range(len(self.cases)))

    def count(self, variants: Collection[int]) -> int:
        """Count the complete cases of some variants."""
        return int(self.cases[list(variants)].sum())


def exposure_of(alignments: Alignments, complete: NDArray[np.bool_]) -> Exposure:
    """Return what the complete cases (bool, one a case) of an aligned log were exposed to."""
    cases = np.bincount(alignments.variants.of_case[complete], minlength=len(alignments.variants)).astype(np.int64)
    due: dict[str, set[int]] = {}
    for variant in np.flatnonzero(cases).tolist():
        for symbol in alignments.symbols_in(variant):
            due.setdefault(symbol, set()).add(variant)
    return Exposure(due={symbol: frozenset(variants) for symbol, variants in due.items()}, cases=cases)
