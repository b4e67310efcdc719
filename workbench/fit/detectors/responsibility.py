"""Who is to answer: processes without owner, activities without or with too many of the letters that they need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.design import DesignedActivity
from workbench.fit.deciding import is_control
from workbench.fit.detection import Evidence, Verdict, as_critical, structural, without
from workbench.organization import Letter

NOOWNER, UNOWNED, NOA, MULTIA, NOR = "PO-NOOWNER", "PO-UNOWNED", "PO-NOA", "PO-MULTIA", "PO-NOR"
_ACCOUNTABILITY: Final = frozenset({UNOWNED, NOA, MULTIA})
"""The codes of activities without exactly one post that is accountable: critical of an approval or a control."""


def process_without_owner(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-NOOWNER of processes whose sidecar names no owner."""
    for process in evidence.design.processes:
        if not process.has_sidecar:
            yield without("sidecar", NOOWNER, scope=process.id)
        elif process.sidecar.owner is None:
            yield structural(NOOWNER, process.id, (process.id,), {"process": process.texts})


def unowned(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-UNOWNED of activities for which no post has any letter."""
    yield from _each(evidence, UNOWNED, (each for each in evidence.design.activities if not _has_letters(each)))


def without_accountable(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-NOA of activities that have letters, but none that is accountable."""
    lacking = (each for each in evidence.design.activities if _has_letters(each) and not _holders(each, Letter.ACCOUNTABLE))
    yield from _each(evidence, NOA, lacking)


def with_several_accountable(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-MULTIA of activities for which more than one post is accountable."""
    several = (each for each in evidence.design.activities if len(_holders(each, Letter.ACCOUNTABLE)) > 1)
    yield from _each(evidence, MULTIA, several)


def without_responsible(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-NOR of activities that have letters, but nobody who is to do them; SYS and EXT may be."""
    lacking = (each for each in evidence.design.activities if _has_letters(each) and not _holders(each, Letter.RESPONSIBLE))
    yield from _each(evidence, NOR, lacking)


def _each(evidence: Evidence, code: str, activities: Iterator[DesignedActivity]) -> Iterator[Verdict]:
    if evidence.design.organization.responsibilities is None:
        yield without("responsibilities", code)
        return
    posts = evidence.design.vocabulary.posts
    for activity in activities:
        named = [posts.called(post) for post in sorted(_holders(activity, Letter.ACCOUNTABLE))]
        listed = {language: ", ".join(each[language] for each in named) for language in ("zh-CN", "en")}
        claim = structural(code, activity.process, (activity.id,), {"activity": activity.texts, "posts": listed})
        yield as_critical(claim) if code in _ACCOUNTABILITY and is_control(activity, evidence) else claim


def _has_letters(activity: DesignedActivity) -> bool:
    return any((activity.duties or {}).values())


def _holders(activity: DesignedActivity, letter: Letter) -> frozenset[str]:
    return (activity.duties or {}).get(letter, frozenset())
