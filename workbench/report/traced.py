"""The trace of requirements: a table for a terminal, JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from workbench.language import Language, say
from workbench.report.csv_text import csv_text
from workbench.report.page import Table, Texts
from workbench.report.tables import both, count, spoken, table
from workbench.trace import Role, Status, Traced, evidence_name, step_to, way_to

_COLUMNS: Final = ("id", "section", "zh", "en", "clause_2014", "clause_2017", "role", "status", "evidence", "missing")


def trace_table(traced: Sequence[Traced]) -> Table:
    """Return a row for each requirement: clauses, role, status, what there is, and what is still missing."""
    words = ("trace-id", "trace-requirement", "trace-clause-2014", "trace-clause-2017", "trace-role", "trace-status")
    rows = [_row(each) for each in traced]
    return table((*words, "trace-evidence", "trace-missing"), (), rows)


def trace_summary(traced: Sequence[Traced], language: Language) -> str:
    """Say how many requirements are evidenced, which have nothing yet and why, and how what is not recorded gets recorded."""
    lines = [trace_counts(traced, role).said(language) for role in Role]
    lines += [line for role in Role for line in _bare(traced, role, language)]
    ways = dict.fromkeys(way[language] for each in traced for name in each.missing if (way := way_to(name)))
    lines += [say("trace-ways", language), *(f"  {each}" for each in ways)] if ways else []
    return "\n".join(lines)


def trace_counts(traced: Sequence[Traced], role: Role) -> Texts:
    """Say how many requirements of a role are in which state."""
    counts = {status.value: _count(traced, role, status) for status in Status}
    return both("trace-counts", role=spoken(both(f"trace-role-{role.value}")), **counts)


def evidence_held(each: Traced) -> tuple[Texts, ...]:
    """Name the evidence that there is, each with how many things it holds."""
    return tuple(_counted(_named(one.evidence), one.count) for one in each.held)


def evidence_missing(each: Traced) -> tuple[Texts, ...]:
    """Name the evidence that is missing; of what is to be recorded it is said that it is not yet."""
    return tuple(_unrecorded(_named(one)) if way_to(one) else _named(one) for one in each.missing)


def together(parts: Sequence[Texts]) -> Texts:
    """Put several things into one cell, a dash for none."""
    return Texts(zh="；".join(each.zh for each in parts) or "–", en="; ".join(each.en for each in parts) or "–")


def trace_json(traced: Sequence[Traced], language: Language) -> str:
    """Return one JSON object: counts by role and status, and every requirement with its evidence."""
    content = {
        "counts": {role.value: {status.value: _count(traced, role, status) for status in Status} for role in Role},
        "requirements": [_content(each, language) for each in traced],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def trace_csv(traced: Sequence[Traced]) -> str:
    """Return a row for each requirement as CSV text with a byte-order mark; lists in a cell are separated by |."""
    return "\ufeff" + csv_text([_COLUMNS, *map(_texts, traced)])


def _texts(each: Traced) -> tuple[str, ...]:
    its = each.requirement
    held = "|".join(f"{one.evidence}={one.count}" for one in each.held)
    texts = (its.id, its.section, its.zh, its.en, its.clause_2014, its.clause_2017, its.role.value, each.status.value)
    return (*texts, held, "|".join(each.missing))


def _row(each: Traced) -> list[Texts | str]:
    its = each.requirement
    clauses = (its.clause_2014 or "–", its.clause_2017 or "–")
    said = [both(f"trace-role-{its.role.value}"), both(f"trace-status-{each.status.value}")]
    return [its.id, _title(each), *clauses, *said, together(evidence_held(each)), together(evidence_missing(each))]


def _counted(name: Texts, number: int) -> Texts:
    return Texts(zh=f"{name.zh} ×{count(number)}", en=f"{name.en} ×{count(number)}")


def _unrecorded(name: Texts) -> Texts:
    return both("trace-not-recorded", name={Language.ZH_CN.value: name.zh, Language.EN.value: name.en})


def _bare(traced: Sequence[Traced], role: Role, language: Language) -> Iterator[str]:
    """Name the requirements of a role that have no evidence, with what is missing."""
    bare = [each for each in traced if (each.requirement.role, each.status) == (role, Status.NOTHING)]
    if bare:
        yield say("trace-bare", language, {"count": len(bare), "role": say(f"trace-role-{role.value}", language)})
    for each in bare:
        facts = {
            "id": each.requirement.id,
            "title": _title(each).said(language),
            "missing": together(evidence_missing(each)).said(language),
        }
        yield say("trace-bare-one", language, facts)


def _title(each: Traced) -> Texts:
    return Texts(zh=each.requirement.zh, en=each.requirement.en)


def _named(evidence: str) -> Texts:
    name = evidence_name(evidence)
    return Texts(zh=name[Language.ZH_CN], en=name[Language.EN])


def _count(traced: Sequence[Traced], role: Role, status: Status) -> int:
    return sum((each.requirement.role, each.status) == (role, status) for each in traced)


def _content(each: Traced, language: Language) -> dict[str, Any]:
    its = each.requirement
    return {
        "id": its.id,
        "section": its.section,
        "zh": its.zh,
        "en": its.en,
        "clause_2014": its.clause_2014 or None,
        "clause_2017": its.clause_2017 or None,
        "role": its.role.value,
        "status": each.status.value,
        "evidence": [
            {"name": one.evidence, "count": one.count, "text": _named(one.evidence).said(language)} for one in each.held
        ],
        "missing": list(each.missing),
        "to_do": list(dict.fromkeys(step_to(one).said[language] for one in each.missing)),
    }
