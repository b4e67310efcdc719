"""What the events behind an indicator lack: known performers, and logs of all processes."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from workbench.design import Design, DesignedActivity
from workbench.fit.detection import Evidence, hiding_people
from workbench.linkage import LinkedProcess


def without_performers(processes: Collection[LinkedProcess], design: Design) -> str:
    """Return why it is not known who executed what: nobody knows whom the logs name, or they name nobody."""
    reasons = [hiding_people(each, design) for each in processes]
    return next((each for each in reasons if each != "resources"), "resources")


def witnessed(evidence: Evidence, activities: Collection[DesignedActivity]) -> float:
    """Return the part, in [0, 1], of some activities whose process has a log; 1 where there are none."""
    linked = {each.id for each in evidence.linkage.processes}
    return float(np.mean([each.process in linked for each in activities])) if activities else 1.0
