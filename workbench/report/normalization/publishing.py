"""A version published: the workspace assessed, what goes with it made – documents, baseline –, and all frozen as a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workbench.apart import Tell
from workbench.normalization import Register, open_register
from workbench.normalization.plan import plan_in
from workbench.normalization.release import (
    Frozen,
    Monitored,
    Releases,
    Standard,
    advance,
    check_releasable,
    differences_between,
    release_folder,
    standing_in,
    version_of,
)
from workbench.report.assessing import Item, Setting, assessment_in
from workbench.report.documents import documents_of
from workbench.report.normalization.change_reasons import done_since
from workbench.report.normalization.release_facts import Basis, release_facts
from workbench.study import Assessment
from workbench.study.chaining import intentions_in
from workbench.study.releasing import (
    DOCUMENTS,
    Enclosed,
    ReleaseRequest,
    manifest_of,
    narrowed,
    release_of,
    standard_in,
    standard_of,
)
from workbench.study.target_figures import target_figures
from workbench.study.watching import baseline_from

_PREFIX = f"{DOCUMENTS}/"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What is to be published, and the URL of the register, None for the workspace's own."""

    request: ReleaseRequest
    register: str | None = None


def publish(order: Publication, tell: Tell) -> Frozen:
    """Assess a workspace and publish it as a version that is watched from then on; `tell` hears what is worked on.

    What a release needs is checked before anything is made; of a waiver, what is not met is recorded. Raises as `release_of`
    does.
    """
    request, register = order.request, open_register(order.request.workspace, order.register)
    item = Item(name=request.workspace.resolve().name, path=str(request.workspace))
    with assessment_in(item, Setting(register=order.register, now=request.at), on_process=tell) as assessment:
        manifest = manifest_of(assessment, request, standing_in(register, request.at.date()))
        waiver = narrowed(request.waiver, manifest.conditions)
        check_releasable(request.workspace, register, replace(manifest, waiver=waiver))
        asked = replace(request, waiver=waiver)
        frozen = release_of(assessment, asked, register, enclosed(assessment, asked, register, tell))
    advance(register, version_of(request.version), Monitored(), request.by, request.at)
    return frozen


def enclosed(assessment: Assessment, request: ReleaseRequest, register: Register, on_document: Callable[[str], None]) -> Enclosed:
    """Make what goes into a release beside what was assessed: every document in both languages, and the baseline."""
    releases, intentions = standing_in(register, request.at.date()), intentions_in(assessment)
    before = _before(request, releases)
    basis = Basis(
        releases=releases,
        differences=None if before is None else differences_between(before, standard_of(assessment.study)),
        intentions=intentions,
        head=register.head.hash,
        before=None if before is None else before.design,
        done=done_since(releases.latest, plan_in(register, request.at.date())),
    )
    made = documents_of(assessment.study.design, release_facts(assessment.study, request, basis), on_document=on_document)
    baseline = baseline_from(assessment, target_figures(intentions))
    return Enclosed(documents=_below(made), baseline=baseline)


def _before(request: ReleaseRequest, releases: Releases) -> Standard | None:
    """Return the standard of the release before, None where there is none."""
    return None if releases.latest is None else standard_in(release_folder(request.workspace, releases.latest.version))


def _below(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return documents by their path below the folder of documents, as a release takes them."""
    return {path.removeprefix(_PREFIX): content for path, content in documents.items()}
