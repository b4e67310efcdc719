"""An activity left to one post: the letters that others lose, and who does it instead of them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.design import DesignedActivity
from workbench.organization import Letter
from workbench.redesign.changes import Change, RemoveDuty
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Edit, PerformedBy

_DOING = (Letter.RESPONSIBLE, Letter.SUPPORTING)


def given_up(activity: DesignedActivity, leaving: Sequence[str]) -> tuple[Change, ...]:
    """Return that some posts are no longer to do an activity, as far as they are."""
    duties = activity.duties or {}
    return tuple(
        RemoveDuty(activity=activity.id, post=post, letter=letter)
        for post in leaving
        for letter in _DOING
        if post in duties.get(letter, ())
    )


def taken_over(situation: Situation, activity: DesignedActivity, keeper: str, leaving: Sequence[str]) -> tuple[Edit, ...]:
    """Return that a post does what some posts do of an activity."""
    workers = situation.workers_of(keeper)
    return tuple(
        PerformedBy(process=activity.process, activity=activity.id, workers=workers, performer_now=keeper, performer=post)
        for post in leaving
    )
