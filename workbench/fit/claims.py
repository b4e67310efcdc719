"""What is claimed of the flow and of times, as a policy has it: codes switched on, and what each weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.conformance import Conformance
from workbench.conformance.deviations import Incidence, ranked
from workbench.findings import Finding, Severity
from workbench.fit.policy import Policy


def claimed_by(policy: Policy, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings whose codes are switched on, with the policy's severities, the weightiest first."""
    return tuple(sorted((policy.weighed(each) for each in findings if policy.claims(each.code)), key=lambda each: each.order))


def conformance_under(policy: Policy, conformance: Conformance) -> Conformance:
    """Return the same conformance with the deviations that a policy claims; what it calls critical is never too rare."""
    deviations = conformance.deviations
    claimed, rare = (_weighed(policy, each) for each in (deviations.claimed, deviations.rare))
    loud = tuple(each for each in rare if each.finding.severity is Severity.CRITICAL)
    quiet = tuple(each for each in rare if each.finding.severity is not Severity.CRITICAL)
    return replace(conformance, deviations=replace(deviations, claimed=ranked((*claimed, *loud)), rare=ranked(quiet)))


def _weighed(policy: Policy, incidences: Iterable[Incidence]) -> tuple[Incidence, ...]:
    return tuple(replace(each, finding=policy.weighed(each.finding)) for each in incidences if policy.claims(each.finding.code))
