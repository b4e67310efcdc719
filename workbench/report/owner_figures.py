"""What the owner of a process looks at first: how it conforms, whether those responsible did it, and how far all of it fits."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from workbench.conformance import Conformance
from workbench.eventlog.rows.times import zone_of
from workbench.fit.indicators.model import Reading
from workbench.fit.indicators.sample import ByCase
from workbench.fit.scoring import Fit
from workbench.fit.scoring.rescoring import score_of_cases
from workbench.report.page import Figure, Texts
from workbench.report.tables import both, count, in_both, spoken
from workbench.report.trends import Periods, periods_of, trend_of_scores, trend_of_shares
from workbench.study import AssessedProcess, Assessment

RESPONSIBILITY: Final = "PO3"
"""The indicator that says whether those who may do an activity do it."""


def owner_figures(process: AssessedProcess, assessment: Assessment) -> tuple[Figure, Figure, Figure]:
    """Return process conformance, responsibility conformance and fit of one process, each known or with the reason why not."""
    conformance, fit = process.conformance, fit_in(process, assessment)
    periods = _periods(conformance, assessment.study.timezone) if conformance is not None else None
    return (
        _conforming(process, conformance, periods),
        _responsible(process, fit, periods),
        _fitting(process, fit, assessment, periods),
    )


def fit_in(process: AssessedProcess, assessment: Assessment) -> Fit | None:
    """Return the fit of a process, None where it is not rated."""
    return assessment.rated.process.get(process.id) if assessment.rated else None


def responsibility_in(fit: Fit | None) -> Reading | None:
    """Return the reading of responsibility conformance, None where it is not read."""
    scored = fit.indicator.get(RESPONSIBILITY) if fit is not None else None
    return scored.reading if scored is not None else None


def _periods(conformance: Conformance, timezone: str) -> Periods:
    return periods_of(conformance.log.last[conformance.complete], zone_of(timezone))


def _conforming(process: AssessedProcess, conformance: Conformance | None, periods: Periods | None) -> Figure:
    if conformance is None or periods is None or not conformance.measures.cases:
        return _unknown("owner-conforming", _why(process))
    measures = conformance.measures
    conforms = (conformance.observable.costs == 0)[conformance.variants.of_case][conformance.complete].astype(np.float64)
    return Figure(
        label=both("owner-conforming"),
        value=measures.conforming_share,
        part=count(measures.conforming),
        whole=count(measures.cases),
        explanation=both("owner-conforming-explanation", part=count(measures.conforming), whole=count(measures.cases)),
        trend=trend_of_shares(periods, conforms, np.ones(len(conforms))),
    )


def _responsible(process: AssessedProcess, fit: Fit | None, periods: Periods | None) -> Figure:
    reading = responsibility_in(fit)
    if reading is None or not isinstance(reading.sample, ByCase) or reading.value is None:
        reason = reading.reason if reading is not None else None
        return _unknown("owner-responsible", in_both(reason.text) if reason else _why(process))
    sample = reading.sample
    part, whole = int(sample.part.sum()), int(sample.whole.sum())
    return Figure(
        label=both("owner-responsible"),
        value=reading.value,
        part=count(part),
        whole=count(whole),
        explanation=both("owner-responsible-explanation", part=count(part), whole=count(whole)),
        trend=trend_of_shares(periods, sample.part, sample.whole) if periods is not None else None,
    )


def _fitting(process: AssessedProcess, fit: Fit | None, assessment: Assessment, periods: Periods | None) -> Figure:
    if fit is None or fit.score.value is None:
        return _unknown("owner-fitting", _why(process))
    applies = [each for each in fit.indicators if each.weight > 0]
    known = [each for each in applies if each.reading.value is not None]
    facts = {"part": len(known), "whole": len(applies), "level": fit.rating.level.value}
    weights = assessment.study.policy.scoring.weights
    return Figure(
        label=both("owner-fitting"),
        value=fit.score.value,
        part=str(len(known)),
        whole=str(len(applies)),
        explanation=both("owner-fitting-explanation", **facts),
        trend=trend_of_scores(periods, partial(score_of_cases, fit, weights)) if periods is not None else None,
    )


def _unknown(key: str, reason: Texts) -> Figure:
    told = both("owner-unknown", reason=spoken(reason))
    return Figure(label=both(key), value=None, part="0", whole="0", explanation=both(f"{key}-meaning"), reason=told)


def _why(process: AssessedProcess) -> Texts:
    """Say why nothing is known of a process: it was refused, no case of it is complete, or no table says who is to do what."""
    if process.refusal is not None:
        return in_both(process.refusal.text)
    if process.conformance is None or not process.conformance.measures.cases:
        return both("figure-no-cases")
    return both("owner-no-tables")
