"""What systems support, and what they offer in vain: TP1, TP7, TP8."""

from __future__ import annotations

import numpy as np

from workbench.fit.detection import Evidence
from workbench.fit.indicators.activities import is_told, share_of_activities
from workbench.fit.indicators.grounds import activities_of, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import Exact
from workbench.usage import functions_of, has_application, is_unsupported


def system_coverage(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP1: Σ w·1[a function of an application or of equipment supports it] / Σ w over activities whose need is not “no”.

    w is the criticality (1–3). In [0, 1], higher is better. Sources B, T. Reference: task-technology fit (Goodhue & Thompson
    1995); fit as coverage (Strong & Volkoff 2010).
    """
    landscape = evidence.design.landscape
    is_known = landscape.systems is not None
    judged = [
        (each, has_application(each, landscape) if is_known and is_told(each) else None)
        for each in activities_of(evidence, scope)
        if each.needs_system is not False
    ]
    return share_of_activities("TP1", scope, judged, "functions" if is_known else "systems")


def function_utilisation(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP7: functions that an activity is mapped to or an event names / functions of running systems.

    Of a process it counts the functions of the systems that it uses, whoever uses these functions. In [0, 1], higher is better.
    Sources T, L. Reference: fit as enablement, no imposition (Strong & Volkoff 2010).
    """
    design = evidence.design
    if design.landscape.functions is None:
        return unknown_without("functions", "TP7", scope)
    systems = systems_of(evidence, scope)
    rows = tuple(
        EvidenceRow(about=(each.system, each.function), part=float(not each.is_idle), whole=1.0)
        for each in functions_of(design, evidence.linkage).rows
        if each.is_deployed and (scope.is_enterprise or each.system in systems)
    )
    return measured("TP7", scope, Exact(part=sum(row.part for row in rows), whole=float(len(rows)), units=len(rows)), rows)


def functional_sufficiency(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP8: 1 − Σ w of activities that need a system and have none / Σ w.

    As with TP-UNSUP, what declares its need wants an application or equipment, and what says nothing of it is content with
    paper. w is the criticality (1–3). In [0, 1], higher is better. Sources B, T. Reference: deficiency of functionality
    (Strong & Volkoff 2010).
    """
    found = ((each, is_unsupported(each, evidence.design.landscape)) for each in activities_of(evidence, scope))
    judged = [(each, None if is_lacking is None else not is_lacking) for each, is_lacking in found]
    return share_of_activities("TP8", scope, judged, "functions")


def systems_of(evidence: Evidence, scope: Scope) -> frozenset[str]:
    """Return the systems that a scope uses: those of its activities, and those in which its events happened."""
    designed = {system for each in activities_of(evidence, scope) for system in each.systems}
    seen = {code for process in scope.linked(evidence) for code in np.unique(process.system).tolist() if code >= 0}
    return frozenset(designed | {evidence.linkage.systems[code] for code in seen})
