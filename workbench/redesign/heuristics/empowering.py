"""H16, empower: approvals that are granted anyway, by more or higher posts than the design asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.fit.deciding import decisions_of, is_approval, levels_of, undesigned_approvals
from workbench.fit.detection import Evidence, without, without_logs
from workbench.language import Language, say
from workbench.organization import Authority
from workbench.redesign.changes import AddDuty, Change, SetAuthority
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.outcomes import refused
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.reassigning import taken_over
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import LeaveOut
from workbench.tables import Letter

_Ints = NDArray[np.int64]


def empower(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H16: to leave out approvals that nobody designed, and to let those decide whom the authority table lets decide."""
    evidence = situation.evidence
    yield from without_logs(evidence, "H16")
    if evidence.design.organization.authorities is not None and np.isnan(levels_of(evidence)).all():
        yield without("levels", "H16")
    for course in situation.courses:
        if not course.designed.has_sidecar:
            yield without("sidecar", "H16", scope=course.id)
        for label in np.flatnonzero(undesigned_approvals(course.conformance)).tolist():
            rows = np.flatnonzero(course.process.is_counted & (course.label == label))
            yield from _left_out(situation, course, (course.conformance.log.activities[label], rows), rules)
        yield from _lowered(situation, course, rules)


def _left_out(situation: Situation, course: Course, found: tuple[str, _Ints], rules: HeuristicRules) -> Iterator[Proposal]:
    label, rows = found
    granted = rows[~_ends_or_turns(course, rows)]
    if len(rows) < rules.least_cases or len(granted) < rules.approval_share * len(rows):
        return
    decided = _decided_before(course, rows, situation.evidence)
    named = course.designed.sidecar.labels[label]
    yield Proposal(
        heuristic="H16",
        scope=course.id,
        about=(label,),
        trigger=Trigger(
            measure="approval-share",
            value=len(granted) / len(rows),
            threshold=rules.approval_share,
            cases=course.cases_of(rows),
            exposed=int(course.process.complete.sum()),
        ),
        changes=decided,
        edits=(LeaveOut(process=course.id, activity=label),),
        expected=EXPECTED["H16"],
        facts={"activity": {"zh-CN": label, "en": named.name_en or label}},
    )


def _ends_or_turns(course: Course, rows: _Ints) -> NDArray[np.bool_]:
    """Return after which undesigned steps (bool) a case ended, or went on with what it had already done."""
    process, size = course.process, len(course.process.case)
    following = np.minimum(rows + 1, size - 1)
    goes_on = (rows + 1 < size) & (process.case[following] == process.case[rows])
    return np.asarray(~goes_on | (course.occurrence[following] > 0) & (process.activity[following] >= 0))


def _decided_before(course: Course, rows: _Ints, evidence: Evidence) -> tuple[Change, ...]:
    """Return that the designed approval that mostly comes last before some steps is decided where it is, in writing."""
    process, organization = course.process, evidence.design.organization
    last: dict[int, int] = {}
    for row in rows.tolist():
        before = row - 1
        while before >= 0 and process.case[before] == process.case[row]:
            code = int(process.activity[before])
            if code >= 0 and is_approval(process.activities[code], evidence):
                last[code] = last.get(code, 0) + 1
                break
            before -= 1
    if not last:
        return ()
    activity = process.activities[max(sorted(last), key=lambda code: last[code])]
    posts = [each for each in sorted(activity.responsible) if each in organization.post]
    if not posts or any(each.activity == activity.id for each in organization.authorities or ()):
        return ()
    lowest = max(posts, key=lambda post: (organization.post[post].level or 0, post))
    return (SetAuthority(activity=activity.id, lowest_post=lowest, attribute=None, operator=None, value=None),)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Tier:
    """The decisions on an activity that a post of one level may take, and those among them that a higher one took (rows).

    `posts` (numbers) take the latter and decide nothing else of the activity.
    """

    activity: DesignedActivity
    rule: Authority
    rows: _Ints
    higher: _Ints
    posts: tuple[int, ...]


def _lowered(situation: Situation, course: Course, rules: HeuristicRules) -> Iterator[Proposal]:
    """Propose that approvals are decided by the lowest post that may, where a higher one does and grants them.

    Where a post also decides what it has to, the change is not simulated: an edit knows of no condition.
    """
    evidence = situation.evidence
    names, posts = evidence.design.vocabulary.posts, evidence.linkage.posts
    for tier in _tiers(course, evidence):
        activity, lowest = tier.activity, tier.rule.lowest_post
        granted = 1 - np.isin(tier.rows, refused(course, course.code[activity.id])).mean()
        is_often = len(tier.rows) >= rules.least_cases and len(tier.higher) >= rules.above_authority_share * len(tier.rows)
        if not is_often or granted < rules.approval_share:
            continue
        yield Proposal(
            heuristic="H16",
            scope=course.id,
            about=tuple(each for each in (activity.id, lowest, tier.rule.condition) if each),
            trigger=Trigger(
                measure="above-authority-share",
                value=len(tier.higher) / len(tier.rows),
                threshold=rules.above_authority_share,
                cases=course.cases_of(tier.higher),
                exposed=len(tier.rows),
            ),
            changes=()
            if lowest in activity.allowed
            else (AddDuty(activity=activity.id, post=lowest, letter=Letter.RESPONSIBLE),),
            edits=taken_over(situation, activity, lowest, sorted(posts[each] for each in tier.posts)),
            expected=EXPECTED["H16"],
            facts={"activity": _decided(tier), "post": names.called(lowest), "granted": f"{granted:.0%}"},
        )


def _tiers(course: Course, evidence: Evidence) -> Iterator[_Tier]:
    """Divide the decisions on each activity by the level of the rule that holds in their cases."""
    process, decisions = course.process, decisions_of(course.process, evidence)
    is_higher = decisions.is_judged & (decisions.level < decisions.allowed)
    for code in np.unique(process.activity[decisions.rows[is_higher]]).tolist():
        mine = process.activity[decisions.rows] == code
        for level in np.unique(decisions.allowed[mine & is_higher]).tolist():
            here = mine & (decisions.allowed == level)
            deciding, elsewhere = (set(process.post[decisions.rows[some]].tolist()) for some in (here & is_higher, mine & ~here))
            yield _Tier(
                activity=process.activities[code],
                rule=_rule_of(process.activities[code].id, level, evidence),
                rows=decisions.rows[here],
                higher=decisions.rows[here & is_higher],
                posts=tuple(sorted(deciding - elsewhere)),
            )


def _rule_of(activity: str, level: float, evidence: Evidence) -> Authority:
    """Return the rule of the authority table that lets a post of a level decide; of several the first by post and condition."""
    organization = evidence.design.organization
    mine = [
        each for each in organization.authorities or () if each.activity == activity and each.lowest_post in organization.post
    ]
    at_level = [each for each in mine if organization.post[each.lowest_post].level == level]
    return min(at_level, key=lambda each: (each.lowest_post, each.condition))


def _decided(tier: _Tier) -> Mapping[str, str]:
    """Name what is decided, with the condition of its rule."""
    condition = tier.rule.condition
    texts = tier.activity.texts
    return (
        {it: say("activity-where", Language(it), {"activity": texts, "case": condition}) for it in texts} if condition else texts
    )
