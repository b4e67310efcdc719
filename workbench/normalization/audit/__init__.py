"""Internal audits: which cases are looked at, and what follows from what was found in them."""

from workbench.normalization.audit.attributes import cases_needed, most_deviating
from workbench.normalization.audit.concluding import CaseResult, Conclusion, Conclusions, conclude
from workbench.normalization.audit.sampling import Sample, SampledCase, SampleRequest, Strata, Stratum, sample_of, ticket

__all__ = [
    "CaseResult",
    "Conclusion",
    "Conclusions",
    "Sample",
    "SampleRequest",
    "SampledCase",
    "Strata",
    "Stratum",
    "cases_needed",
    "conclude",
    "most_deviating",
    "sample_of",
    "ticket",
]
