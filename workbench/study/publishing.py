"""A version published: what is asked of it judged, what goes with it made – documents, baseline –, and all frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from workbench.design import Design
from workbench.normalization import Head, Register
from workbench.normalization.chain import Intentions
from workbench.normalization.plan import Item, Plan, plan_in
from workbench.normalization.release import (
    Frozen,
    Manifest,
    Monitored,
    Release,
    Releases,
    StandardDifferences,
    advance,
    check_releasable,
    differences_between,
    standing_in,
    version_of,
)
from workbench.study.assessing import Assessment
from workbench.study.chaining import intentions_in
from workbench.study.releasing import (
    Enclosed,
    ReleaseRequest,
    frozen_as,
    manifest_of,
    narrowed,
    standard_after,
    standard_before,
    standard_of,
)
from workbench.study.target_figures import target_figures
from workbench.study.watching import baseline_from


@dataclass(frozen=True, kw_only=True)
class Basis:
    """On what a release rests: all versions so far, what differs from the one before (None: there is none), KPIs, the head.

    `design` is that of the standard once it is released, of its processes and of others as they stand; `before` that of the
    standard before. `done` are the items of the plan that were done since: by process, under "" since the newest release.
    """

    releases: Releases
    differences: StandardDifferences | None
    intentions: Intentions
    head: Head
    design: Design = field(default_factory=Design)
    before: Design | None = None
    done: Mapping[str, tuple[Item, ...]] = field(default_factory=lambda: MappingProxyType({}))


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
    basis = _basis(assessment, manifest, request.workspace, register)
    baseline = baseline_from(assessment, target_figures(basis.intentions))
    enclosed = Enclosed(documents=documents(basis), baseline=baseline)
    frozen = frozen_as(manifest, assessment, request.workspace, register, enclosed, request.seen)
    advance(register, version_of(request.version), Monitored(), request.by, request.at)
    return frozen


def _basis(assessment: Assessment, manifest: Manifest, workspace: Path, register: Register) -> Basis:
    """Return on what the release rests that a manifest describes."""
    day = manifest.at.date()
    releases, plan = standing_in(register, day), plan_in(register, day)
    before = standard_before(workspace, releases)
    after = standard_after(standard_of(assessment.study), releases.version[manifest.version].drafted, before, releases)
    done = {each: done_since(releases.before(each), plan) for each in manifest.processes}
    return Basis(
        releases=releases,
        differences=None if before is None else differences_between(before, after),
        intentions=intentions_in(assessment),
        head=register.head,
        design=after.design,
        before=None if before is None else before.design,
        done=MappingProxyType({"": done_since(releases.newest, plan), **done}),
    )


def done_since(before: Release | None, plan: Plan) -> tuple[Item, ...]:
    """Return the items that were recorded as done behind the record of a release; None: all that are done.

    Days do not tell: on that of the release something may be done before it, and something after.
    """
    published = 0 if before is None else before.released_record or 0
    return tuple(each for each in plan.items if each.done_record > published)
