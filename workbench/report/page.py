"""The report as data: what is shown, already computed and said in both languages, before any format draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Texts:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure with its denominator: `value` in [0, 1] of `whole` things counted, or None with the reason."""

    label: Texts
    value: float | None
    part: str
    whole: str
    explanation: Texts
    reason: Texts | None = None


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is painted on one diagram element; `kind` is one of skipped, order, extra, rework, dead, blind."""

    element: str
    kind: str
    severity: str
    badge: str
    hint: Texts


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """The owner's own BPMN XML and the marks on it; `notes` says what the drawing lacks."""

    xml: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class DeviationRow:
    """One ranked deviation as a plain sentence, with every case behind it."""

    id: str
    code: str
    kind: str
    severity: str
    sentence: Texts
    remedy: Texts
    elements: tuple[str, ...]
    count: int
    exposed: int
    rate: float
    cases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """How many elements of one BPMN kind were used, kept or not understood."""

    element: str
    used: int
    kept: int
    not_understood: int


@dataclass(frozen=True, kw_only=True)
class ProcessPage:
    """One process: its figures, its diagram, its deviations, or why it was refused."""

    id: str
    name: Texts
    refused: Texts | None
    period: str
    cases: int
    incomplete: int
    events: int
    variants: int
    figures: tuple[Figure, ...]
    diagram: Diagram | None
    deviations: tuple[DeviationRow, ...]
    below_threshold: tuple[DeviationRow, ...]
    notices: tuple[Texts, ...]
    ledger: tuple[LedgerRow, ...]


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """What the result was made from: one label and its value, such as a file and its SHA-256."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """A whole report; `language` is the one shown first (zh-CN or en)."""

    title: Texts
    language: str
    processes: tuple[ProcessPage, ...]
    provenance: tuple[Provenance, ...]
