"""TP-MANUAL: what was designed for machines, done by people."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.fit.detection import Counted, Evidence, Verdict, of_events, without_logs, without_people

CODE = "TP-MANUAL"


def done_by_hand(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-MANUAL of service, business-rule and script tasks that persons executed, or somebody under a shared account.

    Exposed are all executions: machines often leave no name.
    """
    yield from without_logs(evidence, CODE)
    automatic = {activity.process for activity in evidence.design.activities if activity.is_automatic}
    yield from (each for each in without_people(evidence, CODE) if each.scope in automatic)
    for process in evidence.linkage.processes:
        is_human = process.is_human()
        for code, activity in enumerate(process.activities):
            exposed = process.of(code)
            shown = exposed[is_human[exposed]]
            if activity.is_automatic and len(shown):
                counted = Counted(process=process, shown=shown, exposed=exposed, facts={"activity": activity.texts})
                yield of_events(CODE, (activity.id,), counted, activity.elements)
