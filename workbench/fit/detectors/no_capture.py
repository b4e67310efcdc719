"""TP-NOCAP: activities that are due, and leave no trace by design."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.findings import Finding
from workbench.fit.codes import SEVERITIES
from workbench.fit.detection import Claim, Evidence, Verdict, without_logs
from workbench.fit.exposure import due_in, is_blind

CODE = "TP-NOCAP"


def not_captured(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-NOCAP of activities on paper, or declared unobservable, that often had to happen and never show in the log."""
    yield from without_logs(evidence, CODE)
    for activity in evidence.design.activities:
        conformance = evidence.conformance.get(activity.process)
        if conformance is None or activity.is_call or not is_blind(activity, conformance):
            continue
        cases = tuple(sorted(conformance.log.cases[case] for case in np.flatnonzero(due_in(activity, conformance)).tolist()))
        if len(cases) >= evidence.policy.rules.dead_exposure:
            finding = Finding(
                code=CODE,
                severity=SEVERITIES[CODE],
                scope=activity.process,
                object=(activity.id,),
                exposed=len(cases),
                cases=cases,
                elements=activity.elements,
                facts={"activity": activity.texts, "exposed": len(cases)},
            )
            yield Claim(finding=finding)
