"""From raw rows to an EventLog: times parsed once per distinct text, starts paired with completions, one total order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog, Source, unknown_times
from workbench.eventlog.mappings.mapping import ACTIVITY, CASE, END, INSTANCE, RECORDED, START, TRANSITION, LogMapping
from workbench.eventlog.room import taken
from workbench.eventlog.rows.case_ids import without_outer_blanks
from workbench.eventlog.rows.content import content_hash
from workbench.eventlog.rows.lifecycle import Executions, executions
from workbench.eventlog.rows.ordering import mix_in, sort_ties, total_order
from workbench.eventlog.rows.raw import RawLog, concatenated
from workbench.eventlog.rows.times import TimeReading, decide, resolved
from workbench.eventlog.texts import Texts
from workbench.findings import Finding, InputError, Severity
from workbench.tables.faults import note, rejection, warning
from workbench.threads import in_parallel

_NAMED: Final = 3
_OWN_FIELD: Final = frozenset({CASE, ACTIVITY, END, START, RECORDED, TRANSITION, INSTANCE})
_FAULTS: Final = MappingProxyType({CASE: "LOG_NO_CASE", ACTIVITY: "LOG_NO_ACTIVITY", END: "LOG_NO_TIMESTAMP"})


def assemble(raw: RawLog, mapping: LogMapping, zone: ZoneInfo) -> EventLog:
    """Build the log. Rows without case, activity or readable time are rejected, counted and named, never lost silently.

    Raises InputError where no row is left.
    """
    raw = without_outer_blanks(raw)
    findings = [*mapping.findings, *raw.findings]
    times = _times(raw, mapping, zone, findings)
    good = np.ones(raw.n_rows, dtype=np.bool_)
    for attribute, has in (*((name, _filled(raw.columns[name])) for name in (CASE, ACTIVITY)), (END, times[END] != NO_TIME)):
        findings += _missing(raw, attribute, good & ~has)
        good &= has
    if not good.any():
        raise _nothing_left(raw, findings)
    case = raw.columns[CASE]
    rows = np.arange(raw.n_rows, dtype=np.int32)[good]
    order, tied = total_order(rows, case.codes, times[END], len(case.values))
    order = _ties_told_apart(raw, times, order, np.flatnonzero(tied), findings)
    steps = executions(raw.columns, times[END], order)
    findings += [note(raw.path, code, {"count": count}) for code, count in steps.notes]
    return _log(raw, times, order, steps, findings)


def _ties_told_apart(
    raw: RawLog,
    times: Mapping[str, NDArray[np.int64]],
    order: NDArray[np.int32],
    tied: NDArray[np.int64],
    findings: list[Finding],
) -> NDArray[np.int32]:
    """Count the `tied` rows, those of one case and time, that say the same as an earlier one.

    Return the order by case and time in which, where rows are steps of a lifecycle, those that are tied stand by what they
    say: a start before what completes.
    """
    rows = order[tied]
    case, end, marks = raw.columns[CASE].codes[rows], times[END][rows], _marks(raw, times, rows)
    by_mark = sort_ties(case, end, marks)
    same = np.logical_and.reduce([each[by_mark][1:] == each[by_mark][:-1] for each in (case, end, marks)])
    findings += _repeats(raw, np.sort(rows[by_mark[1:][same]]))
    transition = raw.columns.get(TRANSITION)
    if transition is None:
        return order
    is_start = np.array([*(value.strip().casefold() == "start" for value in transition.values), False], dtype=np.bool_)
    keys = marks >> np.uint64(1)
    keys[~is_start[transition.codes[rows]]] |= np.uint64(1 << 63)
    order[tied] = rows[sort_ties(case, end, keys)]
    return order


def _times(raw: RawLog, mapping: LogMapping, zone: ZoneInfo, findings: list[Finding]) -> dict[str, NDArray[np.int64]]:
    times: dict[str, NDArray[np.int64]] = {}
    for attribute, column in raw.times.items():
        reading = TimeReading(zone=zone, declared=mapping.formats.get(attribute))
        reading, said = decide(column.odd.values, raw.path, reading)
        findings.extend(said)
        times[attribute], odd = resolved(column, reading)
        for code in np.flatnonzero(odd == NO_TIME)[:_NAMED].tolist():
            row = int(np.flatnonzero(column.odd.codes == code)[0])
            line = int(raw.lines[row])
            facts = {"attribute": attribute, "value": column.odd.values[code]}
            findings.append(warning(raw.path_of(row), "LOG_BAD_VALUE", facts, line=line, row=line))
    return times


def _filled(column: Column) -> NDArray[np.bool_]:
    filled: NDArray[np.bool_] = column.codes != MISSING
    blank = column.values.blanks()
    return filled & ~np.isin(column.codes, blank) if len(blank) else filled


def _missing(raw: RawLog, attribute: str, missing: NDArray[np.bool_]) -> tuple[Finding, ...]:
    rows = np.flatnonzero(missing).astype(np.int32)
    if not len(rows):
        return ()
    first = int(raw.lines[rows[0]])
    column = raw.columns[CASE]
    cases = [column.values[code] for code in column.codes[rows[:_NAMED]] if code != MISSING]
    facts = {"count": len(rows), "lines": _spoken(raw, rows), "cases": ", ".join(dict.fromkeys(cases)) or "–"}
    return (warning(raw.path_of(int(rows[0])), _FAULTS[attribute], facts, line=first, row=first),)


def _spoken(raw: RawLog, rows: NDArray[np.int32]) -> str:
    return ", ".join(str(line) for line in raw.lines[rows[:_NAMED]]) + (", …" if len(rows) > _NAMED else "")


def _nothing_left(raw: RawLog, findings: Sequence[Finding]) -> InputError:
    """Return the error that says why no row can be used."""
    codes = ("LOG_BAD_VALUE", *_FAULTS.values(), "CSV_RAGGED")
    reasons = [each for code in codes for each in findings if each.code == code and each.facts.get("attribute", END) == END]
    if not reasons:
        return rejection(raw.path, "LOG_EMPTY", {"rows": raw.n_rows + raw.rows_rejected})
    return InputError(replace(reasons[0], severity=Severity.CRITICAL))


def _marks(raw: RawLog, times: Mapping[str, NDArray[np.int64]], rows: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return a 64-bit mark of what each row says, in whatever order the rows and columns stand; equal rows bear equal marks."""
    marks = np.zeros(len(rows), dtype=np.uint64)
    columns = {**raw.columns, **{f"case:{name}": column for name, column in raw.case_columns.items()}}
    for name in sorted({*columns, *times}):
        numbers: NDArray[Any] = times[name] if name in times else columns[name].codes
        mix_in(marks, numbers, rows)
    return marks


