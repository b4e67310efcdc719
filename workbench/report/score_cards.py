"""One score card a scope: the score and what belongs to it, its sides, its indicators, and what would lift it most."""

from __future__ import annotations

from functools import partial

from workbench.fit.indicators.catalogue import INDICATORS
from workbench.fit.indicators.model import Standing
from workbench.fit.scoring import Estimate, Fit, ScoredDimension, ScoredIndicator
from workbench.fit.scoring.robustness import WEIGHTINGS
from workbench.report.drawings.triangle import triangle
from workbench.report.evidence_rows import EvidenceTables, evidence_tables
from workbench.report.lines.fit_lines import window_text
from workbench.report.lines.indicator_page import sources_said
from workbench.report.page import Drawing, Fact, Texts
from workbench.report.score_card import DimensionPart, IndicatorRow, ScoreCard, Sure, Veto
from workbench.report.tables import UNKNOWN, both, called, count, decimal, drawing, in_both, percent, same, spoken, whole_percent
from workbench.study import Assessment

_SOURCES = {each.code: each.sources for each in INDICATORS}


def score_cards(assessment: Assessment) -> tuple[ScoreCard, ...]:
    """Return the card of the enterprise, where there is more to it than one process, then that of each process."""
    result = assessment.fit
    fits = result.fits if len(result.processes) > 1 or assessment.enterprise_findings else result.processes
    tables = evidence_tables(assessment)
    return tuple(_card(each, assessment, tables) for each in fits)


def _card(fit: Fit, assessment: Assessment, tables: EvidenceTables) -> ScoreCard:
    rating, level = fit.rating, fit.rating.level.value
    by_dimension = {each.dimension: fit.of_dimension(each.dimension) for each in fit.dimensions}
    return ScoreCard(
        scope=fit.scope.id,
        name=_name(fit, assessment),
        level=level,
        meaning=both(f"level-{level}"),
        figure=_sure(fit.score.estimate),
        facts=_facts(fit, assessment),
        reasons=tuple(in_both(each.text) for each in rating.reasons),
        vetoes=tuple(Veto(finding=each.id, code=each.code, sentence=in_both(each.text)) for each in rating.vetoes),
        triangle=_triangle(fit, assessment),
        levers=tuple(_lever(code, kept, fit) for code, kept in zip(fit.levers.codes, fit.levers.kept, strict=True)),
        levers_note=None if fit.levers.is_stable else both("card-levers-unstable", count=WEIGHTINGS),
        dimensions=tuple(
            _dimension(each, tuple(_row(one, fit, tables) for one in by_dimension[each.dimension])) for each in fit.dimensions
        ),
    )


def _name(fit: Fit, assessment: Assessment) -> Texts:
    if fit.scope.is_enterprise:
        return both("card-enterprise")
    return called(assessment.study.design.process[fit.scope.id].texts)


def _triangle(fit: Fit, assessment: Assessment) -> Drawing:
    return drawing(partial(triangle, fit, assessment.study.policy.scoring.levels))


def _facts(fit: Fit, assessment: Assessment) -> tuple[Fact, ...]:
    """Return what goes with a score wherever it is shown."""
    score = fit.score
    bounds = UNKNOWN if score.least is None else f"{decimal(score.least)} – {decimal(score.most)}"
    return (
        Fact(label=both("card-coverage"), value=same(whole_percent(score.coverage))),
        Fact(label=both("card-bounds"), value=same(bounds)),
        Fact(label=both("card-imbalance"), value=same(decimal(score.imbalance))),
        Fact(label=both("card-policy"), value=same(assessment.fit.policy_version)),
        Fact(label=both("card-window"), value=in_both(partial(window_text, fit))),
        Fact(label=both("card-cases"), value=same(count(fit.cases))),
    )


def _dimension(scored: ScoredDimension, rows: tuple[IndicatorRow, ...]) -> DimensionPart:
    return DimensionPart(
        code=scored.dimension.value,
        name=both(f"dimension-{scored.dimension.value}"),
        figure=_sure(scored.score.estimate),
        coverage=whole_percent(scored.score.coverage),
        weight=whole_percent(scored.weight),
        indicators=rows,
    )


def _row(scored: ScoredIndicator, fit: Fit, tables: EvidenceTables) -> IndicatorRow:
    reading, code = scored.reading, scored.code
    return IndicatorRow(
        code=code,
        name=both(f"indicator-{code}"),
        figure=_sure(scored.estimate),
        n=count(reading.n) if scored.estimate else "",
        standing=reading.standing.name.lower(),
        told=_standing(scored),
        weight=percent(scored.weight or None),
        loss=scored.contribution,
        lift=UNKNOWN if scored.lift is None or fit.score.value is None else f"+{scored.lift - fit.score.value:.3f}",
        target=f"{scored.target:.2f}",
        formula=both(f"indicator-{code}-formula"),
        reference=both(f"indicator-{code}-reference"),
        sources=in_both(partial(sources_said, _SOURCES.get(code, ""))),
        reason=None if reading.reason is None else in_both(reading.reason.text),
        evidence=tables.of(scored, fit.scope),
    )


def _standing(scored: ScoredIndicator) -> Texts:
    standing = scored.reading.standing
    word = "none" if standing is Standing.NOT_APPLICABLE else standing.value
    return both(f"card-standing-{word}", covered=whole_percent(scored.reading.covered))


def _lever(code: str, kept: float, fit: Fit) -> Texts:
    """Say what reaching its target would bring, and how firmly it is among the best."""
    scored = fit.indicator[code]
    return both(
        "card-lever",
        code=code,
        name=spoken(both(f"indicator-{code}")),
        value=decimal(scored.reading.value),
        target=f"{scored.target:.2f}",
        lifted=decimal(scored.lift),
        kept=whole_percent(kept),
        count=WEIGHTINGS,
    )


def _sure(estimate: Estimate | None) -> Sure:
    if estimate is None:
        return Sure(value=UNKNOWN)
    return Sure(value=decimal(estimate.value), interval=f"[{decimal(estimate.low)}, {decimal(estimate.high)}]")
