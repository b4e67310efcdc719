"""The adjustment plan, and what new evidence proved of it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.names import Names
from workbench.language import Language, say
from workbench.normalization.heads import Head
from workbench.normalization.plan import Item, Plan, as_one
from workbench.normalization.verification import effect_words, proof_words, verdict_of
from workbench.report.normalization.plan_board import (
    SHORT,
    answering,
    elements_named,
    posts_named,
    proof_of,
    state_named,
    window_of,
)
from workbench.report.tables import both, spoken
from workbench.study.adjusting import Verification


def plan_lines(plan: Plan, head: Head, posts: Names, language: Language) -> str:
    """Return a plan item by item in turn, then what it adds up to and the last record of the register."""
    lines = [say("plan-board", language, {"day": plan.on, "count": len(plan.items)})]
    for number, item in enumerate(plan.items, 1):
        lines += _item(number, item, plan, posts, language)
    lines += [each[language.value] for each in plan.said]
    return "\n".join([*lines, say("plan-head", language, {"number": head.number, "hash": head.hash})])


def verification_lines(verification: Verification, plan: Plan, language: Language) -> str:
    """Return what a run proved, item by item and finding by finding, and what is opened again."""
    lines = [say("plan-verified", language, {"count": len(verification.judgements), "run": verification.run.run.subject[:SHORT]})]
    for judgement in verification.judgements:
        title = plan.item[judgement.item].planned.moved_to
        facts = {"item": judgement.item[:SHORT], "proof": proof_words(judgement.proof).text(language)}
        lines.append(say("plan-verified-item", language, {**facts, "to": as_one(title)[language.value]}))
        lines += [f"   {each.subject.code}: {verdict_of(each).text(language)}" for each in judgement.findings]
        lines += [f"   {effect_words(each.effect).text(language)}" for each in judgement.predicted]
    lines += [say("plan-verified-again", language, {"item": each[:SHORT]}) for each in verification.reopened]
    return "\n".join(lines)


def _item(number: int, item: Item, plan: Plan, posts: Names, language: Language) -> Iterator[str]:
    planned = item.planned
    facts = {
        "number": number,
        "state": spoken(state_named(item.state)),
        "elements": spoken(elements_named(item)),
        "item": item.id[:SHORT],
        "responsible": spoken(answering(item, posts)),
        "signed": spoken(posts_named(item.signed, posts)),
        "unsigned": spoken(posts_named(item.unsigned, posts)),
        "window": spoken(both("plan-window-overdue", window=window_of(item))) if item.is_overdue else window_of(item),
        "proof": spoken(proof_of(item)),
        "from": as_one(planned.moved_from),
        "to": as_one(planned.moved_to),
    }
    for key in ("plan-line", "plan-line-from", "plan-line-to", "plan-line-who", "plan-line-when"):
        yield say(key, language, facts)
    if waits := plan.waits_for(item):
        yield say("plan-line-waits", language, {"items": ", ".join(each[:SHORT] for each in waits)})
    if item.escalation is not None:
        yield f"   {item.escalation.text(language)}"