def _repeats(raw: RawLog, again: NDArray[np.int32]) -> tuple[Finding, ...]:
    """Count the rows that say in full what an earlier one says; they are kept."""
    if not len(again):
        return ()
    line = int(raw.lines[again[0]])
    case = raw.columns[CASE]
    facts = {"count": len(again), "lines": _spoken(raw, again), "case": case.values[case.codes[again[0]]]}
    return (warning(raw.path_of(int(again[0])), "LOG_DUPLICATE_EVENT", facts, line=line, row=line),)


def _log(
    raw: RawLog, times: Mapping[str, NDArray[np.int64]], order: NDArray[np.int32], steps: Executions, findings: list[Finding]
) -> EventLog:
    rows, starts = _in_file_order(raw, times, order, steps)
    cases, case = _coded(raw.columns[CASE], rows, order, raw.cases)
    activities, activity = _coded(raw.columns[ACTIVITY], rows, rows, None)
    end, start, recorded = in_parallel(lambda name: _at(times.get(name), rows), (END, START, RECORDED))
    if steps.merged:
        start = np.where(starts != NO_TIME, starts, start)
    rest = {name: column for name, column in raw.columns.items() if name not in _OWN_FIELD}
    case_columns = _of_cases(raw, rows, cases, case, findings)
    log = EventLog(
        name=raw.name,
        cases=cases,
        activities=tuple(activities),
        case=case,
        activity=activity,
        end=end,
        start=start,
        recorded=recorded,
        position=taken(raw.positions, rows),
        is_timed=raw.is_timed,
        columns=_used_of_all(rest, rows),
        case_columns=case_columns,
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


def _at(times: NDArray[np.int64] | None, rows: NDArray[np.int32]) -> NDArray[np.int64]:
    return taken(times, rows) if times is not None else unknown_times(len(rows))


def _in_file_order(
    raw: RawLog, times: Mapping[str, NDArray[np.int64]], order: NDArray[np.int32], steps: Executions
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the rows that are executions, those of one case and time as they stand in the file, and when they began."""
    if TRANSITION not in raw.columns:
        return order, steps.starts
    rows = order if steps.kept.all() else order[steps.kept]
    in_file = sort_ties(raw.columns[CASE].codes[rows], times[END][rows], rows)
    return rows[in_file], steps.starts if not steps.merged else steps.starts[steps.kept][in_file]


def _of_cases(
    raw: RawLog, rows: NDArray[np.int32], cases: Texts, case: NDArray[np.int32], findings: list[Finding]
) -> Mapping[str, Column]:
    """Return the case attributes, one code a case of the log."""
    columns: dict[str, Column] = {}
    if raw.case_attributes:
        given = cases.positions_in(raw.cases)
        for name, column in raw.case_attributes.items():
            columns[name] = Column(codes=np.append(column.codes, MISSING).astype(np.int32)[given], values=column.values)
    for name, column in raw.case_columns.items():
        lowest, highest = _extremes(column.codes[rows], case, len(cases))
        columns[name] = _filled_up(columns.get(name), Column(codes=lowest, values=column.values))
        varying = np.flatnonzero(lowest != highest)
        if len(varying):
            named = ", ".join(cases[number] for number in varying[:_NAMED])
            findings.append(
                warning(raw.path, "LOG_CASE_ATTRIBUTE_VARIES", {"column": name, "count": len(varying), "cases": named})
            )
    everywhere = np.arange(len(cases), dtype=np.int32)
    return MappingProxyType({name: _used(column, everywhere) for name, column in columns.items()})


def _filled_up(column: Column | None, other: Column) -> Column:
    """Return a column whose missing rows are filled from another."""
    if column is None:
        return other
    both, n_rows = concatenated((column, other)), len(other.codes)
    first, second = both.codes[:n_rows], both.codes[n_rows:]
    return Column(codes=np.where(first != MISSING, first, second), values=both.values)


def _extremes(codes: NDArray[np.int32], case: NDArray[np.int32], n_cases: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the lowest and the highest code of each case: the same where its rows agree, missing where none has one."""
    has = codes != MISSING
    lowest = np.full(n_cases, np.iinfo(np.int32).max, dtype=np.int32)
    highest = np.full(n_cases, MISSING, dtype=np.int32)
    np.minimum.at(lowest, case[has], codes[has])
    np.maximum.at(highest, case[has], codes[has])
    return np.where(highest == MISSING, highest, lowest), highest


def _used_of_all(columns: Mapping[str, Column], rows: NDArray[np.int32]) -> Mapping[str, Column]:
    used = in_parallel(lambda column: _used(column, rows), columns.values())
    return MappingProxyType(dict(zip(columns, used, strict=True)))


def _used(column: Column, rows: NDArray[np.int32]) -> Column:
    """Return a column at some rows, with the values that occur there and no others."""
    present = np.zeros(len(column.values) + 1, dtype=np.bool_)
    codes = taken(column.codes, rows)
    present[codes] = True
    if present[:-1].all():
        return Column(codes=codes, values=column.values)
    recode = np.append(np.cumsum(present[:-1], dtype=np.int32) - 1, np.int32(MISSING))
    return Column(codes=taken(recode, codes, codes), values=column.values.taken(np.flatnonzero(present[:-1])))


def _coded(
    column: Column, rows: NDArray[np.int32], used: NDArray[np.int32], also: Texts | None
) -> tuple[Texts, NDArray[np.int32]]:
    """Code the rows of a column again, over the values that the rows `used` have and those of `also`."""
    present, codes = np.zeros(len(column.values), dtype=np.bool_), taken(column.codes, rows)
    present[codes if used is rows else column.codes[used]] = True
    if also is not None and len(also):
        places = also.positions_in(column.values)
        present[places[places >= 0]] = True
        more = also.taken(np.flatnonzero(places < 0))
        if len(more):
            values = Texts.of(sorted({*column.values.taken(np.flatnonzero(present)), *more}))
            recode = column.values.positions_in(values).astype(np.int32)
            return values, taken(recode, codes, codes)
    if present.all():
        return column.values, codes
    recode = np.cumsum(present, dtype=np.int32) - 1
    return column.values.taken(np.flatnonzero(present)), taken(recode, codes, codes)
