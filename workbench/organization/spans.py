"""How many people each post leads directly: spans and layers of the chart of posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.organization.model import Post

_WORK: Final = "work"
_SHOP_FLOOR: Final = "shop_floor"
"""A column of posts.csv, and what it holds where people are led on the shop floor."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """The people whom each holder of a post leads directly, by head counts, and whether most of them work on the shop floor."""

    post: str
    people: float
    is_on_floor: bool


def spans_of(posts: Sequence[Post]) -> tuple[Span, ...]:
    """Return the span of every post to which another reports, in the order of the posts."""
    below: dict[str, list[Post]] = {}
    for post in posts:
        if post.reports_to is not None:
            below.setdefault(post.reports_to, []).append(post)
    return tuple(_span(post, below[post.id]) for post in posts if post.id in below)


def layers_of(posts: Sequence[Post]) -> dict[str, int]:
    """Return the layer of each post, 1 for one who reports to nobody known; a circle of posts has none."""
    superior = {each.id: each.reports_to for each in posts}
    layers: dict[str, int] = {}
    for post in superior:
        way: list[str] = []
        at: str | None = post
        while at is not None and at in superior and at not in layers and at not in way:
            way.append(at)
            at = superior[at]
        if at is None or at not in superior or at in layers:
            above = layers.get(at or "", 0)
            layers.update({each: above + place for place, each in enumerate(reversed(way), start=1)})
    return layers


def _span(post: Post, led: Sequence[Post]) -> Span:
    people = sum(each.headcount for each in led)
    on_floor = sum(each.headcount for each in led if each.attributes.get(_WORK) == _SHOP_FLOOR)
    return Span(post=post.id, people=people / max(1, post.headcount), is_on_floor=2 * on_floor > people)
