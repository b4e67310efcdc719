"""What conformance shows of itself: figures, cases and moves as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.measured import Measured
from workbench.shown import Columns, Said, Tabular, Values, in_both, known_numbers

if TYPE_CHECKING:
    from workbench.conformance.alignment import Alignments
    from workbench.conformance.checking import Conformance
    from workbench.conformance.deviations import Deviations
    from workbench.conformance.measures import Measures


@dataclass(frozen=True, kw_only=True, eq=False)
class MoveTable(Tabular):
    """Every move of every alignment, by variant and step; a step is `synchronous`, of the `log` alone or of the `model` alone."""

    alignments: Alignments

    def __len__(self) -> int:
        moves = self.alignments.columns
        return int((moves.last - moves.first).sum())

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return variant, cases that follow it, step and kind, with the label of the log and the element of the process."""
        alignments, moves = self.alignments, self.alignments.columns
        lengths = moves.last - moves.first
        variant = np.repeat(np.arange(len(lengths)), lengths)
        step = np.arange(len(variant)) - (np.cumsum(lengths) - lengths)[variant]
        variant, step = variant[rows], step[rows]
        event, symbol = (column[moves.first[variant] + step] for column in (moves.events, moves.symbols))
        labels = alignments.variants.labels[(alignments.variants.offsets[variant] + np.maximum(event, 0)) * (event >= 0)]
        names = alignments.variants.activities
        return {
            "variant": variant,
            "cases": alignments.variants.counts[variant],
            "step": step + 1,
            "move": ["model" if e < 0 else "log" if s < 0 else "synchronous" for e, s in zip(event, symbol, strict=True)],
            "label": ["" if e < 0 else names[code] for e, code in zip(event, labels, strict=True)],
            "element": ["" if code < 0 else alignments.symbols[code] for code in symbol],
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseFits(Tabular):
    """Each case of a process: its variant, whether it is complete, and what its alignments cost."""

    conformance: Conformance

    def __len__(self) -> int:
        return len(self.conformance.complete)

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return case, variant, completeness, cost as far as it can be observed, cost as designed, and whether it conforms."""
        conformance = self.conformance
        variant = conformance.variants.of_case[rows]
        cost = conformance.observable.costs[variant]
        return {
            "case": conformance.log.cases[rows],
            "variant": variant,
            "is_complete": conformance.complete[rows],
            "cost": cost,
            "raw_cost": conformance.raw.costs[variant],
            "conforms": cost == 0,
        }


def figure_table(conformance: Conformance) -> Columns:
    """Return a row a measure: its value as far as it can be observed and as designed; `part` of `whole` where counted."""
    observable, raw = conformance.measures.figures, conformance.raw_measures.figures
    counts = [_counts(name, conformance.measures) for name in observable]
    complete, cases = int(conformance.complete.sum()), len(conformance.complete)
    return Columns(
        values={
            "measure": list(observable),
            "meaning": [in_both(f"measure-{name}") for name in observable],
            "observable": known_numbers([each.value for each in observable.values()], float),
            "raw": known_numbers([each.value for each in raw.values()], float),
            "part": known_numbers([each[0] for each in counts]),
            "whole": known_numbers([each[1] for each in counts]),
            "reason": [_why(each) for each in observable.values()],
        },
        said=(in_both("conformance-cases", {"complete": complete, "cases": cases}), *conformance.notices),
    )


def deviation_table(deviations: Deviations) -> Columns:
    """Return a row a claimed deviation: how many of the exposed are affected, with the 95 % interval of that share."""
    found = deviations.findings
    intervals = [each.interval for each in found]
    return Columns(
        values={
            "id": [each.id for each in found],
            "code": [each.code for each in found],
            "severity": [each.severity.value for each in found],
            "object": ["|".join(each.object) for each in found],
            "count": known_numbers([each.count for each in found]),
            "exposed": known_numbers([each.exposed for each in found]),
            "rate": known_numbers([each.rate for each in found], float),
            "low": known_numbers([each.low if each else None for each in intervals], float),
            "high": known_numbers([each.high if each else None for each in intervals], float),
            "finding": list(found),
        }
    )


def _counts(name: str, measures: Measures) -> tuple[int | None, int | None]:
    counts = {
        "fitness": (measures.worst_cost - measures.cost, measures.worst_cost),
        "conforming_cases": (measures.conforming, measures.cases),
    }
    return counts.get(name, (None, None))


def _why(measured: Measured) -> Said:
    return "" if measured.reason is None else in_both(measured.reason)
