"""Whether two shares differ more than chance explains: exact test, interval of the difference, and many tests at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Interval, wilson_interval

_AS_LIKELY = 1 + 1e-7


@dataclass(frozen=True, kw_only=True, eq=False)
class FourFold:
    """A table of two groups and two outcomes: `affected` of `inside` in the group, `all_affected` of `everything` in all."""

    affected: int
    inside: int
    all_affected: int
    everything: int


def log_factorials(most: int) -> NDArray[np.float64]:
    """Return log n! for n = 0 … most."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, most + 1)))))


def exact_p_value(table: FourFold, logs: NDArray[np.float64]) -> float:
    """Return the two-sided p-value of Fisher's exact test, in [0, 1]: all tables that are no likelier than this one.

    Fisher 1922, Journal of the Royal Statistical Society 85, doi 10.2307/2340521. `logs` are log factorials up to
    `everything`.
    """
    rest = table.everything - table.inside
    least, most = max(0, table.all_affected - rest), min(table.inside, table.all_affected)
    counts = np.arange(least, most + 1)
    weights = -(
        logs[counts] + logs[table.inside - counts] + logs[table.all_affected - counts] + logs[rest - table.all_affected + counts]
    )
    likelihoods = np.exp(weights - weights.max())
    as_unlikely = likelihoods <= likelihoods[table.affected - least] * _AS_LIKELY
    return float(min(1.0, likelihoods[as_unlikely].sum() / likelihoods.sum()))


def difference_interval(table: FourFold) -> Interval | None:
    """Return the 95 % interval of (rate in the group - rate outside it); None where one of the two is empty.

    The hybrid score interval: Newcombe 1998, Statistics in Medicine 17, method 10.
    """
    outside, affected_outside = table.everything - table.inside, table.all_affected - table.affected
    here, there = wilson_interval(table.affected, table.inside), wilson_interval(affected_outside, outside)
    if here is None or there is None:
        return None
    one, other = table.affected / table.inside, affected_outside / outside
    return Interval(
        low=one - other - float(np.hypot(one - here.low, there.high - other)),
        high=one - other + float(np.hypot(here.high - one, other - there.low)),
    )


def adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return p-values such that those up to q hold a false discovery share of at most q on average, in the same order.

    Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57, doi 10.1111/j.2517-6161.1995.tb02031.x.
    """
    given = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(given, kind="stable")
    stepped = given[order] * len(given) / np.arange(1, len(given) + 1)
    result = np.empty_like(given)
    result[order] = np.minimum(1.0, np.minimum.accumulate(stepped[::-1])[::-1])
    return tuple(result.tolist())
