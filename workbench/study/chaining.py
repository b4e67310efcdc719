"""The chain of an assessed workspace: what it is for, down to what was found, and the sheets that are filled from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.fit.kpis import ReleaseDay
from workbench.normalization.chain import (
    UNFOLLOWED,
    Chain,
    Followed,
    Intentions,
    chain_from,
    intentions_of,
)
from workbench.normalization.chain.sheets import (
    Alignment,
    Annex,
    Appraisal,
    Bases,
    Boundary,
    Outputs,
    Stages,
    alignment_of,
    annex_of,
    appraisal_of,
    bases_of,
    boundary_of,
    outputs_of,
    stages_of,
)
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.study.assessing import Assessment


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheets:
    """All sheets for those who judge; the annex is None where neither organization, technology nor data are told.

    `head` is the last record of the register at the time.
    """

    bases: Bases
    outputs: Outputs
    alignment: Alignment
    appraisal: Appraisal
    boundary: Boundary
    annex: Annex | None
    entered_stages: Stages
    head: Head = BEFORE_ALL


def intentions_in(assessment: Assessment, releases: Iterable[ReleaseDay] = ()) -> Intentions:
    """Measure every KPI of a workspace over its evidence, and hold every objective against its own."""
    return intentions_of(assessment.evidence, releases)


def chain_of(assessment: Assessment, intentions: Intentions | None = None, followed: Followed = UNFOLLOWED) -> Chain:
    """Return the chain from strategy to findings, and to what followed from these; `intentions` where they are known already."""
    known = intentions or intentions_in(assessment)
    return chain_from(known, assessment.study.design, assessment.findings, followed)


def sheets_of(assessment: Assessment, intentions: Intentions | None = None, head: Head = BEFORE_ALL) -> Sheets:
    """Fill every sheet from an assessment; `intentions` where they are known already, `head` where there is a register."""
    known, rated = intentions or intentions_in(assessment), assessment.rated
    return Sheets(
        bases=bases_of(known, rated),
        outputs=outputs_of(known),
        alignment=alignment_of(known.strategy),
        appraisal=appraisal_of(assessment.evidence, known),
        boundary=boundary_of(assessment.evidence),
        annex=annex_of(rated) if rated is not None else None,
        entered_stages=stages_of(known.strategy),
        head=head,
    )
