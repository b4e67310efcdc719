"""Random numbers by name: the same step of the same case draws the same, whatever else is changed (common random numbers)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Stream: TypeAlias = Callable[[int], NDArray[np.float64]]
"""The k-th uniform numbers in [0, 1) of some steps, one a step; a law takes as many as it needs."""

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def key_of(*parts: object) -> int:
    """Return a number in [0, 2^64) for a name made of parts, the same on every machine."""
    return int.from_bytes(hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=8).digest(), "big")


def uniforms(*keys: int | NDArray[np.int64] | NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return one uniform number in [0, 1) for each row of some keys, which are numbers or arrays of one length.

    A chain of SplitMix64 finalizers (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
    """
    state = np.zeros((), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for key in keys:
            state = _mixed(state + _GOLDEN + np.asarray(key).astype(np.uint64))
    return np.atleast_1d((state >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    for shift, factor in zip((30, 27), _MIX, strict=True):
        state = (state ^ (state >> np.uint64(shift))) * factor
    return state ^ (state >> np.uint64(31))
