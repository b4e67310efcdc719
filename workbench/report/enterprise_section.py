"""The enterprise as a part of a page: what is claimed of it, and as plainly what is not – suppressed, unknown, or at fault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from workbench.findings import ENTERPRISE, Finding
from workbench.fit.detection import Suppression, Unknown
from workbench.fit.plan import circumstances_of
from workbench.report.enterprise_matrices import enterprise_matrices, loads_of
from workbench.report.finding_rows import ranked, ranked_rows
from workbench.report.page import EnterpriseSection, Table, Texts
from workbench.report.tables import both, called, count, in_both, listed, same, scope_named, table
from workbench.study import Assessment, Study

_MOST_ROWS: Final = 100


def enterprise_section(assessment: Assessment) -> EnterpriseSection | None:
    """Return what holds beyond one process; None where nothing is said of organization, technology or information."""
    study, detected = assessment.study, assessment.detected
    if not study.has_tables and not study.findings:
        return None
    circumstances = circumstances_of(assessment.evidence)
    below = ranked_rows((each for each in detected.below_threshold if each.scope == ENTERPRISE), circumstances)
    loads, hidden = loads_of(assessment)
    return EnterpriseSection(
        findings=ranked_rows(ranked(assessment.enterprise_findings), circumstances),
        below_threshold=(*below.first, *below.further),
        matrices=enterprise_matrices(assessment),
        loads=loads,
        loads_hidden=hidden,
        suppressed=_suppressed(detected.suppressed, study),
        unknown=_unknown(detected.unknown),
        faults=_faults(study),
    )


def _suppressed(suppressed: Sequence[Suppression], study: Study) -> Table | None:
    """Return what looked like findings and is none, with the reason, how often, and where."""
    rows = [
        (each.code, both(f"SUPPRESSED_{each.because.upper()}", count=count(each.count)), scope_named(each.scope),
         listed([_named(about, each.scope, study) for about in each.object]), count(each.count))
        for each in suppressed[:_MOST_ROWS]
    ]  # fmt: skip
    words = ("untold-code", "untold-why", "untold-scope", "untold-about")
    return table(words, ("untold-count",), rows, len(suppressed)) if rows else None


def _unknown(unknown: Sequence[Unknown]) -> Table | None:
    """Return what could not be judged, where, and what to do so that it can: all codes of one reason together."""
    together: dict[tuple[object, ...], list[Unknown]] = {}
    for each in unknown:
        others = tuple((name, str(fact)) for name, fact in each.reason.facts.items() if name != "codes")
        together.setdefault((each.scope, each.reason.code, others), []).append(each)
    reasons = sorted(together.values(), key=lambda group: (group[0].scope != ENTERPRISE, group[0].scope))
    rows = [_untold(group) for group in reasons[:_MOST_ROWS]]
    return table(("untold-codes", "untold-scope", "untold-why"), (), rows, len(reasons)) if rows else None


def _untold(group: Sequence[Unknown]) -> tuple[Texts | str, ...]:
    reason = group[0].reason
    codes = ", ".join(dict.fromkeys(code for each in group for code in each.codes))
    return codes, scope_named(group[0].scope), both(reason.code, **{**reason.facts, "codes": codes})


def _faults(study: Study) -> Table | None:
    """Return what is wrong in the workspace's tables, by file and row, with what to do."""
    findings = study.findings
    paths = [each.path for each in study.inputs]
    rows = [
        (_in_workspace(each.place.file, paths), _line(each), both(f"severity-{each.severity.value}"), in_both(each.text))
        for each in findings[:_MOST_ROWS]
    ]
    return table(("untold-file", "untold-row", "untold-weight", "untold-what"), (), rows, len(findings)) if rows else None


def _in_workspace(file: str | None, paths: Sequence[str]) -> str:
    """Return how the workspace names a file: a page holds no path of the machine that made it."""
    if file is None:
        return ""
    whole = PurePath(file)
    return next((path for path in paths if whole.parts[-len(PurePath(path).parts) :] == PurePath(path).parts), whole.name)


def _line(finding: Finding) -> str:
    number = finding.place.row if finding.place.row is not None else finding.place.line
    return "" if number is None else str(number)


def _named(about: str, scope: str, study: Study) -> Texts:
    activities = {each.id: each for each in study.design.activities_in(scope)}
    return called(activities[about].texts) if about in activities else same(about)
