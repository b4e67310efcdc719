"""What came next in a log, step by step, and which of it is kept where the rare is left out."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.eventlog.log import Variants
from workbench.process.model import grouped


@dataclass(frozen=True, kw_only=True)
class Step:
    """One activity directly after another, `count` times; None stands for the begin of a case, or for its end."""

    source: str | None
    target: str | None
    count: int


def steps_of(variants: Variants) -> tuple[Step, ...]:
    """Count what directly follows what, begins and ends of cases included, by the labels of source and target.

    Tied events stand in the order of their labels. The work grows with the variants, not with the events of the log.
    """
    border = len(variants.activities)
    labels = np.insert(variants.labels.astype(np.int64), variants.offsets, border)  # one before each variant, one behind all
    lengths = np.diff(variants.offsets) + 1
    keys, place = np.unique(labels[:-1] * (border + 1) + labels[1:], return_inverse=True)
    counts = np.zeros(len(keys), dtype=np.int64)
    np.add.at(counts, place, np.repeat(variants.counts, lengths))
    names = (*variants.activities, None)
    return tuple(
        Step(source=names[key // (border + 1)], target=names[key % (border + 1)], count=count)
        for key, count in zip(keys.tolist(), counts.tolist(), strict=True)
        if count
    )


def without_rare(steps: Sequence[Step], noise: float) -> tuple[Step, ...]:
    """Return the steps that are no noise, in their order; every activity stays on a way from the begin to the end of a case.

    A step is noise where it is rarer than `noise` (in [0, 1]; 0 keeps all) times the most frequent step from the same activity
    (Leemans et al. 2014). Of those, what lies on a widest way – one whose rarest step is most frequent – from the begin to an
    activity, or from there to the end, is kept all the same (Augusto et al. 2019, section 4.2).
    """
    most: dict[str | None, int] = {}
    for step in steps:
        most[step.source] = max(most.get(step.source, 0), step.count)
    frequent = {step for step in steps if step.count >= noise * most[step.source]}
    onward = _widest([_Arc(origin=step.source, goal=step.target, step=step) for step in steps])
    back = _widest([_Arc(origin=step.target, goal=step.source, step=step) for step in steps])
    return tuple(step for step in steps if step in frequent or step in onward or step in back)


@dataclass(frozen=True, kw_only=True)
class _Arc:
    """A step as it is walked: onward, or back from the end; None is where the walk begins."""

    origin: str | None
    goal: str | None
    step: Step


def _widest(arcs: Sequence[_Arc]) -> frozenset[Step]:
    """Return the steps of the widest ways from where the walk begins to every activity, by the algorithm of Dijkstra (1959)."""
    leaving = grouped((arc.origin or "", arc) for arc in arcs)
    taken: dict[str, Step] = {}
    waiting: list[tuple[int, int, str, str, Step]] = []

    def look(place: str, width: int) -> None:
        for arc in leaving.get(place, ()):
            if arc.goal is not None:
                ahead = min(width, arc.step.count)
                heapq.heappush(waiting, (-ahead, -arc.step.count, arc.goal, place, arc.step))

    look("", max((arc.step.count for arc in arcs), default=0))
    while waiting:
        width, _, place, _, step = heapq.heappop(waiting)
        if place not in taken:
            taken[place] = step
            look(place, -width)
    return frozenset(taken.values())
