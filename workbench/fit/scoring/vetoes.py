"""The findings that cap a level: what is critical stays so however good the rest is (domain rules 3.4, number 7)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.findings import ENTERPRISE, Finding, Severity
from workbench.fit.deciding import is_control
from workbench.fit.detection import Evidence
from workbench.fit.indicators.model import Scope

_SHARED: Final = "TO-SHARED"


def vetoes_in(scope: Scope, findings: Iterable[Finding], evidence: Evidence) -> tuple[Finding, ...]:
    """Return the open findings that cap the level of a scope: those that are critical.

    A finding of the enterprise caps the processes whose activities it is about; every one caps the enterprise.
    """
    capping = (each for each in findings if each.severity is Severity.CRITICAL)
    return tuple(each for each in capping if scope.is_enterprise or any(_concerns(each, it, evidence) for it in scope.processes))


def _concerns(finding: Finding, process: str, evidence: Evidence) -> bool:
    """Return whether a finding is about a process: by its scope, or by the activities that it names or draws on."""
    if finding.scope != ENTERPRISE:
        return finding.scope == process
    activities = evidence.design.activities_in(process)
    if any(activity.id in finding.object for activity in activities):
        return True
    capped = [each for each in activities if finding.code != _SHARED or is_control(each, evidence)]
    elements = {element for activity in capped for element in activity.elements}
    return not elements.isdisjoint(finding.elements) and _has_cases(finding, process, evidence)


def _has_cases(finding: Finding, process: str, evidence: Evidence) -> bool:
    """Return whether a counted finding counts cases of a process: elements of two files may bear one id."""
    linked = next((each for each in evidence.linkage.processes if each.id == process), None)
    return not finding.cases or (linked is not None and not set(finding.cases).isdisjoint(linked.cases))
