"""OCEL as a SQLite database: version 2.0 with a table a type, version 1.0 with one for all events and one for all objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.eventlog.ocel.database import Database, opened, unread_journals
from workbench.eventlog.ocel.rows import ObjectRows
from workbench.eventlog.rows.raw import TooLongError
from workbench.findings import Finding, InputError
from workbench.tables.faults import over_limit, rejection, warning
from workbench.tables.limits import Limits

_ID, _TYPE, _TIME, _CHANGED = "ocel_id", "ocel_type", "ocel_time", "ocel_changed_field"
_RELATED: Final = "object_object"
_NEW: Final = MappingProxyType(
    {
        "event_map_type": (_TYPE, "ocel_type_map"),
        "object_map_type": (_TYPE, "ocel_type_map"),
        "event": (_ID, _TYPE),
        "object": (_ID, _TYPE),
        "event_object": ("ocel_event_id", "ocel_object_id", "ocel_qualifier"),
        _RELATED: ("ocel_source_id", "ocel_target_id", "ocel_qualifier"),
    }
)
_OLD: Final = MappingProxyType(
    {
        "EVENTS": ("ocel:eid", "ocel:activity", "ocel:timestamp"),
        "OBJECTS": ("ocel:oid", "ocel:type"),
        "RELATIONS": ("ocel:eid", "ocel:oid"),
    }
)
_NOT_VALUES: Final = frozenset({_ID, _TIME, _CHANGED})


def read_sqlite(path: Path, rows: ObjectRows, limits: Limits) -> tuple[str, tuple[Finding, ...]]:
    """Read a database into rows; return the version of its form and what is to be said.

    Raises InputError for a damaged file, or where a table is missing or is a view, which is never run.
    """
    with opened(path, limits) as database:
        reader = _OldReader(database, rows) if "EVENTS" in {*database.tables, *database.others} else _NewReader(database, rows)
        try:
            reader.read()
        except TooLongError as cause:
            raise over_limit(rows.path, "LIMIT_FIELD", {"limit": limits.value_characters}) from cause
        return reader.version, (*unread_journals(path), *reader.findings)


class _NewReader:
    """Version 2.0: `event` and `object` list ids and types, a table for each type holds times and values."""

    version = "2.0"

    def __init__(self, database: Database, rows: ObjectRows) -> None:
        self.findings: list[Finding] = []
        self._database = database
        self._rows = rows
        self._event_of: dict[str, int] = {}
        self._object_of: dict[str, int] = {}

    def read(self) -> None:
        """Read every table that the standard knows; others are said."""
        for table, columns in _NEW.items():
            if table == _RELATED and table not in self._database.tables and table not in self._database.others:
                self.findings.append(warning(self._rows.path, "OCEL_SCHEMA_GAP", {"element": table}))
            else:
                _demand(self._database, table, columns, self._rows.path)
        event_tables, object_tables = self._tables("event"), self._tables("object")
        self._events(event_tables)
        self._objects(object_tables)
        self._relations()
        for table in sorted({*self._database.tables, *self._database.others}):
            if table not in _NEW and table not in (*event_tables.values(), *object_tables.values()) and table[:7] != "sqlite_":
                self._rows.not_read(table)

    def _tables(self, kind: str) -> dict[str, str]:
        """Return type → its table, and declare the types with the columns of their tables."""
        tables = {
            name: f"{kind}_{short}" for _, (name, short) in self._database.rows(f"{kind}_map_type", (_TYPE, "ocel_type_map"))
        }
        for table in tables.values():
            _demand(self._database, table, (_ID, _TIME), self._rows.path)
        declared = {name: dict.fromkeys(self._values_of(table), "string") for name, table in tables.items()}
        if kind == "event":
            self._rows.declared.event_types = declared
        else:
            self._rows.declared.object_types = declared
        return tables

    def _values_of(self, table: str) -> tuple[str, ...]:
        return tuple(name for name in self._database.tables[table] if name not in _NOT_VALUES)

    def _events(self, tables: dict[str, str]) -> None:
        facts = {name: self._facts_of_events(table) for name, table in tables.items()}
        rows = self._rows
        for number, (name, kind) in self._database.rows("event", (_ID, _TYPE)):
            time, values = facts.get(kind, {}).pop(name, ("", ()))
            row = rows.event(name, kind, time, number)
            self._event_of.setdefault(name, row)
            for key, value in zip(self._values_of(tables[kind]) if values else (), values, strict=True):
                if value:
                    rows.event_value(row, key, value, number)
        for kind, left in facts.items():
            rows.unknown_sources += [(0, name, tables[kind]) for name in left]

    def _facts_of_events(self, table: str) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return (time, values) of the events of one type; of an id that stands again the first counts, and it is said."""
        facts: dict[str, tuple[str, tuple[str, ...]]] = {}
        for number, (name, time, *values) in self._database.rows(table, (_ID, _TIME, *self._values_of(table))):
            if facts.setdefault(name, (time, tuple(values))) != (time, tuple(values)):
                self._rows.key_repeats.append((number, f"{table} / {name}"))
        return facts

    def _objects(self, tables: dict[str, str]) -> None:
        rows = self._rows
        for number, (name, kind) in self._database.rows("object", (_ID, _TYPE)):
            self._object_of.setdefault(name, rows.object(name, kind, number))
        for table in tables.values():
            keys = self._values_of(table)
            changed = (_CHANGED,) if _CHANGED in self._database.tables[table] else ()
            for number, (name, time, *values) in self._database.rows(table, (_ID, _TIME, *keys, *changed)):
                row = self._object_of.get(name)
                field = values.pop() if changed else ""
                if row is None:
                    rows.unknown_sources.append((number, name, table))
                    continue
                for key, value in zip(keys, values, strict=True):
                    if value or key == field:
                        rows.object_value(row, key, value, time, number)

    def _relations(self) -> None:
        for table, sources, related in (
            ("event_object", self._event_of, self._rows.event_object),
            (_RELATED, self._object_of, self._rows.object_object),
        ):
            if table not in self._database.tables:
                continue
            for number, (source, target, qualifier) in self._database.rows(table, _NEW[table]):
                row = sources.get(source)
                if row is None:
                    self._rows.unknown_sources.append((number, source, target))
                else:
                    related.add(row, target, qualifier, number)


