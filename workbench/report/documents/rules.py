"""The rules that hold for an activity – authority, segregation, time limits, order, capture – each as one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import DesignedActivity, DesignedProcess
from workbench.organization import Authority, DutyPair, DutyRule
from workbench.process.sidecar import OrderRule, TimeLimit
from workbench.report.documents.wording import Wording


def rules_of(activity: DesignedActivity, process: DesignedProcess, wording: Wording) -> Iterator[str]:
    """Yield each rule that a process or an organization lays down for an activity."""
    organization = wording.design.organization
    for authority in organization.authorities or ():
        if authority.activity == activity.id:
            yield authority_in_words(authority, wording)
    for pair in organization.duty_pairs or ():
        if activity.id in (pair.activity_a, pair.activity_b):
            yield pair_in_words(pair, activity.id, wording)
    limit = time_limit_of(activity, process)
    if limit is not None:
        yield wording.say("doc-rule-limit", limit=wording.hours(limit))
    for rule in process.sidecar.order_rules:
        if activity.id in (rule.before, rule.after):
            yield order_in_words(rule, activity.id, wording)
    if activity.is_blind:
        yield wording.say("doc-rule-blind")


def time_limit_of(activity: DesignedActivity, process: DesignedProcess) -> TimeLimit | None:
    """Return how long an activity may take, None where nothing says so."""
    facts = (process.sidecar.activities.get(key) for key in (*activity.elements, activity.id))
    return next((each.time_limit for each in facts if each is not None and each.time_limit is not None), None)


def authority_in_words(authority: Authority, wording: Wording) -> str:
    """Say the lowest post that may decide, and in which case."""
    post = wording.post(authority.lowest_post)
    if authority.attribute is None:
        return wording.say("doc-rule-authority", post=post)
    return wording.say("doc-rule-authority-where", post=post, case=authority.condition)


def pair_in_words(pair: DutyPair, activity: str, wording: Wording) -> str:
    """Say of one activity with which other it must not (or must) be in one hand."""
    other = pair.activity_b if pair.activity_a == activity else pair.activity_a
    return wording.say(f"doc-rule-{pair.rule}", other=wording.quoted(other)) + _named(pair.name, wording)


def order_in_words(rule: OrderRule, activity: str, wording: Wording) -> str:
    """Say of one activity before or after which other it must be done."""
    place, other = ("before", rule.after) if rule.before == activity else ("after", rule.before)
    return wording.say(f"doc-rule-{place}", other=wording.quoted(other)) + _named(rule.why, wording)


def kind_of_rule(pair: DutyPair, wording: Wording) -> str:
    """Say what a rule on two duties demands."""
    return wording.say("doc-pair-apart" if pair.rule is DutyRule.SEGREGATION else "doc-pair-together")


def _named(text: str, wording: Wording) -> str:
    return wording.say("doc-in-brackets", text=text) if text else ""
