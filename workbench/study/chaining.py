"""The chain of an assessed workspace: what it is for, down to what was found, and the sheets that are filled from it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.fit.kpis import ReleaseDay
from workbench.normalization.chain import NOTHING_FOLLOWED, Chain, Followed, Intentions, chain_from, intentions_of
from workbench.study.assessing import Assessment


def intentions_in(assessment: Assessment, releases: Iterable[ReleaseDay] = ()) -> Intentions:
    """Measure every KPI of a workspace over its evidence, and hold every objective against its own."""
    return intentions_of(assessment.evidence, releases)


def chain_of(assessment: Assessment, intentions: Intentions | None = None, followed: Followed = NOTHING_FOLLOWED) -> Chain:
    """Return the chain from strategy to findings, and to what followed from these; `intentions` where they are known already."""
    known = intentions or intentions_in(assessment)
    return chain_from(known, assessment.study.design, assessment.findings, followed)