class _OldReader:
    """Version 1.0: a table each for events, objects and relations, attributes as further columns."""

    version = "1.0"

    def __init__(self, database: Database, rows: ObjectRows) -> None:
        self.findings: list[Finding] = []
        self._database = database
        self._rows = rows

    def read(self) -> None:
        """Read the three tables; others are said."""
        for table, columns in _OLD.items():
            _demand(self._database, table, columns, self._rows.path)
        rows, event_of = self._rows, dict[str, int]()
        for number, (name, kind, time), values in self._entries("EVENTS"):
            row = rows.event(name, kind, time, number)
            event_of.setdefault(name, row)
            for key, value in values:
                rows.event_value(row, key, value, number)
        for number, (name, kind), values in self._entries("OBJECTS"):
            row = rows.object(name, kind, number)
            for key, value in values:
                rows.object_value(row, key, value, "", number)
        for number, (event, name) in self._database.rows("RELATIONS", _OLD["RELATIONS"]):
            if event in event_of:
                rows.event_object.add(event_of[event], name, "", number)
            else:
                rows.unknown_sources.append((number, event, name))
        for table in sorted({*self._database.tables, *self._database.others} - _OLD.keys()):
            if table[:7] != "sqlite_":
                rows.not_read(table)

    def _entries(self, table: str) -> Iterator[tuple[int, Sequence[str], list[tuple[str, str]]]]:
        """Yield (number, values of the columns that the standard knows, names and values of the others that are filled)."""
        known = _OLD[table]
        others = [name for name in self._database.tables[table] if name not in known]
        for number, values in self._database.rows(table, (*known, *others)):
            filled = zip(others, values[len(known) :], strict=True)
            yield number, values[: len(known)], [(key, value) for key, value in filled if value]


def _demand(database: Database, table: str, columns: Sequence[str], path: str) -> None:
    """Raise InputError unless there is such a table with such columns."""
    if table in database.others:
        raise _refusal(path, f"{database.others[table]} {table}", f"table {table}")
    if table not in database.tables:
        raise _refusal(path, table, f"table {table}")
    missing = [column for column in columns if column not in database.tables[table]]
    if missing:
        raise _refusal(path, f"{table}: {', '.join(missing)}", f"{table}({', '.join(columns)})")


def _refusal(path: str, element: str, wanted: str) -> InputError:
    return rejection(path, "OCEL_SCHEMA", {"element": element, "wanted": wanted})
