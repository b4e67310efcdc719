"""What the content of columns tells of their meaning: measures in [0, 1] that a proposal weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column

_CONSTANT: Final = 0.99
_MOSTLY: Final = 0.7
_BESIDE: Final = 3.0
_MOST_PARTS: Final = 20


@dataclass(frozen=True, kw_only=True, eq=False)
class Ordered:
    """The rows of a sample in the order of cases and times: `follows` says that the row before is of the same case."""

    rows: NDArray[np.int64]
    follows: NDArray[np.bool_]


def filled_share(column: Column) -> float:
    """Return the share of rows that have a value."""
    return float((column.codes != MISSING).mean()) if len(column.codes) else 0.0


def togetherness(column: Column, moments: NDArray[np.int64]) -> float:
    """Return how close in time the rows of one value lie: 1 where each value is an instant, 0 where values are strewn at random.

    The span of a value of k rows is held against that of k moments drawn at random: (k - 1) / (k + 1) of the whole.
    """
    known = (column.codes != MISSING) & (moments != NO_TIME)
    codes, times = column.codes[known], moments[known]
    if not len(times) or times.min() == times.max():
        return 0.0
    lowest = np.full(len(column.values), times.max())
    highest = np.full(len(column.values), times.min())
    np.minimum.at(lowest, codes, times)
    np.maximum.at(highest, codes, times)
    sizes = np.bincount(codes, minlength=len(column.values))
    several = sizes > 1
    if not several.any():
        return 0.0
    spans = (highest - lowest)[several] / float(times.max() - times.min())
    k = sizes[several]
    return float(np.clip(1 - np.average(spans * (k + 1) / (k - 1), weights=k), 0.0, 1.0))


def determines(one: Column, other: Column) -> bool:
    """Return whether in nearly all rows the value of one column tells that of the other."""
    known = (one.codes != MISSING) & (other.codes != MISSING)
    if not known.any():
        return False
    firsts, counts = _pairs(one.codes[known], other.codes[known])
    most = np.zeros(len(one.values), dtype=np.int64)
    np.maximum.at(most, firsts, counts)
    return bool(most.sum() >= _CONSTANT * known.sum())


def in_order(case: Column, moments: NDArray[np.int64]) -> Ordered:
    """Return the rows that have a case, sorted by case, then time, then as they stand."""
    rows = np.flatnonzero(case.codes != MISSING)
    rows = rows[np.lexsort((moments[rows], case.codes[rows]))]
    follows = np.zeros(len(rows), dtype=np.bool_)
    follows[1:] = case.codes[rows[1:]] == case.codes[rows[:-1]]
    return Ordered(rows=rows, follows=follows)


def change_share(column: Column, ordered: Ordered) -> float:
    """Return the share of steps within cases at which a column changes."""
    codes = column.codes[ordered.rows]
    steps = ordered.follows[1:]
    return float((codes[1:] != codes[:-1])[steps].mean()) if steps.any() else 0.0


def predictability(column: Column, ordered: Ordered) -> float:
    """Return how much a value tells of the next one in its case: mutual information over entropy, less what chance gives.

    Chance is estimated as in Miller (1955): (d - 1)² / 2N nats for d values and N steps.
    """
    codes = column.codes[ordered.rows] + 1
    before, after = codes[:-1][ordered.follows[1:]], codes[1:][ordered.follows[1:]]
    if not len(before):
        return 0.0
    together = _entropy(_pairs(before, after)[1])
    first, second = (_entropy(np.bincount(each)) for each in (before, after))
    if second <= 0:
        return 0.0
    chance = (np.count_nonzero(np.bincount(before)) - 1) * (np.count_nonzero(np.bincount(after)) - 1) / (2 * len(before))
    return float(np.clip((first + second - together - chance) / second, 0.0, 1.0))


def edge_share(column: Column, ordered: Ordered) -> float:
    """Return how differently the first and last rows of cases are spread over the values than the rows in all.

    Half the sum of differences of shares (total variation), the mean of both edges.
    """
    codes = column.codes[ordered.rows] + 1
    overall = _shares(codes, len(column.values))
    heads = ~ordered.follows
    tails = np.append(heads[1:], True)
    return float(np.mean([np.abs(_shares(codes[each], len(column.values)) - overall).sum() / 2 for each in (heads, tails)]))


def return_share(column: Column, case: Column) -> float:
    """Return in which share of the cases the value of a row is found, on average over the rows."""
    known = (column.codes != MISSING) & (case.codes != MISSING)
    firsts, _ = _pairs(column.codes[known], case.codes[known])
    cases = np.bincount(firsts, minlength=len(column.values))
    total = np.count_nonzero(np.bincount(case.codes[known]))
    return float(cases[column.codes[known]].mean() / total) if total else 0.0


def _pairs(one: NDArray[np.int32], other: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first code of each distinct pair of codes, and how often the pair occurs."""
    width = int(other.max(initial=0)) + 1
    keys, counts = np.unique(one.astype(np.int64) * width + other, return_counts=True)
    return keys // width, counts


