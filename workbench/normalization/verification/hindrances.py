"""What keeps new evidence from judging a finding: a table or a column that is missing, or no new case where it lives."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.codes import STRUCTURAL
from workbench.fit.detection import Evidence, Unknown
from workbench.normalization.plan import FindingCheck, Told, told
from workbench.normalization.verification.judgement import ToVerify
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


def hindrance_to(check: FindingCheck, period: Period) -> Told | None:
    """Return why a finding cannot be judged in the new evidence, None where it can."""
    code, evidence = check.subject.code, period.evidence
    if not evidence.policy.claims(code):
        return told("VERIFY_NOT_CLAIMED", {"code": code})
    homes = homes_of(check, evidence)
    unknown = [each for each in period.unknown if code in each.codes and _concerns(each, homes)]
    if unknown:
        reason = min(unknown, key=lambda each: each.reason.code.startswith("UNKNOWN_")).reason
        return told(reason.code, reason.facts)
    if code not in STRUCTURAL and not complete_cases(homes, evidence):
        return told(_NO_NEW_CASES, {"process": ", ".join(homes) or ENTERPRISE})
    return None


def homes_of(check: FindingCheck, evidence: Evidence) -> tuple[str, ...]:
    """Return the processes that a finding lives in: its own, or those of its elements or activities; of others none."""
    scope, about, shown = check.subject.scope, frozenset(check.subject.object), frozenset(check.elements)
    if scope != ENTERPRISE:
        return (scope,)
    activities = evidence.design.activities
    return tuple(sorted({each.process for each in activities if each.id in about or not shown.isdisjoint(each.elements)}))


def homes_of_item(item: ToVerify, evidence: Evidence) -> tuple[str, ...]:
    """Return the processes that an item is about: all that have cases, where one of its findings is everywhere."""
    homes = [*(homes_of(each, evidence) for each in item.findings), *((each.process,) for each in item.effects)]
    everywhere = tuple(each.id for each in evidence.linkage.processes)
    return everywhere if not all(homes) else tuple(sorted({home for some in homes for home in some}))


def complete_cases(homes: Collection[str], evidence: Evidence) -> int:
    """Count the complete cases of some processes, of all where none is named."""
    return sum(int(each.complete.sum()) for each in evidence.linkage.processes if not homes or each.id in homes)


def _concerns(unknown: Unknown, homes: Collection[str]) -> bool:
    """Return whether what is unknown lies where a finding does; one that is everywhere was found beside what was never known."""
    return unknown.scope == ENTERPRISE or (unknown.scope in homes if homes else unknown.reason.code in (_NO_NEW_CASES, _NO_TIMES))
