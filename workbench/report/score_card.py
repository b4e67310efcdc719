"""What a score card shows, as data: every figure with its interval, coverage, policy and window, and what opens behind it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.page import Drawing, Fact, Table, Texts


@dataclass(frozen=True, kw_only=True)
class Sure:
    """A figure and how sure it is, as they are shown; `interval` is empty where nothing is known."""

    value: str
    interval: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """One indicator in one scope, and what opens behind it: formula, reference, sources, and the rows of its evidence.

    `standing` is a word of `Standing`, `told` says it. `loss` is its part of what is lost, in [0, 1]; None where nothing is.
    """

    code: str
    name: Texts
    figure: Sure
    n: str
    standing: str
    told: Texts
    weight: str
    loss: float | None
    lift: str
    target: str
    formula: Texts
    reference: Texts
    sources: Texts
    reason: Texts | None = None
    evidence: Table | None = None


@dataclass(frozen=True, kw_only=True)
class DimensionPart:
    """One side of fit with its indicators."""

    code: str
    name: Texts
    figure: Sure
    coverage: str
    weight: str
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, kw_only=True)
class Veto:
    """An open finding that caps the level, and the id of the row that tells of it."""

    finding: str
    code: str
    sentence: Texts


@dataclass(frozen=True, kw_only=True)
class ScoreCard:
    """Fit of one scope, by its id; `facts` are what belongs to a score wherever it is shown.

    `reasons` say why the level is not a higher one, `levers` what would lift the score most.
    """

    scope: str
    name: Texts
    level: str
    meaning: Texts
    figure: Sure
    facts: tuple[Fact, ...]
    reasons: tuple[Texts, ...]
    vetoes: tuple[Veto, ...]
    triangle: Drawing
    levers: tuple[Texts, ...]
    levers_note: Texts | None
    dimensions: tuple[DimensionPart, ...]


@dataclass(frozen=True, kw_only=True)
class DraftItem:
    """One draft item of an adjustment plan, told in each language line by line, and the ids of the findings it mends."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedScope:
    """What two runs say of one scope: every figure that differs, and what is said of those that do not."""

    name: Texts
    table: Table


@dataclass(frozen=True, kw_only=True)
class ComparisonSection:
    """A run held against an earlier one; `notes` say what the differences may rest on, or that there is nothing to compare."""

    notes: tuple[Texts, ...]
    scopes: tuple[ComparedScope, ...]


@dataclass(frozen=True, kw_only=True)
class FitSection:
    """How far all of it fits: a card for the enterprise where it is told apart, one for each process, and what follows.

    `origin` says by which policy and from how many draws, `colours` what those of the triangle mean; `unstable` names processes
    that change places under other weights.
    """

    origin: Texts
    colours: Texts
    unstable: tuple[Texts, ...]
    cards: tuple[ScoreCard, ...]
    structure: Table
    items: tuple[DraftItem, ...]
    comparison: ComparisonSection | None = None
