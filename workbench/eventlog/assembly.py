"""From raw rows to an EventLog: times parsed once per distinct text, starts paired with completions, one total order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.content import content_hash
from workbench.eventlog.faults import note, rejection, warning
from workbench.eventlog.lifecycle import Executions, executions
from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog, Source
from workbench.eventlog.mapping import ACTIVITY, CASE, END, INSTANCE, RECORDED, START, TIMES, TRANSITION, LogMapping
from workbench.eventlog.times import TimeReading, decide, microseconds
from workbench.findings import Finding

_NAMED: Final = 3
_OWN_FIELD: Final = frozenset({CASE, ACTIVITY, END, START, RECORDED, TRANSITION, INSTANCE})
_FAULTS: Final = MappingProxyType({CASE: "LOG_NO_CASE", ACTIVITY: "LOG_NO_ACTIVITY", END: "LOG_NO_TIMESTAMP"})


class Coder:
    """A growing column of texts, each distinct one stored once; rows not set are missing."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.code_of: dict[str, int] = {}

    def put(self, row: int, text: str) -> None:
        """Set one row; rows come in ascending order."""
        codes = self.codes
        if len(codes) <= row:
            codes.extend([MISSING] * (row - len(codes)))
            codes.append(self.code_of.setdefault(text, len(self.code_of)))
        else:
            codes[row] = self.code_of.setdefault(text, len(self.code_of))

    def column(self, n_rows: int) -> Column:
        """Return the finished column with `n_rows` rows, its values sorted."""
        codes = np.array([*self.codes, *[MISSING] * (n_rows - len(self.codes))], dtype=np.int32)
        values = tuple(sorted(self.code_of))
        recode = np.empty(len(values) + 1, dtype=np.int32)
        for new, value in enumerate(values):
            recode[self.code_of[value]] = new
        recode[-1] = MISSING
        return Column(codes=recode[codes], values=values)


@dataclass(frozen=True, kw_only=True, eq=False)
class RawLog:
    """What a reader read: text columns by attribute or own name, and where each row stands (`lines`, from 1).

    `case_attributes` are coded per case of `cases`; a case may be without rows. `case_columns` are such attributes coded per
    row, as tables have them: the first row of a case decides.
    """

    path: str
    sha256: str
    name: str
    n_rows: int
    columns: Mapping[str, Column]
    lines: NDArray[np.int64]
    cases: tuple[str, ...] = ()
    case_attributes: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    case_columns: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    rows_rejected: int = 0


def assemble(raw: RawLog, mapping: LogMapping, timezone: str) -> EventLog:
    """Build the log. Rows without case, activity or readable time are rejected, counted and named, never lost silently.

    Raises InputError where no row is left.
    """
    findings = list(raw.findings)
    times = _times(raw, mapping, ZoneInfo(mapping.timezone or timezone), findings)
    good = np.ones(raw.n_rows, dtype=np.bool_)
    for attribute in (CASE, ACTIVITY):
        good &= _present(raw, attribute, raw.columns[attribute].codes != MISSING, good, findings)
    good &= _present(raw, END, times[END] != NO_TIME, good, findings)
    if not good.any():
        raise rejection(raw.path, "LOG_EMPTY", {"rows": raw.n_rows})
    order = _total_order(raw, times[END], np.flatnonzero(good))
    steps = executions(raw.columns, times[END], order)
    findings += [note(raw.path, code, {"count": count}) for code, count in steps.notes]
    return _log(raw, times, order, steps, findings)


def _times(raw: RawLog, mapping: LogMapping, zone: ZoneInfo, findings: list[Finding]) -> dict[str, NDArray[np.int64]]:
    times: dict[str, NDArray[np.int64]] = {}
    for attribute in TIMES:
        column = raw.columns.get(attribute)
        if column is None:
            continue
        reading, said = decide(column.values, raw.path, TimeReading(zone=zone, declared=mapping.formats.get(attribute)))
        findings.extend(said)
        parsed = np.array([*(microseconds(value, reading) for value in column.values), NO_TIME], dtype=np.int64)
        times[attribute] = parsed[column.codes]
        bad = np.flatnonzero(parsed[:-1] == NO_TIME) if attribute == END else ()
        findings += [
            warning(raw.path, "LOG_BAD_VALUE", {"attribute": attribute, "value": column.values[code]}) for code in bad[:_NAMED]
        ]
    return times


