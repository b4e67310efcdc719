"""H11, split responsibilities: activities for which two answer, or on which two departments act and send each other the work."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.design import DesignedActivity
from workbench.fit.detection import Claim, Evidence, without, without_departments, without_logs
from workbench.fit.detectors.ping_pong import back_and_forth
from workbench.language.listing import listed
from workbench.organization import Letter
from workbench.redesign.changes import RemoveDuty
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.reassigning import given_up, taken_over
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation


def single_out(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H11 for activities with several accountable posts, and for those that two departments do that play ping-pong."""
    evidence = situation.evidence
    if evidence.design.organization.responsibilities is None:
        yield without("responsibilities", "H11")
    for activity in evidence.design.activities:
        posts = (activity.duties or {}).get(Letter.ACCOUNTABLE, frozenset())
        if len(posts) > 1:
            yield _accountable(activity, sorted(posts), evidence)
    yield from without_logs(evidence, "H11")
    for course in situation.courses:
        if not (course.process.department >= 0).any():
            yield without_departments(evidence, "H11", scope=course.id)
    for claim in back_and_forth(evidence):
        if isinstance(claim, Claim):
            yield from _both_act(situation, claim, rules)


def _accountable(activity: DesignedActivity, posts: list[str], evidence: Evidence) -> Proposal:
    """Keep the one in the department of those who do it, else the first."""
    known, names = evidence.design.organization.post, evidence.design.vocabulary.posts
    doing = {known[each].department for each in activity.responsible if each in known}
    keeper = next((each for each in posts if each in known and known[each].department in doing), posts[0])
    others = tuple(each for each in posts if each != keeper)
    return Proposal(
        heuristic="H11",
        scope=activity.process,
        about=(activity.id, *posts),
        trigger=Trigger(measure="accountable-posts", value=len(posts), threshold=2),
        changes=tuple(RemoveDuty(activity=activity.id, post=each, letter=Letter.ACCOUNTABLE) for each in others),
        expected=EXPECTED["H11"],
        facts={"activity": activity.texts, "post": names.called(keeper), "others": listed(names.called(each) for each in others)},
    )


def _both_act(situation: Situation, claim: Claim, rules: HeuristicRules) -> Iterator[Proposal]:
    """Propose one post for every activity that both departments of a ping-pong do."""
    linkage = situation.evidence.linkage
    course = next(each for each in situation.courses if each.id == claim.finding.scope)
    process = course.process
    pair = [linkage.departments.index(each) for each in claim.finding.object]
    for code in range(len(process.activities)):
        rows = process.of(code)
        known = rows[process.department[rows] >= 0]
        shares = [float(np.mean(process.department[known] == each)) if len(known) else 0.0 for each in pair]
        if len(known) >= rules.least_cases and min(shares) >= rules.both_act_share:
            yield _one_post(situation, (course, code), (pair[int(np.argmin(shares))], min(shares)), claim, rules)


def _one_post(
    situation: Situation, of: tuple[Course, int], less: tuple[int, float], claim: Claim, rules: HeuristicRules
) -> Proposal:
    """Leave an activity to the post that does most of it; `less` is the department that does less of it, and its share."""
    (course, code), (department, share), evidence = of, less, situation.evidence
    process, posts = course.process, evidence.linkage.posts
    activity, rows = process.activities[code], process.of(code)
    mine = process.department[rows] == department
    counts = np.bincount(process.post[rows[~mine & (process.post[rows] >= 0)]], minlength=len(posts))
    keeper = posts[int(counts.argmax())]
    leaving = sorted({posts[each] for each in process.post[rows[mine]].tolist() if each >= 0})
    names = evidence.design.vocabulary.posts
    return Proposal(
        heuristic="H11",
        scope=course.id,
        about=(activity.id, keeper, *leaving),
        trigger=Trigger(
            measure="both-act-share",
            value=share,
            threshold=rules.both_act_share,
            cases=claim.finding.cases,
            exposed=claim.finding.exposed or 0,
        ),
        changes=given_up(activity, leaving),
        edits=taken_over(situation, activity, keeper, leaving),
        expected=EXPECTED["H11"],
        facts={
            "activity": activity.texts,
            "post": names.called(keeper),
            "others": listed(names.called(each) for each in leaving),
        },
    )
