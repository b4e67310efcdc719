"""The machine-readable result of one process beyond the flow: time, performers and data, and what all sides cost together."""

from __future__ import annotations

from typing import Any, Final

from workbench.conformance.perspectives import Perspectives
from workbench.conformance.perspectives.balance import ActivityView, Balance
from workbench.conformance.perspectives.conditions import Choice
from workbench.conformance.perspectives.performing import Performance
from workbench.conformance.perspectives.timeliness import Timeliness
from workbench.conformance.perspectives.waiting import PARTS, Transition
from workbench.eventlog.log import HOUR
from workbench.fit import Privacy
from workbench.language import Language, say
from workbench.process.naming import Naming
from workbench.study import AssessedProcess

_DIGITS: Final = 6


def perspectives_content(process: AssessedProcess, privacy: Privacy, language: Language) -> dict[str, Any] | None:
    """Return the perspectives of a process as JSON content: activities by their ids, times in hours, None where unknown.

    The events of a group that is too small to be shown are None, and `suppressed` says so.
    """
    perspectives, design = process.perspectives, process.study.design
    if perspectives is None or design is None:
        return None
    naming = design.naming
    return {
        "activities": [_activity(each, naming) for each in perspectives.activities],
        "waiting": _listed(perspectives, naming),
        "time_limits": [_limit(each, naming) for each in perspectives.timeliness],
        "performers": _performers(perspectives, naming, privacy),
        "conditions": _conditions(perspectives, naming, language),
        "balanced_cost": _balance(perspectives.balance),
        "notices": [{"code": each.code, "message": each.text(language)} for each in perspectives.notices],
    }


def _activity(view: ActivityView, naming: Naming) -> dict[str, Any]:
    return {
        "activity": naming.activity_id(view.about),
        "cost": view.cost,
        "missing": view.missing,
        "unforeseen": view.unforeseen,
        "waits": view.waited.known if view.waited else None,
        "median_working_hours": _hours(view.waited.median_working if view.waited else None),
        "working_hours": _hours(view.waited.working if view.waited else None),
        "late": view.late,
        "performer": {"agrees": view.agreeing, "differs": view.differing, "unknown": view.unidentified},
        "condition": {"failed": view.failed, "unknown": view.untold},
    }


def _listed(perspectives: Perspectives, naming: Naming) -> list[dict[str, Any]] | None:
    return None if perspectives.transitions is None else [_transition(each, naming) for each in perspectives.transitions]


def _transition(transition: Transition, naming: Naming) -> dict[str, Any]:
    parts = transition.parts
    return {
        "from": naming.activity_id(transition.source),
        "to": naming.activity_id(transition.target),
        "count": transition.count,
        "known": transition.known,
        "elapsed_hours": _hours(transition.elapsed),
        "median_working_hours": _hours(transition.median_working),
        "told": transition.told,
        "causes_hours": None if parts is None else {name: _hours(getattr(parts, name)) for name in PARTS},
    }


def _limit(each: Timeliness, naming: Naming) -> dict[str, Any]:
    return {
        "activity": None if each.element is None else naming.activity_id(each.element),
        "hours": each.limit.hours,
        "elapsed": each.limit.is_elapsed,
        "exposed": each.exposed,
        "late": each.late,
        "unknown": each.unknown,
    }


def _performers(perspectives: Perspectives, naming: Naming, privacy: Privacy) -> list[dict[str, Any]] | None:
    def row(each: Performance) -> dict[str, Any]:
        activity = naming.activity_id(each.element)
        hidden = each.group is not None and privacy.suppresses(each.events, None)
        shown = {"activity": activity, "group": each.group, "events": None if hidden else each.events}
        return {**shown, "agreement": each.agreement.value, "suppressed": hidden}

    return None if perspectives.performances is None else [row(each) for each in perspectives.performances.rows]


def _conditions(perspectives: Perspectives, naming: Naming, language: Language) -> list[dict[str, Any]] | None:
    def row(each: Choice) -> dict[str, Any]:
        return {
            "gateway": each.gateway,
            "flow": each.flow,
            "condition": each.condition,
            "activities": [naming.activity_id(element) for element in each.elements],
            "taken": each.taken,
            "held": each.held,
            "failed": each.failed,
            "unknown": each.unknown,
            "reason": None if each.reason is None else say(each.reason.value, language),
        }

    return None if perspectives.choices is None else [row(each) for each in perspectives.choices.rows]


def _balance(balance: Balance) -> dict[str, Any]:
    complete = balance.complete
    return {
        "mean": None if balance.mean is None else round(balance.mean, _DIGITS),
        "flow": int(balance.flow[complete].sum()),
        "performer": int(balance.performer[complete].sum()),
        "data": int(balance.data[complete].sum()),
        "unknown": int(balance.unknown[complete].sum()),
        "weights": {"flow": balance.weights.flow, "performer": balance.weights.performer, "data": balance.weights.data},
    }


def _hours(microseconds: float | None) -> float | None:
    return None if microseconds is None else round(microseconds / HOUR, _DIGITS)
