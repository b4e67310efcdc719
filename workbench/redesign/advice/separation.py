"""Duties to be separate that a design lets one post, or one person, have both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design import Design
from workbench.findings import ENTERPRISE, Finding
from workbench.organization import DutyRule


def meeting_duties(design: Design) -> Iterator[Finding]:
    """Yield each post, and each person of several posts, that a design lets do both sides of a rule that keeps them apart.

    Whether somebody ever did both is for the log to say (PO-SOD). Without responsibilities.csv nobody is known to have a duty;
    without persons.csv persons are not asked for.
    """
    allowed: dict[str, frozenset[str]] = {}
    names = {each.id: each.texts for each in design.activities}
    for activity in design.activities:
        allowed[activity.id] = allowed.get(activity.id, frozenset()) | activity.allowed
    posts_of = _posts_of_persons(design)
    for pair in design.organization.duty_pairs or ():
        if pair.rule is DutyRule.SEGREGATION:
            first, second = (allowed.get(each, frozenset()) for each in (pair.activity_a, pair.activity_b))
            met = [*first & second, *(who for who, posts in posts_of.items() if posts & first and posts & second)]
            for who in sorted(met):
                yield Finding(
                    code="DUTIES_MEET",
                    severity=pair.severity,
                    scope=ENTERPRISE,
                    object=(pair.activity_a, pair.activity_b, who),
                    facts={
                        "activity": names[pair.activity_a],
                        "other": names[pair.activity_b],
                        "who": design.vocabulary.posts.called(who) if who in design.organization.post else who,
                        "rule": pair.name or f"{pair.activity_a} × {pair.activity_b}",
                    },
                )


def _posts_of_persons(design: Design) -> Mapping[str, frozenset[str]]:
    """Return the posts of each person who holds several."""
    found: dict[str, frozenset[str]] = {}
    for each in design.organization.holdings or ():
        found[each.person] = found.get(each.person, frozenset()) | {each.post}
    return {person: posts for person, posts in found.items() if len(posts) > 1}
