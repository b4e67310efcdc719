"""What is wrong with an object-centric log that could be read: ids, references, declarations, values, events without objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING, NO_TIME, Column
from workbench.eventlog.ocel.log import ObjectLog
from workbench.eventlog.ocel.moments import Moments
from workbench.eventlog.ocel.rows import ObjectRows, RelationRows
from workbench.eventlog.rows.coding import times_of
from workbench.eventlog.texts import Texts
from workbench.findings import Finding
from workbench.tables.faults import note, warning

_NAMED: Final = 3
_KINDS: Final = MappingProxyType(
    {"event": MappingProxyType({"zh-CN": "事件", "en": "event"}), "object": MappingProxyType({"zh-CN": "对象", "en": "object"})}
)
_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
_FORMS: Final = MappingProxyType(
    {"integer": re.compile(r"\s*[+-]?\d+\s*"), "float": _NUMBER, "boolean": re.compile(r"\s*(?i:true|false|0|1)\s*")}
)


def check_times(log: ObjectLog, times: Sequence[Moments]) -> Iterator[Finding]:
    """Say which times cannot be read and how many have no offset; `times` are those of the events, then of each attribute."""
    for each in times:
        yield from each.findings
    naive = [each for each in times if each.naive]
    if naive:
        facts = {"count": sum(each.naive for each in naive), "value": naive[0].example, "timezone": log.timezone}
        yield note(log.path, "OCEL_NAIVE_TIME", facts)
    lost = np.flatnonzero(log.time == NO_TIME)
    if len(lost):
        line = int(log.lines[lost[0]])
        facts = {"count": len(lost), "events": _named(log.events, lost)}
        yield warning(log.path, "OCEL_NO_TIME", facts, line=line, row=line)
    values = sum(int(each.unreadable.sum()) for each in times[1:])
    if values:
        yield warning(log.path, "OCEL_VALUE_NO_TIME", {"count": values})


def check_log(log: ObjectLog, rows: ObjectRows, repeats: Sequence[int]) -> Iterator[Finding]:
    """Say everything else; `repeats` are the events whose id an earlier one bears."""
    if log.version == "1.0":
        yield note(log.path, "OCEL_VERSION", {"version": log.version})
    yield from _repeated(log, rows, repeats)
    yield from _incomplete(log, rows)
    owner_names = {"event": log.events, "object": log.objects}
    for kind, related in (("event", rows.event_object), ("object", rows.object_object)):
        yield from _dangling(log.path, kind, related, rows, owner_names[kind])
    if rows.unknown_sources:
        line, missing, element = rows.unknown_sources[0]
        facts = {"count": len(rows.unknown_sources), "missing": missing, "element": element}
        yield warning(log.path, "OCEL_DANGLING_SOURCE", facts, line=line, row=line)
    yield from _undeclared(log, rows)
    for kind, name, column, types in _valued(log, rows):
        yield from _of_values(log, rows, kind, name, column, types)
    orphans = np.flatnonzero(np.bincount(log.event_object.source, minlength=log.n_events) == 0)
    if len(orphans):
        line = int(log.lines[orphans[0]])
        facts = {"count": len(orphans), "events": _named(log.events, orphans)}
        yield warning(log.path, "OCEL_ORPHAN_EVENT", facts, line=line, row=line)


def _named(texts: Texts, numbers: Iterable[int]) -> str:
    numbers = list(numbers)
    return ", ".join(texts[number] for number in numbers[:_NAMED]) + (", …" if len(numbers) > _NAMED else "")


def _repeated(log: ObjectLog, rows: ObjectRows, repeats: Sequence[int]) -> Iterator[Finding]:
    if repeats:
        line = int(log.lines[repeats[0]])
        element = rows.event_ids.numbering.texts[rows.event_ids.codes[repeats[0]]]
        yield warning(
            log.path,
            "OCEL_DUPLICATE",
            {"count": len(repeats), "element": element, "name": log.events[repeats[0]]},
            line=line,
            row=line,
        )
    if rows.object_repeats:
        first = next((each for each in rows.object_repeats if each.first_type != each.other_type), rows.object_repeats[0])
        facts = {
            "count": len(rows.object_repeats),
            "element": first.name,
            "type": first.first_type or "–",
            "other": first.other_type or "–",
        }
        yield warning(log.path, "OCEL_DUPLICATE_OBJECT", facts, line=first.line, row=first.line)
    if rows.key_repeats:
        line, key = rows.key_repeats[0]
        facts = {"count": len(rows.key_repeats), "key": key}
        yield warning(log.path, "OCEL_REPEATED_KEY", facts, line=line, row=line)


def _incomplete(log: ObjectLog, rows: ObjectRows) -> Iterator[Finding]:
    for kind, of_kind in _KINDS.items():
        missing = [line for line, each in rows.without_id if each == kind]
        if missing:
            facts = {"count": len(missing), "kind": of_kind}
            yield warning(log.path, "OCEL_NO_ID", facts, line=missing[0], row=missing[0])
    lines = {"event": log.lines, "object": np.array(rows.object_lines, dtype=np.int32)}
    for kind, types in (("event", log.event_type), ("object", log.object_type)):
        untyped = np.flatnonzero(types == MISSING)
        if len(untyped):
            line = int(lines[kind][untyped[0]])
            texts = log.events if kind == "event" else log.objects
            facts = {"count": len(untyped), "kind": _KINDS[kind], "elements": _named(texts, untyped)}
            yield warning(log.path, "OCEL_NO_TYPE", facts, line=line, row=line)
    if rows.unread:
        yield note(log.path, "OCEL_NOT_READ", {"count": sum(rows.unread.values()), "keys": ", ".join(list(rows.unread)[:_NAMED])})


def _dangling(path: str, kind: str, related: RelationRows, rows: ObjectRows, owners: Texts) -> Iterator[Finding]:
    """Name the first relation to an object that is defined nowhere; such relations were left out."""
    defined = np.zeros(len(rows.keys), dtype=np.bool_)
    defined[list(rows.object_of_key)] = True
    defined[-1] = False
    bad = np.flatnonzero(~defined[np.array(related.targets, dtype=np.int64)])
    if not len(bad):
        return
    number = related.targets[bad[0]]
    facts = {
        "count": len(bad),
        "kind": _KINDS[kind],
        "element": owners[related.sources[bad[0]]],
        "missing": rows.keys.texts[number] if number != MISSING else "",
    }
    line = related.lines[bad[0]]
    yield warning(path, "OCEL_DANGLING", facts, line=line, row=line)


def _undeclared(log: ObjectLog, rows: ObjectRows) -> Iterator[Finding]:
    declared = rows.declared
    lines = np.array(rows.object_lines, dtype=np.int32)
    for kind, names, types, codes, texts, at in (
        ("event", declared.event_types, log.event_types, log.event_type, log.events, log.lines),
        ("object", declared.object_types, log.object_types, log.object_type, log.objects, lines),
    ):
        if names is None:
            continue
        unknown = [number for number, name in enumerate(types) if name not in names]
        found = np.flatnonzero(np.isin(codes, unknown))
        if len(found):
            first = int(found[0])
            facts = {
                "kind": _KINDS[kind],
                "type": types[codes[first]],
                "element": texts[first],
                "count": len(found),
                "types": ", ".join(types[number] for number in unknown[:_NAMED]),
            }
            yield warning(log.path, "OCEL_UNDECLARED", facts, line=int(at[first]), row=int(at[first]))


_Valued = tuple[str, str, Column, NDArray[np.int32]]


def _valued(log: ObjectLog, rows: ObjectRows) -> Iterator[_Valued]:
    """Yield (kind, attribute, its values, the type of the owner of each) of what has declared types."""
    if rows.declared.event_types is not None:
        for name, column in log.event_attributes.items():
            yield "event", name, column, log.event_type
    if rows.declared.object_types is not None:
        for name, history in log.object_attributes.items():
            yield "object", name, history.value, log.object_type[history.owner]


def _of_values(
    log: ObjectLog, rows: ObjectRows, kind: str, name: str, column: Column, types: NDArray[np.int32]
) -> Iterator[Finding]:
    """Say which types bear an attribute that they do not declare, and the first value that is not of the type declared."""
    given = rows.declared.event_types if kind == "event" else rows.declared.object_types
    declared, names = given or {}, log.event_types if kind == "event" else log.object_types
    undeclared: dict[str, int] = {}
    bad: tuple[str, str, str] | None = None
    for number, codes in _by_type(column, types):
        attributes = declared.get(names[number])
        if attributes is None:
            continue
        if name not in attributes:
            undeclared[names[number]] = len(codes)
        elif bad is None and (value := _of_other_form(column, np.unique(codes), attributes[name])) is not None:
            bad = (names[number], value, attributes[name])
    if undeclared:
        named = ", ".join(list(undeclared)[:_NAMED]) + (", …" if len(undeclared) > _NAMED else "")
        facts = {"kind": _KINDS[kind], "type": named, "attribute": name, "count": sum(undeclared.values())}
        yield warning(log.path, "OCEL_UNDECLARED_ATTRIBUTE", facts)
    if bad is not None:
        facts = {"kind": _KINDS[kind], "type": bad[0], "attribute": name, "value": bad[1], "wanted": bad[2]}
        yield warning(log.path, "OCEL_BAD_TYPED_VALUE", facts)


def _by_type(column: Column, types: NDArray[np.int32]) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """Yield each type that bears values, and the codes of these."""
    rows = np.flatnonzero((column.codes != MISSING) & (types != MISSING))
    rows = rows[np.argsort(types[rows], kind="stable")]
    for part in np.split(rows, np.flatnonzero(np.diff(types[rows])) + 1):
        if len(part):
            yield int(types[part[0]]), column.codes[part]


def _of_other_form(column: Column, codes: NDArray[np.int32], wanted: str) -> str | None:
    """Return the first of some values that is not of the wanted type, None where all are."""
    form = _FORMS.get(wanted)
    if form is not None:
        return next((text for code in codes.tolist() if not form.fullmatch(text := column.values[code])), None)
    if wanted != "time":
        return None
    odd = times_of(Column(codes=codes, values=column.values), as_text=False).odd
    return odd.values[int(odd.codes[odd.codes != MISSING][0])] if (odd.codes != MISSING).any() else None
