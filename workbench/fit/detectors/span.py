"""PO-SPAN: posts that lead more people directly than is agreed."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, Verdict, structural, without
from workbench.organization import spans_of

CODE = "PO-SPAN"


def too_many_to_lead(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-SPAN of posts each of whose holders leads more people directly than agreed: by head counts and `reports_to`.

    The norm is that of knowledge work, for reports of whom a column `work` says `shop_floor` that of the shop floor.
    """
    posts = evidence.design.organization.posts
    if posts is None or not any(post.reports_to for post in posts):
        yield without("posts", CODE)
        return
    for span in spans_of(posts):
        norm = evidence.policy.rules.span_norm(span)
        if span.people > norm:
            named = evidence.design.vocabulary.posts.called(span.post)
            yield structural(
                CODE, ENTERPRISE, (span.post,), {"post": named, "person_count": f"{span.people:g}", "threshold": f"1–{norm}"}
            )
