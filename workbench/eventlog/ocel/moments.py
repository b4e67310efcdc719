"""Times of events and values read as anywhere else; what has no offset from UTC is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.rows.coding import times_of
from workbench.eventlog.rows.times import TimeReading, decide, resolved
from workbench.findings import Finding
from workbench.tables.faults import warning

_NAMED: Final = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Moments:
    """A column of times in microseconds since 1970-01-01 UTC (int64, shape (n,)), NO_TIME where there is none.

    `unreadable` (bool) says where there is a text that is no time; `naive` are without an offset, such as `example`.
    """

    values: NDArray[np.int64]
    unreadable: NDArray[np.bool_]
    naive: int
    example: str
    findings: tuple[Finding, ...]


def moments_of(column: Column, attribute: str, lines: NDArray[np.int32], path: str, zone: ZoneInfo) -> Moments:
    """Read a column of texts as times, local ones in a time zone. Raises InputError where days and months contradict."""
    raw = times_of(column, as_text=False)
    reading, said = decide(raw.odd.values, path, TimeReading(zone=zone))
    values, odd = resolved(raw, reading)
    findings = list(said)
    for code in np.flatnonzero(odd == NO_TIME)[:_NAMED].tolist():
        line = int(lines[np.flatnonzero(raw.odd.codes == code)[0]])
        facts = {"attribute": attribute, "value": raw.odd.values[code]}
        findings.append(warning(path, "LOG_BAD_VALUE", facts, line=line, row=line))
    naive = np.flatnonzero(raw.local)
    return Moments(
        values=values,
        unreadable=(values == NO_TIME) & (column.codes != MISSING),
        naive=len(naive),
        example=column.values[column.codes[naive[0]]] if len(naive) else "",
        findings=tuple(findings),
    )
