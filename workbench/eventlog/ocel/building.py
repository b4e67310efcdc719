"""From the facts of a file to an ObjectLog: ids made distinct, references followed, times read, every column sorted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING
from workbench.eventlog.ocel.checks import check_log, check_times
from workbench.eventlog.ocel.log import History, ObjectLog, Relations
from workbench.eventlog.ocel.moments import Moments, moments_of
from workbench.eventlog.ocel.rows import ObjectRows, RelationRows, ValueRows
from workbench.eventlog.rows.times import zone_of
from workbench.eventlog.texts import Texts
from workbench.findings import Finding
from workbench.tables.faults import over_limit, rejection


def built(rows: ObjectRows, *, name: str, version: str, timezone: str, findings: Sequence[Finding]) -> ObjectLog:
    """Build the log of everything a reader said; the hash is left to the caller. Raises InputError where there is no event."""
    if not rows.event_lines:
        raise rejection(rows.path, "LOG_EMPTY", {"rows": 0})
    zone = zone_of(timezone)
    lines = np.array(rows.event_lines, dtype=np.int32)
    time = moments_of(rows.times.column(len(lines)), "time", lines, rows.path, zone)
    events, repeats = _distinct(rows.event_ids.codes, rows.event_ids.numbering.texts)
    event_types, event_type = _types(rows.event_types.codes, rows.event_types.numbering.texts, rows.declared.event_types)
    object_types, object_type = _types_of_names(rows.object_kinds, rows.declared.object_types or rows.listed_types)
    if len(object_types) > rows.limits.columns:
        raise over_limit(rows.path, "LIMIT_COLUMNS", {"limit": rows.limits.columns}, line=1)
    histories, times = _histories(rows, zone)
    log = ObjectLog(
        name=name,
        path=rows.path,
        sha256="",
        version=version,
        timezone=timezone,
        events=events,
        event_types=event_types,
        event_type=event_type,
        time=time.values,
        lines=lines,
        objects=Texts.of(rows.object_ids.numbering.texts).taken(np.array(rows.object_ids.codes, dtype=np.int64)),
        object_types=object_types,
        object_type=object_type,
        event_object=_relations(rows, rows.event_object),
        object_object=_relations(rows, rows.object_object),
        event_attributes=MappingProxyType({key: coder.column(len(lines)) for key, coder in rows.event_values.items()}),
        object_attributes=histories,
    )
    said = (*findings, *check_times(log, (time, *times)), *check_log(log, rows, repeats))
    return replace(log, findings=said)


def _distinct(codes: Sequence[int], texts: Sequence[str]) -> tuple[Texts, tuple[int, ...]]:
    """Return the name of each event, further bearers of a name numbered, and which these are."""
    if len(texts) == len(codes):
        return Texts.of(texts[code] for code in codes), ()
    taken, seen = set(texts), set[int]()
    names: list[str] = []
    again: list[int] = []
    copies: dict[int, int] = {}
    for row, code in enumerate(codes):
        name = texts[code]
        if code in seen:
            again.append(row)
            copy = copies.get(code, 2)
            while f"{name} ({copy})" in taken:
                copy += 1
            copies[code] = copy + 1
            name = f"{name} ({copy})"
            taken.add(name)
        seen.add(code)
        names.append(name)
    return Texts.of(names), tuple(again)


def _types(
    codes: Iterable[int], texts: Sequence[str], declared: Collection[str] | None
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Return the types used and declared, sorted, and each row's number among them."""
    types = tuple(sorted({*texts, *(declared or ())}))
    place = {name: number for number, name in enumerate(types)}
    recode = np.array([*(place[text] for text in texts), MISSING], dtype=np.int32)
    return types, recode[np.fromiter(codes, dtype=np.int64)]


def _types_of_names(names: Sequence[str], declared: Collection[str] | None) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    texts = tuple(dict.fromkeys(name for name in names if name))
    number = {text: code for code, text in enumerate(texts)}
    return _types((number.get(name, MISSING) for name in names), texts, declared)


def objects_of_keys(rows: ObjectRows) -> NDArray[np.int32]:
    """Return the object that each key stands for, -1 where none; the last entry is for a missing key."""
    objects = np.full(len(rows.keys), MISSING, dtype=np.int32)
    objects[list(rows.object_of_key)] = list(rows.object_of_key.values())
    return objects


def _relations(rows: ObjectRows, related: RelationRows) -> Relations:
    """Return the relations whose object is defined, sorted."""
    source = np.array(related.sources, dtype=np.int32)
    target = objects_of_keys(rows)[np.array(related.targets, dtype=np.int64)]
    qualifier = related.qualifiers.column(len(source))
    order = np.lexsort((target, source))
    order = order[target[order] != MISSING]
    return Relations(source=source[order], target=target[order], qualifier=qualifier.at(order))


def _histories(rows: ObjectRows, zone: ZoneInfo) -> tuple[Mapping[str, History], tuple[Moments, ...]]:
    read = {name: _history(name, values, rows.path, zone) for name, values in rows.object_values.items()}
    histories = MappingProxyType({name: history for name, (history, _) in read.items()})
    return histories, tuple(times for _, times in read.values())


def _history(name: str, values: ValueRows, path: str, zone: ZoneInfo) -> tuple[History, Moments]:
    """Return the values whose time is missing or can be read, sorted, and the times."""
    n_rows = len(values.lines)
    times = moments_of(values.times.column(n_rows), f"{name} (time)", np.array(values.lines, dtype=np.int32), path, zone)
    owner = np.array(values.owners, dtype=np.int32)
    order = np.lexsort((times.values, owner))
    order = order[~times.unreadable[order]]
    column = values.values.column(n_rows)
    return History(owner=owner[order], since=times.values[order], value=column.at(order)), times
