"""The cases of a world: what was done in each in which order, when it arrived, and of which kind it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.linkage import Linkage, LinkedProcess
from workbench.simulation.calibration.happened import Happened
from workbench.simulation.taking import with_steps_of
from workbench.simulation.world import Cases

_Ints = NDArray[np.int64]
_KINDS: Final = range(2, 9)
"""So many values make a column of cases one of their kinds,"""
_PER_KIND: Final = 5
"""where each has as many cases on average,"""
_SAID: Final = 0.95
"""and it is filled in at least this share of them."""


def cases_of(linkage: Linkage, happened: Happened, played: Sequence[int]) -> Cases:
    """Return the cases of some processes; those that are not complete take the steps of others."""
    chosen = np.flatnonzero(np.isin(happened.process, played) & (np.diff(happened.bounds) > 0))
    place = np.full(len(happened.process), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    rows = np.flatnonzero(place[happened.case] >= 0)
    moved = np.full(len(happened.case), -1, dtype=np.int64)
    moved[rows] = np.arange(len(rows))
    order = moved[happened.order]
    process_of = {each: number for number, each in enumerate(played)}
    kinds, kind = _kinds(linkage, happened, chosen)
    cases = Cases(
        ids=tuple(happened.ids[each] for each in chosen.tolist()),
        processes=tuple(happened.processes[each] for each in played),
        kinds=kinds,
        process=np.array([process_of[each] for each in happened.process[chosen].tolist()], dtype=np.int64),
        kind=kind,
        arrival=happened.arrival[chosen],
        task=_tasks(happened, played)[happened.what[rows]],
        case=place[happened.case[rows]],
        occurrence=_occurrences(happened, rows),
        order=order[(order >= 0).all(axis=1)],
    )
    return with_steps_of(cases, _stand_ins(cases, happened.is_complete[chosen]))


def _tasks(happened: Happened, played: Sequence[int]) -> _Ints:
    """Return the number of the task of each of `whats` among those of some processes."""
    names = {happened.processes[each] for each in played}
    return np.cumsum([each.process in names for each in happened.whats], dtype=np.int64) - 1


def _stand_ins(cases: Cases, is_complete: NDArray[np.bool_]) -> _Ints:
    """Return for each case the one whose steps it takes: its own, or evenly those of the complete ones of its process."""
    source = np.arange(len(cases))
    for process in range(len(cases.processes)):
        mine = cases.process == process
        whole, cut = np.flatnonzero(mine & is_complete), np.flatnonzero(mine & ~is_complete)
        source[cut] = whole[((np.arange(len(cut)) + 0.5) / max(len(cut), 1) * len(whole)).astype(np.int64)]
    return source


def _occurrences(happened: Happened, rows: _Ints) -> _Ints:
    """Return for each of some events how many of the same activity came before it in its case."""
    names = {name: code for code, name in enumerate(sorted({(each.process, each.activity) for each in happened.whats}))}
    activity = np.array([names[each.process, each.activity] for each in happened.whats], dtype=np.int64)[happened.what[rows]]
    order = np.lexsort((np.arange(len(rows)), activity, happened.case[rows]))
    same = (np.diff(activity[order]) == 0) & (np.diff(happened.case[rows][order]) == 0)
    begins = np.flatnonzero(np.concatenate(([True], ~same)))
    found = np.empty(len(rows), dtype=np.int64)
    found[order] = np.arange(len(rows)) - np.repeat(begins, np.diff(np.append(begins, len(rows))))
    return found


def _kinds(linkage: Linkage, happened: Happened, chosen: _Ints) -> tuple[tuple[str, ...], _Ints]:
    """Return the kinds of cases, and the kind of each of some: what a column of few values says, "" where there is none."""
    texts = np.full(len(chosen), "", dtype=object)
    for number, name in enumerate(happened.processes):
        mine = np.flatnonzero(happened.process[chosen] == number)
        process = next(each for each in linkage.processes if each.id == name)
        found = list(_columns(process, happened.number[chosen[mine]]))
        if found:
            texts[mine] = min(found, key=lambda each: each[:2])[2]
    kinds = tuple(sorted(set(texts.tolist()))) or ("",)
    return kinds, np.array([kinds.index(each) for each in texts.tolist()], dtype=np.int64)


def _columns(process: LinkedProcess, numbers: _Ints) -> Iterator[tuple[int, str, NDArray[np.object_]]]:
    """Yield the columns of cases that may tell kinds: how many values each has, its name, and what it says of some cases."""
    for name, column in process.case_columns.items():
        codes = column.codes[numbers]
        size = len(np.unique(codes[codes >= 0]))
        if size in _KINDS and size * _PER_KIND <= len(numbers) and (codes >= 0).mean() >= _SAID:
            yield size, name, np.array([*column.values, ""], dtype=object)[codes]
