"""What else changed for the worse since an item was done: new findings, grown ones, and indicators that fell."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Finding
from workbench.fit.codes import element_moved_by
from workbench.fit.scoring.comparison import Change, compare_fits
from workbench.normalization.decision import subject_of
from workbench.normalization.verification.exposures import exposed_to
from workbench.normalization.verification.judgement import Reason, SideEffects, ToVerify, Worsened
from workbench.normalization.verification.period import Period
from workbench.normalization.verification.rates import RateChange
from workbench.normalization.verification.violations import still_found


def side_effects_of(item: ToVerify, before: Period | None, after: Period) -> SideEffects:
    """Compare all that is found beside what an item was to mend, before and after it, and every indicator.

    A finding is new where nothing of it was seen before, though its code could be judged; it has grown where its rate rose, and
    an indicator is listed where it fell, and the 95 % interval of the difference leaves out 0.
    """
    if before is None:
        return SideEffects(reason=Reason(key="VERIFY_NO_BEFORE", facts={"process": ""}))
    own = {found.id for each in item.findings for found in still_found(each.subject, after)}
    others = [each for each in after.claimed if each.id not in own]
    new = (_worsened(each, before) for each in others if each.id not in before.seen and _was_judged(each, before))
    seen = (_worsened(each, before) for each in others if each.id in before.seen)
    return SideEffects(
        new=tuple(new),
        grown=tuple(each for each in seen if each.change is not None and each.change.is_clearly_more),
        indicators=tuple(_fallen(before, after)),
    )


def _was_judged(finding: Finding, before: Period) -> bool:
    """Return whether the code of a finding could be judged before, in its process or in all."""
    scopes = {each.scope for each in before.unknown if finding.code in each.codes}
    return finding.scope not in scopes


def _worsened(finding: Finding, before: Period) -> Worsened:
    return Worsened(subject=subject_of(finding), element=element_moved_by(finding.code), change=_change(finding, before))


def _change(finding: Finding, before: Period) -> RateChange | None:
    """Return how the rate of a finding changed; None where it is not counted, or could not have been there before."""
    earlier = before.seen.get(finding.id)
    exposed = (
        earlier.exposed
        if earlier is not None
        else exposed_to(finding.code, finding.scope, finding.object, before.evidence, finding.elements)
    )
    if finding.count is None or not finding.exposed or not exposed:
        return None
    count = 0 if earlier is None else earlier.count or 0
    return RateChange(before=count, before_exposed=exposed, after=finding.count, after_exposed=finding.exposed)


def _fallen(before: Period, after: Period) -> Iterator[Change]:
    """Yield the indicators, of any scope, that are lower than before beyond chance."""
    if before.fit is None or after.fit is None:
        return
    indicators = {each.code for fit in after.fit.fits for each in fit.indicators}
    for change in compare_fits(before.fit, after.fit).changes:
        if change.code in indicators and change.is_clear and (change.difference or 0) < 0:
            yield change
