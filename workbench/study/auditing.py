"""Audits case by case: a sample with what was found in some of its cases, added to what was entered before."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.normalization import Author, Recorded, Register
from workbench.normalization.audit import CaseResult, EnteredAudit, Sample, audit_id, audits_in, enter_audit


def entered_audit(register: Register, sample: Sample, author: Author) -> EnteredAudit | None:
    """Return the audit of a sample as it was entered last, None before it was."""
    known = (each for each in audits_in(register, author.today) if each.id == audit_id(sample))
    return next(known, None)


def add_results(register: Register, sample: Sample, results: Iterable[CaseResult], author: Author) -> Recorded:
    """Record a sample with what was found in its cases; what was found in others before stays. Raises as `enter_audit` does."""
    known = entered_audit(register, sample, author)
    told = {each.case: each for each in (*(known.audit.results if known is not None else ()), *results)}
    seen = 0 if known is None else known.number
    return enter_audit(register, sample, tuple(told.values()), author.by, author.at, seen)
