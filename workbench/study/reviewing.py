"""The input of a management review: what is known of fit, findings, corrections and the rest on a day, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from types import MappingProxyType
from typing import Final

from workbench.collaboration import workloads_of
from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.language import Language
from workbench.normalization import Acceptance, Confirmation, Dispute, Nonconformity, Register
from workbench.normalization.audit import audit_table, audits_in
from workbench.normalization.corrections import Forecasts, WarningRules, corrections_in, forecast, series_of_runs, weekly_series
from workbench.normalization.heads import BEFORE_ALL, Head
from workbench.normalization.plan import Item, Plan, plan_in
from workbench.normalization.review import review_decisions
from workbench.normalization.sightings import Run
from workbench.shown import SHORT, Tabled, Tabular, html_list, in_both
from workbench.study.assessing import Assessment
from workbench.study.findings_over_time import runs_until
from workbench.study.review_tables import (
    Contents,
    ContentsRow,
    FindingsRow,
    FindingsRows,
    FitRow,
    FitRows,
    NeedRow,
    NeedRows,
    TrendRow,
    TrendRows,
    VerifiedRow,
    VerifiedRows,
)


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


@dataclass(frozen=True, kw_only=True, eq=False)
class ReviewPack(Tabled):
    """The input of a management review as of a day; a part of which nothing is known is there without a table.

    `head` is the last record of the register that it was put together from.
    """

    on: date
    parts: Mapping[ReviewPart, Tabular | None]
    head: Head = BEFORE_ALL

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

    What an assessment says of fit, findings, tendencies and resources is worked out; runs, plan, verification, corrections,
    audits and decisions of earlier reviews come from the register; what is `given` goes before all else. Raises InputError where
    the register is not what was written.
    """
    known: dict[ReviewPart, Tabular] = {
        ReviewPart.FINDINGS: _findings(assessment),
        ReviewPart.WARNINGS: forecasts_of(assessment, _runs(register, on)),
        ReviewPart.RESOURCES: _needs(assessment),
    }
    if ReviewPart.FIT not in given and assessment.rated is not None:
        known[ReviewPart.FIT] = _fit(assessment)
    if register is not None:
        known |= _recorded(register, on)
    every = {**known, **given}
    head = BEFORE_ALL if register is None else register.head
    return ReviewPack(on=on, parts=MappingProxyType({part: every.get(part) for part in ReviewPart}), head=head)


def forecasts_of(assessment: Assessment, runs: Iterable[Run] = (), rules: WarningRules | None = None) -> Forecasts:
    """Return the preventive warnings of an assessment: what goes towards its limit, week by week in its log, or over `runs`."""
    in_log = weekly_series(assessment.evidence, (*assessment.findings, *assessment.below_threshold))
    return forecast((*in_log, *series_of_runs(runs, assessment.study.policy.scoring.levels)), rules)


def _runs(register: Register | None, on: date) -> tuple[Run, ...]:
    return () if register is None else runs_until(register, on)


def _recorded(register: Register, on: date) -> Mapping[ReviewPart, Tabular]:
    """Return what the register knows on a day."""
    plan = plan_in(register, on)
    return {
        ReviewPart.DECISIONS: review_decisions(register, on),
        ReviewPart.TREND: _trend(runs_until(register, on)),
        ReviewPart.PLAN: plan.table,
        ReviewPart.CORRECTIONS: corrections_in(register, on).table,
        ReviewPart.VERIFICATION: _verified(plan),
        ReviewPart.AUDITS: audit_table(audits_in(register, on)),
    }


def _trend(runs: Iterable[Run]) -> TrendRows:
    scores = ((run.day, each) for run in sorted(runs, key=lambda it: it.at) for each in run.scopes)
    rows = (
        TrendRow(
            day=day,
            scope=each.scope,
            match_level=each.level,
            value=each.score.value,
            low=each.score.low,
            high=each.score.high,
            coverage=each.score.coverage,
        )
        for day, each in scores
    )
    return TrendRows(rows=tuple(sorted(rows, key=lambda it: (it.scope != ENTERPRISE, it.scope))))


def _verified(plan: Plan) -> VerifiedRows:
    rows = (
        VerifiedRow(
            item=item.id[:SHORT],
            finding=_about(item, each.finding),
            proof=each.proof,
            violations=each.violations,
            exposed=each.exposed,
            needed=each.needed,
            low=each.low,
            high=each.high,
        )
        for item in plan.items
        if item.judgement is not None
        for each in item.judgement.findings
    )
    return VerifiedRows(rows=tuple(rows))


def _about(item: Item, finding: str) -> str:
    """Say what a finding of an item is about: its code and ids, where the item was planned for it."""
    subject = next((each.subject for each in item.planned.verifications if each.subject.id == finding), None)
    return finding[:SHORT] if subject is None else " ".join((subject.code, *subject.object))


def _fit(assessment: Assessment) -> FitRows:
    rows = (
        FitRow(
            scope=each.scope.id,
            match_level=each.rating.level,
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
