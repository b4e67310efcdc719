"""Whether work is done in the systems that are meant for it, by machines where it should be: TP3, TP4, TP6."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.fit.detection import Evidence
from workbench.fit.indicators.activities import is_for_people
from workbench.fit.indicators.events import NOBODY_KNOWN, Tally, at_events, joined, share_of_events
from workbench.fit.indicators.grounds import activities_of, lacking_cases, unknown_without
from workbench.fit.indicators.lacking import without_performers, witnessed
from workbench.fit.indicators.model import EvidenceRow, Reading, Scope, measured, not_applicable
from workbench.fit.indicators.sample import ByCase
from workbench.linkage import LinkedProcess, Performer
from workbench.usage import Placement, placements_of, says_what_supports, switches_in

_MACHINES: Final = (Performer.SYSTEM, Performer.EXTERNAL)


def in_system_execution(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP3: events executed in a permitted function / events of designed activities whose place is known.

    Permitted are all functions of the activity, alternatives included; where the log names only a system, that system. An
    activity of which it is known that nothing supports it is not judged. In [0, 1], higher is better. Sources T, L. Reference:
    workarounds and shadow systems (Strong & Volkoff 2010).
    """
    design, processes = evidence.design, scope.linked(evidence)
    tables = {
        "systems": design.landscape.systems,
        "functions": says_what_supports(design) or None,
    }
    missing = lacking_cases("TP3", evidence, scope, tables)
    if missing is not None:
        return missing
    tallies = [placed(evidence, process) for process in processes]
    is_placed = any(bool(((each.system >= 0) | (each.function >= 0)).any()) for each in processes)
    lacks = "functions" if is_placed else "event_systems"
    return share_of_events("TP3", scope, tallies, lacks, witnessed(evidence, activities_of(evidence, scope)))


def automation_realised(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP4: executions by systems of service, business-rule and script tasks / all their executions by known performers.

    In [0, 1], higher is better; not applicable where the design has no such task, or none was executed. Sources B, L.
    Reference: activity automation as a redesign heuristic (Reijers & Mansar 2005).
    """
    automatic = [each for each in activities_of(evidence, scope) if each.is_automatic]
    processes = scope.linked(evidence)
    if not automatic:
        return not_applicable("TP4", scope)
    missing = lacking_cases("TP4", evidence, scope, {"log": witnessed(evidence, automatic) or None})
    if missing is not None:
        return missing
    tallies = [
        Tally(
            process=each,
            wanted=at_events(each, [activity.is_automatic for activity in each.activities]),
            known=~np.isin(each.performer, NOBODY_KNOWN),
            fine=np.isin(each.performer, _MACHINES),
        )
        for each in processes
    ]
    return share_of_events("TP4", scope, tallies, without_performers(processes, evidence.design), witnessed(evidence, automatic))


def system_switch_economy(evidence: Evidence, scope: Scope) -> Reading:
    """Read TP6: S_min / S; S counts changes of system between consecutive steps of one person in a case.

    S_min is the least that the same steps need in their designed systems, of each case no more than happened. In [0, 1], higher
    is better; not applicable where nobody switched. Sources B, L (systems T). Reference: contact reduction (Reijers & Mansar
    2005).
    """
    processes = scope.linked(evidence)
    missing = lacking_cases("TP6", evidence, scope, {"systems": evidence.design.landscape.systems})
    if missing is not None:
        return missing
    found = [switches_in(evidence.linkage, each) for each in processes]
    due = sum(int(_by_people(each).sum()) for each in processes)
    told = sum(len(each.rows) for each in found)
    if due and not told:
        return unknown_without(_untold(evidence, processes), "TP6", scope)
    whole = [each.actual[process.complete].astype(np.float64) for each, process in zip(found, processes, strict=True)]
    least = [each.designed[process.complete] for each, process in zip(found, processes, strict=True)]
    part = [np.minimum(some, all_) for some, all_ in zip(least, whole, strict=True)]
    rows = tuple(
        EvidenceRow(about=(process.id,), part=float(some.sum()), whole=float(all_.sum()))
        for process, some, all_ in zip(processes, part, whole, strict=True)
    )
    sample = ByCase(part=joined(part), whole=joined(whole), units=int(sum(each.sum() for each in whole)))
    covered = min(1.0, told / due) if due else 1.0
    return measured("TP6", scope, sample, rows, covered * witnessed(evidence, activities_of(evidence, scope)))


def placed(evidence: Evidence, process: LinkedProcess) -> Tally:
    """Return the events of activities that anything supports, and which of them are done in a permitted place."""
    placement = placements_of(evidence.linkage, process)
    return Tally(
        process=process,
        wanted=at_events(process, [each.functions != () for each in process.activities]),
        known=placement > Placement.UNJUDGED,
        fine=placement <= Placement.ALTERNATIVE,
    )


def _by_people(process: LinkedProcess) -> NDArray[np.bool_]:
    """Return the counted events (bool) of activities that systems support, but for those of systems and outsiders."""
    supported = at_events(process, [bool(each.systems) and is_for_people(each) for each in process.activities])
    return np.asarray(process.is_counted & supported & ~np.isin(process.performer, _MACHINES))


def _untold(evidence: Evidence, processes: tuple[LinkedProcess, ...]) -> str:
    if not any(bool((each.system >= 0).any()) for each in processes):
        return "event_systems"
    return without_performers(processes, evidence.design)
