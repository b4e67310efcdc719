"""Sums over stretches of an array, of what lies below a bound: many questions answered together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def sums_below(values: Numbers, weights: Numbers, first: Numbers, last: Numbers, bound: Numbers) -> Numbers:
    """Return for each question q the sum of `weights[i]` over first[q] <= i < last[q] where values[i] < bound[q].

    `values` and `bound` are not negative. Bit by bit of the values, from the highest: the array is parted by that bit, in
    order, and every question follows the part that its bound leads to (the wavelet matrix of Claude, Navarro, Ordóñez 2015,
    Information Systems 47, doi 10.1016/j.is.2014.06.002). Time is (values + questions) × bits.
    """
    total = np.zeros(len(bound), dtype=np.int64)
    highest = max(int(values.max(initial=0)), int(bound.max(initial=0)))
    for bit in reversed(range(highest.bit_length())):
        is_low = (values >> bit) & 1 == 0
        low_before = np.concatenate(([0], np.cumsum(is_low)))
        weight_before = np.concatenate(([0], np.cumsum(np.where(is_low, weights, 0))))
        goes_high = (bound >> bit) & 1 == 1
        total += np.where(goes_high, weight_before[last] - weight_before[first], 0)
        first, last = (
            np.where(goes_high, low_before[-1] + place - low_before[place], low_before[place]) for place in (first, last)
        )
        order = np.argsort(~is_low, kind="stable")
        values, weights = values[order], weights[order]
    return total
