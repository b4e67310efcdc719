"""What is claimed of the flow and of times, as a policy has it: codes switched on, and what each weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.conformance import Conformance
from workbench.conformance.deviations import Incidence, ranked
from workbench.conformance.perspectives import TimeClaim
from workbench.findings import Finding, Severity
from workbench.fit.policy import Policy


@dataclass(frozen=True, kw_only=True)
class ClaimedTimes:
    """What is claimed of times, and what is too rare for that, each the weightiest first."""

    claimed: tuple[Finding, ...] = ()
    rare: tuple[Finding, ...] = ()


def times_under(policy: Policy, claims: Iterable[TimeClaim]) -> ClaimedTimes:
    """Return what is found of times whose codes are switched on, with the policy's severities, and what is too rare apart."""
    weighed = ((policy.weighed(each.finding), each.exposed_cases) for each in claims if policy.claims(each.finding.code))
    found = sorted(weighed, key=lambda each: each[0].order)
    loud = [reaches_floor(finding, exposed, policy) for finding, exposed in found]
    return ClaimedTimes(
        claimed=tuple(finding for (finding, _), is_loud in zip(found, loud, strict=True) if is_loud),
        rare=tuple(finding for (finding, _), is_loud in zip(found, loud, strict=True) if not is_loud),
    )


def reaches_floor(finding: Finding, exposed_cases: int | None, policy: Policy) -> bool:
    """Return whether a finding has cases enough, of those that were exposed; None where no floor applies.

    What is critical by its circumstances alone, not by its code, needs them too.
    """
    if exposed_cases is None or policy.severity(finding.code) is Severity.CRITICAL:
        return True
    cases, rules = len(finding.cases), policy.rules
    return cases >= rules.least_cases and cases >= rules.least_share * exposed_cases


def conformance_under(policy: Policy, conformance: Conformance) -> Conformance:
    """Return the same conformance with the deviations that a policy claims; what it calls critical is never too rare."""
    deviations = conformance.deviations
    claimed, rare = (_weighed(policy, each) for each in (deviations.claimed, deviations.rare))
    loud = tuple(each for each in rare if each.finding.severity is Severity.CRITICAL)
    quiet = tuple(each for each in rare if each.finding.severity is not Severity.CRITICAL)
    return replace(conformance, deviations=replace(deviations, claimed=ranked((*claimed, *loud)), rare=ranked(quiet)))


def _weighed(policy: Policy, incidences: Iterable[Incidence]) -> tuple[Incidence, ...]:
    return tuple(replace(each, finding=policy.weighed(each.finding)) for each in incidences if policy.claims(each.finding.code))
