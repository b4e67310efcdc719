"""H4, order-based work, and H20, buffering: what lies until a fixed weekday or hour, by habit or until data is refreshed."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.conformance.perspectives.rules import BATCH, TimeRules
from workbench.conformance.perspectives.time_findings import batch_findings
from workbench.design import DesignedActivity
from workbench.findings import Finding
from workbench.fit.detection import Unknown, without, without_logs
from workbench.redesign.changes import AddIntegration
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.outsiders import is_of_outsiders
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger, assumptions_of
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Delayed, Ungate


def one_by_one(situation: Situation, _: HeuristicRules) -> Iterator[Said]:
    """Propose H4 for what people save up for one weekday or hour, as PF-BATCH claims it."""
    yield from _untold(situation, "H4")
    for course, activity, batch in _batches(situation):
        if not is_of_outsiders(course, activity):
            yield Proposal(
                heuristic="H4",
                scope=course.id,
                about=(activity.id,),
                trigger=_trigger("batched-share", batch, situation),
                edits=(Ungate(process=course.id, activity=activity.id),),
                expected=EXPECTED["H4"],
                facts={"activity": activity.texts, "when": batch.facts["when"], "hours": batch.facts["hours"]},
            )


def kept_at_hand(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H20 where systems or parties outside deliver at one weekday or hour what an activity has to read."""
    yield from _untold(situation, "H20")
    for course, activity, batch in _batches(situation):
        if is_of_outsiders(course, activity) and activity.reads:
            yield Proposal(
                heuristic="H20",
                scope=course.id,
                about=(activity.id, *activity.reads),
                trigger=_trigger("refreshed-share", batch, situation),
                changes=tuple(_brought(activity, situation)),
                edits=(
                    Ungate(process=course.id, activity=activity.id),
                    Delayed(process=course.id, activity=activity.id, factor=rules.buffered_factor),
                ),
                expected=EXPECTED["H20"],
                assumed=("buffered_factor",),
                facts={
                    "activity": activity.texts,
                    "when": batch.facts["when"],
                    "hours": batch.facts["hours"],
                    **assumptions_of(rules, "buffered_factor"),
                },
            )


def _untold(situation: Situation, code: str) -> Iterator[Said]:
    yield from without_logs(situation.evidence, code)
    yield from (without("starts", code, scope=course.id) for course in situation.courses if not course.is_timed)
    doubts = ((course.id, situation.evidence.doubt(BATCH, [course.process])) for course in situation.courses)
    yield from (Unknown(codes=(code,), reason=doubt, scope=process) for process, doubt in doubts if doubt is not None)


def _batches(situation: Situation) -> Iterator[tuple[Course, DesignedActivity, Finding]]:
    """Yield what PF-BATCH would claim, whether the policy asks for it or not."""
    evidence, policy = situation.evidence, situation.evidence.policy.rules
    rules = TimeRules(
        claimed=frozenset({BATCH}),
        batch_share=policy.batch_share,
        batch_starts=policy.batch_starts,
        batch_wait_hours=policy.batch_wait_hours,
    )
    for course in situation.courses:
        if course.is_timed and evidence.doubt(BATCH, [course.process]) is None:
            expectation = course.conformance.expectation
            for found in batch_findings(course.steps, course.waits, expectation, rules, evidence.timezone):
                if found.object[0] in course.code:
                    yield course, course.process.activities[course.code[found.object[0]]], found


def _trigger(measure: str, batch: Finding, situation: Situation) -> Trigger:
    threshold = situation.evidence.policy.rules.batch_share
    return Trigger(measure=measure, value=batch.rate or 0.0, threshold=threshold, cases=batch.cases, exposed=batch.exposed or 0)


def _brought(activity: DesignedActivity, situation: Situation) -> Iterator[AddIntegration]:
    """Yield the interfaces that bring what is read from its master to where it is read, where none is declared."""
    design = situation.evidence.design
    for data in activity.reads:
        known = design.information.data_object.get(data)
        master = known.master_system if known is not None else None
        for system in sorted(activity.systems):
            if master is not None and master != system and not design.landscape.is_joined(master, system, data):
                yield AddIntegration(source=master, target=system, data=(data,))
