"""What all measures look at: the complete cases with their alignments, in one vocabulary of log and process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.alignment import Alignments
from workbench.conformance.machine import Costs
from workbench.conformance.measures.words import Words
from workbench.measured import Measured
from workbench.process.automaton import Automaton

TOO_WIDE: Final = Measured(value=None, reason="MEASURE_TOO_WIDE")
"""The behaviour is too wide for an automaton, or for the budget of a measure."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """The variants that complete cases follow: `cases` (int64, one a variant of the alignments) counts them.

    `matches` gives the symbols that each log label may be, `costs` what the alignments were made with.
    """

    alignments: Alignments
    cases: NDArray[np.int64]
    matches: Mapping[str, Sequence[str]]
    costs: Costs

    @cached_property
    def followed(self) -> NDArray[np.int64]:
        """Return the variants that any complete case follows; the words below stand in this order."""
        return np.flatnonzero(self.cases)

    @property
    def conforming(self) -> NDArray[np.bool_]:
        """Return for each followed variant whether its alignment costs nothing."""
        return np.asarray(self.alignments.costs[self.followed] == 0)

    @cached_property
    def traces(self) -> Words:
        """Return what happened, as codes of labels; tied events in the order that the alignment gives them."""
        events = self._moves(self.alignments.columns.events)
        begins = np.repeat(self.alignments.variants.offsets[self.followed], events.lengths)
        return Words(offsets=events.offsets, codes=self.alignments.variants.labels[begins + events.codes], counts=events.counts)

    @cached_property
    def runs(self) -> Words:
        """Return what the process would have done instead, as codes of the automaton's symbols."""
        return self._moves(self.alignments.columns.symbols)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the alphabet of labels and symbols together."""
        return vocabulary_of(self.alignments, self.matches)

    def _moves(self, column: NDArray[np.int32]) -> Words:
        """Return one side of the alignments, without the moves that only the other side makes."""
        first, last = (bound[self.followed] for bound in self.alignments.columns[:2])
        lengths = last - first
        begins = np.cumsum(lengths) - lengths
        entries = column[np.repeat(first - begins, lengths) + np.arange(lengths.sum())]
        sizes = np.bincount(np.repeat(np.arange(len(lengths)), lengths)[entries >= 0], minlength=len(lengths))
        offsets = np.concatenate(([0], np.cumsum(sizes)))
        return Words(offsets=offsets, codes=entries[entries >= 0], counts=self.cases[self.followed])


def evidence_of(
    alignments: Alignments, complete: NDArray[np.bool_], matches: Mapping[str, Sequence[str]], costs: Costs
) -> Evidence:
    """Take the cases in `complete` (bool, one a case) as evidence."""
    cases = np.bincount(alignments.variants.of_case[complete], minlength=len(alignments.variants))
    return Evidence(alignments=alignments, cases=cases, matches=matches, costs=costs)


@dataclass(frozen=True, kw_only=True, eq=False)
class Vocabulary:
    """The `symbols` that log and process share: what the log cannot tell apart is one; `automaton` is over these.

    `of_label` and `of_symbol` (int32) give the code in `symbols` of each log label, -1 where it means nothing that the process
    can do, and of each symbol of the alignments. There is no automaton where the behaviour is too wide for one.
    """

    symbols: tuple[str, ...]
    automaton: Automaton | None
    of_label: NDArray[np.int32]
    of_symbol: NDArray[np.int32]


def vocabulary_of(alignments: Alignments, matches: Mapping[str, Sequence[str]]) -> Vocabulary:
    """Give each label and symbol its common name: the least symbol of all that are linked by labels of several meanings."""
    name = {symbol: symbol for symbol in alignments.symbols}
    meanings = [[symbol for symbol in matches.get(label, ()) if symbol in name] for label in alignments.variants.activities]
    for meaning in meanings:
        linked = {name[symbol] for symbol in meaning}
        if len(linked) > 1:
            name = {symbol: min(linked) if known in linked else known for symbol, known in name.items()}
    common = alignments.automaton
    if common is not None and any(symbol != known for symbol, known in name.items()):
        common = common.renamed(name)
    symbols = tuple(sorted({*name.values()}))
    code = {symbol: number for number, symbol in enumerate(symbols)}
    return Vocabulary(
        symbols=symbols,
        automaton=common,
        of_label=np.array([code[name[meaning[0]]] if meaning else -1 for meaning in meanings], dtype=np.int32),
        of_symbol=np.array([code[name[symbol]] for symbol in alignments.symbols], dtype=np.int32),
    )
