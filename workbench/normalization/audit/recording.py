"""Audits in the register: which cases were drawn and how, and what the auditor found in them so far."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar, Final

from workbench.findings import identity_of
from workbench.normalization.audit.concluding import CaseResult, Conclusion, Conclusions, conclude
from workbench.normalization.audit.sampling import Sample, SampledCase, SampleRequest, Strata, Stratum
from workbench.normalization.plain_values import plain
from workbench.normalization.register import Register
from workbench.normalization.statement import Recorded, Statement
from workbench.shown import Listing

KIND: Final = "audit"
"""How audits are told from what else is recorded."""


@dataclass(frozen=True, kw_only=True)
class Audit:
    """A sample as it was drawn, and what was found in its cases so far."""

    request: SampleRequest
    strata: tuple[Stratum, ...]
    drawn: tuple[SampledCase, ...]
    results: tuple[CaseResult, ...]

    @property
    def id(self) -> str:
        """Return the identity of the audit."""
        return audit_id(self.sample)

    @property
    def sample(self) -> Sample:
        """Return the sample."""
        return Sample(rows=self.drawn, request=self.request, strata=self.strata)

    @property
    def conclusions(self) -> Conclusions:
        """Return what the results say of all cases."""
        return conclude(self.sample, self.results)


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One audit in a line: what was asked, what was found, and what that says of all cases; `day` is that of the last entry."""

    audit: str
    process: str
    seed: str
    strata: Strata
    confidence: float
    tolerable: float
    population: int
    drawn: int
    examined: int
    deviating: int
    bound: float | None
    is_tolerable: bool | None
    entered_by: str
    day: date


@dataclass(frozen=True, kw_only=True, eq=False)
class AuditRows(Listing[AuditRow]):
    """All audits, in the order in which they were first entered."""

    kind = AuditRow
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType({"confidence": "share", "tolerable": "share", "bound": "share"})


@dataclass(frozen=True, kw_only=True)
class EnteredAudit:
    """An audit as it was entered last, under its `id`: by whom, when, and under which number."""

    id: str
    audit: Audit
    by: str
    at: datetime
    number: int


@dataclass(frozen=True, kw_only=True)
class EnteredResult:
    """What was found in a case, by whom and when it was entered as it is."""

    result: CaseResult
    by: str
    at: datetime


def audit_id(sample: Sample) -> str:
    """Return the identity of an audit: a hash of what was asked for, of how many cases there were, and of those that were drawn.

    The same request on other evidence – next year's log – is another audit.
    """
    said = {"request": plain(sample.request), "strata": plain(sample.strata), "cases": [each.case for each in sample.rows]}
    return identity_of(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def enter_audit(register: Register, sample: Sample, results: Iterable[CaseResult], by: str, at: datetime, seen: int) -> Recorded:
    """Record a sample with all results so far, as their cases were drawn; `seen` is the number of the last entry about it, or 0.

    Raises UsageError for a result of a case that was not drawn, or where somebody entered something about the audit since.
    """
    found, places = tuple(results), {each.case: place for place, each in enumerate(sample.rows)}
    conclude(sample, found)
    ordered = sorted(found, key=lambda each: places[each.case])
    audit = Audit(request=sample.request, strata=sample.strata, drawn=sample.rows, results=tuple(ordered))
    return register.enter(Statement(kind=KIND, subject=audit.id, says=plain(audit), by=by, at=at, seen=seen))


def audits_in(register: Register, on: date) -> tuple[EnteredAudit, ...]:
    """Return all audits as they stood at the end of a day. Raises InputError where the register is not what was written."""
    last: dict[str, EnteredAudit] = {}
    for each in register.entered(KIND):
        if each.statement.day <= on:
            last[each.statement.subject] = EnteredAudit(
                id=each.statement.subject,
                audit=each.says(Audit),
                by=each.statement.by,
                at=each.statement.at,
                number=each.number,
            )
    return tuple(last.values())


def results_in(register: Register, audit: str) -> Mapping[str, EnteredResult]:
    """Return by its case what stands of an audit, by its id. Raises InputError where the register is not what was written."""
    found: Mapping[str, EnteredResult] = {}
    for each in register.entered(KIND):
        if each.statement.subject == audit:
            found = {it.case: _as_entered(it, found.get(it.case), each.statement) for it in each.says(Audit).results}
    return found


def audit_table(audits: Iterable[EnteredAudit]) -> AuditRows:
    """Return a row for each audit, over all its strata."""
    return AuditRows(rows=tuple(_row(each, each.audit.conclusions.rows[-1]) for each in audits if each.audit.strata))


def _as_entered(result: CaseResult, before: EnteredResult | None, said: Statement) -> EnteredResult:
    if before is not None and before.result == result:
        return before
    return EnteredResult(result=result, by=said.by, at=said.at)


def _row(entered: EnteredAudit, whole: Conclusion) -> AuditRow:
    request = entered.audit.request
    return AuditRow(
        audit=entered.id,
        process=request.process,
        seed=request.seed,
        strata=request.strata,
        confidence=request.confidence,
        tolerable=request.tolerable,
        population=whole.population,
        drawn=whole.drawn,
        examined=whole.examined,
        deviating=whole.deviating,
        bound=whole.bound,
        is_tolerable=whole.is_tolerable,
        entered_by=entered.by,
        day=entered.at.date(),
    )
