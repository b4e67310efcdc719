"""H14, extra resources: posts with hardly any time left, for whose people work queues."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.findings import ENTERPRISE
from workbench.fit.detection import Evidence, first_missing, without, without_people
from workbench.redesign.changes import SetHeadcount
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Hire

_HALF = 0.5


def hire(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H14 for posts as busy as PO-OVERLOAD claims, where most of what waited for them waited mostly by contention.

    Contention is the wait for a performer who is at other work, whether that came first or was put first. Executions are
    counted, not hours: one long delay that is meant would outweigh a queue.
    """
    evidence = situation.evidence
    missing = _missing(situation)
    if missing is not None:
        yield without(missing, "H14")
        return
    yield from without_people(evidence, "H14")
    threshold = evidence.policy.rules.overload_utilisation
    for load in situation.workloads.posts if situation.workloads is not None else ():
        if (load.utilisation or 0.0) >= threshold and load.post in evidence.linkage.posts:
            queued, waited, cases = _queues(situation, evidence.linkage.posts.index(load.post))
            if waited >= rules.least_cases and queued >= rules.contention_share * waited:
                headcount = evidence.design.organization.post[load.post].headcount
                yield Proposal(
                    heuristic="H14",
                    scope=ENTERPRISE,
                    about=(load.post,),
                    trigger=Trigger(
                        measure="utilisation",
                        value=load.utilisation or 0.0,
                        threshold=threshold,
                        cases=cases,
                        exposed=_cases(evidence),
                    ),
                    changes=(SetHeadcount(post=load.post, number=headcount + 1),),
                    edits=(Hire(post=load.post, number=1),),
                    expected=EXPECTED["H14"],
                    facts={
                        "post": evidence.design.vocabulary.posts.called(load.post),
                        "number": headcount + 1,
                        "contention": f"{queued / waited:.0%}",
                    },
                )


def _missing(situation: Situation) -> str | None:
    organization = situation.evidence.design.organization
    tables = {
        "posts": organization.posts,
        "persons": organization.holdings,
        "log": situation.courses or None,
        "starts": situation.workloads,
        "calendars": organization.calendars,
    }
    return first_missing(tables)


def _cases(evidence: Evidence) -> int:
    return sum(int(process.complete.sum()) for process in evidence.linkage.processes)


def _queues(situation: Situation, post: int) -> tuple[int, int, tuple[str, ...]]:
    """Return how many executions of a post's people queued for most of their wait, how many waited, and the cases that queued."""
    queued = waited = 0
    cases: list[str] = []
    for course in situation.courses:
        process = course.process
        rows = np.flatnonzero(process.is_counted & (process.own_post == post))
        if course.is_timed and len(rows):
            rows = rows[course.waits.is_told[rows] & (course.waits.working[rows] > 0)]
            contention = course.waits.contention[rows] + course.waits.prioritisation[rows]
            mostly = rows[contention > _HALF * course.waits.working[rows]]
            queued, waited = queued + len(mostly), waited + len(rows)
            cases += course.cases_of(mostly)
    return queued, waited, tuple(cases)
