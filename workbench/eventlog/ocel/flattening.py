"""An object-centric log as an ordinary one: each object of one type is a case, and what that costs is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column, EventLog
from workbench.eventlog.mappings.mapping import ACTIVITY, CASE, END, REQUIRED, STANDARD, TIMES, LogMapping, keys_of
from workbench.eventlog.ocel.case_notions import Appearances, appearances_of, divergences, number_of_type
from workbench.eventlog.ocel.log import History, ObjectLog
from workbench.eventlog.rows.assembly import assemble
from workbench.eventlog.rows.coding import times_of
from workbench.eventlog.rows.raw import RawLog, RawTimes, ordered
from workbench.eventlog.rows.times import zone_of
from workbench.eventlog.texts import Texts
from workbench.findings import Finding
from workbench.tables.faults import note, warning

EVENT_ID: Final = "ocel:eid"
"""The event column that holds the event's id: what bears another id is another event, and no repetition."""

QUALIFIER: Final = "ocel:qualifier"
"""The event column that says how the event is related to the object that is its case."""

_NAMED: Final = 3


def flattened(log: ObjectLog, object_type: str, mapping: LogMapping | None = None) -> EventLog:
    """Make each object of a type a case, with the object's attributes as they are at the case's end.

    A row of the result's source is an appearance: an event that is related to k objects of the type appears k times, one
    that is related to none is one row, and rejected. `position` is the event's number in the file, borne by all its
    appearances. Attributes of events take part under their standard names, or as `mapping` says; what that says of case,
    activity and end is not used. Raises UsageError where no object is of the type, InputError where no row is left.
    """
    mapping = mapping or LogMapping()
    mapping = replace(mapping, columns={key: name for key, name in mapping.columns.items() if key not in REQUIRED})
    appearances = appearances_of(log, object_type)
    events, cases = appearances.event.astype(np.int64), np.flatnonzero(log.object_type == number_of_type(log, object_type))
    number_of = np.full(log.n_objects, MISSING, dtype=np.int32)
    number_of[cases] = np.arange(len(cases), dtype=np.int32)
    names = log.objects.taken(cases)
    columns, times = _attributes(log, events, mapping)
    ends = _ends(log, appearances)
    raw = RawLog(
        path=log.path,
        sha256=log.sha256,
        name=f"{log.name} ({object_type})",
        n_rows=len(events),
        columns={
            **columns,
            **_qualifiers(log, appearances),
            EVENT_ID: ordered(appearances.event, log.events),
            CASE: ordered(number_of[appearances.object], names),
            ACTIVITY: ordered(log.event_type[events], Texts.of(log.event_types)),
        },
        times={**times, END: _known(log.time[events])},
        lines=log.lines[events],
        positions=(events + 1).astype(np.int32),
        cases=names,
        case_attributes={name: _at_end(history, cases, ends) for name, history in _histories_of(log, cases).items()},
        findings=(*log.findings, *_said(log, object_type, appearances, cases)),
        rows_rejected=log.n_events - len(np.unique(appearances.event)),
    )
    return assemble(raw, mapping, zone_of(mapping.timezone or log.timezone))


def _attributes(log: ObjectLog, events: NDArray[np.int64], mapping: LogMapping) -> tuple[dict[str, Column], dict[str, RawTimes]]:
    """Return the attributes of events by standard or own name, and those that are times."""
    key_of = keys_of(log.event_attributes, mapping, log.path)
    attribute_of = {key: attribute for attribute, key in key_of.items() if attribute not in REQUIRED}
    columns: dict[str, Column] = {}
    times: dict[str, RawTimes] = {}
    for key, column in log.event_attributes.items():
        name = attribute_of.get(key, f"{key} (2)" if key in (*STANDARD, EVENT_ID, QUALIFIER) else key)
        here = column.at(events)
        if name in TIMES:
            times[name] = times_of(here, as_text=name in mapping.formats)
        elif (here.codes != MISSING).any():
            columns[name] = here
    return columns, times


def _qualifiers(log: ObjectLog, appearances: Appearances) -> dict[str, Column]:
    """Return how each event is related to its case, where the log says so; several qualifiers of one pair are joined by `|`."""
    related = log.event_object
    if not len(related.qualifier.values):
        return {}
    n_objects = np.int64(log.n_objects)
    pairs = related.source * n_objects + related.target
    wanted = appearances.event * n_objects + appearances.object
    first, last = np.searchsorted(pairs, wanted), np.searchsorted(pairs, wanted, side="right")
    codes = related.qualifier.codes[first]
    texts = list(related.qualifier.values)
    number = {text: code for code, text in enumerate(texts)}
    for row in np.flatnonzero(last - first > 1).tolist():
        several = np.unique(related.qualifier.codes[first[row] : last[row]])
        joined = "|".join(related.qualifier.values[code] for code in several.tolist() if code != MISSING)
        codes[row] = number.setdefault(joined, len(number)) if joined else MISSING
    return {QUALIFIER: ordered(codes, Texts.of(number))}


def _known(moments: NDArray[np.int64]) -> RawTimes:
    """Return times that were read before: none is local, and none is left to be read."""
    nothing = np.full(len(moments), MISSING, dtype=np.int32)
    return RawTimes(moments=moments, local=np.zeros(len(moments), dtype=np.bool_), odd=Column(codes=nothing, values=Texts.of(())))


