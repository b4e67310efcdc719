"""What an indicator lacks: tables, columns, logs – said by the same sentences as of findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from workbench.design import DesignedActivity
from workbench.fit.detection import Evidence, first_missing, without
from workbench.fit.indicators.model import Reading, Scope, unknown
from workbench.linkage import LinkedProcess, Performer


def lacking(code: str, scope: Scope, table: str) -> Reading:
    """Return a reading that is unknown since a table, a column or a log is missing; `table` names the reason's sentence."""
    return unknown(code, scope, without(table, code, scope=scope.id).reason)


def lacking_first(code: str, scope: Scope, tables: Mapping[str, object | None]) -> Reading | None:
    """Return a reading that names the first table that is absent, None where all are there."""
    name = first_missing(tables)
    return None if name is None else lacking(code, scope, name)


def without_performers(processes: Collection[LinkedProcess]) -> str:
    """Return why it is not known who executed what: the log names nobody, or nobody knows whom it names."""
    is_named = any(bool((each.performer == Performer.UNIDENTIFIED).any()) for each in processes)
    return "persons" if is_named else "resources"


def witnessed(evidence: Evidence, activities: Collection[DesignedActivity]) -> float:
    """Return the part, in [0, 1], of some activities whose process has a log; 1 where there are none."""
    linked = {each.id for each in evidence.linkage.processes}
    return float(np.mean([each.process in linked for each in activities])) if activities else 1.0
