"""From system to system along a process: at each step of its commonest way, and between all steps that follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workbench.linkage import Linkage, LinkedProcess
from workbench.shown import Listing
from workbench.technology import Landscape
from workbench.usage.functions import is_offline


class Passage(IntEnum):
    """How work gets from one step to the next.

    UNKNOWN where a system or the integrations are not known, else in the SAME system, over a declared integration (INTEGRATED),
    out of or into an OFFLINE system, or BROKEN, where nothing is declared.
    """

    UNKNOWN = 0
    SAME = 1
    INTEGRATED = 2
    OFFLINE = 3
    BROKEN = 4

    @property
    def is_break(self) -> bool:
        """Return whether somebody has to carry things across by hand."""
        return self in (Passage.OFFLINE, Passage.BROKEN)


@dataclass(frozen=True, kw_only=True)
class PassageRow:
    """How often work went from one system straight to another, in one process."""

    process: str
    source: str
    target: str
    passage: Passage
    count: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Passages(Listing[PassageRow]):
    """The passages between different known systems, by process, source and target."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a way: where it was done most often (None: the log never says), how often so, and how it was come to."""

    activity: str
    system: str | None
    count: int
    passage: Passage | None


@dataclass(frozen=True, kw_only=True)
class Way:
    """The commonest sequence of activities of a process: of how many of its complete cases, and its steps."""

    process: str
    cases: int
    of_cases: int
    steps: tuple[Step, ...]


def passages_of(linkage: Linkage) -> Passages:
    """Count, over complete cases, the changes of system between designed steps that follow each other in time."""
    return Passages(rows=tuple(row for process in linkage.processes for row in _rows(linkage, process)))


def commonest_way(linkage: Linkage, process: LinkedProcess) -> Way | None:
    """Return the sequence that most complete cases have – of equally many the first by its activities –, None without any."""
    rows, bounds = _cases(process)
    cases = [rows[begin:end] for begin, end in pairwise(bounds.tolist())]
    together: dict[tuple[int, ...], list[NDArray[np.int64]]] = {}
    for each in cases:
        together.setdefault(tuple(process.activity[each].tolist()), []).append(each)
    if not together:
        return None
    sequence, mine = min(together.items(), key=lambda item: (-len(item[1]), item[0]))
    systems = process.system[np.stack(mine)]
    steps: list[Step] = []
    for place, code in enumerate(sequence):
        named = systems[:, place][systems[:, place] >= 0]
        counts = np.bincount(named, minlength=len(linkage.systems))
        system = linkage.systems[int(counts.argmax())] if len(named) else None
        passage = passage_between(steps[-1].system, system, linkage.design.landscape) if steps else None
        count = int(counts.max()) if len(named) else 0
        steps.append(Step(activity=process.activities[code].id, system=system, count=count, passage=passage))
    return Way(process=process.id, cases=len(mine), of_cases=len(cases), steps=tuple(steps))


def passage_between(source: str | None, target: str | None, landscape: Landscape) -> Passage:
    """Return how things get from a system to another, by what is declared between them."""
    if source is None or target is None:
        return Passage.UNKNOWN
    if source == target:
        return Passage.SAME
    if any(each.source == source and each.target == target for each in landscape.integrations or ()):
        return Passage.INTEGRATED
    if is_offline(source, landscape) or is_offline(target, landscape):
        return Passage.OFFLINE
    return Passage.UNKNOWN if landscape.integrations is None else Passage.BROKEN


def _cases(process: LinkedProcess) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the designed events of complete cases (rows, case by case) and where each case begins and ends among them."""
    rows = np.flatnonzero(process.is_counted & (process.activity >= 0))
    rows = rows[np.argsort(process.case[rows], kind="stable")]
    begins = np.flatnonzero(np.diff(process.case[rows], prepend=-1)) if len(rows) else np.zeros(0, dtype=np.int64)
    return rows, np.append(begins, len(rows))


def _rows(linkage: Linkage, process: LinkedProcess) -> list[PassageRow]:
    rows, _ = _cases(process)
    is_same_case = process.case[rows][1:] == process.case[rows][:-1]
    source, target = process.system[rows][:-1], process.system[rows][1:]
    kept = is_same_case & (source >= 0) & (target >= 0) & (source != target)
    pairs, counts = np.unique(np.stack((source[kept], target[kept]), axis=1), axis=0, return_counts=True)
    names, landscape = linkage.systems, linkage.design.landscape
    return [
        PassageRow(
            process=process.id,
            source=names[one],
            target=names[other],
            passage=passage_between(names[one], names[other], landscape),
            count=count,
        )
        for (one, other), count in zip(pairs.tolist(), counts.tolist(), strict=True)
    ]