def _ends(log: ObjectLog, appearances: Appearances) -> NDArray[np.int64]:
    """Return the time of the last event of each object; NO_TIME where it has none, or none with a time."""
    ends = np.full(log.n_objects, NO_TIME, dtype=np.int64)
    np.maximum.at(ends, appearances.object, log.time[appearances.event])
    return ends


def _histories_of(log: ObjectLog, cases: NDArray[np.int64]) -> Mapping[str, History]:
    """Return the attributes that objects among the cases bear."""
    return {name: history for name, history in log.object_attributes.items() if np.isin(history.owner, cases).any()}


def _holding(history: History, ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which values had begun at the end of their owner's case; all of an owner whose case has no end."""
    end = ends[history.owner]
    holding: NDArray[np.bool_] = (history.since <= end) | (end == NO_TIME)
    return holding


def _at_end(history: History, cases: NDArray[np.int64], ends: NDArray[np.int64]) -> Column:
    """Return the latest value of each case that had begun at its end; missing where none had."""
    latest = np.full(len(ends), MISSING, dtype=np.int64)
    rows = np.flatnonzero(_holding(history, ends))
    latest[history.owner[rows]] = rows  # sorted by time: the last one written stays
    codes = np.append(history.value.codes, np.int32(MISSING))
    return Column(codes=codes[latest[cases]], values=history.value.values)


def _said(log: ObjectLog, object_type: str, appearances: Appearances, cases: NDArray[np.int64]) -> Iterator[Finding]:
    """Say what the choice of the type costs."""
    yield _account(log, object_type, appearances)
    yield from _empty_cases(log, cases, appearances)
    yield from _convergence(log, appearances)
    yield from _divergence(log, object_type, appearances, len(cases))
    yield from _changes(log, cases, _ends(log, appearances))


def _account(log: ObjectLog, object_type: str, appearances: Appearances) -> Finding:
    """Say what became of every event: events = kept + lost, and the kept ones appear so many times."""
    kept = np.unique(appearances.event)
    lost = log.n_events - len(kept)
    facts: dict[str, object] = {
        "type": object_type,
        "events": log.n_events,
        "kept": len(kept),
        "lost": lost,
        "rows": len(appearances.event),
        "sample": _named(log.events, np.setdiff1d(np.arange(log.n_events), kept)) or "–",
    }
    say = warning if lost else note
    return replace(say(log.path, "OCEL_FLATTENED", facts), count=lost, exposed=log.n_events)


def _empty_cases(log: ObjectLog, cases: NDArray[np.int64], appearances: Appearances) -> Iterator[Finding]:
    empty = np.setdiff1d(cases, appearances.object)
    if len(empty):
        yield warning(log.path, "OCEL_EMPTY_CASE", {"count": len(empty), "cases": _named(log.objects, empty)})


def _convergence(log: ObjectLog, appearances: Appearances) -> Iterator[Finding]:
    """Say which events stand in several cases and are counted in each (convergence)."""
    events, times = np.unique(appearances.event, return_counts=True)
    shared = events[times > 1]
    if not len(shared):
        return
    types = np.unique(log.event_type[shared])
    facts = {
        "count": len(shared),
        "events": _named(log.events, shared),
        "activities": ", ".join(log.event_types[number] for number in types[types != MISSING][:_NAMED]),
        "most": int(times.max()),
    }
    yield replace(warning(log.path, "OCEL_CONVERGENCE", facts), count=len(shared), exposed=len(events))


def _divergence(log: ObjectLog, object_type: str, appearances: Appearances, n_cases: int) -> Iterator[Finding]:
    """Say in which cases an activity is repeated only because it is done on other objects (divergence), type by type."""
    for each in divergences(log, object_type, appearances):
        sample = tuple(log.objects[case] for case in each.cases[:_NAMED].tolist())
        facts = {
            "count": len(each.cases),
            "type": each.object_type,
            "activities": ", ".join(log.event_types[number] for number in each.activities[:_NAMED]),
            "cases": _named(log.objects, each.cases),
        }
        found = warning(log.path, "OCEL_DIVERGENCE", facts)
        yield replace(found, object=(*found.object, each.object_type), count=len(each.cases), exposed=n_cases, cases=sample)


def _changes(log: ObjectLog, cases: NDArray[np.int64], ends: NDArray[np.int64]) -> Iterator[Finding]:
    """Say which attributes change over time, and which values begin only after the case's end."""
    for name, history in _histories_of(log, cases).items():
        ours, holding = np.isin(history.owner, cases), _holding(history, ends)
        owners, times = np.unique(history.owner[ours], return_counts=True)
        changing = owners[times > 1]
        if len(changing):
            facts = {"column": name, "count": len(changing), "cases": _named(log.objects, changing)}
            yield note(log.path, "OCEL_CHANGING_ATTRIBUTE", facts)
        late = history.owner[ours & ~holding]
        if len(late):
            facts = {"column": name, "count": len(late), "cases": _named(log.objects, np.unique(late))}
            yield warning(log.path, "OCEL_LATE_VALUE", facts)


def _named(texts: Texts, numbers: NDArray[np.int64] | NDArray[np.int32]) -> str:
    first = numbers[:_NAMED].tolist()
    return ", ".join(texts[number] for number in first) + (", …" if len(numbers) > _NAMED else "")
