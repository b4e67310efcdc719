"""Normalization as a part of the report, and of the findings file: what the register tells of plan, releases, watch and cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from workbench.fit.kpis import KpiFigure, ObjectiveState
from workbench.language import Language
from workbench.normalization.audit import audit_table
from workbench.normalization.chain import Gap
from workbench.normalization.chain.sheets import bases_of
from workbench.normalization.plan import Item, Told
from workbench.normalization.release import Release
from workbench.report.listed import listing_records
from workbench.report.looks import Panel
from workbench.report.normalization.audits import audits_panel
from workbench.report.normalization.corrections import corrections_panel
from workbench.report.normalization.lifelines import lifelines_panel
from workbench.report.normalization.monitor import case_card, chart_panels, signals_panel, unknown_panel
from workbench.report.normalization.monitor_file import case_content, monitor_content
from workbench.report.normalization.nodes import address_of, gaps_panel
from workbench.report.normalization.objectives import kpis_panel, objectives_panel
from workbench.report.normalization.plan_board import plan_facts, plan_table
from workbench.report.normalization.plan_file import plan_content
from workbench.report.normalization.plan_lines import said_beside
from workbench.report.normalization.register_sheets import touched_said
from workbench.report.normalization.releases import releases_table
from workbench.report.normalization.sheet_panels import bases_panel
from workbench.report.page import Fact, Texts
from workbench.report.tables import UNKNOWN, both, count, in_both, same, table
from workbench.study import Assessment
from workbench.study.under_watch import Intended, Normalized, UnderWatch


@dataclass(frozen=True, kw_only=True)
class NormalizationSection:
    """What the register tells, as of a day: its last record, one panel each for what it has, and what went wrong."""

    facts: tuple[Fact, ...]
    panels: tuple[Panel, ...]
    fault: Texts | None = None


def normalization_section(assessment: Assessment) -> NormalizationSection | None:
    """Return what the register tells of normalization; None where it tells nothing."""
    normalized = assessment.normalized
    if normalized is None:
        return None
    facts = {
        "on": normalized.on.isoformat(),
        "records": count(normalized.head.number),
        "head": str(normalized.head) if normalized.head.number else UNKNOWN,
    }
    return NormalizationSection(
        facts=tuple(Fact(label=both(f"normalized-{key}"), value=same(value)) for key, value in facts.items()),
        panels=tuple(_panels(normalized, assessment)),
        fault=in_both(normalized.fault.text) if normalized.fault is not None else None,
    )


def normalization_content(assessment: Assessment, language: Language) -> dict[str, Any] | None:
    """Return the same for the findings file; null where the register tells nothing."""
    normalized = assessment.normalized
    if normalized is None:
        return None
    seen, head, fault = normalized.seen, normalized.head, normalized.fault
    return {
        "on": normalized.on.isoformat(),
        "register": {"number": head.number, "hash": head.hash},
        "plan": plan_content(normalized.plan, head, language),
        "lifelines": list(listing_records(normalized.lives)),
        "releases": [_release(each) for each in normalized.releases.releases],
        "monitor": None if seen is None else monitor_content(seen, assessment.study.design, head, language),
        "cases": [case_content(each) for each in normalized.cases],
        **_intended(normalized.intended, language),
        "corrections": listing_records(normalized.corrections.table),
        "audits": listing_records(audit_table(normalized.audits)),
        "fault": None if fault is None else fault.text(language),
    }


def _panels(normalized: Normalized, assessment: Assessment) -> Iterator[Panel]:
    if normalized.intended is not None:
        yield from _of_strategy(normalized.intended, assessment)
    if normalized.plan.items:
        yield from _of_plan(normalized, assessment)
    if normalized.lives.rows:
        yield lifelines_panel(normalized.lives)
    if normalized.releases.releases:
        yield Panel(key="normalized-releases", table=releases_table(normalized.releases))
    for seen in () if normalized.seen is None else normalized.seen.all:
        yield from _of_look(seen, assessment)
    if normalized.cases:
        yield _cases(normalized, assessment)
    if normalized.corrections.corrections:
        yield corrections_panel(normalized.corrections, assessment.study.design.vocabulary.posts)
    if normalized.audits:
        yield audits_panel(normalized.audits)


def _of_strategy(intended: Intended, assessment: Assessment) -> Iterator[Panel]:
    """Yield objectives, KPIs and what is judged by them, where a strategy is told, then what is missing in the chain."""
    if intended.intentions.strategy.is_told:
        yield objectives_panel(assessment, intended.intentions)
        yield kpis_panel(assessment, intended.intentions)
        yield bases_panel(bases_of(intended.intentions, assessment.rated))
    yield gaps_panel(intended.chain)


def _of_look(seen: UnderWatch, assessment: Assessment) -> Iterator[Panel]:
    """Yield the signals of a look, the charts of the processes that have any, and what could not be told."""
    yield signals_panel(seen, assessment)
    beyond = {each.process for each in seen.watched.signals}
    for process in (each.id for each in seen.baseline.processes if each.id in beyond):
        drawn = (each for each in chart_panels(seen, process, assessment) if each.drawing is not None)
        yield from (replace(each, table=None) for each in drawn)  # week by week they stand in the app
    yield unknown_panel(seen, assessment)


def _of_plan(normalized: Normalized, assessment: Assessment) -> Iterator[Panel]:
    """Yield the figures of the plan with what is overdue, then what new evidence says of each item that was judged."""
    plan, posts = normalized.plan, assessment.study.design.vocabulary.posts
    overdue = plan_table(plan, plan.overdue, posts) if plan.overdue else None
    nothing = None if plan.overdue else both("normalized-none-overdue")
    yield Panel(key="normalized-plan", facts=plan_facts(plan), table=overdue, missing=nothing)
    judged = tuple(each for each in plan.items if each.judgement is not None)
    if judged:
        notes = said_beside({each.id: _beside(each) for each in judged})
        yield Panel(key="normalized-verdicts", notes=notes, table=plan_table(plan, judged, posts))


def _beside(item: Item) -> tuple[Told, ...]:
    """Return what went along with an item that was judged, and what grew worse beside it."""
    judged = item.judgement
    return () if judged is None else (*judged.beside, *judged.side_effects)


def _cases(normalized: Normalized, assessment: Assessment) -> Panel:
    cards = [case_card(each, assessment) for each in normalized.cases]
    rows = [(each.title, touched_said(each), str(len(each.signals))) for each in cards]
    return Panel(key="normalized-cases", table=table(("normalized-case", "touched-objects"), ("normalized-signals",), rows))


def _release(release: Release) -> dict[str, Any]:
    released = release.released
    return {
        "version": str(release.version),
        "state": release.state.value,
        "processes": list(release.processes),
        "effective": None if released is None else released.effective.isoformat(),
        "manifest_sha256": None if released is None else released.manifest_sha256,
        "case": release.case,
    }


def _intended(intended: Intended | None, language: Language) -> dict[str, list[dict[str, Any]]]:
    """Return objectives, KPIs and the gaps of the chain; none of them where a record is unreadable."""
    if intended is None:
        return {"objectives": [], "kpis": [], "gaps": []}
    intentions = intended.intentions
    return {
        "objectives": [_objective(each, language) for each in intentions.states.values()],
        "kpis": [_kpi(each, language) for each in intentions.figures.values()],
        "gaps": [_gap(each, language) for each in intended.chain.gaps],
    }


def _kpi(figure: KpiFigure, language: Language) -> dict[str, Any]:
    return {
        "kpi": figure.kpi,
        "level": figure.level.value,
        "of": figure.of,
        "unit": figure.unit,
        "standing": figure.standing.value,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "covered": figure.covered,
        "reason": None if figure.reason is None else figure.reason.text(language),
    }


def _gap(gap: Gap, language: Language) -> dict[str, Any]:
    return {"code": gap.code, "node": None if gap.key is None else address_of(gap.key), "message": gap.text(language)}


def _objective(state: ObjectiveState, language: Language) -> dict[str, Any]:
    figure = state.figure
    return {
        "objective": state.objective,
        "kpi": figure.kpi,
        "unit": figure.unit,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "baseline": state.baseline,
        "target": state.target,
        "due": None if state.due is None else state.due.isoformat(),
        "reached": state.reached.value,
        "outlook": state.outlook.value,
        "reason": None if state.reason is None else state.reason.text(language),
    }
