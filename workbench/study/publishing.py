"""A version published: what is asked of it judged, what goes with it made – documents, baseline –, and all frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from workbench.normalization import Register
from workbench.normalization.chain import Intentions
from workbench.normalization.plain_values import plain
from workbench.normalization.release import (
    Frozen,
    Monitored,
    Releases,
    StandardDifferences,
    advance,
    check_releasable,
    differences_between,
    release_folder,
    standing_in,
    version_of,
)
from workbench.study.assessing import Assessment
from workbench.study.chaining import intentions_in
from workbench.study.releasing import Enclosed, ReleaseRequest, manifest_of, narrowed, release_of, standard_in, standard_of
from workbench.study.target_figures import target_figures
from workbench.study.watching import baseline_from


@dataclass(frozen=True, kw_only=True)
class Basis:
    """On what a release rests: all versions so far, what differs from the one before (None: there is none), KPIs, the head."""

    releases: Releases
    differences: StandardDifferences | None
    intentions: Intentions
    head: str


DocumentsOf: TypeAlias = Callable[[Basis], Mapping[str, bytes]]
"""Makes the documents of a release by their file names, from what it rests on."""


def publish(assessment: Assessment, request: ReleaseRequest, register: Register, documents: DocumentsOf) -> Frozen:
    """Publish what was assessed as a version that is watched from then on.

    What a release needs is checked before anything is made; of a waiver, what is not met is recorded. Raises as `release_of`
    does.
    """
    releases = standing_in(register, request.at.date())
    manifest = manifest_of(assessment, request, releases)
    asked = replace(request, waiver=narrowed(request.waiver, manifest.conditions))
    check_releasable(request.workspace, register, replace(manifest, waiver=asked.waiver))
    intentions = intentions_in(assessment)
    differences = _since_last(assessment, request, releases)
    basis = Basis(releases=releases, differences=differences, intentions=intentions, head=register.head.hash)
    baseline = plain(baseline_from(assessment, target_figures(intentions)))
    frozen = release_of(assessment, asked, register, Enclosed(documents=documents(basis), baseline=baseline))
    advance(register, version_of(request.version), Monitored(), request.by, request.at)
    return frozen


def _since_last(assessment: Assessment, request: ReleaseRequest, releases: Releases) -> StandardDifferences | None:
    """Return what differs from the release before, None where there is none."""
    if releases.latest is None:
        return None
    before = standard_in(release_folder(request.workspace, releases.latest.version))
    return differences_between(before, standard_of(assessment.study))
