"""Several files that are one log: an export cut by month, plant or system."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.mappings.mapping import CASE
from workbench.eventlog.rows.raw import RawLog, RawTimes, concatenated, no_texts, ordered
from workbench.eventlog.texts import Texts
from workbench.findings import Finding
from workbench.tables.faults import rejection, warning

_NAMED: Final = 3


def joined(parts: Sequence[RawLog]) -> RawLog:
    """Join the rows of several files in the order given; a case may go on in another file, a column may be in some only.

    Raises InputError where some parts have times and others have none: their rows have no common order.
    """
    if len(parts) == 1:
        return parts[0]
    untimed = [part.path for part in parts if not part.is_timed]
    if untimed and len(untimed) < len(parts):
        raise rejection(untimed[0], "LOG_PART_UNTIMED")
    parts = _told_apart(parts)
    sizes = [part.n_rows for part in parts]
    cases, attributes, varying = _of_cases(parts)
    times = _names(part.times for part in parts)
    return RawLog(
        path=", ".join(part.path for part in parts),
        sha256=hashlib.sha256(" ".join(part.sha256 for part in parts).encode()).hexdigest(),
        name=parts[0].name,
        n_rows=sum(sizes),
        columns=_columns([part.columns for part in parts], sizes),
        times={name: _times([part.times.get(name) for part in parts], sizes) for name in times} if not untimed else _ranks(parts),
        lines=np.concatenate([part.lines for part in parts]),
        positions=_positions(parts),
        cases=cases,
        case_attributes=attributes,
        case_columns=_columns([part.case_columns for part in parts], sizes),
        findings=(*(finding for part in parts for finding in part.findings), *varying),
        rows_rejected=sum(part.rows_rejected for part in parts),
        is_timed=not untimed,
        parts=tuple((part.path, part.n_rows) for part in parts),
    )


def _told_apart(parts: Sequence[RawLog]) -> list[RawLog]:
    """Number on the names of cases that a reader made up, where an earlier part bears them: they mean another case."""
    taken: set[str] = set()
    told: list[RawLog] = []
    for part in parts:
        renamed: dict[str, str] = {}
        for name in sorted(part.invented & taken):
            copy = 2
            while f"{name} ({copy})" in taken or f"{name} ({copy})" in part.invented:
                copy += 1
            renamed[name] = f"{name} ({copy})"
            taken.add(renamed[name])
        told.append(_with_cases(part, renamed) if renamed else part)
        taken.update(part.columns[CASE].values, part.cases)
    return told


def _with_cases(part: RawLog, renamed: Mapping[str, str]) -> RawLog:
    case = part.columns[CASE]
    values, cases = (Texts.of(renamed.get(name, name) for name in names) for names in (case.values, part.cases))
    return replace(part, columns={**part.columns, CASE: ordered(case.codes, values)}, cases=cases)


def _names(mappings: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(name for mapping in mappings for name in mapping))


def _columns(columns: Sequence[Mapping[str, Column]], sizes: Sequence[int]) -> dict[str, Column]:
    return {name: _column([each.get(name) for each in columns], sizes) for name in _names(columns)}


def _column(columns: Sequence[Column | None], sizes: Sequence[int]) -> Column:
    """Join one column of every part over the distinct texts of all; where a part lacks it, its rows are missing."""
    return concatenated([column or no_texts(size) for column, size in zip(columns, sizes, strict=True)])


def _times(times: Sequence[RawTimes | None], sizes: Sequence[int]) -> RawTimes:
    given = [each or _no_times(size) for each, size in zip(times, sizes, strict=True)]
    return RawTimes(
        moments=np.concatenate([each.moments for each in given]),
        local=np.concatenate([each.local for each in given]),
        odd=_column([each.odd for each in given], sizes),
    )


def _no_times(size: int) -> RawTimes:
    return RawTimes(moments=np.full(size, NO_TIME), local=np.zeros(size, dtype=np.bool_), odd=no_texts(size))


def _ranks(parts: Sequence[RawLog]) -> dict[str, RawTimes]:
    """Return the order of rows without times: part after part."""
    (name,) = _names(part.times for part in parts)
    rows = sum(part.n_rows for part in parts)
    moments = np.arange(rows, dtype=np.int64)
    return {name: RawTimes(moments=moments, local=np.zeros(rows, dtype=np.bool_), odd=no_texts(rows))}


def _positions(parts: Sequence[RawLog]) -> NDArray[np.int32]:
    """Return the numbers of the records, counted on from part to part."""
    before = np.cumsum([0, *(part.n_rows + part.rows_rejected for part in parts)])
    return np.concatenate([part.positions + first for part, first in zip(parts, before, strict=False)]).astype(np.int32)


def _of_cases(parts: Sequence[RawLog]) -> tuple[Texts, dict[str, Column], list[Finding]]:
    """Return the cases that parts name, their attributes – the first part that knows one decides – and where parts disagree."""
    cases = Texts.of(sorted({case for part in parts for case in part.cases}))
    place = {case: number for number, case in enumerate(cases)}
    attributes: dict[str, Column] = {}
    varying: list[Finding] = []
    for name in _names(part.case_attributes for part in parts):
        values: dict[int, str] = {}
        differing: list[str] = []
        for part in parts:
            column = part.case_attributes.get(name)
            if column is None:
                continue
            for case, code in zip(part.cases, column.codes.tolist(), strict=True):
                if code != MISSING and values.setdefault(place[case], column.values[code]) != column.values[code]:
                    differing.append(case)
        codes = np.full(len(cases), MISSING, dtype=np.int32)
        codes[list(values)] = np.arange(len(values))
        attributes[name] = _column([Column(codes=codes, values=Texts.of(values.values()))], [len(cases)])
        if differing:
            facts = {"column": name, "count": len(differing), "cases": ", ".join(differing[:_NAMED])}
            varying.append(warning(parts[0].path, "LOG_CASE_ATTRIBUTE_VARIES", facts))
    return cases, attributes, varying
