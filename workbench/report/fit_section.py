"""Fit as a part of a page: a score card for the enterprise and each process, figures of structure, and draft items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.fit.scoring import FitComparison, compare_fits
from workbench.fit.structure import StructureFigure, structure_of
from workbench.language import Language
from workbench.report.fit_comparison import comparison_section
from workbench.report.lines.fit_lines import ranking_lines
from workbench.report.page import Table, Texts
from workbench.report.planned import drafts_of
from workbench.report.score_card import ComparisonSection, FitSection
from workbench.report.score_cards import score_cards
from workbench.report.tables import both, called, count, decimal, in_both, listed, percent, same, spoken, table
from workbench.study import Assessment

_DIGITS_OF_POLICY = 12
_SHARES = frozenset({"unusual_spans", "F1", "F2", "F3", "designed", "lowest", "escalated"})


def fit_section(assessment: Assessment, against: FitComparison | None = None) -> FitSection | None:
    """Return how far all of it fits, `against` an earlier run; None where nothing is rated, or no process has a design."""
    result = assessment.rated
    if result is None or not result.processes:
        return None
    policy = {"policy": result.policy_version, "sha256": result.policy_sha256[:_DIGITS_OF_POLICY]}
    levels = assessment.study.policy.scoring.levels
    limits = {"partial": levels.partial_score, "basic": levels.basic_score, "stable": levels.stable_score}
    ranking = zip(ranking_lines(result, Language.ZH_CN), ranking_lines(result, Language.EN), strict=True)
    return FitSection(
        origin=both("card-origin", **policy, draws=count(result.draws), seed=result.seed),
        colours=both("card-colours", **{name: f"{limit:.2f}" for name, limit in limits.items()}),
        unstable=tuple(Texts(zh=zh, en=en) for zh, en in ranking),
        cards=score_cards(assessment),
        structure=_structure(structure_of(assessment.evidence)),
        items=drafts_of(assessment),
        comparison=None if against is None else comparison_section(against, process_names(assessment)),
    )


def compared(before: Assessment, after: Assessment) -> ComparisonSection:
    """Return what a later assessment says of fit against an earlier one; figures of scopes that both have."""
    return comparison_section(compare_fits(before.fit, after.fit), process_names(after))


def process_names(assessment: Assessment) -> Mapping[str, Texts]:
    """Return how the processes with a design are called, by id."""
    return {each.id: called(each.texts) for each in assessment.study.design.processes}


def _structure(figures: Sequence[StructureFigure]) -> Table:
    """Return the figures of structure with their parts and formulas; none of them is scored."""
    rows = [
        (both(f"structure-{each.code}"), _value(each), _parts(each), both(f"structure-{each.code}-formula")) for each in figures
    ]
    return table(("structure-name", "card-value", "structure-parts", "card-formula"), (), rows)


def _parts(figure: StructureFigure) -> Texts:
    """Say what a figure is made of, or why there is none."""
    if figure.reason is not None:
        return in_both(figure.reason.text)
    return listed([both("structure-part", name=spoken(both(f"structure-part-{name}")), value=_part(name, value))
                   for name, value in figure.parts.items()])  # fmt: skip


def _part(name: str, value: float) -> str:
    if name in _SHARES:
        return percent(value)
    return f"{value:.1f}" if value % 1 else f"{value:,.0f}"


def _value(figure: StructureFigure) -> Texts:
    return both("report-unknown") if figure.value is None else same(decimal(figure.value))
