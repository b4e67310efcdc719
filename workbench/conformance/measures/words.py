"""Many sequences of codes side by side: traces, or the runs of a process that they are aligned with, each with its cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.compiled import kernel
from workbench.eventlog.looks.tracing import by_labels


class Visits(NamedTuple):
    """An order in which neighbours share long prefixes: the k-th word visited has `shared[k]` codes of the one before."""

    order: NDArray[np.int64]
    shared: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """Word w is `codes[offsets[w]:offsets[w + 1]]` (int32, -1 for what has no code) and stands for `counts[w]` cases (int64)."""

    offsets: NDArray[np.int64]
    codes: NDArray[np.int32]
    counts: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Return how many codes each word has."""
        return np.diff(self.offsets)

    @cached_property
    def visits(self) -> Visits:
        """Return the words in the order of their codes."""
        words = 2 * (self.codes + 1)
        order = by_labels(words, self.offsets[:-1], self.offsets[1:], int(self.codes.max(initial=0)) + 2)
        return Visits(order, _shared(self.codes, self.offsets, order))

    @property
    def distinct_lengths(self) -> NDArray[np.int64]:
        """Return the lengths of the words that differ from each other."""
        order, shared = self.visits
        lengths = self.lengths[order]
        before = np.concatenate(([-1], lengths[:-1]))
        return np.asarray(lengths[(shared < lengths) | (before != lengths)])

    def recoded(self, code: NDArray[np.int32]) -> Words:
        """Return the words with `code[c]` for each code c; what has none keeps none."""
        return Words(offsets=self.offsets, codes=np.append(code, np.int32(-1))[self.codes], counts=self.counts)

    def among(self, chosen: NDArray[np.bool_]) -> Words:
        """Return the chosen words (bool, one a word)."""
        lengths = self.lengths
        offsets = np.concatenate(([0], np.cumsum(lengths[chosen])))
        return Words(offsets=offsets, codes=self.codes[np.repeat(chosen, lengths)], counts=self.counts[chosen])


@kernel
def _shared(codes, offsets, order):  # type: ignore[no-untyped-def]
    """Return how many codes each word shares with the one visited before."""
    shared = np.zeros(len(order), dtype=np.int64)
    for visit in range(1, len(order)):
        here, there = offsets[order[visit]], offsets[order[visit - 1]]
        most = min(offsets[order[visit] + 1] - here, offsets[order[visit - 1] + 1] - there)
        while shared[visit] < most and codes[here + shared[visit]] == codes[there + shared[visit]]:
            shared[visit] += 1
    return shared
