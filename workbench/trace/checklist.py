"""Checklists for an internal audit: what to ask about each requirement, or in a department, and which evidence bears on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.design import Design
from workbench.findings import Finding
from workbench.fit.plan.touched import responsible_posts, touched_by
from workbench.organization import Letter
from workbench.shown import Listing, Said, in_both
from workbench.study import Assessment
from workbench.trace.holdings import holdings_of
from workbench.trace.kept import Kept
from workbench.trace.model import Requirement
from workbench.trace.naming import evidence_name

_SAMPLE: Final = 5
_FINDING: Final = "finding:"


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One question of a checklist: to what requirement it belongs, what to look at, and what of that there is.

    `look_at` is evidence as kind:name, or a post; `held` how many things it holds, None where nothing could be judged. `findings`
    are ids, `cases` some that show them. `result` and `remark` are left to the auditor.
    """

    requirement: str
    title: Said
    clause: str
    department: str
    look_at: str
    question: Said
    held: int | None
    findings: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    result: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Checklist(Listing[CheckRow]):
    """The questions of an audit, by requirement and evidence."""

    kind = CheckRow


def checklist_of(requirements: Iterable[Requirement], holdings: Mapping[str, int], findings: Iterable[Finding]) -> Checklist:
    """Return a question for each piece of evidence of each requirement, `holdings` telling what there is of it."""
    every = tuple(findings)
    rows = (
        _row(requirement, evidence, holdings.get(evidence), _bearing(evidence, every))
        for requirement in requirements
        for evidence in requirement.evidence
    )
    return Checklist(rows=tuple(rows))


def checklist_in(
    assessment: Assessment, requirements: Sequence[Requirement], kept: Kept, department: str | None = None
) -> Checklist:
    """Return the checklist of a department for an assessment and what is `kept`, or over all requirements where none is named.

    Raises InputError where the register, or a release, is not what was written.
    """
    findings, holdings = assessment.findings, holdings_of(assessment, kept)
    if department is not None:
        return department_checklist(department, requirements, holdings, findings, assessment.study.design)
    return checklist_of(requirements, holdings, findings)


def department_checklist(
    department: str,
    requirements: Iterable[Requirement],
    holdings: Mapping[str, int],
    findings: Iterable[Finding],
    design: Design,
) -> Checklist:
    """Return the questions for one department: about all that findings could tell of it, then about the duties of its posts.

    Other evidence belongs to the enterprise: `checklist_of` asks about it.
    """
    its = tuple(each for each in findings if department in departments_of(each, design))
    rows = (
        _row(requirement, evidence, len(bearing) if evidence in holdings else None, bearing, department)
        for requirement in requirements
        for evidence in requirement.evidence
        if evidence.startswith(_FINDING)
        for bearing in (_bearing(evidence, its),)
    )
    return Checklist(rows=(*rows, *_of_posts(department, design)))


def departments_of(finding: Finding, design: Design) -> frozenset[str]:
    """Return the departments that a finding concerns: that it names, or of the posts, systems and data that it touches."""
    touched = touched_by(finding, design)
    posts = {*touched.posts, *responsible_posts(touched.activities)}
    systems = (design.landscape.system.get(each) for each in touched.systems)
    posts |= {each.business_owner for each in systems if each is not None and each.business_owner}
    data = (design.information.data_object.get(each) for each in touched.data)
    owning = {each.owner_department for each in data if each is not None and each.owner_department}
    known = (design.organization.post.get(each) for each in posts)
    return touched.departments | owning | {each.department for each in known if each is not None}


def clause_of(requirement: Requirement) -> str:
    """Return the clauses of a requirement, each with its edition; "" where none is known."""
    editions = (("GB/T 23001 (2014)", requirement.clause_2014), ("GB/T 23001-2017", requirement.clause_2017))
    return "; ".join(f"{edition} {clause}" for edition, clause in editions if clause)


def _bearing(evidence: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that a piece of evidence names, by code or family; of other kinds of evidence none."""
    if not evidence.startswith(_FINDING):
        return ()
    name = evidence.removeprefix(_FINDING)
    return tuple(each for each in findings if name in (each.code, each.code.partition("-")[0]))


def _row(
    requirement: Requirement, evidence: str, held: int | None, findings: Sequence[Finding], department: str = ""
) -> CheckRow:
    return CheckRow(
        requirement=requirement.id,
        title={"zh-CN": requirement.zh, "en": requirement.en},
        clause=clause_of(requirement),
        department=department,
        look_at=evidence,
        question=_question(evidence, held),
        held=held,
        findings=tuple(each.id for each in findings),
        cases=tuple(case for each in findings for case in each.cases[:1])[:_SAMPLE],
    )


def _question(evidence: str, held: int | None) -> Said:
    """Ask about what there is, what is not, and what could not be judged."""
    kind = evidence.partition(":")[0]
    facts = {"evidence": evidence_name(evidence), "count": held}
    if held is None:
        return in_both("check-lacking", facts)
    if kind == "finding":
        return in_both("check-finding" if held else "check-no-finding", facts)
    return in_both(f"check-{kind}", facts)


def _of_posts(department: str, design: Design) -> Iterator[CheckRow]:
    for post in design.organization.posts or ():
        if post.department == department:
            letters = [len([each for each in design.activities if post.id in each.posts(letter)]) for letter in _ASKED]
            facts = {"post": design.vocabulary.posts.called(post.id), "responsible": letters[0], "accountable": letters[1]}
            yield CheckRow(
                requirement="",
                title=in_both("check-duties"),
                clause="",
                department=department,
                look_at=post.id,
                question=in_both("check-post", facts),
                held=sum(letters),
            )


_ASKED: Final = (Letter.RESPONSIBLE, Letter.ACCOUNTABLE)
