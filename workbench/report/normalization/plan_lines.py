"""The adjustment plan, and what new evidence proved of it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.design.names import Names
from workbench.language import Language, say
from workbench.normalization.heads import Head
from workbench.normalization.plan import Item, Plan, Told, as_one
from workbench.normalization.verification import Judgement, beside, effect_words, proof_words, side_effect_words, verdict_of
from workbench.report.normalization.plan_board import (
    EVERY_ITEM,
    PlanChoice,
    answering,
    elements_named,
    posts_named,
    proof_of,
    state_named,
    window_of,
)
from workbench.report.normalization.plan_item import ItemPage
from workbench.report.page import Texts
from workbench.report.register_head import head_said
from workbench.report.tables import both, in_both, listed, same, spoken
from workbench.shown import SHORT
from workbench.study.adjusting import Verification


def plan_lines(plan: Plan, head: Head, posts: Names, language: Language, choice: PlanChoice = EVERY_ITEM) -> str:
    """Return the items of a plan that are looked at in turn, then what it adds up to and the last record of the register."""
    chosen = choice.of(plan)
    lines = [say("plan-board", language, {"day": plan.on, "count": len(chosen)})]
    for number, item in enumerate(plan.items, 1):
        lines += _item(number, item, plan, posts, language) if item in chosen else ()
    lines += [each[language.value] for each in plan.said]
    return "\n".join([*lines, head_said(head).said(language)])


def verification_lines(verification: Verification, plan: Plan, language: Language) -> str:
    """Return what a run proved, item by item: its findings and predicted effects; what went along; what is opened again."""
    lines = [say("plan-verified", language, {"count": len(verification.judgements), "run": verification.run.run.subject[:SHORT]})]
    for judgement in verification.judgements:
        title = plan.item[judgement.item].planned.moved_to
        facts = {"item": judgement.item[:SHORT], "proof": proof_words(judgement.proof).text(language)}
        lines.append(say("plan-verified-item", language, {**facts, "to": as_one(title)[language.value]}))
        lines += [f"   {each.subject.code}: {verdict_of(each).text(language)}" for each in judgement.findings]
        lines += [f"   {effect_words(each.effect).text(language)}" for each in judgement.predicted]
    if meanwhile := said_beside({it.item: _beside(it) for it in verification.judgements}):
        lines += [say("plan-verified-meanwhile", language), *(f"   {each.said(language)}" for each in meanwhile)]
    lines += [say("plan-verified-again", language, {"item": each[:SHORT]}) for each in verification.reopened]
    return "\n".join(lines)


def said_beside(told: Mapping[str, Sequence[Told]]) -> tuple[Texts, ...]:
    """Say what stood beside items when they were judged, each sentence once, with the items that it is said of: several, or all.

    `told` is what is said of each item: items that were done together share what went along with them.
    """
    items: dict[Texts, list[str]] = {}
    for item, sentences in told.items():
        for each in sentences:
            items.setdefault(in_both(each.text), []).append(item[:SHORT])
    return tuple(
        both("plan-verified-beside", text=spoken(text), items=spoken(_several(of, of_all=len(told))))
        for text, of in items.items()
    )


def _several(items: Sequence[str], of_all: int) -> Texts:
    """Name some items, or say that it is all of several."""
    return both("plan-verified-all", count=of_all) if 2 < len(items) == of_all else listed([same(each) for each in items])


def _beside(judgement: Judgement) -> tuple[Told, ...]:
    """Return what went along with an item that was not predicted, then what else grew worse."""
    return (*(effect_words(each) for each in beside(judgement)), *side_effect_words(judgement.side_effects))


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


def item_lines(page: ItemPage, language: Language) -> str:
    """Return one item with all that is known of it but its tables: what is to be, who, when, at what cost, risk and proof."""
    lines = [page.title.said(language), *(f"   {each.said(language)}" for each in page.moved_from)]
    lines += [f"→  {each.said(language)}" for each in page.moved_to]
    told = [(each.label, each.value) for each in page.facts]
    told += [(both(f"plan-list-{key}"), each) for key, texts in page.lists for each in texts]
    lines += [say("plan-said", language, {"label": spoken(label), "value": spoken(value)}) for label, value in told]
    return "\n".join([*lines, *(each.said(language) for each in page.notes)])
