"""Internal audits: which cases are looked at, and what follows from what was found in them."""

from workbench.normalization.audit.attributes import cases_needed, most_deviating
from workbench.normalization.audit.concluding import CaseResult, Conclusion, Conclusions, conclude
from workbench.normalization.audit.recording import (
    Audit,
    AuditRow,
    AuditRows,
    EnteredAudit,
    EnteredResult,
    audit_id,
    audit_table,
    audits_in,
    enter_audit,
    results_in,
)
from workbench.normalization.audit.sampling import Sample, SampledCase, SampleRequest, Strata, Stratum, sample_of, ticket

__all__ = [
    "Audit",
    "AuditRow",
    "AuditRows",
    "CaseResult",
    "Conclusion",
    "Conclusions",
    "EnteredAudit",
    "EnteredResult",
    "Sample",
    "SampleRequest",
    "SampledCase",
    "Strata",
    "Stratum",
    "audit_id",
    "audit_table",
    "audits_in",
    "cases_needed",
    "conclude",
    "enter_audit",
    "most_deviating",
    "results_in",
    "sample_of",
    "ticket",
]
