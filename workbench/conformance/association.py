"""What goes along with a deviation: time, repetition and cost of the cases that have it, against comparable ones without."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.case_facts import CaseFacts
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.eventlog.log import HOUR, NO_TIME, Variants
from workbench.findings import Finding, Interval

_LEAST: Final = 5
_DRAWS: Final = 1000
_SEED: Final = 20_090_301
_RANGE_OF_NORMAL: Final = 1.349


class Outcome(StrEnum):
    """What is compared: hours from first to last completion, repeated events, and the sum of the events' costs."""

    CYCLE_TIME = "cycle-time"
    REWORK = "rework"
    COST = "cost"


@dataclass(frozen=True, kw_only=True)
class Association:
    """How far an outcome differs where a deviation is found: affected minus unaffected cases. An association, not a cause.

    `difference` is that of medians, in hours, events or the log's currency, each stratum weighted by its affected cases;
    `interval` holds 95 % of its bootstrap draws. Both are None where `reason`, a key of the catalogues, says why. `affected`
    and `unaffected` cases in `strata` were compared. `spread` is how far unaffected cases differ among themselves: their
    interquartile range as a standard deviation (divided by 1.349), weighted like the difference.
    """

    outcome: Outcome
    difference: float | None = None
    interval: Interval | None = None
    spread: float | None = None
    affected: int = 0
    unaffected: int = 0
    strata: int = 0
    reason: str | None = None

    @property
    def is_clear(self) -> bool:
        """Return whether there is a difference whose interval leaves out 0."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high

    @property
    def standardised(self) -> float | None:
        """Return the difference in spreads of the unaffected cases; None where there is none, or they are all alike."""
        return self.difference / self.spread if self.difference is not None and self.spread else None


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasuredOutcome:
    """One outcome of every case: `values` (float64) where `known` (bool); `order` sorts the known ones by their value.

    `absent` is the reason to give where it is known of no case.
    """

    outcome: Outcome
    values: NDArray[np.float64]
    known: NDArray[np.bool_]
    order: NDArray[np.int64]
    absent: str


@dataclass(frozen=True, kw_only=True, eq=False)
class CaseOutcomes:
    """Cases as they are compared: which are `complete` (bool), the `variant` of each, their facts, and every outcome."""

    complete: NDArray[np.bool_]
    variant: NDArray[np.int32]
    n_variants: int
    facts: CaseFacts
    measured: tuple[MeasuredOutcome, ...]


def outcomes_of(log: SimpleLog, complete: NDArray[np.bool_], facts: CaseFacts) -> CaseOutcomes:
    """Measure every outcome of every case."""
    timed = log.first != NO_TIME
    hours = np.where(timed, log.last - log.first, 0) / HOUR
    repeated = repeated_events(log.variants)[log.variants.of_case].astype(np.float64)
    return CaseOutcomes(
        complete=complete,
        variant=log.variants.of_case,
        n_variants=len(log.variants),
        facts=facts,
        measured=(
            _measured(Outcome.CYCLE_TIME, hours, complete & timed, "association-no-times"),
            _measured(Outcome.REWORK, repeated, complete, "association-too-few"),
            _measured(Outcome.COST, facts.cost, complete & facts.is_priced, "association-no-costs"),
        ),
    )


def _measured(outcome: Outcome, values: NDArray[np.float64], known: NDArray[np.bool_], absent: str) -> MeasuredOutcome:
    order = np.argsort(values, kind="stable")
    return MeasuredOutcome(outcome=outcome, values=values, known=known, order=order[known[order]], absent=absent)


def repeated_events(variants: Variants) -> NDArray[np.int64]:
    """Return for each variant how many events repeat an activity of their case."""
    number = np.repeat(np.arange(len(variants)), np.diff(variants.offsets))
    distinct = np.unique(number * len(variants.activities) + variants.labels)
    kinds = np.bincount(distinct // max(1, len(variants.activities)), minlength=len(variants))
    return np.diff(variants.offsets) - kinds


def associations_of(
    finding: Finding, affected: Collection[int], exposed: Collection[int], outcomes: CaseOutcomes
) -> tuple[Association, ...]:
    """Compare the cases of affected variants with the other exposed ones, outcome by outcome.

    Cases are comparable within a stratum: the same kind (`CaseFacts.kinds`), begun in the same month; neighbouring months
    are taken together until there are 5 cases of both sides. A kind that lacks them is left out. The bootstrap (Efron 1979,
    doi 10.1214/aos/1176344552) resamples each side of each stratum, its seed being the identity of the finding.
    """
    return associations_of_cases(finding, _of_variants(affected, outcomes), _of_variants(exposed, outcomes), outcomes)


def associations_of_cases(
    finding: Finding, affected: NDArray[np.bool_], exposed: NDArray[np.bool_], outcomes: CaseOutcomes
) -> tuple[Association, ...]:
    """Compare affected cases with the other exposed ones, both marked (bool, one a case), as `associations_of` does."""
    on, off = affected & outcomes.complete, exposed & outcomes.complete & ~affected
    return tuple(_association(finding, each, (on, off), outcomes.facts) for each in outcomes.measured)


def _of_variants(some: Collection[int], outcomes: CaseOutcomes) -> NDArray[np.bool_]:
    marked = np.zeros(outcomes.n_variants, dtype=np.bool_)
    marked[list(some)] = True
    return marked[outcomes.variant]


def _association(
    finding: Finding, measured: MeasuredOutcome, sides: tuple[NDArray[np.bool_], NDArray[np.bool_]], facts: CaseFacts
) -> Association:
    outcome = measured.outcome
    if not len(measured.order):
        return Association(outcome=outcome, reason=measured.absent)
    on, off = (measured.order[side[measured.order]] for side in sides)
    if min(len(on), len(off)) < _LEAST:
        return Association(outcome=outcome, reason="association-too-few")
    strata = [(measured.values[one], measured.values[other]) for one, other in _strata(on, off, facts)]
    if not strata:
        return Association(outcome=outcome, reason="association-not-comparable")
    seed = (_SEED, int(finding.id, 16), list(Outcome).index(outcome))
    difference, interval = _compared(strata, np.random.default_rng(seed))
    affected, unaffected = (sum(len(stratum[side]) for stratum in strata) for side in (0, 1))
    return Association(
        outcome=outcome,
        difference=difference,
        interval=interval,
        spread=_spread(strata),
        affected=affected,
        unaffected=unaffected,
        strata=len(strata),
    )


def _strata(
    on: NDArray[np.int64], off: NDArray[np.int64], facts: CaseFacts
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the cases of both sides in each stratum, a kind in some neighbouring months; they stay in their order."""
    for kind in np.unique(facts.kind[on]).tolist():
        one, other = (cases[facts.kind[cases] == kind] for cases in (on, off))
        begun, otherwise = (facts.month[cases] + 1 for cases in (one, other))
        for first, last in _joined(np.bincount(begun), np.bincount(otherwise)):
            yield one[(begun >= first) & (begun < last)], other[(otherwise >= first) & (otherwise < last)]


