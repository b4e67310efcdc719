"""H1, task elimination: approvals and controls that hardly ever refuse anything."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import DesignedActivity
from workbench.findings import Severity
from workbench.fit.deciding import is_control
from workbench.fit.detection import Evidence, without_logs
from workbench.information import Operation
from workbench.redesign.changes import RemoveActivity
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.outcomes import refused
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation, without_kinds
from workbench.simulation.edits import LeaveOut


def eliminate(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H1 for approvals and controls that refuse next to nothing and make no data that others need; sampling stays.

    What a rule demands is left alone: one side of separate duties, or of an order that is critical.
    """
    evidence = situation.evidence
    yield from without_logs(evidence, "H1")
    yield from without_kinds(situation, "H1")
    for course, code, activity in situation.activities():
        rows = course.process.of(code)
        is_candidate = (
            is_control(activity, evidence) and not _makes_data(activity) and not _is_demanded(activity, course, evidence)
        )
        if not is_candidate or len(rows) < rules.elimination_cases:
            continue
        no = refused(course, code)
        if len(no) <= rules.rejection_share * len(rows):
            yield Proposal(
                heuristic="H1",
                scope=course.id,
                about=(activity.id,),
                trigger=Trigger(
                    measure="rejection-share",
                    value=len(no) / len(rows),
                    threshold=rules.rejection_share,
                    cases=course.cases_of(rows),
                    exposed=len(rows),
                ),
                changes=(RemoveActivity(process=course.id, activity=activity.id),),
                edits=(LeaveOut(process=course.id, activity=activity.id),),
                expected=EXPECTED["H1"],
                facts={"activity": activity.texts},
            )


def _makes_data(activity: DesignedActivity) -> bool:
    return any(Operation.CREATE in operations for operations in activity.uses.values())


def _is_demanded(activity: DesignedActivity, course: Course, evidence: Evidence) -> bool:
    pairs = evidence.design.organization.duty_pairs or ()
    orders = (each for each in course.designed.sidecar.order_rules if each.severity is Severity.CRITICAL)
    named = {it for each in pairs for it in (each.activity_a, each.activity_b)} | {each.before for each in orders}
    return bool(named & {activity.id, *activity.elements})