def _shares(codes: NDArray[np.int32], n_values: int) -> NDArray[np.float64]:
    return np.bincount(codes, minlength=n_values + 1) / max(1, len(codes))


def _entropy(counts: NDArray[np.int64]) -> float:
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def contiguity(column: Column) -> float:
    """Return how nearly the rows of each value stand in one block of the file: values over blocks."""
    blocks = 1 + int((column.codes[1:] != column.codes[:-1]).sum()) if len(column.codes) else 1
    return min(1.0, len(column.values) / blocks)


def explained_share(column: Column, durations: NDArray[np.int64]) -> float:
    """Return the share of the variance of the logarithm of durations that the values of a column explain (eta squared)."""
    known = (column.codes != MISSING) & (durations >= 0)
    logarithms = np.log1p(durations[known] / 1_000_000)
    if not len(logarithms) or logarithms.var() == 0:
        return 0.0
    sizes = np.bincount(column.codes[known], minlength=len(column.values))
    means = np.bincount(column.codes[known], weights=logarithms, minlength=len(column.values)) / np.maximum(sizes, 1)
    return float(np.average((means[column.codes[known]] - logarithms.mean()) ** 2) / logarithms.var())


def text_share(column: Column, form: re.Pattern[str]) -> float:
    """Return the share of the distinct texts of a column that a pattern describes."""
    return sum(form.search(text) is not None for text in column.values) / len(column.values) if len(column.values) else 0.0


def are_parts(fine: Column, coarse: Column, moments: NDArray[np.int64]) -> bool:
    """Return whether the values of one column are parts of those of another, as deliveries are of an order.

    Most coarse values have several, not hundreds, and last hardly longer than the longest of their parts; `fine` tells `coarse`.
    """
    known = (fine.codes != MISSING) & (coarse.codes != MISSING) & (moments != NO_TIME)
    of = np.full(len(fine.values), MISSING, dtype=np.int64)
    of[fine.codes[known]] = coarse.codes[known]
    used = of != MISSING
    parts = np.bincount(of[used], minlength=len(coarse.values))
    longest = np.zeros(len(coarse.values), dtype=np.int64)
    np.maximum.at(longest, of[used], _spans(fine.codes[known], moments[known], len(fine.values))[used])
    several = parts > 1
    lasting = several & (longest > 0)
    mostly = several.sum() >= _MOSTLY * (parts > 0).sum()
    if not (mostly and lasting.any() and parts[parts > 0].mean() <= _MOST_PARTS):
        return False
    spans = _spans(coarse.codes[known], moments[known], len(coarse.values))
    return bool(np.median(spans[lasting] / longest[lasting]) <= _BESIDE)


def _spans(codes: NDArray[np.int32], moments: NDArray[np.int64], n_values: int) -> NDArray[np.int64]:
    """Return the time from the first to the last row of each value, 0 where there is none."""
    lowest = np.full(n_values, np.iinfo(np.int64).max)
    highest = np.full(n_values, np.iinfo(np.int64).min)
    np.minimum.at(lowest, codes, moments)
    np.maximum.at(highest, codes, moments)
    return np.where(lowest <= highest, highest - np.minimum(lowest, highest), 0)
