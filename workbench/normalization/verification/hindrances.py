"""What keeps new evidence from judging a finding: a table or a column that is missing, or no new case where it lives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.codes import STRUCTURAL
from workbench.fit.detection import Evidence, Unknown
from workbench.normalization.verification.judgement import Mended, ToVerify, Words
from workbench.normalization.verification.period import Period

_NO_NEW_CASES: Final = "VERIFY_NO_NEW_CASES"
_NO_TIMES: Final = "VERIFY_NO_TIMES"


def without_new_cases(process: str) -> Finding:
    """Return why a process is not judged of which no case belongs to the period."""
    return _refusal(_NO_NEW_CASES, process)


def without_times(process: str) -> Finding:
    """Return why a process is not judged of whose cases nobody knows when they were."""
    return _refusal(_NO_TIMES, process)


def _refusal(code: str, process: str) -> Finding:
    return Finding(code=code, severity=Severity.INFO, scope=process, object=(process,), facts={"process": process})


def words_of(finding: Finding) -> Words:
    """Return a finding that says why something is not known as a plain reason."""
    return Words(key=finding.code, facts={key: _plain(fact) for key, fact in finding.facts.items()})


def hindrance_to(mended: Mended, period: Period) -> Words | None:
    """Return why a finding cannot be judged in the new evidence, None where it can."""
    code, evidence = mended.subject.code, period.evidence
    if not evidence.policy.claims(code):
        return Words(key="VERIFY_NOT_CLAIMED", facts={"code": code})
    homes = homes_of(mended, evidence)
    unknown = [each for each in period.unknown if code in each.codes and _concerns(each, homes)]
    if unknown:
        return words_of(min(unknown, key=lambda each: each.reason.code.startswith("UNKNOWN_")).reason)
    if code not in STRUCTURAL and not complete_cases(homes, evidence):
        return Words(key=_NO_NEW_CASES, facts={"process": ", ".join(homes) or ENTERPRISE})
    return None


def homes_of(mended: Mended, evidence: Evidence) -> tuple[str, ...]:
    """Return the processes that a finding lives in: its own, or those of its elements or activities; of others none."""
    scope, about, shown = mended.subject.scope, frozenset(mended.subject.object), frozenset(mended.elements)
    if scope != ENTERPRISE:
        return (scope,)
    activities = evidence.design.activities
    return tuple(sorted({each.process for each in activities if each.id in about or not shown.isdisjoint(each.elements)}))


def homes_of_item(item: ToVerify, evidence: Evidence) -> tuple[str, ...]:
    """Return the processes that the findings of an item live in: all that have cases, where one of them is everywhere."""
    homes = [homes_of(each, evidence) for each in item.findings]
    everywhere = tuple(each.id for each in evidence.linkage.processes)
    return everywhere if not all(homes) else tuple(sorted({home for some in homes for home in some}))


def complete_cases(homes: Collection[str], evidence: Evidence) -> int:
    """Count the complete cases of some processes, of all where none is named."""
    return sum(int(each.complete.sum()) for each in evidence.linkage.processes if not homes or each.id in homes)


def _concerns(unknown: Unknown, homes: Collection[str]) -> bool:
    """Return whether what is unknown lies where a finding does; one that is everywhere was found beside what was never known."""
    return unknown.scope == ENTERPRISE or (unknown.scope in homes if homes else unknown.reason.code in (_NO_NEW_CASES, _NO_TIMES))


def _plain(fact: object) -> object:
    if isinstance(fact, Mapping):
        return {str(key): str(each) for key, each in fact.items()}
    return fact if isinstance(fact, (int, float, str)) else str(fact)
