"""Case ids of tables without the blanks around them: a system that fills ids up to a length means the same case as others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from workbench.eventlog.log import MISSING, Column
from workbench.eventlog.mappings.mapping import CASE
from workbench.eventlog.rows.raw import RawLog
from workbench.eventlog.texts import Texts
from workbench.tables.faults import note


def without_outer_blanks(raw: RawLog) -> RawLog:
    """Return the rows with case ids that have no blanks at their ends, and say how many had; what is more alike stays apart.

    Names of traces stay as they are: there each trace is a case, whatever it is called.
    """
    column = raw.columns[CASE]
    padded = column.values.padded() if not len(raw.cases) else np.zeros(0, dtype=np.int64)
    if not len(padded):
        return raw
    names = list(column.values)
    told = f"“{names[padded[0]]}”"
    for code in padded.tolist():
        names[code] = names[code].strip()
    values = Texts.of(sorted({*names}))
    recode = np.append(Texts.of(names).positions_in(values), MISSING).astype(np.int32)
    columns: Mapping[str, Column] = {**raw.columns, CASE: Column(codes=recode[column.codes], values=values)}
    said = note(raw.path, "LOG_CASE_PADDED", {"count": len(padded), "case": told, "merged": len(names) - len(values)})
    return replace(raw, columns=MappingProxyType(columns), findings=(*raw.findings, said))
