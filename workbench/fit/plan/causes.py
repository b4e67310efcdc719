"""Findings with one cause: those that meet in the same post and activity, or the function with which it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.findings import Finding
from workbench.fit.plan.circumstances import Circumstances
from workbench.fit.plan.touched import touched_by

_Meeting = tuple[str, str, str]
"""A post, a process and an activity."""

_MEETING: Final = frozenset({"PO-NOTAUTH", "PO-SOD", "TO-NOACC", "TO-EXCESS", "TO-SHARED"})


def by_cause(findings: Sequence[Finding], circumstances: Circumstances) -> tuple[tuple[Finding, ...], ...]:
    """Group findings, each in one group: a permission with the unauthorised work and the breach of duties that it lets happen.

    A missing permission goes with the shared account in its place. Groups and their findings keep the order given.
    """
    groups: list[tuple[list[Finding], set[_Meeting]]] = []
    for finding in findings:
        meetings = _meetings(finding, circumstances)
        joined = [group for group in groups if group[1] & meetings]
        groups = [group for group in groups if not group[1] & meetings]
        together = [each for group in joined for each in group[0]]
        groups.append(([*together, finding], meetings.union(*(group[1] for group in joined))))
    place = {finding.id: number for number, finding in enumerate(findings)}
    ordered = (tuple(sorted(group, key=lambda each: place[each.id])) for group, _ in groups)
    return tuple(sorted(ordered, key=lambda group: place[group[0].id]))


def _meetings(finding: Finding, circumstances: Circumstances) -> set[_Meeting]:
    """Return in which posts and activities a finding meets others; nothing for codes that stand by themselves."""
    if finding.code not in _MEETING:
        return set()
    if finding.code == "PO-SOD":
        return {(post, each.process, each.id) for post, each in circumstances.posts_that_broke(finding)}
    touched = touched_by(finding, circumstances.evidence.design)
    return {(post, each.process, each.id) for each in touched.activities for post in touched.posts or each.responsible}
