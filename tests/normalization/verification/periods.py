"""Periods of small enterprises, and what is to be verified in them."""

from __future__ import annotations

from datetime import date

from workbench.findings import Finding
from workbench.fit.detection import Evidence, detect
from workbench.fit.detectors import DETECTORS
from workbench.fit.plan.verification import verification_of
from workbench.normalization import subject_of
from workbench.normalization.plan import FindingCheck
from workbench.normalization.verification import Period, ToVerify

DAY = date(2025, 1, 31)


def period(evidence: Evidence) -> Period:
    """Return all that is found in some evidence, as an assessment would."""
    detected = detect(evidence, DETECTORS)
    flows = [each.deviations for each in evidence.conformance.values()]
    return Period(
        evidence=evidence,
        claimed=(*(finding for flow in flows for finding in flow.findings), *detected.findings),
        below_threshold=(*(finding for flow in flows for finding in flow.below_threshold), *detected.below_threshold),
        unknown=detected.unknown,
    )


def mended(finding: Finding, evidence: Evidence) -> FindingCheck:
    return FindingCheck(subject=subject_of(finding), verification=verification_of(finding, evidence), elements=finding.elements)


def item(evidence: Evidence, *findings: Finding) -> ToVerify:
    """Return an item for some findings of some evidence, done on DAY."""
    return ToVerify(id="item", done=DAY, findings=tuple(mended(each, evidence) for each in findings))


def only(code: str, evidence: Evidence) -> Finding:
    """Return the one finding of a code, claimed or not."""
    seen = period(evidence)
    (found,) = (each for each in (*seen.claimed, *seen.below_threshold) if each.code == code)
    return found
