"""TP-LAG: data that takes longer from system to system than is declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from workbench.eventlog import NO_TIME
from workbench.eventlog.log import HOUR
from workbench.fit.detection import Claim, Counted, Evidence, Verdict, of_events_anywhere, without, without_logs
from workbench.language.listing import listed
from workbench.linkage import LinkedProcess
from workbench.usage import Transitions, transitions_of, uses_data

CODE = "TP-LAG"
_Seen = Sequence[tuple[LinkedProcess, Transitions]]


def slower_than_declared(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-LAG of two systems where more than the policy's share of what passes between them exceeds the declared latency."""
    missing = {"integrations": evidence.design.landscape.integrations is None, "crud": not uses_data(evidence.design)}
    if any(missing.values()):
        yield from (without(table, CODE) for table, is_missing in missing.items() if is_missing)
        return
    yield from without_logs(evidence, CODE)
    seen = [(process, transitions_of(evidence.linkage, process)) for process in evidence.linkage.processes]
    for process, _ in seen:
        yield from _unseen(process)
    for source, target in sorted({pair for _, passages in seen for pair in passages.systems}):
        claim = _claim((source, target), seen, evidence)
        if (claim.finding.count or 0) > evidence.policy.rules.lag_share * (claim.finding.exposed or 0):
            yield claim


def _unseen(process: LinkedProcess) -> Iterator[Verdict]:
    """Say which column the log lacks."""
    if not (process.system >= 0).any():
        yield without("event_systems", CODE, scope=process.id)
    if not (process.start != NO_TIME).any():
        yield without("starts", CODE, scope=process.id)


def _claim(pair: tuple[int, int], seen: _Seen, evidence: Evidence) -> Claim:
    parts, late, latencies = [], [], []
    for process, mine in _between(pair, seen):
        shown = mine.after[mine.is_late]
        parts.append(Counted(process=process, shown=shown, exposed=mine.after))
        late += [process.activities[code] for code in np.unique(process.activity[shown]).tolist()]
        latencies += mine.latency.tolist()
    names, systems = evidence.linkage.systems, evidence.design.vocabulary.systems
    facts = {
        "activity": listed(activity.texts for activity in late),
        "from_system": systems.called(names[pair[0]]),
        "to_system": systems.called(names[pair[1]]),
        "hours": f"{min(latencies) / HOUR:g}",
    }
    elements = [element for activity in late for element in activity.elements]
    return of_events_anywhere(CODE, (names[pair[0]], names[pair[1]]), parts, facts, elements)


def passages_between(systems: tuple[str, ...], evidence: Evidence) -> int | None:
    """Count what passes from one system to another with a declared latency; None where either is not known."""
    names = evidence.linkage.systems
    if len(systems) != 2 or not {*systems} <= {*names}:
        return None
    seen = [(process, transitions_of(evidence.linkage, process)) for process in evidence.linkage.processes]
    pair = (names.index(systems[0]), names.index(systems[1]))
    return sum(len(mine.after) for _, mine in _between(pair, seen))


def _between(pair: tuple[int, int], seen: _Seen) -> Iterator[tuple[LinkedProcess, Transitions]]:
    return ((process, passages.between(*pair)) for process, passages in seen)
