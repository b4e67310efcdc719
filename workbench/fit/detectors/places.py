"""TP-OFFLINE and TP-WRONGSYS: work done beside the system that is meant for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.design import Design, DesignedActivity
from workbench.fit.detection import Counted, Evidence, Suppression, Verdict, of_events, without, without_logs
from workbench.language.listing import listed
from workbench.linkage import LinkedProcess
from workbench.usage import Placement, has_application, placements_of, says_what_supports, says_where_supported

OFFLINE = "TP-OFFLINE"
WRONGSYS = "TP-WRONGSYS"


def off_the_system(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-OFFLINE of activities that an application supports, where they were done on paper or in a spreadsheet."""
    yield from _unplaced(evidence, OFFLINE)
    for process in evidence.linkage.processes if _is_told(evidence.design) else ():
        placement = placements_of(evidence.linkage, process)
        for code, activity in enumerate(process.activities):
            exposed = events_in_systems(process, code)
            shown = exposed[placement[exposed] == Placement.OFFLINE]
            if len(shown) and has_application(activity, evidence.design.landscape):
                counted = Counted(process=process, shown=shown, exposed=exposed, facts=_facts(activity, process, shown, evidence))
                yield of_events(OFFLINE, (activity.id,), counted, activity.elements)


def in_the_wrong_system(evidence: Evidence) -> Iterator[Verdict]:
    """Claim TP-WRONGSYS of activities done in a function, or a system, that is none of theirs; allowed alternatives are told."""
    yield from _unplaced(evidence, WRONGSYS)
    for process in evidence.linkage.processes if _is_told(evidence.design) else ():
        placement = placements_of(evidence.linkage, process)
        for code, activity in enumerate(process.activities):
            exposed = events_in_functions(process, code)
            shown = exposed[placement[exposed] == Placement.ELSEWHERE]
            if len(shown):
                counted = Counted(process=process, shown=shown, exposed=exposed, facts=_facts(activity, process, shown, evidence))
                yield of_events(WRONGSYS, (activity.id,), counted, activity.elements)
            others = int((placement[exposed] == Placement.ALTERNATIVE).sum())
            if others:
                yield Suppression(code=WRONGSYS, because="alternative", count=others, scope=process.id, object=(activity.id,))


def events_in_systems(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    """Return the counted events of an activity of which the system is known."""
    rows = process.of(activity)
    return rows[process.system[rows] >= 0]


def events_in_functions(process: LinkedProcess, activity: int) -> NDArray[np.int64]:
    """Return the counted events of an activity of which the system or the function is known."""
    rows = process.of(activity)
    return rows[(process.system[rows] >= 0) | (process.function[rows] >= 0)]


def _unplaced(evidence: Evidence, code: str) -> Iterator[Verdict]:
    """Say which table or log is missing, and which log does not say where anything was done."""
    if not _is_told(evidence.design):
        yield without("systems" if evidence.design.landscape.systems is None else "functions", code)
        return
    if not says_where_supported(evidence.design):
        yield without("functions", code)
    yield from without_logs(evidence, code)
    for process in evidence.linkage.processes:
        is_placed = ((process.system >= 0) | (process.function >= 0)).any()
        if not is_placed or (code == OFFLINE and not process.names_systems):
            yield without("event_systems", code, scope=process.id)


def _is_told(design: Design) -> bool:
    """Return whether systems are known, and what they are for."""
    return design.landscape.systems is not None and says_what_supports(design)


def _facts(
    activity: DesignedActivity, process: LinkedProcess, shown: NDArray[np.int64], evidence: Evidence
) -> Mapping[str, object]:
    """Name the activity, where it was done, and the functions that are provided for it."""
    names, linkage = evidence.design.vocabulary, evidence.linkage
    systems = [names.systems.called(linkage.systems[code]) for code in np.unique(process.system[shown]).tolist() if code >= 0]
    functions = (names.functions if each in names.functions.texts else names.systems for each in activity.functions or ())
    provided = [table.called(each) for table, each in zip(functions, activity.functions or (), strict=True)]
    return {"activity": activity.texts, "system": listed(systems), "function": listed(provided)}
