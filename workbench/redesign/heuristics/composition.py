"""H2, task composition: what one person does in one go is one activity, what has two kinds of durations is two."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import Evidence, without, without_logs, without_people
from workbench.organization import ALWAYS
from workbench.redesign.changes import MergeActivities
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.outsiders import is_of_outsiders
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger, assumptions_of
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Merge

_MINUTE = 60_000_000


def compose(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H2: to merge what the same person does right after the other, and to split what has two peaks of durations.

    Durations are working time: without a calendar what goes on overnight would make a second peak.
    """
    evidence = situation.evidence
    yield from without_logs(evidence, "H2")
    yield from without_people(evidence, "H2")
    for course in situation.courses:
        if not course.is_timed:
            yield without("starts", "H2", scope=course.id)
            continue
        for first, second in course.sequences():
            yield from _merged(course, (first, second), evidence, rules)
        if all(each == ALWAYS for each in course.calendars):
            yield without("calendars", "H2", scope=course.id)
        for code, activity in enumerate(course.process.activities):
            if course.calendars[code] != ALWAYS and not is_of_outsiders(course, activity):
                yield from _split(course, code, rules)


def _merged(course: Course, pair: tuple[int, int], evidence: Evidence, rules: HeuristicRules) -> Iterator[Proposal]:
    first, second = (course.process.activities[code] for code in pair)
    rows = course.after(*pair)
    before = course.before[rows]
    person = course.process.person
    known = (person[rows] >= 0) & (person[before] >= 0)
    rows, before = rows[known], before[known]
    if len(rows) < rules.least_cases or _are_separate(first.id, second.id, evidence):
        return
    same = person[rows] == person[before]
    gaps = course.waits.working[rows[course.waits.is_known[rows]]]
    work = course.worked(rows)
    if same.mean() < rules.same_performer_share or not len(gaps) or np.median(gaps) > rules.gap_minutes * _MINUTE:
        return
    saved = rules.setup_share * float(work.mean()) if len(work) else 0.0
    yield Proposal(
        heuristic="H2",
        scope=course.id,
        about=(first.id, second.id),
        trigger=Trigger(
            measure="same-performer-share",
            value=float(same.mean()),
            threshold=rules.same_performer_share,
            cases=course.cases_of(rows[same]),
            exposed=len(rows),
        ),
        changes=(MergeActivities(process=course.id, first=first.id, second=second.id),),
        edits=(Merge(process=course.id, first=first.id, second=second.id, saved=saved),),
        expected=EXPECTED["H2"],
        assumed=("setup_share",),
        facts={"activity": first.texts, "other": second.texts, **assumptions_of(rules, "setup_share")},
    )


def _are_separate(one: str, other: str, evidence: Evidence) -> bool:
    pairs = evidence.design.organization.duty_pairs or ()
    return any({each.activity_a, each.activity_b} == {one, other} for each in pairs)


def _split(course: Course, code: int, rules: HeuristicRules) -> Iterator[Proposal]:
    activity, rows = course.process.activities[code], course.process.of(code)
    work = course.worked(rows)
    peaks = bimodality(np.log(work[work > 0])) if np.count_nonzero(work > 0) >= rules.least_cases else None
    if peaks is not None and peaks > rules.bimodality:
        yield Proposal(
            heuristic="H2",
            scope=course.id,
            about=(activity.id,),
            trigger=Trigger(
                measure="bimodality",
                value=peaks,
                threshold=rules.bimodality,
                cases=course.cases_of(rows),
                exposed=len(rows),
            ),
            expected=EXPECTED["H2"],
            facts={"activity": activity.texts},
        )


def bimodality(values: NDArray[np.float64]) -> float | None:
    """Return Sarle's bimodality coefficient, in (0, 1]; None for fewer than four values, or where all are the same.

    Formula: (g₁² + 1) / (g₂ + 3(n − 1)² / ((n − 2)(n − 3))) with skewness g₁ and excess kurtosis g₂ of the sample, as in Pfister,
    Schwarz, Janczyk, Dale, Freeman 2013, doi 10.3389/fpsyg.2013.00700. A uniform distribution has 5/9.
    """
    n = len(values)
    spread = values.std(ddof=0) if n > 3 else 0.0
    if spread < 1e-9:
        return None
    z = (values - values.mean()) / spread
    skewness = float((z**3).mean()) * (n * (n - 1)) ** 0.5 / (n - 2)
    excess = ((n + 1) * (float((z**4).mean()) - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return float((skewness**2 + 1) / (excess + 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))))
