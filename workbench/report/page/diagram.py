"""The owner's own diagram, and what is laid over it: marks, heat, cases as tokens."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.diagrams.animation import Animation
from workbench.report.page.shown import Texts


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is painted on one diagram element; `kind` says how it looks, such as skipped, order, duty, access or blind."""

    element: str
    kind: str
    severity: str
    badge: str
    hint: Texts


@dataclass(frozen=True, kw_only=True)
class Heat:
    """How much of something one element or flow has: `share` in [0, 1] of the most that any has of its kind, and the figure."""

    element: str
    share: float
    figure: Texts
    hint: Texts


@dataclass(frozen=True, kw_only=True)
class HeatMap:
    """One thing of which elements have more or less, such as frequency or waiting; what is unknown is not there."""

    key: str
    label: Texts
    elements: tuple[Heat, ...]


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """The owner's own BPMN XML, the id of the drawing in it that is shown (None: the first), and what is laid over it.

    Steps that were never designed are drawn into the XML and marked as ghosts. `heats` are shown one at a time, when asked for.
    """

    xml: str
    marks: tuple[Mark, ...]
    drawing: str | None = None
    heats: tuple[HeatMap, ...] = ()
    animation: Animation | None = None
