"""What a register tells of normalization, read for every outlet by the same function."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbench.findings import Finding, WorkbenchError
from workbench.normalization import Register
from workbench.normalization.audit import audits_in
from workbench.normalization.chain import UNFOLLOWED
from workbench.normalization.corrections import Corrections, corrections_in
from workbench.normalization.plan import Plan, plan_in
from workbench.normalization.release import Releases, standing_in
from workbench.normalization.watch.recorded import cases_in
from workbench.study.assessing import Assessment
from workbench.study.chaining import chain_of, intentions_in
from workbench.study.findings_over_time import lifelines_in
from workbench.study.following import followed_in, release_days
from workbench.study.frozen import is_frozen
from workbench.study.monitoring import Asked, Under, look_at, nothing_to_watch
from workbench.study.under_release import assess_under
from workbench.study.under_watch import Intended, Normalized, UnderWatch


def normalized_in(workspace: Path, register: Register, assessment: Assessment, on: date) -> Normalized | None:
    """Read what a register tells on a day, beside what the strategy intends; None where neither tells anything.

    Where the register is not what was written, that is said with the decisions (`Standing.fault`) and None is returned. A record
    that cannot be read is the `fault` of what is returned: then nothing is told of what was recorded.
    """
    try:
        head = register.head
    except WorkbenchError:
        return None
    try:
        plan, releases, cases = plan_in(register, on), standing_in(register, on), cases_in(register, on)
        corrections, audits = corrections_in(register, on), audits_in(register, on)
        intended = _intended(workspace, register, assessment, on)
        lives = lifelines_in(register, on)
    except WorkbenchError as error:
        plan, releases, corrections = Plan(on=on), Releases(on=on), Corrections(on=on)
        return Normalized(on=on, head=head, plan=plan, releases=releases, corrections=corrections, fault=error.finding)
    is_told = assessment.study.design.strategy.is_told
    if not (is_told or plan.items or releases.releases or cases or corrections.corrections or audits or lives.rows):
        return None
    seen, fault = seen_on(workspace, register, assessment, on)
    return Normalized(
        on=on,
        head=head,
        plan=plan,
        releases=releases,
        cases=cases,
        corrections=corrections,
        audits=audits,
        intended=intended,
        lives=lives,
        seen=seen,
        fault=fault,
    )


def _intended(workspace: Path, register: Register, assessment: Assessment, on: date) -> Intended:
    """Measure what the strategy intends, and follow it down to what the register knows."""
    design = assessment.study.design
    intentions = intentions_in(assessment, release_days(register, on))
    followed = UNFOLLOWED if is_frozen(workspace) else followed_in(register, design, on)  # a release has no register of its own
    return Intended(intentions=intentions, chain=chain_of(assessment, intentions, followed))


def seen_on(
    workspace: Path, register: Register, assessment: Assessment, on: date, under: Under = assess_under
) -> tuple[UnderWatch | None, Finding | None]:
    """Look at the releases in force on a day: None where none is watched, with what is wrong where one should be."""
    asked = Asked(on=on)
    if nothing_to_watch(workspace, register, asked) is not None:
        return None, None
    try:
        return look_at(workspace, register, assessment, asked, under), None
    except WorkbenchError as error:
        return None, error.finding
