"""TP-MANUAL: what was designed for machines, done by people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from workbench.fit.detection import Counted, Evidence, Verdict, of_events, without, without_logs
from workbench.linkage import Performer

CODE = "TP-MANUAL"
_UNKNOWN: Final = (Performer.ABSENT, Performer.UNIDENTIFIED)


def done_by_hand(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-MANUAL of service, business-rule and script tasks that persons executed, or somebody under a shared account.

    Exposed are all executions: machines often leave no name.
    """
    yield from without_logs(evidence, CODE)
    for process in evidence.linkage.processes:
        if np.isin(process.performer, _UNKNOWN).all() and any(activity.is_automatic for activity in process.activities):
            is_named = bool((process.performer == Performer.UNIDENTIFIED).any())
            yield without("persons" if is_named else "resources", CODE, scope=process.id)
        is_human = process.is_human()
        for code, activity in enumerate(process.activities):
            exposed = process.of(code)
            shown = exposed[is_human[exposed]]
            if activity.is_automatic and len(shown):
                counted = Counted(process=process, shown=shown, exposed=exposed, facts={"activity": activity.texts})
                yield of_events(CODE, (activity.id,), counted, activity.elements)
