"""Cases drawn again, and what that says of how sure a figure is: the cluster bootstrap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import NO_TIME
from workbench.findings import Interval, wilson_interval
from workbench.fit.indicators.sample import ByCase, Sample, Weights
from workbench.linkage import LinkedProcess

_MOST_CELLS: Final = 200_000
"""How many weights are held at a time: few enough to stay beside the processor while every indicator reads them."""

_FEW: Final = 100
_PERCENTS: Final = (2.5, 97.5)


@dataclass(frozen=True, kw_only=True, eq=False)
class Estimate:
    """A figure and how sure it is: from `low` to `high` at 95 %; `draws` are what other cases would have said, nan where nothing.

    It is exact where the design alone decides: all draws are alike.
    """

    value: float
    low: float
    high: float
    draws: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Stratum:
    """The complete cases of one process that began in one month, by their places, and the seed of their draws."""

    cases: NDArray[np.int64]
    seed: np.random.SeedSequence


def draws_of(processes: Sequence[LinkedProcess], seed: int, draws: int) -> Iterator[tuple[Weights, ...]]:
    """Yield, some draws at a time, how often each complete case of each process is drawn.

    Cases are drawn with replacement among those of the same process that began in the same month (on the workspace's clocks):
    the cluster bootstrap (Field and Welsh 2007, doi 10.1111/j.1467-9868.2007.00593.x), stratified. A process is drawn by its
    own content, so that neither the others, nor names, nor how many draws are held at a time change anything.
    """
    strata = [_strata(process, seed) for process in processes]
    sizes = [int(process.complete.sum()) for process in processes]
    streams = [[np.random.default_rng(stratum.seed) for stratum in of_process] for of_process in strata]
    at_a_time = max(1, min(draws, _MOST_CELLS // max(1, sum(sizes))))
    for begin in range(0, draws, at_a_time):
        n = min(at_a_time, draws - begin)
        yield tuple(
            _drawn(of_process, random, (n, size)) for of_process, random, size in zip(strata, streams, sizes, strict=True)
        )


def estimate_of(sample: Sample, draws: NDArray[np.float64]) -> Estimate | None:
    """Return a figure with the 95 % percentile interval of its draws, None where it has no value.

    Of fewer than 100 units, a quotient also has Wilson's interval, which is wider where nothing was seen to vary: a mean of
    values in [0, 1] varies at most as a share does. The wider of both holds.
    """
    value = sample.value
    if value is None:
        return None
    found = interval_of(value, draws)
    if isinstance(sample, ByCase) and (wilson := wilson_interval(value * sample.n, sample.n)) and sample.n < _FEW:
        found = Interval(low=min(found.low, wilson.low), high=max(found.high, wilson.high))
    return Estimate(value=value, low=found.low, high=found.high, draws=draws)


def interval_of(value: float, draws: NDArray[np.float64]) -> Interval:
    """Return what 95 % of the draws lie in, widened to the value itself."""
    known = draws[~np.isnan(draws)]
    low, high = np.percentile(known, _PERCENTS).tolist() if known.size else (value, value)
    return Interval(low=min(low, value), high=max(high, value))


def _drawn(strata: Sequence[_Stratum], streams: Sequence[np.random.Generator], shape: tuple[int, int]) -> Weights:
    weights = np.zeros(shape)
    for stratum, random in zip(strata, streams, strict=True):
        size = len(stratum.cases)
        picked = random.integers(0, size, size=(shape[0], size)) + np.arange(shape[0])[:, None] * size
        counts = np.bincount(picked.ravel(), minlength=shape[0] * size)
        weights[:, stratum.cases] = counts.reshape(shape[0], size)
    return weights


def _strata(process: LinkedProcess, seed: int) -> list[_Stratum]:
    """Return the months of a process; cases are put in order by their times, so that renaming them changes nothing."""
    number = np.cumsum(process.complete) - 1
    is_counted = process.complete[process.case]
    case, size = number[process.case[is_counted]], int(process.complete.sum())
    begin = np.where(process.start == NO_TIME, process.end, process.start)[is_counted]
    first = np.full(size, np.iinfo(np.int64).max)
    last, day = np.full(size, np.iinfo(np.int64).min), np.full(size, np.iinfo(np.int32).max)
    np.minimum.at(first, case, begin)
    np.maximum.at(last, case, process.end[is_counted])
    np.minimum.at(day, case, process.day[is_counted])
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    order = np.lexsort((np.bincount(case, minlength=size), last, first, month))
    parts = np.split(order, np.flatnonzero(np.diff(month[order])) + 1) if size else []
    own = [seed, size, *(np.array([first.min(), last.max()]).view(np.uint64).tolist() if size else ())]
    seeds = np.random.SeedSequence(own).spawn(len(parts))
    return [_Stratum(cases=cases, seed=each) for cases, each in zip(parts, seeds, strict=True)]
