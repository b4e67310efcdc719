"""Audits case by case: a sample with what was found in some of its cases, added to what was entered before."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from workbench.findings import Finding, Severity, UsageError
from workbench.normalization import Author, Recorded, Register
from workbench.normalization.audit import CaseResult, EnteredAudit, EnteredResult, Sample, audit_id, enter_audit, results_in
from workbench.normalization.id_beginnings import id_named
from workbench.shown import in_both


def audit_named(audits: Iterable[EnteredAudit], beginning: str) -> EnteredAudit:
    """Return the audit whose id begins so. Raises UsageError where none does, or several do."""
    by_id = {each.id: each for each in audits}
    return by_id[id_named(beginning, by_id, "AUDIT_UNKNOWN")]


def audit_of(audits: Iterable[EnteredAudit], sample: Sample) -> EnteredAudit | None:
    """Return the audit of a sample, None before it was entered."""
    return next((each for each in audits if each.id == audit_id(sample)), None)


def begun_on_other_evidence(audits: Collection[EnteredAudit], sample: Sample) -> EnteredAudit | None:
    """Return the last audit that the same request began on other evidence and that is not through.

    None where there is none, or the sample itself is entered. Once a log has grown, or a finding is gone, the same seed draws
    other cases: what was found in those of before belongs to it.
    """
    if audit_of(audits, sample) is not None:
        return None
    begun = [each for each in audits if each.audit.request == sample.request and len(each.audit.results) < len(each.audit.drawn)]
    return max(begun, key=lambda each: each.number, default=None)


def add_results(
    register: Register, sample: Sample, results: Collection[CaseResult], author: Author, known: EnteredAudit | None
) -> Recorded:
    """Record a sample with what was found in its cases; what was found in others before stays.

    `known` is its audit as the author saw it, None before it was entered. Raises UsageError where something else was found in one
    of the cases before (by whom, and when, is said), and as `enter_audit` does.
    """
    before = {} if known is None else results_in(register, known.id)
    other = next((each for each in results if each.case in before and before[each.case].result != each), None)
    if other is not None:
        raise _found_before(before[other.case], author)
    return change_results(register, sample, results, author, known)


def change_results(
    register: Register, sample: Sample, results: Collection[CaseResult], author: Author, known: EnteredAudit | None
) -> Recorded:
    """Record what was found in cases of a sample as `add_results`, in place of what was found in them before."""
    named = {each.case for each in results}
    kept = () if known is None else (each for each in known.audit.results if each.case not in named)
    return enter_audit(register, sample, (*kept, *results), author.by, author.at, 0 if known is None else known.number)


def _found_before(known: EnteredResult, author: Author) -> UsageError:
    facts = {
        "case": known.result.case,
        "result": in_both("audit-result-deviates" if known.result.deviates else "audit-result-conforms"),
        "remark": known.result.remark or "–",
        "by": known.by,
        "at": f"{known.at.astimezone(author.at.tzinfo):%Y-%m-%d %H:%M}",
    }
    return UsageError(Finding(code="AUDIT_RESULT_KNOWN", severity=Severity.CRITICAL, facts=facts))
