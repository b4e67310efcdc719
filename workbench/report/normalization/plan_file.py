"""The adjustment plan as one JSON object: ids as they are, sentences in one language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from workbench.language import Language
from workbench.normalization.heads import Head
from workbench.normalization.plain_values import plain
from workbench.normalization.plan import Item, Plan, PostChangeRow, changes_for
from workbench.report.item_content import item_content
from workbench.report.normalization.plan_board import EVERY_ITEM, PlanChoice


def plan_json(plan: Plan, head: Head, language: Language, posts: Sequence[str] = (), choice: PlanChoice = EVERY_ITEM) -> str:
    """Return the items of a plan that are looked at, the last record of its register, and what changes for each of some posts."""
    return json.dumps(plan_content(plan, head, language, posts, choice), ensure_ascii=False, indent=1) + "\n"


def plan_content(
    plan: Plan, head: Head, language: Language, posts: Sequence[str] = (), choice: PlanChoice = EVERY_ITEM
) -> dict[str, Any]:
    """Return the same as plain values."""
    totals = plan.totals
    content: dict[str, Any] = {
        "on": plan.on,
        "register": head,
        "totals": {
            "by_state": {state.value: number for state, number in totals.by_state.items()},
            "overdue": totals.overdue,
            "waiting": totals.waiting,
            "escalated": totals.escalated,
            "cost": totals.cost,
            "without_cost": totals.without_cost,
        },
        "circles": plan.circles,
        "items": [_item(each, plan, language) for each in choice.of(plan)],
        "changes": {post: [_change(row, language) for row in changes_for(post, plan).rows] for post in posts},
    }
    told: dict[str, Any] = plain(content)
    return told


def _item(item: Item, plan: Plan, language: Language) -> dict[str, Any]:
    """Return what is planned of an item (`item_content`), and how it stands."""
    window = item.planned.window
    return {
        **item_content(item.planned, language),
        "window": {"first": window.first, "last": window.last, "days": window.days},
        "state": item.state,
        "signed": item.signed,
        "unsigned": item.unsigned,
        "overdue": item.is_overdue,
        "started": item.started,
        "done": item.done,
        "waits_for": plan.waits_for(item),
        "judgement": item.judgement,
        "beside": [] if item.judgement is None else [each.text(language) for each in item.judgement.beside],
        "side_effects": [] if item.judgement is None else [each.text(language) for each in item.judgement.side_effects],
        "judged": item.judged,
        "reopened": item.reopened,
        "last_record": item.seen,
    }


def _change(row: PostChangeRow, language: Language) -> dict[str, Any]:
    return {
        "item": row.item,
        "aspect": row.aspect[language.value],
        "object": row.object,
        "before": row.before,
        "after": row.after,
        "to": row.moved_to[language.value],
        "window": {"first": row.window_first, "last": row.window_last},
    }
