"""Draft items of an adjustment plan: as lines for a terminal, for a page, and as they stand in the findings file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from workbench.design import Names
from workbench.fit.plan import AdjustmentItem, draft_items
from workbench.language import Language, say
from workbench.normalization.plan import item_of_draft
from workbench.report.item_content import item_content
from workbench.report.lines.assessed import assessed_text
from workbench.report.score_card import DraftItem
from workbench.study import Assessment

_ID: Final = 8
_DIGITS: Final = 6
_ANY_DAY: Final = date.min
"""A draft stands in no days yet: only how many it takes is told."""
_SEPARATOR: Final = {Language.ZH_CN: "、", Language.EN: ", "}


def plan_text(assessment: Assessment, language: Language) -> str:
    """Return the draft plan of an assessment, item by item in the order of priority, its three factors shown."""
    items = draft_items(assessment.findings, assessment.evidence)
    posts = assessment.study.design.vocabulary.posts
    lines = [say("plan-title", language, {"count": len(items)})]
    for number, item in enumerate(items, 1):
        lines += _lines(number, item, posts, language)
    return "\n".join(lines)


def text_and_plan(assessment: Assessment, language: Language) -> str:
    """Return what was found, then the draft plan."""
    return f"{assessed_text(assessment, language)}\n{plan_text(assessment, language)}"


def drafts_of(assessment: Assessment) -> tuple[DraftItem, ...]:
    """Return the draft plan of an assessment for a page, the findings of each item by id."""
    posts = assessment.study.design.vocabulary.posts
    items = draft_items(assessment.findings, assessment.evidence)
    return tuple(
        DraftItem(
            zh=tuple(line.strip() for line in _lines(number, item, posts, Language.ZH_CN)),
            en=tuple(line.strip() for line in _lines(number, item, posts, Language.EN)),
            findings=tuple(each.id for each in item.findings),
        )
        for number, item in enumerate(items, 1)
    )


def drafts_content(assessment: Assessment, language: Language) -> list[dict[str, Any]]:
    """Return the draft plan of an assessment as plain values: `item_content`, the factors of its priority, and its effort."""
    design = assessment.evidence.design
    drafts = draft_items(assessment.findings, assessment.evidence)
    return [{**item_content(item_of_draft(each, design, _ANY_DAY), language), **_weighed(each)} for each in drafts]


def _weighed(item: AdjustmentItem) -> dict[str, Any]:
    priority = item.priority
    factors = {"criticality": priority.criticality, "frequency": priority.frequency, "effect": priority.effect}
    return {"factors": {name: round(each, _DIGITS) for name, each in factors.items()}, "effort": item.effort}


def _lines(number: int, item: AdjustmentItem, posts: Names, language: Language) -> Iterator[str]:
    between, priority = _SEPARATOR[language], item.priority
    facts = {
        "number": number,
        "elements": between.join(say(f"element-{each.value}", language) for each in item.elements),
        "priority": f"{priority.value:.2f}",
        "criticality": priority.criticality,
        "frequency": f"{priority.frequency:.2f}",
        "effect": f"{priority.effect:.2f}",
        "window": item.window,
        "id": item.id[:_ID],
    }
    yield say("plan-item", language, facts)
    for finding in item.findings:
        yield say("plan-finding", language, {"code": finding.code, "text": finding.text(language)})
    yield from (say("plan-move", language, {"text": text}) for text in _moves(item, language))
    parties = {"responsible": _named(item.responsible, posts, language), "sign_offs": _named(item.sign_offs, posts, language)}
    yield say("plan-parties", language, parties)
    for text in dict.fromkeys(each.text(language) for each in item.verifications):
        yield say("plan-verification", language, {"text": text})
    if item.after:
        yield say("plan-after", language, {"items": between.join(each[:_ID] for each in item.after)})


def _moves(item: AdjustmentItem, language: Language) -> list[str]:
    """Say what is done, each thing once, in the order of the findings."""
    told = zip(item.findings, item.moves, strict=True)
    return list(dict.fromkeys(say(f"move-{move.key}", language, finding.facts) for finding, move in told))


def _named(ids: Sequence[str], posts: Names, language: Language) -> str:
    return _SEPARATOR[language].join(posts.called(each)[language.value] for each in ids) or say("plan-nobody", language)
