"""A recommendation as data for other programs: every figure with its interval, nothing rounded for the eye."""

from __future__ import annotations

import json
from typing import Any

from workbench.findings import Finding
from workbench.privacy.names import Names
from workbench.redesign.advice import Advice, Plan, ProcessEffect, Simulated
from workbench.redesign.advice.effects import finite
from workbench.redesign.assignment import Reassignment
from workbench.redesign.changes import Change
from workbench.redesign.grouping import FrontPoint
from workbench.redesign.layers import Layering
from workbench.report.redesign.advice_cards import key_of
from workbench.report.redesign.few_people import is_too_few
from workbench.simulation.experiment import Interval
from workbench.simulation.gate import Compared, ProcessGate
from workbench.study.recommending import Recommendation

SCHEMA = "workbench-recommendation/1"


def recommendation_json(recommendation: Recommendation) -> str:
    """Return one JSON object: the front, the calibration, all advice with effects, and the plan."""
    return json.dumps(recommendation_content(recommendation), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def recommendation_content(recommendation: Recommendation) -> dict[str, Any]:
    """Return it as plain data."""
    protocol = recommendation.request.protocol
    return {
        "schema": SCHEMA,
        "seed": protocol.seed,
        "replications": protocol.replications,
        "front": {
            "complete": recommendation.front.is_complete,
            "conflict": list(recommendation.front.conflict),
            "points": [_point(each, recommendation) for each in recommendation.front.points],
        },
        "assignment": _assignment(recommendation.reassignment),
        "layers": _layers(recommendation.layering),
        "calibration": _calibration(recommendation),
        "advice": [_advice(each, recommendation) for each in recommendation.advice],
        "plan": _plan(recommendation.plan),
        "unknown": [
            {"codes": list(each.codes), "scope": each.scope, "because": each.reason.code} for each in recommendation.unknown
        ],
    }


def _point(point: FrontPoint, recommendation: Recommendation) -> dict[str, Any]:
    units = recommendation.problem.units
    return {
        "change": point.change,
        "coordination": point.coordination,
        "crossing": point.crossing,
        "bound": point.bound,
        "proof": point.proof.value,
        "moves": [
            {"post": unit.id, "from": unit.department, "to": place}
            for unit, place in zip(units, point.grouping.departments, strict=True)
            if unit.department != place
        ],
        "teams": [{"process": process, "post": post} for process, post in point.grouping.teams],
    }


def _assignment(found: Reassignment) -> dict[str, Any]:
    return {
        "proof": found.proof.value,
        "gap": found.gap,
        "conflict": list(found.conflict),
        "grants": [{"post": post, "function": function} for post, function in found.grants],
        "changes": [
            {
                "activity": each.job.id,
                "main": {"from": each.job.main, "to": each.main},
                "responsible": {"given": list(each.given), "taken": list(each.taken)},
                "accountable": {"from": list(each.job.accountable), "to": each.accountable},
            }
            for each in found.changes
        ],
    }


def _layers(found: Layering) -> dict[str, Any]:
    return {
        "proven": found.is_proven,
        "conflict": list(found.conflict),
        "stages": [{"name": each.name, "value": each.value, "bound": each.bound} for each in found.stages],
        "changes": [{"post": each.post, "from": each.before or None, "to": each.after} for each in found.changes],
    }


def _calibration(recommendation: Recommendation) -> dict[str, Any]:
    calibrated = recommendation.calibrated
    return {
        "indicative": sorted(recommendation.gate.indicative),
        "processes": [_gate(each) for each in recommendation.gate.processes],
        "assumed": [_reason(each) for each in calibrated.assumed],
        "unplayed": [_reason(each) for each in calibrated.unknown],
    }


def _gate(each: ProcessGate) -> dict[str, Any]:
    return {
        "process": each.process,
        "cases": each.cases,
        "median_days": _compared(each.median),
        "p90_days": _compared(each.p90),
        "distance_days": each.distance,
        "undone": each.undone,
        "reasons": [reason.code for reason in each.reasons],
    }


def _compared(compared: Compared | None) -> dict[str, float] | None:
    return None if compared is None else {"logged": compared.logged, "simulated": compared.simulated}


def _reason(reason: Finding) -> dict[str, Any]:
    return {"code": reason.code, "scope": reason.scope, "object": list(reason.object)}


def _advice(advice: Advice, recommendation: Recommendation) -> dict[str, Any]:
    proposal, trigger = advice.proposal, advice.proposal.trigger
    people = recommendation.assessment.study.names
    return {
        "key": key_of(advice),
        "heuristic": proposal.heuristic,
        "scope": proposal.scope,
        "about": list(proposal.about),
        "trigger": {
            "measure": trigger.measure,
            "value": None if _is_of_few(advice, recommendation) else finite(trigger.value),
            "threshold": finite(trigger.threshold),
            "exposed": trigger.exposed,
            "cases": list(trigger.cases),
        },
        "changes": [_change(each, people) for each in proposal.changes],
        "assumed": list(proposal.assumed),
        "feasible": advice.is_feasible,
        "refusal": None if advice.refusal is None else advice.refusal.code,
        "breaks": [{"code": each.code, "object": list(each.object)} for each in advice.broken],
        "agree": {element.value: list(posts) for element, posts in advice.agree},
        "effect": None if advice.effect is None else _simulated(advice.effect),
    }


def _is_of_few(advice: Advice, recommendation: Recommendation) -> bool:
    """Return whether what was noticed is how busy a post of too few people is."""
    proposal = advice.proposal
    return proposal.trigger.measure == "utilisation" and any(is_too_few(post, recommendation) for post in proposal.about)


def _change(change: Change, people: Names) -> dict[str, str]:
    facts = {name: people.called(fact) if name == "person" else fact for name, fact in change.facts.items()}
    return {"kind": change.kind, **facts}


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "everything": None if plan.everything is None else _simulated(plan.everything),
        "steps": [
            {"advice": key_of(step.advice), "together": _simulated(step.together), "share": plan.share(number)}
            for number, step in enumerate(plan.steps, start=1)
        ],
    }


def _simulated(effect: Simulated) -> dict[str, Any]:
    return {
        "saved_days": effect.saved,
        "flexibility": effect.flexibility,
        "processes": [_process(each) for each in effect.processes],
    }


def _process(effect: ProcessEffect) -> dict[str, Any]:
    return {
        "process": effect.process,
        "cases": effect.cases,
        "base_days": _interval(effect.base),
        "cycle_time_days": _interval(effect.cycle_time),
        "p90_days": _interval(effect.p90),
        "working_minutes": _interval(effect.minutes),
        "repeated_steps": _interval(effect.repeats),
        "undone": effect.undone,
    }


def _interval(interval: Interval) -> dict[str, float | None]:
    return {"mean": finite(interval.mean), "low": finite(interval.low), "high": finite(interval.high)}
