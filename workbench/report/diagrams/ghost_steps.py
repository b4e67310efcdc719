"""Steps that happened and were never designed, as ghosts on the owner's diagram: each where it mostly happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.conformance import Conformance
from workbench.findings import Finding
from workbench.process import ProcessModel
from workbench.process.ghosts import GhostFlow, GhostTask, with_ghosts
from workbench.process.model import Process


@dataclass(frozen=True, kw_only=True)
class GhostStep:
    """A label of the log that the design lacks: its element on the diagram, its name, and what was mostly done right before it.

    `after` is None where it mostly begins its case.
    """

    id: str
    label: str
    name: str
    after: str | None


def ghost_steps(conformance: Conformance, findings: Sequence[Finding]) -> tuple[GhostStep, ...]:
    """Return a ghost for each label that findings are about and that no element of the process bears, in the findings' order."""
    expectation = conformance.expectation
    about = dict.fromkeys(element for each in findings if each.scope == expectation.scope for element in each.elements)
    labels = [each for each in about if each in conformance.log.activities and expectation.naming.meaning(each) is None]
    after = _done_before(conformance, labels)
    return tuple(
        GhostStep(id=f"ghost-step-{number}", label=label, name=expectation.texts(label)["zh-CN"], after=after[label])
        for number, label in enumerate(labels)
    )


def drawn_with(model: ProcessModel, process: Process, steps: Sequence[GhostStep]) -> ProcessModel:
    """Return the model with the ghosts drawn into it, each with a flow from what was mostly done right before it."""
    tasks = [GhostTask(id=each.id, name=each.name, beside=each.after) for each in steps]
    flows = [GhostFlow(id=f"{each.id}-after", source=each.after, target=each.id) for each in steps]
    return with_ghosts(model, process, tasks, flows)


def _done_before(conformance: Conformance, labels: Sequence[str]) -> Mapping[str, str | None]:
    """Return the element that complete cases did most often right before each label; of as frequent ones the first by id."""
    weights = np.bincount(conformance.variants.of_case[conformance.complete], minlength=len(conformance.variants))
    seen: dict[str, Counter[str]] = {label: Counter() for label in labels}
    for variant in np.flatnonzero(weights).tolist() if labels else ():
        for label, before in _unplanned(conformance, variant):
            if label in seen:
                seen[label][before] += int(weights[variant])
    return {label: _most_frequent(counts) or None for label, counts in seen.items()}


def _most_frequent(counts: Counter[str]) -> str:
    return min(counts, key=lambda each: (-counts[each], each), default="")


def _unplanned(conformance: Conformance, variant: int) -> Iterator[tuple[str, str]]:
    """Yield the label of each log move with the element done last before it, empty at the beginning."""
    trace, before = conformance.variants.trace(variant), ""
    for move in conformance.observable.moves(variant):
        if move.symbol is None and move.event is not None:
            yield trace[move.event], before
        elif move.is_synchronous:
            before = str(move.symbol)
