"""One process as a page: its figures, diagram, findings, and what it shows from each side."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.process import AccountRow
from workbench.report.page.diagram import Diagram
from workbench.report.page.figure import Figure
from workbench.report.page.finding import FindingRow, RankedFindings
from workbench.report.page.quality import QualitySection
from workbench.report.page.shown import Table, Texts


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a process beside its flow – waiting, limits, performers, conditions – as a table."""

    key: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class SidesSection:
    """Every activity from all sides, then each side by itself; `notices` say what stayed unknown, and why."""

    summary: Texts
    activities: Table
    sides: tuple[Side, ...]
    notices: tuple[Texts, ...]


@dataclass(frozen=True, kw_only=True)
class BranchSection:
    """Which way the cases went: of how many that is known, and each branch of each split."""

    summary: Texts
    table: Table


@dataclass(frozen=True, kw_only=True)
class WaysSection:
    """How whole cases went: how many ways there are, and the most frequent of them step by step against the design."""

    summary: Texts
    table: Table


@dataclass(frozen=True, kw_only=True)
class ProcessPage:
    """One process: figures and measures, its diagram or why there is none (`undrawn`), its findings, and why it was refused.

    A refused process has no figures; what its design shows by itself is found all the same. `three` are what its owner looks at
    first, each known or with its reason: process conformance, responsibility conformance, and fit; `families` are its findings by
    family, gross and net.
    """

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
    findings: RankedFindings
    below_threshold: tuple[FindingRow, ...]
    notices: tuple[Texts, ...]
    ledger: tuple[AccountRow, ...]
    ledger_notes: tuple[Texts, ...] = ()
    undrawn: Texts | None = None
    branches: BranchSection | None = None
    ways: WaysSection | None = None
    quality: QualitySection | None = None
    sides: SidesSection | None = None
    measures: Table | None = None
    matrices: tuple[Side, ...] = ()
    three: tuple[Figure, ...] = ()
    families: Table | None = None