def _present(
    raw: RawLog, attribute: str, has: NDArray[np.bool_], among: NDArray[np.bool_], findings: list[Finding]
) -> NDArray[np.bool_]:
    missing = np.flatnonzero(among & ~has)
    if len(missing):
        lines = [int(raw.lines[row]) for row in missing[:_NAMED]]
        named = ", ".join(map(str, lines)) + (", …" if len(missing) > _NAMED else "")
        case = raw.columns[CASE]
        codes = np.unique(case.codes[missing][case.codes[missing] != MISSING])[:_NAMED]
        facts = {"count": len(missing), "lines": named, "cases": ", ".join(case.values[code] for code in codes) or "–"}
        findings.append(warning(raw.path, _FAULTS[attribute], facts, line=lines[0], row=lines[0]))
    return has


def _total_order(raw: RawLog, end: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort by case, then time; where both agree, a start before what completes, then the file's order."""
    transition = raw.columns.get(TRANSITION)
    begins = np.zeros(len(rows), dtype=np.bool_)
    if transition is not None:
        is_start = np.array([*(value.casefold() == "start" for value in transition.values), False], dtype=np.bool_)
        begins = is_start[transition.codes[rows]]
    return rows[np.lexsort((rows, ~begins, end[rows], raw.columns[CASE].codes[rows]))]


def _log(
    raw: RawLog, times: Mapping[str, NDArray[np.int64]], order: NDArray[np.int64], steps: Executions, findings: Sequence[Finding]
) -> EventLog:
    rows, starts = order[steps.kept], steps.starts[steps.kept]
    cases, case = _coded(raw.columns[CASE], rows, raw.cases)
    activities, activity = _coded(raw.columns[ACTIVITY], rows, ())
    start = np.where(starts != NO_TIME, starts, times[START][rows]) if START in times else starts
    rest = {name: column for name, column in raw.columns.items() if name not in _OWN_FIELD}
    log = EventLog(
        name=raw.name,
        cases=cases,
        activities=activities,
        case=case,
        activity=activity,
        end=times[END][rows],
        start=start,
        recorded=times[RECORDED][rows] if RECORDED in times else np.full(len(rows), NO_TIME, dtype=np.int64),
        position=rows + 1,
        columns=MappingProxyType({name: Column(codes=column.codes[rows], values=column.values) for name, column in rest.items()}),
        case_columns=_of_cases(raw, rows, cases, case),
        source=Source(
            path=raw.path,
            sha256=raw.sha256,
            content="",
            rows_read=raw.n_rows + raw.rows_rejected,
            rows_merged=steps.merged,
            rows_set_aside=steps.set_aside,
            rows_rejected=raw.n_rows + raw.rows_rejected - len(order),
        ),
        findings=tuple(findings),
    )
    return replace(log, source=replace(log.source, content=content_hash(log)))


def _of_cases(raw: RawLog, rows: NDArray[np.int64], cases: Sequence[str], case: NDArray[np.int32]) -> Mapping[str, Column]:
    """Return the case attributes, one code a case of the log."""
    place = {name: number for number, name in enumerate(raw.cases)}
    given = np.array([place.get(name, -1) for name in cases], dtype=np.int64)
    columns = {
        name: Column(codes=np.append(column.codes, MISSING).astype(np.int32)[given], values=column.values)
        for name, column in raw.case_attributes.items()
    }
    first = np.searchsorted(case, np.arange(len(cases)))
    for name, column in raw.case_columns.items():
        columns[name] = Column(codes=column.codes[rows[first]], values=column.values)
    return MappingProxyType(columns)


def _coded(column: Column, rows: NDArray[np.int64], also: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Code a column again over the values that the rows use, and those of `also`."""
    codes = column.codes[rows]
    used = {column.values[code] for code in np.unique(codes)}
    values = tuple(sorted(used.union(also)))
    place = {value: number for number, value in enumerate(values)}
    recode = np.array([place.get(value, MISSING) for value in column.values], dtype=np.int32)
    return values, recode[codes]
