"""Which of a file's drawings is shown: the one that has most of what the reader is to see."""

from __future__ import annotations

from collections.abc import Collection

from workbench.process import ProcessModel


def drawing_of(model: ProcessModel, elements: Collection[str]) -> str | None:
    """Return the id of the drawing that shows most of some elements; None for the first one of the file."""
    drawing = model.diagram_of(elements)
    return None if drawing is None or drawing is model.diagrams[0] else drawing.id
