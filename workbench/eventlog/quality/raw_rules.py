"""Doubts that only the rows as read can show: numbers, formulas, total lines, local times – each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.mappings.mapping import ACTIVITY, CASE, END, rivals_of
from workbench.eventlog.quality.local_time import missing_and_double
from workbench.eventlog.rows.raw import RawLog
from workbench.findings import Finding, Place, Severity
from workbench.tables.cautions import runs_as_formula
from workbench.tables.faults import note, warning

RawRule = Callable[[RawLog, ZoneInfo], Iterator[Finding]]
"""A rule looks at the rows as read, and at the zone in which times without an offset are read."""

_COMMA: Final = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+")
_PLAIN: Final = re.compile(r"[+-]?\d+([.]\d+)?")
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
_DIGIT_COMMA: Final = re.compile(rb"\d,\d")
_NUMERIC: Final = 0.9
_TOTAL: Final = re.compile(r"(?i)\W*(合计|总计|小计|共计|总数|(grand |sub)?totals?|sum|summe|gesamt)\b.*|.*(合计|总计)\W*")
_FOOTER: Final = 5


def number_format(raw: RawLog, _zone: ZoneInfo) -> Iterator[Finding]:
    """Amounts such as 1.100,50 are numbers to a reader and text to a program, or another number."""
    for name, column in _texts(raw):
        if not column.values.hold(_DIGIT_COMMA):
            continue
        values = [value.strip() for value in column.values]
        commas = [code for code, value in enumerate(values) if _COMMA.fullmatch(value) and not _THOUSANDS.fullmatch(value)]
        numbers = sum(1 for value in values if _COMMA.fullmatch(value) or _PLAIN.fullmatch(value))
        if commas and numbers >= _NUMERIC * len(values):
            yield _told(raw, "NUM_FORMAT", name, column, commas)


def formula(raw: RawLog, _zone: ZoneInfo) -> Iterator[Finding]:
    """Cells that begin with = + - @ and are no number run as formulas where a table of them is opened in a spreadsheet."""
    for name, column in _texts(raw):
        found = [code for code in column.values.beginning_with(b"=@\t\r+-").tolist() if runs_as_formula(column.values[code])]
        if found:
            yield _told(raw, "TEXT_FORMULA", name, column, found)


def total_line(raw: RawLog, _zone: ZoneInfo) -> Iterator[Finding]:
    """A last row that names a total and lacks case, activity or time is no event."""
    lacking = _lacking(raw)
    for row in range(max(0, raw.n_rows - _FOOTER), raw.n_rows):
        cells = [column.values[int(column.codes[row])] for column in raw.columns.values() if column.codes[row] != MISSING]
        total = next((cell for cell in cells if _TOTAL.fullmatch(cell.strip())), None)
        if total is not None and lacking[row]:
            line = int(raw.lines[row])
            yield warning(raw.path, "CSV_ROW_INVALID", {"value": total}, line=line, row=line)


def zone_taken(raw: RawLog, zone: ZoneInfo) -> Iterator[Finding]:
    """Times without an offset are read in a zone, which is said; a note, as most tables hold no other times."""
    for attribute, times in raw.times.items():
        known = times.known_local
        count, row = int(np.count_nonzero(known)), int(known.argmax()) if len(known) else 0
        if count:
            facts = {"count": count, "attribute": attribute, "value": _clock(times.moments[row]), "zone": str(zone)}
            yield _at(raw, "TIME_ZONE_TAKEN", Severity.INFO, row, facts)


def changing_clocks(raw: RawLog, zone: ZoneInfo) -> Iterator[Finding]:
    """Local times that the zone's clocks skip, or show twice, when they are put forward or back."""
    for attribute, times in raw.times.items():
        skipped, twice = missing_and_double(times.moments, times.known_local, zone)
        for code, doubtful in (("TIME_DST_GAP", skipped), ("TIME_DST_TWICE", twice)):
            if len(doubtful):
                clock = _clock(times.moments[doubtful[0]])
                facts = {"count": len(doubtful), "attribute": attribute, "value": clock, "zone": str(zone)}
                yield _at(raw, code, Severity.MINOR, int(doubtful[0]), facts)


def rival_columns(raw: RawLog, _zone: ZoneInfo) -> Iterator[Finding]:
    """A second column that by its name could be the case, the activity or the time, and says something else."""
    for attribute in (CASE, ACTIVITY, END):
        for name in rivals_of(attribute, raw.columns):
            taken = raw.columns.get(attribute)
            if taken is None or not _alike(taken, raw.columns[name]):
                yield note(raw.path, "LOG_RIVAL_COLUMN", {"attribute": attribute, "column": name})


RAW_RULES: Final[Sequence[RawRule]] = (number_format, formula, total_line, zone_taken, changing_clocks, rival_columns)


def check_raw(raw: RawLog, zone: ZoneInfo, rules: Sequence[RawRule] = RAW_RULES) -> Iterator[Finding]:
    """Apply every rule to the rows as read; `zone` is that in which times without an offset are read."""
    return (finding for rule in rules for finding in rule(raw, zone))


def _alike(one: Column, other: Column) -> bool:
    return bool(np.array_equal(one.codes, other.codes)) and one.values == other.values


def _texts(raw: RawLog) -> Iterator[tuple[str, Column]]:
    yield from raw.columns.items()
    yield from ((f"case:{name}", column) for name, column in raw.case_columns.items())


def _lacking(raw: RawLog) -> NDArray[np.bool_]:
    """Return which rows have no case, no activity or no time."""
    end = raw.times[END]
    lacking: NDArray[np.bool_] = (end.moments == NO_TIME) & (end.odd.codes == MISSING)
    for attribute in (CASE, ACTIVITY):
        lacking = lacking | (raw.columns[attribute].codes == MISSING)
    return lacking


def _told(raw: RawLog, code: str, name: str, column: Column, found: Sequence[int]) -> Finding:
    """Name the first row in which a column holds one of the values, and how many rows do."""
    rows = np.flatnonzero(np.isin(column.codes, np.array(found, dtype=np.int32)))
    value = column.values[int(column.codes[rows[0]])]
    facts = {"column": name, "value": value, "count": len(rows)}
    return _at(raw, code, Severity.MINOR, int(rows[0]), facts)


def _at(raw: RawLog, code: str, severity: Severity, row: int, facts: dict[str, object]) -> Finding:
    line = int(raw.lines[row])
    about = str(facts.get("column", facts.get("attribute", "")))
    return Finding(
        code=code,
        severity=severity,
        place=Place(file=raw.path, line=line, row=line, column=about),
        facts={"line": line, "row": line, **facts},
        scope=raw.path,
        object=(code, about),
    )


def _clock(moment: np.int64) -> str:
    return str(np.datetime64(int(moment), "us")).replace("T", " ").removesuffix(".000000")
