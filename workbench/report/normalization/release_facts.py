"""What the documents of a release say of it, from the register, the assessment, and the release before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.language import say
from workbench.normalization.chain import Intentions
from workbench.normalization.release import Act as ReleaseAct
from workbench.normalization.release import (
    Answer,
    Drafted,
    Release,
    Releases,
)
from workbench.process import Change
from workbench.report.documents import Act, Approval, Baseline, Difference, ReleaseFacts, Revision
from workbench.report.documents.facts import Change as DocumentChange
from workbench.report.documents.facts import Said
from workbench.report.normalization.change_reasons import reason_of
from workbench.report.normalization.difference_words import DifferenceWords
from workbench.report.tables import in_both, same, spoken
from workbench.study import Study
from workbench.study.publishing import Basis
from workbench.study.releasing import ReleaseRequest

_CHANGES = {
    Change.ADDED: DocumentChange.ADDED,
    Change.REMOVED: DocumentChange.REMOVED,
}

_ACTS = {ReleaseAct.CHECKED: Act.CHECKED, ReleaseAct.APPROVED: Act.APPROVED}


def release_facts(study: Study, request: ReleaseRequest, basis: Basis) -> ReleaseFacts:
    """Return what the documents of a release say of it; nothing is said that nobody stated or that was not measured."""
    newest, known = basis.releases.newest, basis.releases.version.get(request.version)
    processes = () if known is None else known.processes
    return ReleaseFacts(
        organization=study.name,
        version=request.version,
        effective=request.effective,
        previous=_called(newest),
        processes={each: _called(basis.releases.before(each)) for each in processes},
        approvals=tuple(_signed(study, request)),
        revisions=tuple(_revisions(basis.releases, request)),
        differences=None if basis.differences is None else tuple(_differences(study, basis)),
        baseline=tuple(_baseline(basis.intentions)),
        register_head=str(basis.head),
    )


def _called(release: Release | None) -> str | None:
    return None if release is None else str(release.version)


def _signed(study: Study, request: ReleaseRequest) -> Iterator[Approval]:
    """Yield who prepared, checked and approved: posts by id where the table knows them, as they are written elsewhere."""
    posts = study.design.vocabulary.posts
    post = posts.id_of(request.by)
    yield Approval(act=Act.PREPARED, post=post, name=None if post else request.by, on=request.at.date())
    for each in request.approvals:
        if each.answer is Answer.APPROVED:
            yield Approval(act=_ACTS[each.act], post=posts.or_text(each.role), name=each.name, on=each.day)


def _revisions(releases: Releases, request: ReleaseRequest) -> Iterator[Revision]:
    """Yield all releases that were, and this one."""
    is_first = True
    for each in releases.releases:
        said = each.released
        if said is not None:
            yield _revision(each, said.effective, is_first)
            is_first = False
    known = releases.version.get(request.version)
    if known is not None:
        yield _revision(known, request.effective, is_first)


def _revision(release: Release, effective: date, is_first: bool) -> Revision:
    summary = _summary(release, is_first)
    return Revision(version=str(release.version), effective=effective, summary=summary, processes=release.processes)


def _summary(release: Release, is_first: bool) -> Said:
    """Say what a release is about: as its last draft has it, else whether it is the first."""
    titles = [each.event.title for each in release.events if isinstance(each.event, Drafted) and each.event.title]
    if titles:
        return spoken(same(titles[-1]))
    key = "doc-first-release" if is_first else "doc-see-changes"
    return spoken(in_both(lambda language: say(key, language)))


def _differences(study: Study, basis: Basis) -> Iterator[Difference]:
    """Yield what differs as the record of changes has it, each with its reason."""
    words = DifferenceWords(designs=(study.design, *((basis.before,) if basis.before is not None else ())))
    for row in basis.differences.rows if basis.differences is not None else ():
        reason = reason_of(row, basis.done.get(row.process, basis.done.get("", ())))
        told = words.told(row)
        yield Difference(
            change=_CHANGES.get(row.change, DocumentChange.CHANGED),
            about=spoken(told.about),
            aspect=spoken(told.aspect),
            before=None if told.before is None else spoken(told.before),
            after=None if told.after is None else spoken(told.after),
            process=row.process or None,
            reason=None if reason is None else spoken(reason),
        )


def _baseline(intentions: Intentions) -> Iterator[Baseline]:
    for kpi, each in intentions.figures.items():
        if each.value is not None:
            yield Baseline(kpi=kpi, value=each.value, n=each.n, low=each.low, high=each.high)
