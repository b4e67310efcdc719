"""A nonconformity drafted from a finding: evidence, requirement and statement, without a person's name and without a solution.

The three parts are those of the ISO 9001 Auditing Practices Group, "Documenting a nonconformity".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.findings import Finding
from workbench.fit.pages import page_of
from workbench.language import Language, say
from workbench.normalization import Nonconformity
from workbench.study import Assessment
from workbench.trace import Requirement, clause_of, demanding

_SAMPLE: Final = 5


def draft_nonconformity(
    finding: Finding, assessment: Assessment, requirements: Sequence[Requirement], language: Language
) -> Nonconformity:
    """Draft a nonconformity from a finding of an assessment.

    Its evidence is what was counted, with a few cases. Its requirement is that of `requirements` that names the finding's code
    and bears a clause, else the one that names its family; where there is none, the design itself. Whoever signs it decides.
    """
    named = demanding(requirements, finding.code)
    requirement = named[0] if named else None
    clause = clause_of(requirement) if requirement else ""
    demanded = "" if requirement is None else requirement.zh if language is Language.ZH_CN else requirement.en
    facts = {
        "finding": finding.text(language),
        "title": _title(finding.code, language),
        "process": _process(finding, assessment, language),
        "about": _about(finding, assessment, language),
        "requirement": demanded,
        "id": requirement.id if requirement else "",
        "clause": clause,
        "cases": ", ".join(finding.cases[:_SAMPLE]) or "–",
        "identity": finding.id,
        "code": finding.code,
    }
    return Nonconformity(
        evidence=say("nc-evidence-cases" if finding.cases else "nc-evidence", language, facts),
        requirement=say("nc-requirement" if requirement else "nc-requirement-design", language, facts),
        statement=say("nc-statement", language, facts),
        clause=clause,
    )


def nonconformity_markdown(draft: Nonconformity, finding: Finding, language: Language) -> str:
    """Return a drafted nonconformity as a Markdown page, with what is left to be filled in by hand."""
    title = say("nc-title", language, {"identity": finding.id, "code": finding.code})
    parts = (
        ("nc-part-evidence", draft.evidence),
        ("nc-part-requirement", draft.requirement),
        ("nc-part-statement", draft.statement),
    )
    told = "".join(f"## {say(key, language)}\n\n{text}\n\n" for key, text in parts)
    return f"# {title}\n\n{told}{say('nc-to-fill', language)}\n"


def _title(code: str, language: Language) -> str:
    """Return the heading of a code's page, without the code."""
    heading = page_of(code, language).splitlines()[0].lstrip("# ")
    return heading.removeprefix(code).lstrip(" ·:：–—-")


def _process(finding: Finding, assessment: Assessment, language: Language) -> str:
    design = next((each.study.design for each in assessment.processes if each.id == finding.scope), None)
    return assessment.study.name if design is None else design.texts[language.value]


def _about(finding: Finding, assessment: Assessment, language: Language) -> str:
    """Name the activities that a finding is about, else the ids that it bears."""
    names = {each.id: each.texts[language.value] for each in assessment.study.design.activities_in(finding.scope)}
    return " / ".join(names.get(each, each) for each in finding.object)
