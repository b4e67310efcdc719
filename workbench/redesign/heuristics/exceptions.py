"""H8, exception isolation: steps that nobody designed, in many cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.fit.deciding import undesigned_approvals
from workbench.fit.detection import without_logs
from workbench.language.listing import listed
from workbench.redesign.heuristics.course import Course
from workbench.redesign.heuristics.proposal import EXPECTED, Proposal, Said, Trigger
from workbench.redesign.heuristics.rules import HeuristicRules
from workbench.redesign.heuristics.situation import Situation
from workbench.simulation.edits import Prioritized


def isolate(situation: Situation, rules: HeuristicRules) -> Iterator[Said]:
    """Propose H8 where many cases leave the design through steps of no design; approvals among them are left to H16."""
    yield from without_logs(situation.evidence, "H8")
    for course in situation.courses:
        rows = ad_hoc(course)
        cases = course.cases_of(rows)
        n_cases = int(course.process.complete.sum())
        if n_cases >= rules.least_cases and len(cases) >= rules.ad_hoc_share * n_cases:
            labels = sorted({course.conformance.log.activities[code] for code in course.label[rows].tolist()})
            yield Proposal(
                heuristic="H8",
                scope=course.id,
                about=tuple(labels),
                trigger=Trigger(
                    measure="ad-hoc-share",
                    value=len(cases) / n_cases,
                    threshold=rules.ad_hoc_share,
                    cases=cases,
                    exposed=n_cases,
                ),
                edits=tuple(Prioritized(process=course.id, activity=label, priority=-1) for label in labels),
                expected=EXPECTED["H8"],
                facts={"activity": listed(_texts(course, each) for each in labels), "process": course.designed.texts},
            )


def _texts(course: Course, label: str) -> Mapping[str, str]:
    """Return how a label is called in each language, as far as the sidecar tells."""
    named = course.designed.sidecar.labels.get(label)
    return {"zh-CN": label, "en": named.name_en or label if named is not None else label}


def ad_hoc(course: Course) -> NDArray[np.int64]:
    """Return the counted events (rows) whose labels the design does not know, but for those that the sidecar calls approvals."""
    known = course.conformance.expectation.matches(course.conformance.log.activities)
    is_new = np.array([label not in known for label in course.conformance.log.activities], dtype=np.bool_)
    is_new &= ~undesigned_approvals(course.conformance)
    return np.flatnonzero(course.process.is_counted & is_new[course.label])
