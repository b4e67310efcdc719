"""PO-NOTAUTH: who did an activity against who may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import (
    Counted,
    Evidence,
    Suppression,
    Verdict,
    first_missing,
    of_events,
    without,
    without_logs,
    without_people,
)
from workbench.linkage import Authority, LinkedProcess

CODE = "PO-NOTAUTH"
_REASONS: Final[Mapping[Authority, str]] = MappingProxyType(
    {Authority.DELEGATED: "delegation", Authority.SECOND_POST: "second_post", Authority.SUPPORT: "support"}
)


def not_authorized(evidence: Evidence) -> Iterator[Verdict]:
    """Claim PO-NOTAUTH of identified persons who did what none of their posts may do, and no delegation let them, on that day."""
    organization = evidence.design.organization
    tables = {"responsibilities": organization.responsibilities, "persons": organization.holdings}
    missing = first_missing(tables)
    if missing is not None:
        yield without(missing, CODE)
        return
    yield from without_logs(evidence, CODE)
    yield from without_people(evidence, CODE)
    for process in evidence.linkage.processes:
        yield from _in_process(process, evidence)


def judged_events(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    """Return the counted events of an activity of which it is known whether whoever did it was allowed to."""
    rows = process.of(activity)
    return np.asarray(rows[process.authority[rows] != Authority.UNKNOWN])


def _in_process(process: LinkedProcess, evidence: Evidence) -> Iterator[Verdict]:
    posts = evidence.linkage.posts
    for code, activity in enumerate(process.activities):
        exposed = judged_events(process, code)
        authority = process.authority[exposed]
        broken = exposed[authority == Authority.NONE]
        for post in np.unique(process.own_post[broken]).tolist():
            if post >= 0:
                named = evidence.design.vocabulary.posts.called(posts[post])
                shown = broken[process.own_post[broken] == post]
                facts = {"activity": activity.texts, "post": named}
                counted = Counted(process=process, shown=shown, exposed=exposed, facts=facts)
                yield of_events(CODE, (activity.id, posts[post]), counted, activity.elements)
        for reason, because in _REASONS.items():
            count = int((authority == reason).sum())
            if count:
                yield Suppression(code=CODE, because=because, count=count, scope=process.id, object=(activity.id,))
