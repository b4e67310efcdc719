"""Posts of so few people that a figure of the post is a figure of somebody."""

from __future__ import annotations

from workbench.report.enterprise_matrices import working_in
from workbench.study.recommending import Recommendation


def is_too_few(post: str, recommendation: Recommendation) -> bool:
    """Return whether the people of a post are too few for its figures to be shown, in the log or in the simulated world.

    Whoever holds no post is called by his own id where posts are told, so that is too few, too.
    """
    linkage, world = recommendation.assessment.linkage, recommendation.bench.world
    if post not in linkage.posts:
        return True
    events, persons = working_in(post, linkage)
    if world is not None:
        persons = min(persons, sum(each.post == post for each in world.workers))
    return recommendation.assessment.study.policy.privacy.suppresses(events, persons)
