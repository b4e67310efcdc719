"""From an organization to the problem: who may report to whom, how many each may lead, and who may not be above whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from workbench.fit.policy import DecisionRules
from workbench.organization import DutyRule, Letter, Organization, Post, Span, spans_of
from workbench.redesign.layers.problem import LayersProblem, Leading, NotAbove, Position
from workbench.redesign.superiors import heads_of, superiors_of

_WORK = "work"
_SHOP_FLOOR = "shop_floor"


@dataclass(frozen=True, kw_only=True)
class LayersWishes:
    """What an enterprise asks of its chart beyond its tables.

    `knowledge` and `shop_floor` are the people that one may lead, `least` the fewest that one who heads no department leads.
    `leaders` may lead besides those who do now. In `freed` departments people may report to whoever leads above them, past
    their head. `independent` are pairs of departments: nobody of the second may be above anybody of the first.
    """

    knowledge: int = DecisionRules().span_knowledge
    shop_floor: int = DecisionRules().span_shop_floor
    least: int = 1
    leaders: frozenset[str] = frozenset()
    freed: frozenset[str] = frozenset()
    independent: tuple[tuple[str, str], ...] = ()


def problem_of(organization: Organization, wishes: LayersWishes | None = None) -> LayersProblem:
    """Pose the problem of layers; the world is closed, and who reports to nobody stays at the top.

    A post may report to whoever leads in its department, a head to whoever leads in a department above; each to his superior of
    now. Whoever leads more than the norm now may go on doing so. Nobody comes to be above one from whose duties his are separate.
    """
    wishes = wishes or LayersWishes()
    posts = organization.posts or ()
    heads = heads_of(organization)
    leaders = {*(each.reports_to for each in posts if each.reports_to), *heads.values(), *wishes.leaders}
    leading = [each for each in posts if each.id in leaders]
    above = _Above(organization, leading, heads, wishes.freed)
    spans = {each.post: each for each in spans_of(posts)}
    return LayersProblem(
        positions=tuple(
            Position(
                id=each.id,
                superiors=above.of(each),
                superior=each.reports_to,
                headcount=each.headcount,
                is_on_floor=each.attributes.get(_WORK) == _SHOP_FLOOR,
            )
            for each in posts
        ),
        leading=MappingProxyType({each.id: _leading(each, spans, each.id in heads.values(), wishes) for each in leading}),
        not_above=tuple(dict.fromkeys(_not_above(organization, leading, wishes))),
        norm=wishes.knowledge,
    )


class _Above:
    """Says to whom a post may report."""

    def __init__(self, organization: Organization, leading: list[Post], heads: Mapping[str, str], freed: frozenset[str]) -> None:
        self._parents = {each.id: each.parent for each in organization.departments or ()}
        self._leading, self._heads, self._freed = leading, heads, freed

    def of(self, post: Post) -> tuple[str, ...]:
        """Return the superiors that a post may have, its own one first."""
        if post.reports_to is None:
            return ()
        upper = self._upper(post.department)
        head = self._heads.get(post.department)
        inside = [each.id for each in self._leading if each.department == post.department or each.id == head]
        outside = [each.id for each in self._leading if each.department in upper]
        may = outside if post.id == head else inside if head and post.department not in self._freed else [*inside, *outside]
        return tuple(dict.fromkeys(each for each in (post.reports_to, *may) if each != post.id))

    def _upper(self, department: str) -> list[str]:
        found: list[str] = []
        at = self._parents.get(department)
        while at is not None and at not in (department, *found):
            found.append(at)
            at = self._parents.get(at)
        return found


def _leading(post: Post, spans: Mapping[str, Span], is_head: bool, wishes: LayersWishes) -> Leading:
    """Return how many the holders of a post may lead: the norm for each of them, or as many as now."""
    span = spans.get(post.id)
    now = 0 if span is None else round(span.people * max(1, post.headcount))
    on_floor = span is not None and span.is_on_floor
    return Leading(
        most=max(wishes.knowledge * post.headcount, 0 if on_floor else now),
        most_floor=max(wishes.shop_floor * post.headcount, now if on_floor else 0),
        least=1 if is_head else wishes.least,
    )


def _not_above(organization: Organization, leading: list[Post], wishes: LayersWishes) -> Iterator[NotAbove]:
    superiors = {post: frozenset(superiors_of(post, organization)) for post in organization.post}
    for name, above, below in chain(_independent(organization, leading, wishes), _separate(organization, leading)):
        if above != below and above not in superiors.get(below, ()):
            yield NotAbove(name=name, above=above, below=below)


def _independent(organization: Organization, leading: list[Post], wishes: LayersWishes) -> Iterator[tuple[str, str, str]]:
    for one, other in wishes.independent:
        for post in organization.posts or ():
            if post.department == one:
                yield from ((f"independent:{one}:{other}", each.id, post.id) for each in leading if each.department == other)


def _separate(organization: Organization, leading: list[Post]) -> Iterator[tuple[str, str, str]]:
    """Yield who would come to be above one from whom his duties are separate."""
    responsible: dict[str, list[str]] = {}
    for duty in organization.responsibilities.duties if organization.responsibilities else ():
        if duty.letter is Letter.RESPONSIBLE and duty.post in organization.post:
            responsible.setdefault(duty.activity, []).append(duty.post)
    may_lead = {each.id for each in leading}
    for pair in organization.duty_pairs or ():
        if pair.rule is DutyRule.SEGREGATION:
            ends = responsible.get(pair.activity_a, ()), responsible.get(pair.activity_b, ())
            name = f"separate:{pair.activity_a}:{pair.activity_b}"
            yield from ((name, a, b) for a in ends[0] for b in ends[1] if a in may_lead)
            yield from ((name, b, a) for a in ends[0] for b in ends[1] if b in may_lead)
