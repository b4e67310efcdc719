"""The widget itself: what the kernel knows of a diagram, kept alike with what the notebook shows."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.language import Language, say
from workbench.report.diagrams.diagram_data import diagram_data
from workbench.report.diagrams.still_diagram import still_svg
from workbench.report.page import Diagram

_MODULE = Path(str(resources.files("workbench.report"))) / "static" / "diagram.js"


class DiagramWidget(anywidget.AnyWidget):
    """One diagram in a notebook; set `language` (zh-CN, en), `theme` (light, dark, auto) or `selected` (an element's id)."""

    _esm = _MODULE
    diagram = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode("zh-CN").tag(sync=True)
    theme = traitlets.Unicode("light").tag(sync=True)
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    name = traitlets.Unicode("").tag(sync=True)
    height = traitlets.Int(560).tag(sync=True)

    def __init__(self, shown: Diagram, process: str, language: Language, height: int) -> None:
        super().__init__(diagram=diagram_data(shown), name=process, language=language.value, height=height)
        self._shown = shown

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Add a still drawing for readers without a kernel: an image, as hosts of code show little else."""
        alive, about = _parts(super()._repr_mimebundle_(**options))
        language = Language(self.language)
        told = say("widget-still", language, {"process": self.name})
        return {**alive, "image/svg+xml": still_svg(self._shown, language), "text/plain": told}, about


def _parts(bundle: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tell data and what is said of them apart, whichever of its two forms a bundle has."""
    return bundle if isinstance(bundle, tuple) else (bundle or {}, {})
