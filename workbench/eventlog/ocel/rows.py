"""What a reader of any OCEL form says, one call a fact: events, objects, their values and what they are related to."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.eventlog.rows.raw import Coder, Numbering
from workbench.tables.faults import over_limit
from workbench.tables.limits import Limits


class RelationRows:
    """Relations as they come: the row they lead from, the number of the object's key, the qualifier, and the line."""

    def __init__(self, objects: Numbering, longest: int) -> None:
        self.sources: list[int] = []
        self.targets: list[int] = []
        self.qualifiers = Coder(longest=longest)
        self.lines: list[int] = []
        self._objects = objects

    def add(self, source: int, key: str, qualifier: str, line: int) -> None:
        """Relate a row to the object of a key, which may be defined later or never."""
        self.sources.append(source)
        self.targets.append(self._objects[key])
        self.qualifiers.put(len(self.lines), qualifier)
        self.lines.append(line)


class ValueRows:
    """Values of one attribute of objects as they come: whose, from when on (as text), and what."""

    def __init__(self, longest: int) -> None:
        self.owners: list[int] = []
        self.times = Coder(longest=longest)
        self.values = Coder(longest=longest)
        self.lines: list[int] = []


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """A fact that stands again: on which line, what it is called, and of which type the first and the other are."""

    line: int
    name: str
    first_type: str
    other_type: str


@dataclass(kw_only=True)
class Declared:
    """What a file declares: type → attribute → type of its values. None where the file has no place to declare them."""

    event_types: dict[str, dict[str, str]] | None = None
    object_types: dict[str, dict[str, str]] | None = None


class ObjectRows:
    """What has been read so far. Events and objects are numbered from 0 in the order in which they come.

    An object has a key, by which it is referred to, and an id, by which it is called; mostly the two are the same.
    `unknown_sources` are (line, id that is defined nowhere, what is said of it) of facts about nothing; `listed_types` are
    object types that version 1.0 lists, though it need not list all.
    """

    def __init__(self, path: str, limits: Limits) -> None:
        longest = limits.value_characters
        self.path = path
        self.limits = limits
        self.event_ids = Coder(longest=longest)
        self.event_types = Coder(longest=longest)
        self.times = Coder(longest=longest)
        self.event_lines: list[int] = []
        self.event_values: dict[str, Coder] = {}
        self.keys = Numbering(longest)
        self.object_of_key: dict[int, int] = {}
        self.object_ids = Coder(longest=longest)
        self.object_kinds: list[str] = []
        self.object_lines: list[int] = []
        self.object_values: dict[str, ValueRows] = {}
        self.event_object = RelationRows(self.keys, longest)
        self.object_object = RelationRows(self.keys, longest)
        self.declared = Declared()
        self.listed_types: list[str] = []
        self.object_repeats: list[Repeat] = []
        self.key_repeats: list[tuple[int, str]] = []
        self.without_id: list[tuple[int, str]] = []
        self.unknown_sources: list[tuple[int, str, str]] = []
        self.unread: dict[str, int] = {}

    def event(self, name: str, kind: str, time: str, line: int) -> int:
        """Take an event and return its number."""
        row = len(self.event_lines)
        if not name:
            self.without_id.append((line, "event"))
        self.event_ids.put(row, name or f"#{row + 1}")
        self.event_types.put(row, kind)
        self.times.put(row, time)
        self.event_lines.append(line)
        return row

    def event_value(self, row: int, name: str, value: str, line: int) -> None:
        """Take a value of the latest event; a second one of the same name is kept and numbered."""
        if self._coder(name, line).put(row, value):
            return
        self.key_repeats.append((line, name))
        number = 2
        while not self._coder(f"{name} ({number})", line).put(row, value):
            number += 1

    def object(self, name: str, kind: str, line: int, key: str | None = None) -> int:
        """Take an object and return its number: that of the first where its key stands again."""
        row = len(self.object_lines)
        if not name:
            self.without_id.append((line, "object"))
            name = f"#{row + 1}"
        number = self.keys[key or name]
        known = self.object_of_key.setdefault(number, row)
        if known != row:
            self.object_repeats.append(Repeat(line=line, name=name, first_type=self.object_kinds[known], other_type=kind))
            return known
        self.object_ids.put(row, name)
        self.object_kinds.append(kind)
        self.object_lines.append(line)
        return row

    def object_value(self, row: int, name: str, value: str, time: str, line: int) -> None:
        """Take a value of an object from a time on, or from the beginning where the time is empty."""
        rows = self.object_values.get(name)
        if rows is None:
            self._refuse_more_columns(len(self.object_values), line)
            rows = self.object_values[name] = ValueRows(self.limits.value_characters)
        rows.values.put(len(rows.lines), value)
        rows.times.put(len(rows.lines), time)
        rows.owners.append(row)
        rows.lines.append(line)

    def not_read(self, key: str) -> None:
        """Count something that the standard does not know."""
        self.unread[key] = self.unread.get(key, 0) + 1

    def _coder(self, name: str, line: int) -> Coder:
        coder = self.event_values.get(name)
        if coder is None:
            self._refuse_more_columns(len(self.event_values), line)
            coder = self.event_values[name] = Coder(longest=self.limits.value_characters)
        return coder

    def _refuse_more_columns(self, n_columns: int, line: int) -> None:
        if n_columns >= self.limits.columns:
            raise over_limit(self.path, "LIMIT_COLUMNS", {"limit": self.limits.columns}, line=line)
