"""One variant on the owner's diagram: where its cases went, what they left out or added, one of them played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from workbench.conformance import CaseStep, StepKind, steps_of_variants
from workbench.report.cases.cases_seen import SeenCases
from workbench.report.diagrams.process_diagram import cases_played
from workbench.report.finding_rows import shown_in
from workbench.report.page import Diagram, Mark
from workbench.report.tables import both, listed, same

_KINDS = {StepKind.SYNCHRONOUS: "seen", StepKind.SKIPPED: "skipped", StepKind.EXTRA: "extra"}


def variant_diagram(seen: SeenCases, number: int, drawn: Diagram) -> Diagram | None:
    """Return the diagram of a process with the steps of one variant on it, numbered; None where there is no such variant.

    `number` is its place among all, from 1. An element that was left out as well as done bears the mark of the deviation.
    """
    variants = seen.conformance.variants
    if not 1 <= number <= len(variants):
        return None
    ghosts = shown_in(seen.process, seen.assessment).ghosts
    (steps,) = steps_of_variants(seen.conformance, [number - 1])
    first = int(np.argmax(variants.of_case == number - 1))
    return replace(
        drawn,
        marks=_marks(seen, steps, {each.label: each.id for each in ghosts}),
        heats=(),
        animation=cases_played(seen.process, [seen.conformance.log.cases[first]], ghosts),
    )


def _marks(seen: SeenCases, steps: Sequence[CaseStep], ghosts: Mapping[str, str]) -> tuple[Mark, ...]:
    """Mark each element once, with the numbers of its steps; a ghost that the variant does not do stays, unnumbered."""
    found: dict[str, list[tuple[int, CaseStep]]] = {ghost: [] for ghost in ghosts.values()}
    for place, step in enumerate(steps, 1):
        element = _element(seen, step, ghosts)
        if element is not None:
            found.setdefault(element, []).append((place, step))
    return tuple(_mark(element, told, element in ghosts.values()) for element, told in found.items())


def _element(seen: SeenCases, step: CaseStep, ghosts: Mapping[str, str]) -> str | None:
    """Return where a step stands on the diagram; an extra step at the activity that its label means, or at its ghost."""
    if step.element is not None or step.label is None:
        return step.element
    meaning = seen.conformance.expectation.naming.meaning(step.label)
    return meaning.elements[0] if meaning else ghosts.get(step.label)


def _mark(element: str, told: Sequence[tuple[int, CaseStep]], is_ghost: bool) -> Mark:
    kinds = [step.kind for _, step in told]
    deviating = [kind for kind in (StepKind.SKIPPED, StepKind.EXTRA) if kind in kinds]
    kind = "ghost" if is_ghost else "order" if len(deviating) > 1 else _KINDS[deviating[0] if deviating else StepKind.SYNCHRONOUS]
    return Mark(
        element=element,
        kind=kind,
        severity="",
        badge=", ".join(str(place) for place, _ in told),
        hint=listed([both(f"step-{step.kind.value}") for _, step in told]) if told else same(""),
    )
