"""H12, process team: what a process hands over across departments is between a few posts that have little else in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from workbench.fit.detection import without_departments, without_logs
from workbench.language.listing import listed
from workbench.redesign.changes import JoinTeam
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation

_Pairs = Mapping[tuple[int, int], int]


def team_up(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H12 where most handovers of a process across departments are between posts that meet mainly in this process.

    The team are as few of these posts as keep so much among themselves, heads of the house left out, chosen greedily; model A of
    the grouping finds the best team, this says that there is one to be found. Nothing of it can be played: which delays a team
    would shorten no log tells; what it saves is handovers across departments.
    """
    evidence = situation.evidence
    yield from without_logs(evidence, "H12")
    for course in situation.courses:
        if not (course.process.department >= 0).any():
            yield without_departments(evidence, "H12", scope=course.id)
    crossings = {course.id: _crossings(course) for course in situation.courses}
    everywhere: Counter[tuple[int, int]] = Counter()
    for each in crossings.values():
        everywhere.update(each)
    for course in situation.courses:
        mine, least = crossings[course.id], max(1, evidence.policy.rules.coordination_handovers)
        close = {
            pair: count
            for pair, count in mine.items()
            if count >= least and count >= rules.concentration_share * everywhere[pair]
        }
        whole = sum(mine.values())
        if whole and sum(close.values()) >= rules.team_share * whole:
            yield from _team(situation, course, (close, whole), rules)


def _crossings(course: Course) -> _Pairs:
    """Count the handovers between posts of different departments, whoever of the two gives."""
    process = course.process
    kept = process.is_counted[process.handovers.after]
    before, after = process.handovers.before[kept], process.handovers.after[kept]
    here, there = process.department[before], process.department[after]
    across = (here >= 0) & (there >= 0) & (here != there) & (process.post[before] >= 0) & (process.post[after] >= 0)
    ends = np.sort(np.stack((process.post[before[across]], process.post[after[across]]), axis=1), axis=1)
    pairs, counts = np.unique(ends, axis=0, return_counts=True)
    return {(low, high): count for (low, high), count in zip(pairs.tolist(), counts.tolist(), strict=True)}


def _team(situation: Situation, course: Course, found: tuple[_Pairs, int], rules: HeuristicRules) -> Iterator[Proposal]:
    (close, whole), linkage = found, situation.evidence.linkage
    known = situation.evidence.design.organization.post
    led = {place for place, name in enumerate(linkage.posts) if name in known and known[name].reports_to}
    ties = {pair: count for pair, count in close.items() if set(pair) <= led}
    team = sorted(_smallest(ties, rules.team_share * whole, rules.team_size))
    inside = _inside(ties, set(team))
    if not inside:
        return
    names = situation.evidence.design.vocabulary.posts
    posts = [linkage.posts[each] for each in team]
    members = {each.post for each in situation.evidence.design.organization.team_members or () if each.process == course.id}
    joining = tuple(JoinTeam(process=course.id, post=post) for post in posts if post not in members)
    if not joining:
        return
    yield Proposal(
        heuristic="H12",
        scope=course.id,
        about=(course.id, *posts),
        trigger=Trigger(
            measure="team-share",
            value=sum(close.values()) / whole,
            threshold=rules.team_share,
            cases=course.cases_of(_handed(course, close)),
            exposed=int(course.process.complete.sum()),
        ),
        changes=joining,
        expected=EXPECTED["H12"],
        facts={
            "process": course.designed.texts,
            "posts": listed(names.called(each) for each in posts),
            "inside": f"{inside / whole:.0%}",
        },
    )


def _smallest(ties: _Pairs, enough: float, most: int) -> set[int]:
    """Return few posts that keep enough handovers within: from the heaviest pair on, always the post that adds most."""
    team: set[int] = set(max(sorted(ties), key=lambda pair: ties[pair], default=()))
    while team and len(team) < most and _inside(ties, team) < enough:
        others = sorted({post for pair in ties for post in pair} - team)
        if not others:
            break
        team.add(max(others, key=lambda post: _inside(ties, team | {post})))
    return team


def _inside(ties: _Pairs, team: set[int]) -> int:
    return sum(count for pair, count in ties.items() if set(pair) <= team)


def _handed(course: Course, close: _Pairs) -> np.ndarray:
    """Return the counted events (rows) that were handed over within some pairs of posts."""
    process = course.process
    before, after = process.handovers.before, process.handovers.after
    within = [
        tuple(sorted(pair)) in close for pair in zip(process.post[before].tolist(), process.post[after].tolist(), strict=True)
    ]
    rows = after[np.array(within, dtype=np.bool_)]
    return np.asarray(rows[process.is_counted[rows]])
