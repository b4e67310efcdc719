"""Evidence annex for assessments by GB/T 23020: which numbers bear on which question. Stages are entered, never computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final

from workbench.fit.indicators.model import Standing
from workbench.fit.scoring import Fit, FitResult
from workbench.normalization.chain.sheets.sheet import Sheet
from workbench.shown.tabular import in_both


class Theme(StrEnum):
    """What an assessor asks, in our own words: the inner clauses of GB/T 23020-2013 are not quoted."""

    BASE = "base"
    SINGLE = "single"
    INTEGRATION = "integration"
    CONTROL = "control"
    INNOVATION = "innovation"


BEARS_ON: Final[Mapping[Theme, tuple[str, ...]]] = MappingProxyType(
    {
        Theme.BASE: ("PO1", "PO2", "PO12", "TO1", "TO2", "TO3", "TO4", "TO5", "TO6", "TO7", "DT3", "DT5"),
        Theme.SINGLE: ("TP1", "TP2", "TP3", "TP7", "TP8", "DT4"),
        Theme.INTEGRATION: ("TP5", "TP6", "TP9", "PO6", "PO7", "PO8", "PO13", "DT1", "DT2"),
        Theme.CONTROL: ("PX1", "PX2", "PX3", "PX4", "PX5", "PX6", "PO3", "PO4", "PO5"),
        Theme.INNOVATION: ("TP4", "PO9", "PO10", "PO11", "DT6"),
    }
)
"""Which indicators bear on which question; every indicator stands once."""


@dataclass(frozen=True, kw_only=True)
class AnnexRow:
    """One number that bears on a question: an indicator of a family (TP, PO, TO, DT, PX) in the enterprise or a process."""

    theme: Theme
    family: Mapping[str, str]
    code: str
    name: Mapping[str, str]
    scope: str
    standing: Standing
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Annex(Sheet[AnnexRow]):
    """The annex: numbers by the questions of an assessment."""

    kind = AnnexRow
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType({"value": "score", "low": "score", "high": "score"})
    words: ClassVar[Mapping[str, str]] = MappingProxyType({"theme": "annex-theme", "standing": "kpi-standing"})


def annex_of(fit: FitResult) -> Annex:
    """Return every indicator under the question that it bears on, of the enterprise and of each process."""
    rows = (row for theme, codes in BEARS_ON.items() for code in codes for each in fit.fits for row in _row(theme, code, each))
    return Annex(rows=tuple(rows))


def _row(theme: Theme, code: str, fit: Fit) -> Iterator[AnnexRow]:
    scored = fit.indicator.get(code)
    if scored is not None:
        estimate = scored.estimate
        yield AnnexRow(
            theme=theme,
            family=in_both(f"dimension-{code[:2]}"),
            code=code,
            name=in_both(f"indicator-{code}"),
            scope=fit.scope.id,
            standing=scored.reading.standing,
            value=scored.reading.value,
            low=estimate.low if estimate else None,
            high=estimate.high if estimate else None,
            n=scored.reading.n,
        )
