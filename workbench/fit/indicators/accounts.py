"""Under whose name work is done: TO3."""

from __future__ import annotations

import numpy as np

from workbench.fit.detection import Evidence
from workbench.fit.indicators.activities import is_for_people
from workbench.fit.indicators.events import NOBODY_KNOWN, Tally, at_events, share_of_events
from workbench.fit.indicators.grounds import activities_of, lacking_cases
from workbench.fit.indicators.lacking import without_performers, witnessed
from workbench.fit.indicators.model import Reading, Scope
from workbench.linkage import Performer


def identified_execution(evidence: Evidence, scope: Scope) -> Reading:
    """Read TO3: executions by people under an account of their own / executions of designed activities by people.

    An event of work for people whose performer is not known can be neither: it lowers what is covered. In [0, 1], higher is
    better. Sources T, L. Reference: individual accountability (ISO/IEC 27002, identity management).
    """
    processes = scope.linked(evidence)
    missing = lacking_cases("TO3", evidence, scope)
    if missing is not None:
        return missing
    tallies = []
    for process in processes:
        is_unknown, is_human = np.isin(process.performer, NOBODY_KNOWN), process.is_human() & (process.activity >= 0)
        is_work = at_events(process, [is_for_people(each) for each in process.activities])
        personal = process.performer == Performer.PERSON
        tallies.append(Tally(process=process, wanted=is_human | (is_work & is_unknown), known=is_human, fine=personal))
    covered = witnessed(evidence, activities_of(evidence, scope))
    return share_of_events("TO3", scope, tallies, without_performers(processes, evidence.design), covered)
