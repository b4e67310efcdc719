"""Two compared models as a page."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.page.diagram import Diagram
from workbench.report.page.shown import Texts


@dataclass(frozen=True, kw_only=True)
class DifferenceRow:
    """One difference of two models as a sentence, and the elements that show it on one side."""

    kind: str
    sentence: Texts
    elements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedSide:
    """One of two compared models: which it is, its drawing with marks, and the differences that it shows.

    `differences` is None where the model is only shown.
    """

    label: Texts
    file: str
    diagram: Diagram
    differences: tuple[DifferenceRow, ...] | None


@dataclass(frozen=True, kw_only=True)
class ComparisonPage:
    """Two models, one above the other; `language` is the one shown first (zh-CN or en), `kicker` says what is compared."""

    title: str
    language: str
    kicker: Texts
    behavior: Texts
    sides: tuple[ComparedSide, ...]
