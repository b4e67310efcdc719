"""The first looks at a log as a page."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.page.quality import QualitySection
from workbench.report.page.shown import Fact, Look, Provenance


@dataclass(frozen=True, kw_only=True)
class ExplorationPage:
    """A whole exploration; `language` is the one shown first (zh-CN or en)."""

    title: str
    language: str
    timezone: str
    facts: tuple[Fact, ...]
    quality: QualitySection
    looks: tuple[Look, ...]
    provenance: tuple[Provenance, ...]
