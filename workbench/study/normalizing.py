"""What a register tells of normalization, read for every outlet by the same function."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from workbench.findings import Finding, WorkbenchError
from workbench.normalization import Register
from workbench.normalization.plan import plan_in
from workbench.normalization.release import standing_in
from workbench.normalization.watch.recorded import cases_in
from workbench.study.assessing import Assessment
from workbench.study.findings_over_time import lifelines_in
from workbench.study.monitoring import Asked, look_at, nothing_to_watch
from workbench.study.under_watch import Normalized, UnderWatch


def normalized_in(workspace: Path, register: Register, assessment: Assessment, on: date) -> Normalized | None:
    """Read what a register tells of plan, releases, cases and assessments on a day; None without any, or where it cannot be read.

    That it cannot be read is said with the decisions (`Standing.fault`); what was found is shown all the same.
    """
    try:
        plan, releases, cases = plan_in(register, on), standing_in(register, on), cases_in(register, on)
        head, lives = register.head, lifelines_in(register, on)
    except WorkbenchError:
        return None
    if not (plan.items or releases.releases or cases or lives.rows):
        return None
    seen, fault = _seen(workspace, register, assessment, on)
    return Normalized(on=on, head=head, plan=plan, releases=releases, cases=cases, lives=lives, seen=seen, fault=fault)


def _seen(workspace: Path, register: Register, assessment: Assessment, on: date) -> tuple[UnderWatch | None, Finding | None]:
    asked = Asked(on=on)
    if nothing_to_watch(workspace, register, asked) is not None:
        return None, None
    try:
        return look_at(workspace, register, assessment, asked), None
    except WorkbenchError as error:
        return None, error.finding
