"""Internal audits on a page: the sample with its strata and how to draw it again, what was found, checklists, recorded audits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.language import Language, catalogue
from workbench.normalization.audit import Conclusions, EnteredAudit, Sample, audit_table
from workbench.report.listed import listing_table, texts_of
from workbench.report.looks import Panel
from workbench.report.page import Fact, Texts
from workbench.report.tables import UNKNOWN, both, count, percent, same, table
from workbench.trace import Checklist

_HASH: Final = 16
"""How many digits of a hash are shown: enough to put cases in order by hand."""


def sample_panels(sample: Sample) -> tuple[Panel, ...]:
    """Return how many cases were drawn from each stratum and how, then these cases."""
    return (_strata(sample), _cases(sample))


def conclusions_panel(conclusions: Conclusions) -> Panel:
    """Return what the examined cases say of all, stratum by stratum."""
    rows: list[tuple[Texts | str, ...]] = [
        (
            stratum_named(each.stratum),
            _tolerable(each.is_tolerable),
            *map(count, (each.population, each.drawn, each.examined, each.deviating)),
            percent(each.bound),
        )
        for each in conclusions.rows
    ]
    numbers = ("column-population", "column-drawn", "column-examined", "column-deviating", "column-bound")
    return Panel(key="audit-conclusions", table=table(("column-stratum", "column-is_tolerable"), numbers, rows))


def audits_panel(audits: Sequence[EnteredAudit]) -> Panel:
    """Return the audits that are in the register."""
    if not audits:
        return Panel(key="audits", missing=both("audits-none"))
    return Panel(key="audits", table=listing_table(audit_table(audits)))


def checklist_panel(checklist: Checklist) -> Panel:
    """Return a checklist: the question of each row, what there is, and room for what the auditor finds."""
    rows = [
        (
            each.requirement,
            texts_of(each.title),
            each.clause,
            texts_of(each.question),
            same(", ".join(each.cases)),
            each.result,
            each.remark,
            UNKNOWN if each.held is None else count(each.held),
            count(len(each.findings)),
        )
        for each in checklist.rows
    ]
    words = ("column-requirement", "column-title", "column-clause", "column-question", "checklist-cases")
    made = table((*words, "column-result", "column-remark"), ("column-held", "column-findings"), rows)
    return Panel(key="checklist", table=made if rows else None, missing=None if rows else both("checklist-none"))


def stratum_named(stratum: str) -> Texts:
    """Say what a stratum is: a code of findings and a department as they are."""
    key = f"stratum-{stratum}"
    return both(key) if key in catalogue(Language.EN) else same(stratum or UNKNOWN)


def _strata(sample: Sample) -> Panel:
    request = sample.request
    rows = [(stratum_named(each.name), count(each.population), count(each.drawn)) for each in sample.strata]
    population, drawn = (sum(getattr(each, name) for each in sample.strata) for name in ("population", "drawn"))
    facts = {
        "audit-process": same(request.process),
        "column-seed": same(request.seed),
        "column-strata": both(f"strata-{request.strata.value}"),
        "audit-drawn": same(f"{count(drawn)} / {count(population)}"),
    }
    how = {"seed": request.seed, "process": request.process}
    why = {"confidence": percent(request.confidence), "tolerable": percent(request.tolerable)}
    return Panel(
        key="audit-strata",
        facts=tuple(Fact(label=both(key), value=value) for key, value in facts.items()),
        notes=(both("audit-sized" if request.size is None else "audit-of-size", **why), both("audit-by-hand", **how)),
        table=table(("column-stratum",), ("column-population", "column-drawn"), rows),
    )


def _cases(sample: Sample) -> Panel:
    rows: list[tuple[Texts | str, ...]] = [
        (each.case, stratum_named(each.stratum), each.hash[:_HASH], *map(count, (each.place, each.events, len(each.findings))))
        for each in sample.rows
    ]
    numbers = ("column-place", "column-events", "column-findings")
    return Panel(key="audit-cases", table=table(("column-case", "column-stratum", "column-hash"), numbers, rows))


def _tolerable(verdict: bool | None) -> Texts:
    return both("audit-unfinished" if verdict is None else "table-yes" if verdict else "table-no")
