"""New evidence judges each item of the plan: proven, refuted, or not yet provable – and then what it still takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from workbench.collaboration.workload import workloads_of
from workbench.fit.plan import Proof
from workbench.normalization.plan import FindingCheck, told
from workbench.normalization.verification.exposures import exposed_to
from workbench.normalization.verification.hindrances import complete_cases, hindrance_to, homes_of, homes_of_item
from workbench.normalization.verification.judgement import FindingJudgement, Judgement, ToVerify
from workbench.normalization.verification.period import Period
from workbench.normalization.verification.rates import RateChange, upper_bound
from workbench.normalization.verification.violations import still_found, violations_in, violations_when_found

_COORDINATION: Final = "PO-COORD"
_UNTOLD: Final = "VERIFY_NO_EXPOSURE"


def judge(item: ToVerify, after: Period) -> Judgement:
    """Judge an item by the cases that began after it was done, and by the design of now; nothing else is evidence.

    A finding that this evidence cannot judge is not yet provable, whatever is not seen.
    """
    found = tuple(judged(each, after) for each in item.findings)
    cases = complete_cases(homes_of_item(item, after.evidence), after.evidence)
    return Judgement(item=item.id, done=item.done, cases=cases, findings=found)


def judged(check: FindingCheck, after: Period) -> FindingJudgement:
    """Judge one finding by its verification rule."""
    hindrance = hindrance_to(check, after)
    if hindrance is not None:
        return replace(_blank(check), reason=hindrance, needed=check.verification.needed)
    return replace(_RULES[check.verification.rule](check, after), is_claimed=_is_claimed(check, after))


def _blank(check: FindingCheck) -> FindingJudgement:
    return FindingJudgement(subject=check.subject, verification=check.verification, proof=Proof.NOT_YET)


def _structural(check: FindingCheck, after: Period) -> FindingJudgement:
    """What the design shows is gone when it is gone; that needs no cases."""
    proof = Proof.REFUTED if still_found(check.subject, after) else Proof.PROVEN
    return replace(_blank(check), proof=proof)


def _whole(check: FindingCheck, after: Period) -> FindingJudgement:
    """What all cases together show is gone when enough of them are there for anything to be claimed, and it is not.

    Enough are as many as an activity must be due before it is called dead. Two departments that hand over without a mechanism,
    but more seldom than is claimed, may reach that yet.
    """
    subject, needed = check.subject, after.evidence.policy.rules.dead_exposure
    exposed, violations = _occasions(check, after), violations_in(subject, after)
    is_counted = subject.code == _COORDINATION
    found = replace(_blank(check), exposed=exposed, needed=needed, violations=violations if is_counted else None)
    if _is_claimed(check, after):
        return replace(found, proof=Proof.REFUTED)
    if is_counted and violations:
        least = after.evidence.policy.rules.coordination_handovers
        return replace(found, reason=told("VERIFY_SELDOM", {"count": violations, "threshold": least}))
    if exposed is None:
        return replace(found, reason=told(_UNTOLD))
    return replace(found, proof=Proof.PROVEN if exposed >= needed else Proof.NOT_YET)


def _occasions(check: FindingCheck, after: Period) -> int | None:
    """Count what a threshold over all is judged on: passages of data, else cases; None where its measure is not known."""
    if check.subject.code == "TP-LAG":
        return _exposed(check, after)
    if check.subject.code == "PO-OVERLOAD" and not _has_known_load(check.subject.object, after):
        return None
    return complete_cases(homes_of(check, after.evidence), after.evidence)


def _has_known_load(posts: tuple[str, ...], after: Period) -> bool:
    workloads = workloads_of(after.evidence.linkage)
    return workloads is not None and any(each.post in posts and each.utilisation is not None for each in workloads.posts)


def _threshold(check: FindingCheck, after: Period) -> FindingJudgement:
    """A share that was too large is no longer, seen on as many occasions as are needed to claim it at all."""
    exposed, needed = _exposed(check, after), check.verification.needed or 0
    found = replace(_blank(check), exposed=exposed, needed=needed)
    if _is_claimed(check, after):
        return replace(found, proof=Proof.REFUTED, violations=violations_in(check.subject, after), change=_change(check, after))
    if exposed is None:
        return replace(found, reason=told(_UNTOLD))
    return replace(found, proof=Proof.PROVEN if exposed >= needed else Proof.NOT_YET)


def _never_again(check: FindingCheck, after: Period) -> FindingJudgement:
    """What must not happen again does not, on as many occasions as the rule of three asks for; once is too often."""
    exposed, violations = _exposed(check, after), violations_in(check.subject, after)
    found = replace(_blank(check), violations=violations, exposed=exposed, needed=check.verification.needed)
    if exposed is None and not violations:
        return replace(found, reason=told(_UNTOLD))
    if check.verification.needed is None and not violations:
        return replace(found, reason=told("VERIFY_NO_RATE"))
    return replace(
        found,
        proof=check.verification.judged(violations, exposed or 0),
        upper=upper_bound(violations, exposed or 0),
        change=_change(check, after),
    )


def _is_claimed(check: FindingCheck, after: Period) -> bool:
    claimed = {each.id for each in after.claimed}
    return any(each.id in claimed for each in still_found(check.subject, after))


def _exposed(check: FindingCheck, after: Period) -> int | None:
    subject = check.subject
    return exposed_to(subject.code, subject.scope, subject.object, after.evidence, check.elements)


def _change(check: FindingCheck, after: Period) -> RateChange | None:
    """Compare the rate with that at which it was found; None where either has no exposure."""
    subject, before, exposed = check.subject, violations_when_found(check.subject), _exposed(check, after)
    if before is None or not subject.exposed or not exposed:
        return None
    now = violations_in(subject, after)
    return RateChange(before=before, before_exposed=subject.exposed, after=now, after_exposed=exposed)


_RULES: Final[Mapping[str, Callable[[FindingCheck, Period], FindingJudgement]]] = MappingProxyType(
    {
        "structural": _structural,
        "whole": _whole,
        "threshold": _threshold,
        "none": _never_again,
        "always": _never_again,
    }
)
