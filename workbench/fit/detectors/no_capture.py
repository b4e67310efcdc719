"""TP-NOCAP: activities that are due, and leave no trace by design."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.conformance import Conformance
from workbench.design import DesignedActivity
from workbench.findings import Finding
from workbench.fit.codes import SEVERITIES
from workbench.fit.detection import Claim, Evidence, Verdict, without_logs

CODE = "TP-NOCAP"


def not_captured(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-NOCAP of activities on paper, or declared unobservable, that often had to happen and never show in the log."""
    yield from without_logs(evidence, CODE)
    for activity in evidence.design.activities:
        conformance = evidence.conformance.get(activity.process)
        if conformance is None or activity.is_call or not _is_blind(activity, conformance):
            continue
        cases = _exposed_cases(activity, conformance)
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


def _is_blind(activity: DesignedActivity, conformance: Conformance) -> bool:
    """Return whether an activity leaves no trace by design, and indeed has left none."""
    elements = frozenset(activity.elements)
    is_declared = activity.is_blind or not elements.isdisjoint(conformance.blind)
    return is_declared and elements.isdisjoint(conformance.seen)


def _exposed_cases(activity: DesignedActivity, conformance: Conformance) -> tuple[str, ...]:
    """Return the complete cases, sorted, in which the process as designed makes the activity happen."""
    raw = conformance.raw
    wanted = np.array([*(symbol in activity.elements for symbol in raw.symbols), False], dtype=np.bool_)
    columns = raw.columns
    hits = np.concatenate(([0], np.cumsum(wanted[columns.symbols])))
    is_due = hits[columns.last] > hits[columns.first]
    cases = np.flatnonzero(is_due[raw.variants.of_case] & conformance.complete)
    return tuple(sorted(conformance.log.cases[case] for case in cases.tolist()))
