"""Automata being built, as flat arrays; how such arrays are sorted and grow."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Int64: TypeAlias = NDArray[np.int64]
Bool: TypeAlias = NDArray[np.bool_]

SILENT: Final = -1


class Arrows(NamedTuple):
    """An automaton: state 0 is the start; arc a leads from s to `target[a]` under `symbol[a]` or silently (SILENT, -1).

    The arcs of state s are those with `offsets[s] <= a < offsets[s + 1]`.
    """

    offsets: Int64
    symbol: Int64
    target: Int64
    final: Bool


def tails(offsets: Int64) -> Int64:
    """Return from which state each arc comes."""
    tail = np.empty(offsets[-1], dtype=np.int64)
    for state in range(len(offsets) - 1):
        for arc in range(offsets[state], offsets[state + 1]):
            tail[arc] = state
    return tail


def by_value(values: Int64, n_values: int) -> tuple[Int64, Int64]:
    """Return where each value 0 … n_values - 1 begins in the second array, and there the positions where it stands, in order."""
    offsets, positions = np.zeros(n_values + 2, dtype=np.int64), np.empty_like(values)
    for value in values:
        offsets[value + 2] += 1
    for number in range(n_values):
        offsets[number + 2] += offsets[number + 1]
    for position in range(len(values)):
        after = values[position] + 1
        positions[offsets[after]] = position
        offsets[after] += 1
    return offsets, positions


def roomy(values: Int64, size: int) -> Int64:
    """Return the same values with room up to `size`, and more where there was not enough."""
    if size <= len(values):
        return values
    room = np.zeros(2 * size, dtype=np.int64)
    room[: len(values)] = values
    return room