def _joined(on: NDArray[np.int64], off: NDArray[np.int64]) -> Sequence[tuple[int, int]]:
    """Cut months into spans [first, last) that hold enough cases of both sides; what is left at the end joins the last."""
    size = max(len(on), len(off))
    counts = np.array([np.pad(side, (0, size - len(side))) for side in (on, off)])
    bounds, held = [0], np.zeros(2, dtype=np.int64)
    for month in np.flatnonzero(counts.any(axis=0)).tolist():
        held += counts[:, month]
        if held.min() >= _LEAST:
            bounds.append(month + 1)
            held[:] = 0
    if len(bounds) > 1:
        bounds[-1] = size
    return list(pairwise(bounds))


def _compared(
    strata: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]], random: np.random.Generator
) -> tuple[float, Interval]:
    """Return the difference of medians over strata, weighted by their affected cases, and its percentile interval."""
    weights = [len(one) / sum(len(each) for each, _ in strata) for one, _ in strata]
    difference, draws = 0.0, np.zeros(_DRAWS)
    for weight, (one, other) in zip(weights, strata, strict=True):
        difference += weight * (_median(one) - _median(other))
        draws += weight * (_median_draws(one, random) - _median_draws(other, random))
    low, high = np.quantile(draws, (0.025, 0.975)).tolist()
    return difference, Interval(low=low, high=high)


def _spread(strata: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> float:
    """Return the robust standard deviation of the unaffected cases, stratum by stratum."""
    weights = [len(one) for one, _ in strata]
    ranges = [float(np.subtract(*np.quantile(other, (0.75, 0.25)))) for _, other in strata]
    return float(np.average(ranges, weights=weights)) / _RANGE_OF_NORMAL


def _median(values: NDArray[np.float64]) -> float:
    middle = len(values) // 2
    return float(values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2)


def _median_draws(values: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
    """Draw medians of resamples of sorted values, without resampling: their ranks are order statistics of uniform numbers.

    The j-th smallest of n uniform numbers follows a beta distribution (j, n + 1 - j), and given it, the next one is as far
    into what remains as the smallest of n - j (David and Nagaraja 2003, Order Statistics, sections 2.1 and 2.5).
    """
    n = len(values)
    place = (n + 1) // 2
    lower = random.beta(place, n + 1 - place, _DRAWS)
    at_lower = values[np.minimum((lower * n).astype(np.int64), n - 1)]
    if n % 2:
        return at_lower
    upper = lower + (1 - lower) * random.beta(1, n - place, _DRAWS)
    return (at_lower + values[np.minimum((upper * n).astype(np.int64), n - 1)]) / 2
