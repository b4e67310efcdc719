"""PO-LANEMIS: the lane in which an activity is drawn against who is to do it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Design, DesignedActivity
from workbench.design.activities import meaning_of_lanes
from workbench.fit.detection import Evidence, Verdict, human_activities, structural, without
from workbench.organization import RESERVED, Letter
from workbench.process.lanes import lane_labels
from workbench.process.sidecar import LaneMeaning

CODE = "PO-LANEMIS"


def lane_mismatch(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-LANEMIS where a lane is bound to a post or department that is not of those responsible.

    A post must be one of them, a department that of one of them; only where a human post is responsible. Lanes that stand for
    systems say nothing of who does it.
    """
    design = evidence.design
    if design.organization.responsibilities is None:
        yield without("responsibilities", CODE)
        return
    for process in design.processes:
        if lane_labels(process.process) and (missing := _missing(meaning_of_lanes(process, design.vocabulary), design)):
            yield without(missing, CODE, scope=process.id)
    for activity in human_activities(design):
        if activity.lane is not None and activity.responsible and not agrees_with_lane(activity, design):
            posts = [design.vocabulary.posts.called(post) for post in sorted(activity.responsible)]
            listed = {language: ", ".join(each[language] for each in posts) for language in ("zh-CN", "en")}
            names = design.vocabulary.posts if activity.lane.meaning is LaneMeaning.POST else design.vocabulary.departments
            facts = {"activity": activity.texts, "lane": names.called(activity.lane.id), "posts": listed}
            yield structural(CODE, activity.process, (activity.id,), facts)


def _missing(meaning: LaneMeaning | None, design: Design) -> str | None:
    """Return what is missing to hold lanes against duties, None where nothing is."""
    organization = design.organization
    if meaning is LaneMeaning.SYSTEM:
        return None
    if organization.posts is None:
        return "posts"
    if meaning is None:
        return "lane_means"
    return "departments" if meaning is LaneMeaning.DEPARTMENT and organization.departments is None else None


def agrees_with_lane(activity: DesignedActivity, design: Design) -> bool:
    """Return whether what the lane of an activity stands for is responsible for it; asked of activities with a lane only."""
    assert activity.lane is not None, "asked of activities with a lane only"
    lane, duties = activity.lane, activity.duties or {}
    if lane.meaning is LaneMeaning.SYSTEM:
        return True
    known = [design.organization.post.get(post) for post in activity.responsible]
    if None in known:
        return True
    if lane.id in RESERVED or lane.meaning is LaneMeaning.POST:
        return lane.id in duties.get(Letter.RESPONSIBLE, frozenset())
    return lane.id in {post.department for post in known if post is not None}
