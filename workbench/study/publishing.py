"""A version published: what is asked of it judged, what goes with it made – documents, baseline –, and all frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from workbench.design import Design
from workbench.normalization import Head, Register
from workbench.normalization.chain import Intentions
from workbench.normalization.plan import Item, Plan, plan_in
from workbench.normalization.release import (
    Frozen,
    Monitored,
    Release,
    Releases,
    Standard,
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
from workbench.study.releasing import Enclosed, ReleaseRequest, frozen_as, manifest_of, narrowed, standard_in, standard_of
from workbench.study.target_figures import target_figures
from workbench.study.watching import baseline_from


@dataclass(frozen=True, kw_only=True)
class Basis:
    """On what a release rests: all versions so far, what differs from the one before (None: there is none), KPIs, the head.

    `before` is the design of the release before, `done` are the items of the plan that were done since.
    """

    releases: Releases
    differences: StandardDifferences | None
    intentions: Intentions
    head: Head
    before: Design | None = None
    done: tuple[Item, ...] = ()


DocumentsOf: TypeAlias = Callable[[Basis], Mapping[str, bytes]]
"""Makes the documents of a release by their file names, from what it rests on."""


def publish(assessment: Assessment, request: ReleaseRequest, register: Register, documents: DocumentsOf) -> Frozen:
    """Publish what was assessed as a version that is watched from then on.

    What a release needs is checked before anything is made; of a waiver, what is not met is recorded. Raises as `frozen_as`
    does.
    """
    releases = standing_in(register, request.at.date())
    asked = manifest_of(assessment, request, releases)
    manifest = replace(asked, waiver=narrowed(asked.waiver, asked.conditions))
    check_releasable(request.workspace, register, manifest)
    before, intentions = _before(request, releases), intentions_in(assessment)
    basis = Basis(
        releases=releases,
        differences=None if before is None else differences_between(before, standard_of(assessment.study)),
        intentions=intentions,
        head=register.head,
        before=None if before is None else before.design,
        done=done_since(releases.latest, plan_in(register, request.at.date())),
    )
    baseline = baseline_from(assessment, target_figures(intentions))
    enclosed = Enclosed(documents=documents(basis), baseline=baseline)
    frozen = frozen_as(manifest, assessment, request.workspace, register, enclosed, request.seen)
    advance(register, version_of(request.version), Monitored(), request.by, request.at)
    return frozen


def done_since(before: Release | None, plan: Plan) -> tuple[Item, ...]:
    """Return the items that were recorded as done behind the record of a release; None: all that are done.

    Days do not tell: on that of the release something may be done before it, and something after.
    """
    published = 0 if before is None else before.released_record or 0
    return tuple(each for each in plan.items if each.done_record > published)


def _before(request: ReleaseRequest, releases: Releases) -> Standard | None:
    """Return the standard of the release before, None where there is none."""
    return None if releases.latest is None else standard_in(release_folder(request.workspace, releases.latest.version))
