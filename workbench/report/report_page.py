"""A whole report as data: score cards, processes, what holds beyond one, what should change, the register, and its sources."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.normalization.section import NormalizationSection
from workbench.report.page import EnterpriseSection, ProcessPage, Provenance, Texts
from workbench.report.redesign.shown import RedesignSection
from workbench.report.score_card import FitSection


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """A whole report; `language` is the one shown first (zh-CN or en)."""

    title: Texts
    language: str
    processes: tuple[ProcessPage, ...]
    provenance: tuple[Provenance, ...]
    enterprise: EnterpriseSection | None = None
    fit: FitSection | None = None
    redesign: RedesignSection | None = None
    normalization: NormalizationSection | None = None
