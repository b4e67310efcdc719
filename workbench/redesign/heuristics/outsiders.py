"""What systems and parties outside do, and H23: waiting for them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.perspectives.steps import NOTHING
from workbench.design import DesignedActivity
from workbench.fit.detection import without, without_logs
from workbench.language.listing import listed
from workbench.linkage import Performer
from workbench.organization import EXTERNAL, RESERVED, Letter
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger, assumptions_of
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Delayed

_RECEIVES = "receiveTask"


def is_of_outsiders(course: Course, activity: DesignedActivity) -> bool:
    """Return whether no post is to do an activity, or hardly anybody but systems and parties outside does."""
    responsible = (activity.duties or {}).get(Letter.RESPONSIBLE, frozenset())
    performer = course.process.performer[course.process.of(course.code[activity.id])]
    outside = np.isin(performer, (Performer.SYSTEM, Performer.EXTERNAL))
    is_designed = activity.is_automatic or activity.tag == _RECEIVES or (bool(responsible) and responsible <= RESERVED)
    return is_designed or (len(outside) > 0 and bool(outside.mean() > 0.5))


def interface(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H23 for activities that wait for a party outside, where that is most of what a process waits for.

    External is the wait for what such a party does, and the wait, not for colleagues, that follows it directly.
    """
    yield from without_logs(situation.evidence, "H23")
    for course in situation.courses:
        if not course.is_timed:
            yield without("starts", "H23", scope=course.id)
            continue
        external, waited = _external(course), course.waits.elapsed
        kept = course.process.is_counted & course.waits.is_known
        whole = float(waited[kept].sum())
        share = float(external[kept].sum()) / whole if whole else 0.0
        if share >= rules.external_share and np.count_nonzero(external[kept]) >= rules.least_cases:
            yield _proposal(course, (kept & (external > 0), share), rules)


def _external(course: Course) -> NDArray[np.int64]:
    """Return how long each event waited for parties outside (int64, µs, elapsed)."""
    process, waits = course.process, course.waits
    of_external = np.array([*(_is_external(each) for each in process.activities), False], dtype=np.bool_)
    is_external = of_external[process.activity] | (process.performer == Performer.EXTERNAL)
    before = course.before
    follows = (before != NOTHING) & is_external[before] & ~is_external
    of_colleagues = waits.contention + waits.prioritisation + waits.batching
    return np.where(is_external, waits.elapsed, np.where(follows, waits.elapsed - of_colleagues, 0))


def _is_external(activity: DesignedActivity) -> bool:
    return EXTERNAL in (activity.duties or {}).get(Letter.RESPONSIBLE, frozenset()) or activity.tag == _RECEIVES


def _proposal(course: Course, found: tuple[NDArray[np.bool_], float], rules: HeuristicRules) -> Proposal:
    shown, share = found
    codes = [code for code in np.unique(course.process.activity[shown]).tolist() if code >= 0]
    waiting = [course.process.activities[code] for code in codes]
    return Proposal(
        heuristic="H23",
        scope=course.id,
        about=tuple(each.id for each in waiting),
        trigger=Trigger(
            measure="external-share",
            value=share,
            threshold=rules.external_share,
            cases=course.cases_of(np.flatnonzero(shown)),
            exposed=int(course.process.complete.sum()),
        ),
        edits=tuple(Delayed(process=course.id, activity=each.id, factor=rules.external_factor) for each in waiting),
        expected=EXPECTED["H23"],
        assumed=("external_factor",),
        facts={
            "activity": listed(each.texts for each in waiting),
            "process": course.designed.texts,
            **assumptions_of(rules, "external_factor"),
        },
    )
