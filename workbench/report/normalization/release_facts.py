"""What the documents of a release say of it, from the register, the assessment, and the release before."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.language import Language, say
from workbench.normalization.chain import Intentions
from workbench.normalization.release import (
    Answer,
    Drafted,
    Release,
    Releases,
    StandardDifference,
)
from workbench.process import Change
from workbench.report.documents import Act, Approval, Baseline, Difference, ReleaseFacts, Revision
from workbench.report.documents.facts import Change as DocumentChange
from workbench.report.documents.facts import Said
from workbench.report.tables import in_both, same, spoken
from workbench.study import Study
from workbench.study.publishing import Basis
from workbench.study.releasing import ReleaseRequest

_CHANGES = {
    Change.ADDED: DocumentChange.ADDED,
    Change.REMOVED: DocumentChange.REMOVED,
}


def release_facts(study: Study, request: ReleaseRequest, basis: Basis) -> ReleaseFacts:
    """Return what the documents of a release say of it; nothing is said that nobody stated or that was not measured."""
    latest = basis.releases.latest
    return ReleaseFacts(
        organization=_organization(study, request),
        version=request.version,
        effective=request.effective,
        previous=None if latest is None else str(latest.version),
        approvals=tuple(_signed(request)),
        revisions=tuple(_revisions(basis.releases, request)),
        differences=None if basis.differences is None else tuple(map(_difference, basis.differences.rows)),
        baseline=tuple(_baseline(basis.intentions)),
        register_head=basis.head,
    )


def _organization(study: Study, request: ReleaseRequest) -> str:
    """Return what the enterprise is called: as the one department above all others, else as the workspace."""
    roots = [each for each in study.design.organization.departments or () if each.parent is None]
    return roots[0].name if len(roots) == 1 else request.workspace.resolve().name


def _signed(request: ReleaseRequest) -> Iterator[Approval]:
    yield Approval(act=Act.PREPARED, post=request.by, on=request.at.date())
    for each in request.approvals:
        if each.answer is Answer.APPROVED:
            yield Approval(act=Act.APPROVED, post=each.role, name=each.name, on=each.day)


def _revisions(releases: Releases, request: ReleaseRequest) -> Iterator[Revision]:
    """Yield all releases that were, and this one."""
    is_first = True
    for each in releases.releases:
        said = each.released
        if said is not None:
            yield Revision(version=str(each.version), effective=said.effective, summary=_summary(each, is_first))
            is_first = False
    known = releases.version.get(request.version)
    if known is not None:
        yield Revision(version=request.version, effective=request.effective, summary=_summary(known, is_first))


def _summary(release: Release, is_first: bool) -> Said:
    """Say what a release is about: as its last draft has it, else whether it is the first."""
    titles = [each.event.title for each in release.events if isinstance(each.event, Drafted) and each.event.title]
    if titles:
        return spoken(same(titles[-1]))
    key = "doc-first-release" if is_first else "doc-see-changes"
    return spoken(in_both(lambda language: say(key, language)))


def _difference(row: StandardDifference) -> Difference:
    """Return a row of what differs as the record of changes has it; of a flow the sentence says all."""
    change = _CHANGES.get(row.change, DocumentChange.CHANGED)
    if row.sentence:
        area = spoken(in_both(lambda language: say(f"release-area-{row.area.value}", language)))
        return Difference(change=change, about=area, aspect=spoken(in_both(row.text)), process=row.process or None)
    before, after = (spoken(same(text)) if text else None for text in (row.before, row.after))
    about = spoken(in_both(lambda language: _named(row, language)))
    aspect = spoken(same(row.name))
    return Difference(change=change, about=about, aspect=aspect, before=before, after=after, process=row.process or None)


def _named(row: StandardDifference, language: Language) -> str:
    return f"{say(f'release-area-{row.area.value}', language)} {' · '.join(filter(None, row.object))}"


def _baseline(intentions: Intentions) -> Iterator[Baseline]:
    for kpi, each in intentions.figures.items():
        if each.value is not None:
            yield Baseline(kpi=kpi, value=each.value, n=each.n, low=each.low, high=each.high)
