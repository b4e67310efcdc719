"""OCEL as JSON, versions 2.0 and 1.0: which one it is, is told by the names of its members."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from workbench.eventlog.ocel.json_text import JsonText
from workbench.eventlog.ocel.rows import ObjectRows
from workbench.eventlog.rows.raw import TooLongError
from workbench.findings import Finding, InputError
from workbench.tables.faults import over_limit, rejection, warning
from workbench.tables.limits import Limits

_MEMBERS: Final = ("objectTypes", "eventTypes", "objects", "events")
_PREFIX: Final = "ocel:"
_OLD_MEMBERS: Final = ("ocel:global-event", "ocel:global-object", "ocel:global-log", "ocel:events", "ocel:objects")
_EVENT: Final = frozenset({"id", "type", "time", "attributes", "relationships"})
_OBJECT: Final = frozenset({"id", "type", "attributes", "relationships"})
_OLD_EVENT: Final = frozenset({"ocel:activity", "ocel:timestamp", "ocel:omap", "ocel:vmap"})
_OLD_OBJECT: Final = frozenset({"ocel:type", "ocel:ovmap"})

_Facts = Mapping[str, object]


def read_json(text: str, rows: ObjectRows, limits: Limits) -> tuple[str, tuple[Finding, ...]]:
    """Read a JSON text into rows; return the version of its form and what is to be said.

    Raises InputError, with the line, for what is no JSON or holds no events and objects, LimitError for too deep nesting.
    """
    reader = _JsonReader(JsonText(text, rows.path, limits), rows)
    try:
        findings = reader.read()
    except TooLongError as cause:
        raise over_limit(rows.path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=reader.text.line) from cause
    rows.key_repeats += reader.text.repeats
    return reader.version, findings


class _JsonReader:
    """One pass over the members of the outermost object."""

    def __init__(self, text: JsonText, rows: ObjectRows) -> None:
        self.text = text
        self.version = "2.0"
        self._rows = rows
        self._line = 1
        self._read: Mapping[str, Callable[[], None]] = MappingProxyType(
            {
                "objectTypes": self._object_types,
                "eventTypes": self._event_types,
                "objects": self._objects,
                "events": self._events,
                "ocel:events": self._old_events,
                "ocel:objects": self._old_objects,
                "ocel:global-log": self._old_log,
            }
        )

    def read(self) -> tuple[Finding, ...]:
        """Read everything and return what is missing that can be missed."""
        if self.text.opens in tuple('["-0123456789tfn'):
            raise self._wrong("$", "{…}")
        found: set[str] = set()
        for name in self.text.members():
            found.add(name)
            self._line = self.text.line
            if name in self._read:
                self._read[name]()
            else:
                self.text.value()
                if name not in _OLD_MEMBERS:
                    self._rows.not_read(name)
        self.text.finish()
        if any(name.startswith(_PREFIX) for name in found):
            self.version = "1.0"
        return self._missing(found)

    def _missing(self, found: set[str]) -> tuple[Finding, ...]:
        wanted = ("ocel:objects", "ocel:events") if self.version == "1.0" else _MEMBERS
        missing = [name for name in wanted if name not in found]
        needed = [name for name in missing if not name.endswith("Types")]
        if needed:
            raise rejection(self._rows.path, "OCEL_SCHEMA", {"element": ", ".join(needed), "wanted": ", ".join(wanted)}, line=1)
        return tuple(warning(self._rows.path, "OCEL_SCHEMA_GAP", {"element": name}, line=1) for name in missing)

    def _event_types(self) -> None:
        self._rows.declared.event_types = self._declared("eventTypes")

    def _object_types(self) -> None:
        self._rows.declared.object_types = self._declared("objectTypes")

    def _declared(self, where: str) -> dict[str, dict[str, str]]:
        types: dict[str, dict[str, str]] = {}
        for entry in self._entries(where):
            attributes = self._list(entry, "attributes", where)
            types[_text(entry.get("name"))] = {_text(each.get("name")): _text(each.get("type")) for each in attributes}
        return types

    def _events(self) -> None:
        rows = self._rows
        for entry in self._entries("events"):
            line = self._line
            row = rows.event(_text(entry.get("id")), _text(entry.get("type")), _text(entry.get("time")), line)
            for each in self._list(entry, "attributes", "events"):
                rows.event_value(row, _text(each.get("name")), _text(each.get("value")), line)
            for each in self._list(entry, "relationships", "events"):
                rows.event_object.add(row, _text(each.get("objectId")), _text(each.get("qualifier")), line)
            self._say_unread(entry, _EVENT)

    def _objects(self) -> None:
        rows = self._rows
        for entry in self._entries("objects"):
            line = self._line
            row = rows.object(_text(entry.get("id")), _text(entry.get("type")), line)
            for each in self._list(entry, "attributes", "objects"):
                rows.object_value(row, _text(each.get("name")), _text(each.get("value")), _text(each.get("time")), line)
            for each in self._list(entry, "relationships", "objects"):
                rows.object_object.add(row, _text(each.get("objectId")), _text(each.get("qualifier")), line)
            self._say_unread(entry, _OBJECT)

    def _old_events(self) -> None:
        rows = self._rows
        for name, entry in self._named_entries("ocel:events"):
            line = self._line
            row = rows.event(name, _text(entry.get("ocel:activity")), _text(entry.get("ocel:timestamp")), line)
            for key, value in self._dict(entry, "ocel:vmap", "ocel:events").items():
                rows.event_value(row, key, _text(value), line)
            related = entry.get("ocel:omap", [])
            if not isinstance(related, list):
                raise self._wrong("ocel:events / ocel:omap", "[…]")
            for each in related:
                rows.event_object.add(row, _text(each), "", line)
            self._say_unread(entry, _OLD_EVENT)

    def _old_objects(self) -> None:
        rows = self._rows
        for name, entry in self._named_entries("ocel:objects"):
            line = self._line
            row = rows.object(name, _text(entry.get("ocel:type")), line)
            for key, value in self._dict(entry, "ocel:ovmap", "ocel:objects").items():
                rows.object_value(row, key, _text(value), "", line)
            self._say_unread(entry, _OLD_OBJECT)

    def _old_log(self) -> None:
        """Take the object types that version 1.0 lists, without their attributes."""
        entry = self.text.value()
        types = entry.get("ocel:object-types") if isinstance(entry, dict) else None
        if isinstance(types, list):
            self._rows.listed_types += [_text(each) for each in types]

    def _entries(self, where: str) -> Iterator[dict[str, object]]:
        """Yield the objects of an array, one at a time."""
        if self.text.opens != "[":
            raise self._wrong(where, "[…]")
        for number in self.text.items():
            self._line = self.text.line
            yield self._object(self.text.value(), f"{where}[{number}]")

    def _named_entries(self, where: str) -> Iterator[tuple[str, dict[str, object]]]:
        if self.text.opens != "{":
            raise self._wrong(where, "{…}")
        for name in self.text.members():
            self._line = self.text.line
            yield name, self._object(self.text.value(), f"{where} / {name}")

    def _object(self, value: object, where: str) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self._wrong(where, "{…}")
        return value

    def _list(self, entry: _Facts, key: str, where: str) -> Iterator[_Facts]:
        given = entry.get(key)
        if given is None:
            return iter(())
        if not isinstance(given, list):
            raise self._wrong(f"{where} / {key}", "[…]")
        return (self._object(each, f"{where} / {key}") for each in given)

    def _dict(self, entry: _Facts, key: str, where: str) -> dict[str, object]:
        return self._object(entry.get(key, {}), f"{where} / {key}")

    def _say_unread(self, entry: _Facts, known: frozenset[str]) -> None:
        for key in sorted(entry.keys() - known):
            self._rows.not_read(key)

    def _wrong(self, element: str, wanted: str) -> InputError:
        return rejection(self._rows.path, "OCEL_SCHEMA", {"element": element, "wanted": wanted}, line=self._line)


def _text(value: object) -> str:
    """Return a value as it stands in the file; null is missing."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)
