"""Cases with their steps taken from others, as often as wanted, and those of several processes together."""

from __future__ import annotations

from collections.abc import Sequence
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


def with_steps_of(cases: Cases, source: _Ints) -> Cases:
    """Return cases that arrive as these do and take the steps, and the kind, of others: case c those of `source[c]`."""
    return replace(taken(cases, source), ids=cases.ids, process=cases.process, arrival=cases.arrival)


def together(parts: Sequence[Cases]) -> Cases:
    """Return the cases of several parts, at least one, whose steps are of the same tasks, as one."""
    processes, kinds = (tuple(dict.fromkeys(name for each in names for name in each)) for names in _names(parts))
    first_case = np.cumsum([0, *map(len, parts)])
    first_step = np.cumsum([0, *(len(each.task) for each in parts)])
    return Cases(
        ids=tuple(identity for each in parts for identity in each.ids),
        processes=processes,
        kinds=kinds,
        process=np.concatenate([_renumbered(each.process, each.processes, processes) for each in parts]),
        kind=np.concatenate([_renumbered(each.kind, each.kinds, kinds) for each in parts]),
        arrival=np.concatenate([each.arrival for each in parts]),
        task=np.concatenate([each.task for each in parts]),
        case=np.concatenate([each.case + first for each, first in zip(parts, first_case, strict=False)]),
        occurrence=np.concatenate([each.occurrence for each in parts]),
        order=np.concatenate([each.order + first for each, first in zip(parts, first_step, strict=False)]),
    )


def _names(parts: Sequence[Cases]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return [each.processes for each in parts], [each.kinds for each in parts]


def _renumbered(numbers: _Ints, names: Sequence[str], among: Sequence[str]) -> _Ints:
    return np.array([among.index(name) for name in names], dtype=np.int64)[numbers]


def _order(cases: Cases, numbers: _Ints, moved: _Ints) -> _Ints:
    """Return the pairs of the cases, whose steps have moved so far."""
    case = cases.case[cases.order[:, 0]]
    by_case = np.argsort(case, kind="stable")
    bounds = np.searchsorted(case[by_case], np.arange(len(cases) + 1))
    counts = np.diff(bounds)[numbers]
    first = np.concatenate(([0], np.cumsum(counts)))
    places = np.arange(int(first[-1])) + np.repeat(bounds[numbers] - first[:-1], counts)
    return cases.order[by_case[places]] + np.repeat(moved, counts)[:, None]
