"""What each activity and each case costs, from every side at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.checking import Conformance
from workbench.conformance.expectation import Expectation
from workbench.conformance.perspectives.conditions import Choices
from workbench.conformance.perspectives.performing import Agreement, Performances
from workbench.conformance.perspectives.rules import Weights
from workbench.conformance.perspectives.timeliness import Timeliness
from workbench.conformance.perspectives.waiting import Waited


@dataclass(frozen=True, kw_only=True, eq=False)
class Balance:
    """The cost of each case from every side; arrays are one a case, `complete` tells those that count.

    `flow` is the cost of the optimal alignment, `performer` the executions by a group that is not allowed, `data` the
    conditions that did not hold; `unknown` are executions and conditions that cannot be told, which cost nothing.
    """

    complete: NDArray[np.bool_]
    flow: NDArray[np.int64]
    performer: NDArray[np.int64]
    data: NDArray[np.int64]
    unknown: NDArray[np.int64]
    weights: Weights

    @property
    def costs(self) -> NDArray[np.float64]:
        """Return the balanced cost of each case (float64, ≥ 0): the weighted sum of its sides.

        After Mannhardt, de Leoni, Reijers, van der Aalst 2016, "Balanced multi-perspective checking of process conformance",
        Computing 98(4), doi 10.1007/s00607-015-0441-1. There all sides choose the alignment together; here the flow chooses it
        alone, so that this is an upper bound of what a common choice would cost.
        """
        weights = self.weights
        costs: NDArray[np.float64] = weights.flow * self.flow + weights.performer * self.performer + weights.data * self.data
        return costs

    @property
    def mean(self) -> float | None:
        """Return the mean cost of the complete cases; None where there are none."""
        return float(self.costs[self.complete].mean()) if self.complete.any() else None


@dataclass(frozen=True, kw_only=True)
class ActivityView:
    """One activity, or one label that the design does not know, from every side, over the complete cases.

    `missing` and `unforeseen` count the moves that the alignments charge it with. `agreeing`, `differing` and
    `unidentified` count executions by who did them. `waited` tells how long they waited, `late` how many exceeded the time
    limit. `failed` conditions led to it all the same, `untold` could not be evaluated. What nothing in design or log speaks
    of is None.
    """

    about: str
    missing: int
    unforeseen: int
    agreeing: int | None = None
    differing: int | None = None
    unidentified: int | None = None
    waited: Waited | None = None
    late: int | None = None
    failed: int | None = None
    untold: int | None = None

    @property
    def cost(self) -> int:
        """Return the moves that the alignments charge the activity with."""
        return self.missing + self.unforeseen


def balance_of(conformance: Conformance, performances: Performances | None, choices: Choices | None, weights: Weights) -> Balance:
    """Put the sides of each case beside each other."""
    nothing = np.zeros(conformance.log.n_cases, dtype=np.int64)
    unknown = [side.unknown for side in (performances, choices) if side is not None]
    return Balance(
        complete=conformance.complete,
        flow=conformance.observable.costs[conformance.variants.of_case],
        performer=performances.differing if performances else nothing,
        data=choices.failed if choices else nothing,
        unknown=sum(unknown, nothing),
        weights=weights,
    )


def charges_of(conformance: Conformance, expectation: Expectation) -> dict[str, tuple[int, int]]:
    """Return for each activity or undesigned label how many model moves and log moves of complete cases it is charged with."""
    matches = expectation.matches(conformance.log.activities)
    variants = conformance.variants
    cases = np.bincount(variants.of_case[conformance.complete], minlength=len(variants))
    designed = set(conformance.designed) - set(conformance.blind)
    charges: dict[str, tuple[int, int]] = {}
    for variant in np.flatnonzero((cases > 0) & (conformance.observable.costs > 0)).tolist():
        labels = variants.trace(variant)
        for move in conformance.observable.moves(variant):
            if move.is_synchronous or (move.event is None and move.symbol not in designed):
                continue
            label = labels[move.event] if move.event is not None else ""
            about = str(move.symbol) if move.event is None else next(iter(matches.get(label, ())), label)
            missing, unforeseen = charges.get(about, (0, 0))
            count = int(cases[variant])
            charges[about] = (missing + count, unforeseen) if move.event is None else (missing, unforeseen + count)
    return charges


@dataclass(frozen=True, kw_only=True, eq=False)
class Sides:
    """What was found from each side; None or nothing where a side has nothing to say."""

    charges: Mapping[str, tuple[int, int]]
    waited: Mapping[str, Waited]
    performances: Performances | None
    choices: Choices | None
    timeliness: Sequence[Timeliness]


def views_of(designed: Sequence[str], sides: Sides) -> Iterator[ActivityView]:
    """Yield each designed activity in the given order, then each undesigned label that was charged."""
    for about in (*designed, *sorted(sides.charges.keys() - set(designed))):
        missing, unforeseen = sides.charges.get(about, (0, 0))
        agreeing, differing, unidentified = _agreements(about, sides.performances)
        leading = [each for each in (sides.choices.rows if sides.choices else ()) if about in each.elements]
        yield ActivityView(
            about=about,
            missing=missing,
            unforeseen=unforeseen,
            agreeing=agreeing,
            differing=differing,
            unidentified=unidentified,
            waited=sides.waited.get(about),
            late=next((each.late for each in sides.timeliness if each.element == about), None),
            failed=sum(each.failed for each in leading) if leading else None,
            untold=sum(each.unknown for each in leading) if leading else None,
        )


def _agreements(about: str, performances: Performances | None) -> tuple[int | None, int | None, int | None]:
    mine = [each for each in (performances.rows if performances else ()) if each.element == about]
    if not mine:
        return None, None, None
    agreeing, differing, unknown = (sum(each.events for each in mine if each.agreement is kind) for kind in Agreement)
    return agreeing, differing, unknown
