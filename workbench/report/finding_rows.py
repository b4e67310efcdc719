"""Findings of a process or of the enterprise as rows of the page, and as marks on the elements that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from workbench.conformance import Association
from workbench.findings import Finding
from workbench.fit.codes import STRUCTURAL
from workbench.fit.plan import Circumstances, circumstances_of, move_for
from workbench.process import ProcessModel
from workbench.report.diagrams.ghost_steps import GhostStep, ghost_steps
from workbench.report.lines.associated import association_text
from workbench.report.lines.few_of_a_kind import parted
from workbench.report.page import FindingRow, Mark, RankedFindings, Texts
from workbench.report.tables import both, count, in_both, listed, spoken
from workbench.study import AssessedProcess, Assessment

_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CF-SKIP": "skipped",
        "CF-ORDER": "order",
        "CF-EXTRA": "extra",
        "PO-APPR": "extra",
        "CF-REWORK": "rework",
        "CF-DEAD": "dead",
        "CF-CTRL": "skipped",
        "TP-NOCAP": "blind",
    }
)
_FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {"PF": "waiting", "TP": "support", "PO": "duty", "TO": "access", "DT": "data"}
)

Associations = Mapping[str, Sequence[Association]]
"""What goes along with a finding, by the id of the finding."""

_NO_ASSOCIATIONS: Final[Associations] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown of the findings of one process; `ghosts` are what it claims that the design lacks."""

    findings: RankedFindings
    below_threshold: tuple[FindingRow, ...]
    marks: tuple[Mark, ...]
    ghosts: tuple[GhostStep, ...] = ()


def kind_of(code: str) -> str:
    """Return how findings of a code look: each deviation of the flow by itself, all others by their family."""
    return _KINDS.get(code) or _FAMILIES[code[:2]]


def shown_in(process: AssessedProcess, assessment: Assessment) -> Shown:
    """Return all that is claimed in a process, the weightiest first, and each element marked by its weightiest finding."""
    circumstances = circumstances_of(assessment.evidence)
    findings = ranked(assessment.findings_in(process))
    ghosts = ghost_steps(process.conformance, findings) if process.conformance and _is_drawn(process) else ()
    elements, ghost_of = _elements_of(process, assessment), {each.label: each.id for each in ghosts}
    deviations = process.conformance.deviations if process.conformance else None
    flow = (*deviations.claimed, *deviations.rare) if deviations else ()
    associations = {each.finding.id: each.associations for each in flow}
    below = (
        *process.below_threshold,
        *(each for each in assessment.detected.below_threshold if each.scope == process.id),
    )
    rows = ranked_rows(findings, circumstances, elements, associations)
    return Shown(
        findings=RankedFindings(first=_at_ghosts(rows.first, ghost_of), further=_at_ghosts(rows.further, ghost_of)),
        below_threshold=tuple(_row(each, circumstances, elements, associations) for each in below),
        marks=tuple(_marks(process, (*findings, *_of_enterprise(process, assessment)), elements, ghost_of)),
        ghosts=ghosts,
    )


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings of several families in one order: by severity, then by rate, else as they came."""
    return tuple(sorted(findings, key=lambda each: (-each.severity.rank, -(each.rate or 0))))


def ranked_rows(
    findings: Iterable[Finding],
    circumstances: Circumstances,
    elements: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    associations: Associations = _NO_ASSOCIATIONS,
) -> RankedFindings:
    """Return findings in their order as rows; `elements` (by activity) show those that name none themselves."""
    first, further = (tuple(_row(each, circumstances, elements, associations) for each in part) for part in parted(findings))
    return RankedFindings(first=first, further=further)


def _elements_of(process: AssessedProcess, assessment: Assessment) -> Mapping[str, tuple[str, ...]]:
    return {each.id: each.elements for each in assessment.study.design.activities_in(process.id)}


def _of_enterprise(process: AssessedProcess, assessment: Assessment) -> Iterator[Finding]:
    """Yield the enterprise's findings with those of their elements that no other process has: ids are unique in one alone."""
    others = {node.id for each in assessment.study.design.processes if each.id != process.id for node in each.process.nodes}
    for finding in ranked(assessment.enterprise_findings):
        yield replace(finding, elements=tuple(each for each in finding.elements if each not in others))


def _shown_on(finding: Finding, elements: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the elements of a finding, else those of the activities that it is about."""
    return finding.elements or tuple(element for about in finding.object for element in elements.get(about, ()))


def _is_drawn(process: AssessedProcess) -> bool:
    return process.study.design is not None and isinstance(process.study.design.model, ProcessModel)


def _at_ghosts(rows: Sequence[FindingRow], ghost_of: Mapping[str, str]) -> tuple[FindingRow, ...]:
    """Return rows that are shown at ghosts where they are about labels that the design lacks."""
    return tuple(replace(row, elements=tuple(ghost_of.get(each, each) for each in row.elements)) for row in rows)


def _marks(
    process: AssessedProcess,
    findings: Sequence[Finding],
    elements: Mapping[str, tuple[str, ...]],
    ghost_of: Mapping[str, str],
) -> Iterator[Mark]:
    """Mark each element and ghost once, by the first finding that it shows; a finding on two elements marks both."""
    design, conformance = process.study.design, process.conformance
    drawn = {*(node.id for node in design.process.nodes), *ghost_of.values()} if design else set()
    for finding in findings:
        for about in _shown_on(finding, elements):
            element = ghost_of.get(about, about)
            if element in drawn:
                drawn.remove(element)
                yield Mark(
                    element=element,
                    kind="ghost" if about in ghost_of else kind_of(finding.code),
                    severity=finding.severity.value,
                    badge="" if finding.rate is None else f"{finding.count}/{finding.exposed}",
                    hint=in_both(finding.text),
                )
    for ghost in ghost_of.values():
        yield Mark(element=f"{ghost}-after", kind="ghost", severity="info", badge="", hint=both("mark-ghost-legend"))
    for element in conformance.blind if conformance else ():
        if element in drawn:
            yield Mark(element=element, kind="blind", severity="info", badge="", hint=both("mark-blind"))


def _row(
    finding: Finding, circumstances: Circumstances, elements: Mapping[str, tuple[str, ...]], associations: Associations
) -> FindingRow:
    along, move = associations.get(finding.id, ()), move_for(finding, circumstances)
    return FindingRow(
        id=finding.id,
        code=finding.code,
        kind=kind_of(finding.code),
        severity=finding.severity.value,
        sentence=in_both(finding.text),
        evidence=_evidence(finding),
        remedy=both(f"{finding.code}-remedy", **finding.facts),
        moves=both("row-moves", element=spoken(listed([both(f"element-{each.value}") for each in move.elements]))),
        elements=_shown_on(finding, elements),
        cases=finding.cases,
        associations=tuple(_association(each) for each in along if each.is_clear),
        unclear=tuple(_association(each) for each in along if not each.is_clear),
    )


def _evidence(finding: Finding) -> Texts:
    """Say how much of what shows it; what the design shows by itself, and what is measured, is not counted."""
    if finding.count is not None and finding.exposed:
        return both("row-counted", count=count(finding.count), exposed=count(finding.exposed))
    if finding.count is not None:
        return both("row-times", count=count(finding.count))
    if finding.exposed:
        return both("row-exposed", exposed=count(finding.exposed))
    return both("row-designed" if finding.code in STRUCTURAL else "row-measured")


def _association(association: Association) -> Texts:
    return in_both(lambda language: association_text(association, language))
