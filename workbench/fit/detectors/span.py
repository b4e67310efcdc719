"""PO-SPAN: posts that lead more people directly than is agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.fit.detection import ENTERPRISE, Evidence, Verdict, structural, without
from workbench.fit.policy import DecisionRules
from workbench.organization import Post

CODE = "PO-SPAN"
_WORK: Final = "work"
_SHOP_FLOOR: Final = "shop_floor"
"""A column of posts.csv, and what it holds where people are led on the shop floor."""


def too_many_to_lead(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-SPAN of posts each of whose holders leads more people directly than agreed: by head counts and `reports_to`.

    The norm is that of knowledge work, for reports of whom a column `work` says `shop_floor` that of the shop floor.
    """
    posts = evidence.design.organization.posts
    if posts is None or not any(post.reports_to for post in posts):
        yield without("posts", CODE)
        return
    for post in posts:
        led = [each for each in posts if each.reports_to == post.id]
        people = sum(each.headcount for each in led) / max(1, post.headcount)
        norm = _norm(led, evidence.policy.rules)
        if led and people > norm:
            named = evidence.design.vocabulary.posts.called(post.id)
            yield structural(
                CODE, ENTERPRISE, (post.id,), {"post": named, "person_count": f"{people:g}", "threshold": f"1–{norm}"}
            )


def _norm(led: Sequence[Post], rules: DecisionRules) -> int:
    on_floor = sum(each.headcount for each in led if each.attributes.get(_WORK) == _SHOP_FLOOR)
    return rules.span_shop_floor if 2 * on_floor > sum(each.headcount for each in led) else rules.span_knowledge
