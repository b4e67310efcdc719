"""Cases with their steps taken from others, as often as wanted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.simulation.world import Cases

_Ints = NDArray[np.int64]


def taken(cases: Cases, numbers: _Ints) -> Cases:
    """Return cases by number, in this order, any of them several times, each with its steps and their order."""
    sizes = np.diff(cases.bounds)[numbers]
    begins = np.concatenate(([0], np.cumsum(sizes)))
    rows = np.arange(int(begins[-1])) + np.repeat(cases.bounds[numbers] - begins[:-1], sizes)
    return replace(
        cases,
        ids=tuple(cases.ids[number] for number in numbers.tolist()),
        process=cases.process[numbers],
        kind=cases.kind[numbers],
        arrival=cases.arrival[numbers],
        task=cases.task[rows],
        case=np.repeat(np.arange(len(numbers)), sizes),
        occurrence=cases.occurrence[rows],
        order=_order(cases, numbers, begins[:-1] - cases.bounds[numbers]),
    )


def _order(cases: Cases, numbers: _Ints, moved: _Ints) -> _Ints:
    """Return the pairs of the cases, whose steps have moved so far."""
    case = cases.case[cases.order[:, 0]]
    by_case = np.argsort(case, kind="stable")
    bounds = np.searchsorted(case[by_case], np.arange(len(cases) + 1))
    counts = np.diff(bounds)[numbers]
    first = np.concatenate(([0], np.cumsum(counts)))
    places = np.arange(int(first[-1])) + np.repeat(bounds[numbers] - first[:-1], counts)
    return cases.order[by_case[places]] + np.repeat(moved, counts)[:, None]
