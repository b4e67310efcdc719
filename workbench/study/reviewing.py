"""The input of a management review: what is known of fit, findings, corrections and the rest on a day, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from types import MappingProxyType
from typing import Final

from workbench.collaboration import workloads_of
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.scoring import Level
from workbench.language import Language
from workbench.normalization import Acceptance, Confirmation, Dispute, Nonconformity, Register
from workbench.normalization.corrections.recording import corrections_in
from workbench.normalization.corrections.warnings import Forecasts, WarningRules, forecast
from workbench.normalization.corrections.weekly import weekly_series
from workbench.normalization.review import review_decisions
from workbench.shown import Listing, Said, Tabled, Tabular, html_list, in_both
from workbench.study.assessing import Assessment


class ReviewPart(StrEnum):
    """The parts of the input, in the order in which a review goes through them; each names the sentence `review-part-PART`."""

    DECISIONS = "decisions"
    FIT = "fit"
    TREND = "trend"
    FINDINGS = "findings"
    PLAN = "plan"
    CORRECTIONS = "corrections"
    VERIFICATION = "verification"
    WARNINGS = "warnings"
    AUDITS = "audits"
    RELEASES = "releases"
    SIGNALS = "signals"
    KPIS = "kpis"
    RESOURCES = "resources"


@dataclass(frozen=True, kw_only=True)
class FitRow:
    """The score of the enterprise or of a process, `low` to `high` at 95 %, its level, and how much of it is known."""

    scope: str
    level: Level
    value: float | None
    low: float | None
    high: float | None
    coverage: float | None
    cases: int


@dataclass(frozen=True, kw_only=True, eq=False)
class FitRows(Listing[FitRow]):
    """The enterprise, then its processes."""

    kind = FitRow


@dataclass(frozen=True, kw_only=True)
class FindingsRow:
    """How many findings of a severity a scope has, by what is decided of them; `expired` were accepted and are open again.

    Those `confirmed`, as nonconformities or not, and those `disputed` are open, too.
    """

    scope: str
    severity: Severity
    found: int
    open: int
    confirmed: int
    disputed: int
    accepted: int
    expired: int


@dataclass(frozen=True, kw_only=True, eq=False)
class FindingsRows(Listing[FindingsRow]):
    """By process, the heaviest first; the enterprise last."""

    kind = FindingsRow


@dataclass(frozen=True, kw_only=True)
class NeedRow:
    """A resource that is lacking: `amount` of people, trainings, functions, permissions, and the finding that asks for it."""

    need: Said
    about: tuple[str, ...]
    scope: str
    amount: int
    finding: str


@dataclass(frozen=True, kw_only=True, eq=False)
class NeedRows(Listing[NeedRow]):
    """The resources that findings ask for, by kind."""

    kind = NeedRow


@dataclass(frozen=True, kw_only=True)
class ContentsRow:
    """A part of the input and how many rows it has; None where nothing is known of it."""

    part: Said
    entries: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Contents(Listing[ContentsRow]):
    """The parts of the input."""

    kind = ContentsRow


@dataclass(frozen=True, kw_only=True, eq=False)
class ReviewPack(Tabled):
    """The input of a management review as of a day; a part of which nothing is known is there without a table."""

    on: date
    parts: Mapping[ReviewPart, Tabular | None]

    @property
    def table(self) -> Contents:
        """Return the parts with the number of their rows."""
        rows = (
            ContentsRow(part=in_both(f"review-part-{part.value}"), entries=None if table is None else len(table))
            for part, table in self.parts.items()
        )
        return Contents(rows=tuple(rows))

    def to_html(self, language: Language) -> str:
        """Return every part with its table; where nothing is known of one, how it gets there."""
        return "".join(
            html_list([in_both(f"review-part-{part.value}")[language]])
            + (html_list([in_both("review-part-unknown")[language]]) if table is None else table.to_html(language))
            for part, table in self.parts.items()
        )


_NEEDS: Final[Mapping[str, str]] = MappingProxyType(
    {"PO-OVERLOAD": "staff", "TO-SKILL": "training", "TP-UNSUP": "function", "TP-NOCAP": "capture", "TO-NOACC": "access"}
)
_NOTHING: Final[Mapping[ReviewPart, Tabular]] = MappingProxyType({})


def review_pack(
    assessment: Assessment, on: date, register: Register | None = None, given: Mapping[ReviewPart, Tabular] = _NOTHING
) -> ReviewPack:
    """Put the input of a management review together, as of the end of a day.

    What an assessment says of fit, findings, tendencies and resources is worked out; corrective actions and decisions of earlier
    reviews come from the register; the rest is what is `given`, which goes before all else. Raises InputError where the register
    is not what was written.
    """
    known: dict[ReviewPart, Tabular] = {
        ReviewPart.FINDINGS: _findings(assessment),
        ReviewPart.WARNINGS: forecasts_of(assessment),
        ReviewPart.RESOURCES: _needs(assessment),
    }
    if ReviewPart.FIT not in given and assessment.rated is not None:
        known[ReviewPart.FIT] = _fit(assessment)
    if register is not None:
        known[ReviewPart.DECISIONS] = review_decisions(register, on)
        known[ReviewPart.CORRECTIONS] = corrections_in(register, on).table
    every = {**known, **given}
    return ReviewPack(on=on, parts=MappingProxyType({part: every.get(part) for part in ReviewPart}))


def forecasts_of(assessment: Assessment, rules: WarningRules | None = None) -> Forecasts:
    """Return the preventive warnings of an assessment: what its log shows, week by week, to go towards its limit."""
    return forecast(weekly_series(assessment.evidence, (*assessment.findings, *assessment.below_threshold)), rules)


def _fit(assessment: Assessment) -> FitRows:
    rows = (
        FitRow(
            scope=each.scope.id,
            level=each.rating.level,
            value=each.score.value,
            low=each.score.estimate.low if each.score.estimate else None,
            high=each.score.estimate.high if each.score.estimate else None,
            coverage=each.score.coverage,
            cases=each.cases,
        )
        for each in assessment.fit.fits
    )
    return FitRows(rows=tuple(rows))


def _findings(assessment: Assessment) -> FindingsRows:
    grouped: dict[tuple[str, Severity], list[Finding]] = {}
    for each in assessment.findings:
        grouped.setdefault((each.scope, each.severity), []).append(each)
    order = sorted(grouped, key=lambda it: (it[0] == ENTERPRISE, it[0], -it[1].rank))
    return FindingsRows(rows=tuple(_counted(scope, severity, grouped[scope, severity], assessment) for scope, severity in order))


def _counted(scope: str, severity: Severity, findings: list[Finding], assessment: Assessment) -> FindingsRow:
    standing = assessment.standing
    entries = (standing.of(each.id) for each in findings)
    verdicts = [each.decision.verdict for each in entries if each is not None]
    accepted = sum(isinstance(each, Acceptance) for each in verdicts)
    return FindingsRow(
        scope=scope,
        severity=severity,
        found=len(findings),
        open=len(findings) - accepted,
        confirmed=sum(isinstance(each, Confirmation | Nonconformity) for each in verdicts),
        disputed=sum(isinstance(each, Dispute) for each in verdicts),
        accepted=accepted,
        expired=sum(standing.is_reopened(each.id) for each in findings),
    )


def _needs(assessment: Assessment) -> NeedRows:
    order = list(_NEEDS)
    needed = sorted(
        (each for each in assessment.findings if each.code in _NEEDS), key=lambda it: (order.index(it.code), it.order)
    )
    return NeedRows(rows=tuple(_need(each, assessment) for each in needed))


def _need(finding: Finding, assessment: Assessment) -> NeedRow:
    amount = _people_lacking(finding.object[0], assessment) if finding.code == "PO-OVERLOAD" else 1
    return NeedRow(
        need=in_both(f"need-{_NEEDS[finding.code]}"), about=finding.object, scope=finding.scope, amount=amount, finding=finding.id
    )


def _people_lacking(post: str, assessment: Assessment) -> int:
    """Return how many more people a post needs so that its work keeps them busy for less than the limit."""
    loads = workloads_of(assessment.linkage)
    share = next((each.utilisation for each in (loads.posts if loads else ()) if each.post == post), None) or 0.0
    headcount = assessment.study.design.organization.post[post].headcount
    limit = assessment.evidence.policy.rules.overload_utilisation
    return max(1, ceil(share * headcount / limit - 1e-9) - headcount)
