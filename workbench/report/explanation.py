"""A case or a finding explained, as sentences, as a table in both languages, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from workbench.conformance import CaseExplanation, CaseStep, Concentration, DeviationExplanation, StepKind
from workbench.language import Language, say
from workbench.report.page import Heading, Table, Texts
from workbench.report.tables import both, called, percent, same

_DIGITS: Final = 6
_SHOWN: Final = 15
_STEP_COLUMNS: Final = ("step", "is", "activity", "performer", "role", "department", "system", "begun", "done", "deviation")
_GROUP_COLUMNS: Final = ("attribute", "value", "affected", "rate", "outside", "difference", "adjusted")


def case_text(explanation: CaseExplanation, language: Language) -> str:
    """Say how a case stands to its process."""
    deviating = sum(step.kind is not StepKind.SYNCHRONOUS for step in explanation.steps)
    facts = {
        "case": explanation.case,
        "process": explanation.process,
        "cost": explanation.cost,
        "deviating": deviating,
        "steps": len(explanation.steps),
    }
    lines = [say("explain-case", language, facts)]
    if not explanation.is_complete:
        lines.append(say("explain-case-incomplete", language))
    return "\n".join([*lines, *(f"{each.id} {each.code} {each.text(language)}" for each in explanation.findings)])


def case_table(explanation: CaseExplanation, timezone: str) -> Table:
    """Return the steps of a case with who, where and when; times are in a time zone."""
    zone = ZoneInfo(timezone)
    rows = (tuple(_step_cells(number, step, zone)) for number, step in enumerate(explanation.steps, 1))
    return Table(headings=_headings("explain-step", _STEP_COLUMNS), rows=tuple(rows))


def case_json(explanation: CaseExplanation, timezone: str, language: Language) -> str:
    """Return an explained case as one JSON object; steps are numbered from 1, times are in a time zone."""
    zone = ZoneInfo(timezone)
    content = {
        "process": explanation.process,
        "case": explanation.case,
        "complete": explanation.is_complete,
        "cost": explanation.cost,
        "steps": [_step(number, each, zone, language) for number, each in enumerate(explanation.steps, 1)],
        "findings": [{"id": each.id, "code": each.code, "message": each.text(language)} for each in explanation.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def page_json(code: str, page: str, language: Language) -> str:
    """Return the page of a finding code, which is Markdown, as one JSON object."""
    return json.dumps({"code": code.upper(), "language": language.value, "page": page}, ensure_ascii=False, indent=1) + "\n"


def deviation_text(explanation: DeviationExplanation, language: Language) -> str:
    """Say what was found, what to do, in which cases, what was compared with what, and what the table rests on."""
    finding = explanation.finding
    lines = [finding.text(language), say(f"{finding.code}-remedy", language, finding.facts)]
    if finding.cases:
        more = " …" if len(finding.cases) > _SHOWN else ""
        listed = ", ".join(finding.cases[:_SHOWN]) + more
        lines.append(say("explain-cases", language, {"count": len(finding.cases), "cases": listed}))
    return "\n".join([*lines, *_compared(explanation, language), say("explain-page", language, {"code": finding.code})])


def _compared(explanation: DeviationExplanation, language: Language) -> Iterator[str]:
    """Say between which groups of cases it was compared, or that there was nothing to compare."""
    facts = {
        "tested": explanation.tested,
        "clear": sum(each.is_clear for each in explanation.concentrations),
        "suppressed": explanation.suppressed,
        "attributes": ", ".join(explanation.left_out),
    }
    if not explanation.tested:
        yield say("explain-uncompared", language)
        return
    yield say("explain-tested", language, facts)
    if explanation.left_out:
        yield say("explain-left-out", language, facts)
    if not explanation.concentrations:
        yield say("explain-nowhere", language)


def deviation_table(explanation: DeviationExplanation) -> Table:
    """Return the groups in which a finding is more frequent than elsewhere, the clearest first."""
    rest = len(explanation.concentrations) - _SHOWN
    more = both("explain-more", count=rest) if rest > 0 else None
    rows = (tuple(_group_cells(each)) for each in explanation.concentrations[:_SHOWN])
    return Table(headings=_headings("explain-group", _GROUP_COLUMNS), rows=tuple(rows), more=more)


def deviation_json(explanation: DeviationExplanation, language: Language) -> str:
    """Return an explained finding as one JSON object, every group in it."""
    finding = explanation.finding
    content = {
        "id": finding.id,
        "code": finding.code,
        "message": finding.text(language),
        "remedy": say(f"{finding.code}-remedy", language, finding.facts),
        "cases": list(finding.cases),
        "tested": explanation.tested,
        "suppressed": explanation.suppressed,
        "left_out": list(explanation.left_out),
        "concentrations": [_group(each) for each in explanation.concentrations],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _step_cells(number: int, step: CaseStep, zone: ZoneInfo) -> Iterator[Texts]:
    yield same(str(number))
    yield both(f"step-{step.kind.value}")
    yield called(step.names)
    for text in (step.performer, step.role, step.department, step.system):
        yield same(text or "")
    for moment in (step.start, step.end):
        yield same((_time(moment, zone) or "")[:16].replace("T", " "))
    yield same(" ".join((step.code or "", f"→ {step.with_step + 1}" if step.with_step is not None else "")).strip())


def _step(number: int, step: CaseStep, zone: ZoneInfo, language: Language) -> dict[str, Any]:
    told = {key: value for key, value in asdict(step).items() if key != "event"}
    return {
        **told,
        "step": number,
        "kind": step.kind.value,
        "names": step.names[language.value],
        "start": _time(step.start, zone),
        "end": _time(step.end, zone),
        "with_step": None if step.with_step is None else step.with_step + 1,
    }


def _group_cells(each: Concentration) -> Iterator[Texts]:
    yield both("explain-month") if each.attribute == "month" else same(each.attribute)
    yield same(each.value)
    yield same(f"{each.affected} / {each.inside}")
    yield same(percent(each.rate))
    yield same(percent(each.rate_outside))
    points = (100 * each.difference, 100 * each.interval.low, 100 * each.interval.high)
    yield both("explain-points", **dict(zip(("difference", "low", "high"), (f"{point:+.1f}" for point in points), strict=True)))
    yield same(("* " if each.is_clear else "") + (f"{each.adjusted:.3f}" if each.adjusted >= 0.001 else "< 0.001"))


def _group(each: Concentration) -> dict[str, Any]:
    return {
        "dimension": each.dimension.value,
        "attribute": each.attribute,
        "value": each.value,
        "affected": each.affected,
        "inside": each.inside,
        "affected_outside": each.affected_outside,
        "outside": each.outside,
        "rate": round(each.rate, _DIGITS),
        "rate_outside": round(each.rate_outside, _DIGITS),
        "difference": round(each.difference, _DIGITS),
        "low": round(each.interval.low, _DIGITS),
        "high": round(each.interval.high, _DIGITS),
        "lift": None if each.lift is None else round(each.lift, _DIGITS),
        "p": round(each.p_value, _DIGITS),
        "p_adjusted": round(each.adjusted, _DIGITS),
        "clear": each.is_clear,
    }


def _headings(prefix: str, names: tuple[str, ...]) -> tuple[Heading, ...]:
    return tuple(Heading(text=both(f"{prefix}-{name}")) for name in names)


def _time(moment: int | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment / 1e6, UTC).astimezone(zone).isoformat()
