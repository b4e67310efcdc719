"""What else changed for the worse since an item was done: new findings, grown ones, and indicators that fell."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import ENTERPRISE, Finding
from workbench.fit.codes import element_moved_by
from workbench.fit.plan.verification import least_exposure
from workbench.fit.scoring.comparison import Change, compare_fits
from workbench.normalization.decision import Subject, subject_of
from workbench.normalization.plan import told
from workbench.normalization.verification.exposures import exposed_to
from workbench.normalization.verification.judgement import SideEffects, ToVerify, Worsened
from workbench.normalization.verification.period import Period
from workbench.normalization.verification.rates import RateChange
from workbench.normalization.verification.violations import still_found, violations_in, violations_when_found


def side_effects_of(item: ToVerify, before: Period | None, after: Period) -> SideEffects:
    """Compare all that is found beside what an item was to mend, before and after it, and every indicator.

    A finding is new where nothing of it was seen before, though it could have been; it has grown where its rate rose, and an
    indicator is listed where it fell, and the 95 % interval of the difference leaves out 0.
    """
    if before is None:
        return SideEffects(reason=told("VERIFY_NO_BEFORE", {"process": ENTERPRISE}))
    own = {found.id for each in item.findings for found in still_found(each.subject, after)}
    others = [each for each in after.claimed if each.id not in own]
    seen = [_was_seen(subject_of(each), before) for each in others]
    new = (each for each, was_seen in zip(others, seen, strict=True) if not was_seen and _was_judged(each, before))
    more = (_worsened(each, before) for each, was_seen in zip(others, seen, strict=True) if was_seen)
    return SideEffects(
        new=tuple(_worsened(each, before) for each in new),
        grown=tuple(each for each in more if each.change is not None and each.change.is_clearly_more),
        indicators=tuple(_fallen(before, after)),
    )


def _was_seen(subject: Subject, before: Period) -> bool:
    """Return whether anything of a finding was there before, be it too seldom for its detector to say so."""
    return bool(still_found(subject, before)) or violations_in(subject, before) > 0


def _was_judged(finding: Finding, before: Period) -> bool:
    """Return whether a finding would have been seen before: its code was judged there, on exposures enough for it."""
    is_unknown = any(finding.code in each.codes and each.scope in (finding.scope, ENTERPRISE) for each in before.unknown)
    least = least_exposure(finding.code, before.evidence.policy.rules)
    return not is_unknown and (least is None or (_exposed(finding, before) or 0) >= least)


def _worsened(finding: Finding, before: Period) -> Worsened:
    return Worsened(subject=subject_of(finding), element=element_moved_by(finding.code), change=_change(finding, before))


def _change(finding: Finding, before: Period) -> RateChange | None:
    """Return how the rate of a finding changed; None where it is not counted, or could not have been there before."""
    subject, exposed = subject_of(finding), _exposed(finding, before)
    now = violations_when_found(subject)
    if now is None or not finding.exposed or not exposed:
        return None
    return RateChange(before=violations_in(subject, before), before_exposed=exposed, after=now, after_exposed=finding.exposed)


def _exposed(finding: Finding, before: Period) -> int | None:
    return exposed_to(finding.code, finding.scope, finding.object, before.evidence, finding.elements)


def _fallen(before: Period, after: Period) -> Iterator[Change]:
    """Yield the indicators, of any scope, that are lower than before beyond chance."""
    if before.fit is None or after.fit is None:
        return
    indicators = {each.code for fit in after.fit.fits for each in fit.indicators}
    for change in compare_fits(before.fit, after.fit).changes:
        if change.code in indicators and change.is_clear and (change.difference or 0) < 0:
            yield change
