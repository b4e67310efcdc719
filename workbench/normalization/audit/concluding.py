"""What an auditor found in a sample, and what that says of all cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Final

from workbench.findings import Finding, Severity, UsageError
from workbench.normalization.audit.attributes import confidence_of_each, most_deviating
from workbench.normalization.audit.sampling import Sample, Stratum
from workbench.shown import Listing

TOTAL: Final = "total"
"""The name of the row over all strata."""


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    """What an auditor found of a case of the sample."""

    case: str
    deviates: bool
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """How many of the `drawn` cases of a stratum were examined, and how many of these deviate.

    `bound` is the upper bound of the rate in all `population` cases, in [0, 1], at the confidence of the request; `is_tolerable`
    says whether it is below the tolerable rate, None before all drawn cases are examined.
    """

    stratum: str
    population: int
    drawn: int
    examined: int
    deviating: int
    bound: float | None
    is_tolerable: bool | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Conclusions(Listing[Conclusion]):
    """A row a stratum, then one over all of them: its bound is the sum of theirs, each taken at so much more confidence.

    That all bounds hold at once is then at least as certain as was asked for (Bonferroni).
    """

    kind = Conclusion
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType({"bound": "share"})


def conclude(sample: Sample, results: Iterable[CaseResult]) -> Conclusions:
    """Return what the results say of each stratum and of all cases.

    Raises UsageError for a result of a case that was not drawn, or was told twice.
    """
    told = _by_case(sample, results)
    deviates = {
        each.name: [told[row.case] for row in sample.rows if row.stratum == each.name and row.case in told]
        for each in sample.strata
    }
    rows = (_in_stratum(each, deviates[each.name], sample) for each in sample.strata)
    return Conclusions(rows=(*rows, *_total(sample, deviates)))


def _by_case(sample: Sample, results: Iterable[CaseResult]) -> Mapping[str, bool]:
    drawn = {row.case for row in sample.rows}
    told: dict[str, bool] = {}
    for each in results:
        if each.case not in drawn or each.case in told:
            code = "AUDIT_CASE_TWICE" if each.case in told else "AUDIT_CASE_NOT_DRAWN"
            raise UsageError(
                Finding(code=code, severity=Severity.CRITICAL, facts={"case": each.case, "process": sample.request.process})
            )
        told[each.case] = each.deviates
    return told


def _in_stratum(stratum: Stratum, deviates: Sequence[bool], sample: Sample) -> Conclusion:
    return _concluded(stratum, deviates, sample, _bound(stratum, deviates, sample.request.confidence))


def _total(sample: Sample, deviates: Mapping[str, Sequence[bool]]) -> Iterator[Conclusion]:
    if len(sample.strata) < 2:
        return
    confidence = confidence_of_each(sample.request.confidence, len(sample.strata))
    bounds = [_bound(each, deviates[each.name], confidence) for each in sample.strata]
    whole = Stratum(
        name=TOTAL, population=sum(each.population for each in sample.strata), drawn=sum(each.drawn for each in sample.strata)
    )
    yield _concluded(whole, [each for its in deviates.values() for each in its], sample, sum(bounds))


def _bound(stratum: Stratum, deviates: Sequence[bool], confidence: float) -> int:
    return most_deviating(stratum.population, len(deviates), sum(deviates), confidence)


def _concluded(stratum: Stratum, deviates: Sequence[bool], sample: Sample, most: int) -> Conclusion:
    rate = most / stratum.population if stratum.population else None
    is_done = len(deviates) == stratum.drawn and rate is not None
    return Conclusion(
        stratum=stratum.name,
        population=stratum.population,
        drawn=stratum.drawn,
        examined=len(deviates),
        deviating=sum(deviates),
        bound=rate,
        is_tolerable=rate < sample.request.tolerable if is_done and rate is not None else None,
    )
