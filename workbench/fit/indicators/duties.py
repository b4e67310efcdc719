"""PO1, PO2, PO12: whether the design says who answers – for each activity, in each lane, for each process."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Design, DesignedActivity, DesignedProcess
from workbench.fit.detection import Evidence
from workbench.fit.detectors.lanes import agrees_with_lane
from workbench.fit.indicators.activities import weight_of
from workbench.fit.indicators.grounds import activities_of, lacking, share_of, unknown_without
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured
from workbench.fit.indicators.sample import Exact
from workbench.organization import RESERVED, Letter
from workbench.process.sidecar import LaneMeaning


def responsibility_completeness(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO1: Σ w·1[#A = 1 and #R ≥ 1] / Σ w over all activities, w by criticality. Range [0, 1], higher is better.

    SYS and EXT may be responsible. Sources: R. Reference: the RACI rule, exactly one accountable for each activity.
    """
    missing = lacking("PO1", scope, {"responsibilities": evidence.design.organization.responsibilities})
    if missing is not None:
        return missing
    return _of_activities("PO1", scope, [(each, _is_complete(each)) for each in activities_of(evidence, scope)])


def lane_agreement(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO2: Σ w·1[who the lane stands for is R] / Σ w, w by criticality. Range [0, 1], higher is better.

    Over activities of people that name a human R, and all that stand in a lane of SYS or EXT and name any R; a department's
    lane agrees where it is that of one R. What stands in no lane with a meaning is not covered; lanes of systems say nothing.
    Sources: B, R. Reference: Cabanillas, Resinas, Ruiz-Cortés, RASCI in business processes.
    """
    design = evidence.design
    missing = lacking("PO2", scope, {"responsibilities": design.organization.responsibilities})
    if missing is not None:
        return missing
    due = [each for each in activities_of(evidence, scope) if _is_drawn_for_someone(each)]
    told = [each for each in due if each.lane is not None]
    if due and not told:
        return unknown_without("lanes", "PO2", scope)
    covered = share_of(sum(map(weight_of, told)), sum(map(weight_of, due)))
    return _of_activities("PO2", scope, [(each, agrees_with_lane(each, design)) for each in told], covered)


def process_ownership(evidence: Evidence, scope: Scope) -> Reading:
    """Read PO12: the share of processes with exactly one owner who is a post. Range [0, 1], higher is better.

    Rows of (process, owner) tell who owns it, those of (process, owner, department) whether the owner outranks or equals the
    head of each department that takes part: reported beside it, not scored. A process without sidecar is not covered.
    Sources: R. Reference: GB/T 23001, process owners.
    """
    told = [each for each in evidence.design.processes if each.id in scope.processes and each.has_sidecar]
    if scope.processes and not told:
        return unknown_without("sidecar", "PO12", scope)
    owned = [(each, _owner(each, evidence.design)) for each in told]
    rows = [EvidenceRow(about=(each.id, owner or ""), part=float(owner is not None), whole=1.0) for each, owner in owned]
    ranks = [row for each, owner in owned if owner is not None for row in _ranks(each, owner, evidence.design)]
    sample = Exact(part=sum(row.part for row in rows), whole=len(rows), units=len(rows))
    return measured("PO12", scope, sample, (*rows, *ranks), len(told) / max(1, len(scope.processes)))


def _of_activities(code: str, scope: Scope, judged: list[tuple[DesignedActivity, bool]], covered: float = 1.0) -> Reading:
    """Read a share of activities by their weight."""
    rows = tuple(
        EvidenceRow(about=(each.process, each.id), part=weight_of(each) * is_good, whole=weight_of(each))
        for each, is_good in judged
    )
    sample = Exact(part=sum(row.part for row in rows), whole=sum(row.whole for row in rows), units=len(rows))
    return measured(code, scope, sample, rows, covered)


def _is_complete(activity: DesignedActivity) -> bool:
    duties = activity.duties or {}
    return len(duties.get(Letter.ACCOUNTABLE, ())) == 1 and len(duties.get(Letter.RESPONSIBLE, ())) >= 1


def _is_drawn_for_someone(activity: DesignedActivity) -> bool:
    lane = activity.lane
    if lane is not None and lane.meaning is LaneMeaning.SYSTEM:
        return False
    if lane is not None and lane.id in RESERVED:
        return bool((activity.duties or {}).get(Letter.RESPONSIBLE))
    return not activity.is_automatic and bool(activity.responsible)


def _owner(process: DesignedProcess, design: Design) -> str | None:
    """Return the post that owns a process; one that the table of posts does not know is none."""
    owner = design.owner_of(process)
    return owner if design.organization.posts is None or owner in design.organization.post else None


def _ranks(process: DesignedProcess, owner: str, design: Design) -> Iterator[EvidenceRow]:
    """Hold an owner against the head of every department whose posts are responsible in the process."""
    posts = design.organization.post
    taking = {post for each in design.activities_in(process.id) for post in each.responsible if post in posts}
    level = posts[owner].level if owner in posts else None
    for department in sorted({posts[post].department for post in taking}):
        head = _head_level(department, design)
        if level is not None and head is not None:
            yield EvidenceRow(about=(process.id, owner, department), part=float(level <= head), whole=1.0)


def _head_level(department: str, design: Design) -> int | None:
    """Return the level of a department's head, a post or a person; None where nothing says it."""
    organization = design.organization
    unit = organization.department.get(department)
    head = unit.head if unit is not None else None
    held = [each.post for each in organization.holdings or () if each.person == head]
    levels = [organization.post[post].level for post in (head, *held) if post is not None and post in organization.post]
    return min((level for level in levels if level is not None), default=None)
