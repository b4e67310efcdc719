"""OCEL as XML, versions 2.0 and 1.0, streamed in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from workbench.eventlog.formats.xml_stream import XmlStream
from workbench.eventlog.ocel.rows import ObjectRows
from workbench.eventlog.rows.raw import TooLongError
from workbench.findings import Finding
from workbench.tables.faults import over_limit, rejection, warning
from workbench.tables.limits import Limits

_TYPES: Final = ("object-types", "event-types")
_TYPED: Final = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})
_RELATIONS: Final = frozenset({"relationship", "relobj", "object"})
_STRUCTURE: Final = frozenset({"attributes", "objects", "events", "global", *_TYPES})


def read_xml(chunks: Iterator[bytes], rows: ObjectRows, limits: Limits) -> tuple[str, tuple[Finding, ...]]:
    """Read a stream of XML bytes into rows; return the version of its form and what is to be said.

    Raises InputError, with the line, for what is not well-formed, bears a document type or holds no events and objects.
    """
    stream = XmlStream(chunks, rows.path)
    reader = _XmlReader(stream, rows, limits)
    try:
        stream.feed()
    except TooLongError as cause:
        raise over_limit(rows.path, "LIMIT_FIELD", {"limit": limits.value_characters}, line=stream.line) from cause
    return reader.version, reader.missing()


class _XmlReader:
    """What stands open while the parser goes; the parser calls `start`, `text` and `end`.

    `_path` are the tags that are open. In version 1.0 an event or object is complete only at its end: `_plain` are its
    own values by key, `_values` those of its attribute map, `_related` the ids of its object map.
    """

    def __init__(self, stream: XmlStream, rows: ObjectRows, limits: Limits) -> None:
        self.version = "2.0"
        self._stream = stream
        self._rows = rows
        self._limits = limits
        self._path: list[str] = []
        self._keys: list[str] = []
        self._found: set[str] = set()
        self._kind = ""
        self._is_old = False
        self._row = -1
        self._line = 1
        self._type: dict[str, str] = {}
        self._attribute: tuple[str, str] | None = None
        self._text: list[str] = []
        self._text_length = 0
        self._plain: dict[str, str] = {}
        self._values: list[tuple[str, str]] = []
        self._related: list[str] = []
        self._ends: Mapping[str, Callable[[], None]] = MappingProxyType({"event": self._end_event, "object": self._end_object})
        stream.parser.StartElementHandler = self.start
        stream.parser.EndElementHandler = self.end
        stream.parser.CharacterDataHandler = self.text

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        tag = tag.rpartition(":")[2]
        path = self._path
        path.append(tag)
        self._keys.append(attributes.get("key", ""))
        depth = len(path)
        if depth > self._limits.depth:
            raise over_limit(self._rows.path, "LIMIT_DEPTH", {"limit": self._limits.depth}, line=self._stream.line)
        if depth == 1:
            self._check_root(tag)
        elif depth == 2:
            self._begin_part(tag)
        elif depth == 3 and f"{tag}s" == path[1]:
            self._begin_entry(tag, attributes)
        elif self._kind:
            self._inner(tag, attributes)
        elif path[1] in _TYPES and tag == "attribute":
            self._type[attributes.get("name", "")] = attributes.get("type", "")
        elif path[1] == "global":
            self._global(attributes)
        elif tag not in _STRUCTURE:
            self._rows.not_read(f"<{tag}>")

    def text(self, content: str) -> None:
        """Take text, of which only that of attributes of version 2.0 means anything."""
        if self._attribute is None:
            return
        self._text_length += len(content)
        if self._text_length > self._limits.value_characters:
            raise TooLongError
        self._text.append(content)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        tag = tag.rpartition(":")[2]
        depth = len(self._path)
        self._path.pop()
        self._keys.pop()
        if depth == 3 and tag == self._kind:
            if self._is_old:
                self._ends[tag]()
            self._kind = ""
        elif tag == "attribute" and self._attribute is not None:
            self._end_attribute()

    def missing(self) -> tuple[Finding, ...]:
        """Return what is missing that can be missed. Raises InputError where events or objects are missing."""
        wanted = ("objects", "events")
        needed = [tag for tag in wanted if tag not in self._found]
        if needed:
            facts = {"element": ", ".join(f"<{tag}>" for tag in needed), "wanted": "<objects>, <events>"}
            raise rejection(self._rows.path, "OCEL_SCHEMA", facts, line=1)
        if self.version == "1.0":
            return ()
        gaps = [tag for tag in _TYPES if tag not in self._found]
        return tuple(warning(self._rows.path, "OCEL_SCHEMA_GAP", {"element": f"<{tag}>"}, line=1) for tag in gaps)

    def _check_root(self, tag: str) -> None:
        if tag != "log":
            facts = {"found": f"XML <{tag}>", "wanted": "OCEL <log>"}
            raise rejection(self._rows.path, "FILE_WRONG_FORMAT", facts, line=self._stream.line)

    def _global(self, attributes: dict[str, str]) -> None:
        """Take the object types that version 1.0 lists; its other defaults fill nothing in."""
        if len(self._path) == 4 and self._keys[2] == "object-types":
            self._rows.listed_types.append(attributes.get("value", ""))

    def _begin_part(self, tag: str) -> None:
        self._found.add(tag)
        declared = self._rows.declared
        if tag == "object-types" and declared.object_types is None:
            declared.object_types = {}
        elif tag == "event-types" and declared.event_types is None:
            declared.event_types = {}
        elif tag == "global":
            self.version = "1.0"
        elif tag == "trace":
            raise rejection(
                self._rows.path, "FILE_WRONG_FORMAT", {"found": "XES <trace>", "wanted": "OCEL"}, line=self._stream.line
            )

    def _begin_entry(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a type, event or object; those of version 2.0 say all about themselves in their attributes."""
        declared = self._rows.declared
        self._line, name = self._stream.line, attributes.get("name", "")
        if tag == "object-type":
            self._type = (declared.object_types if declared.object_types is not None else {}).setdefault(name, {})
        elif tag == "event-type":
            self._type = (declared.event_types if declared.event_types is not None else {}).setdefault(name, {})
        else:
            self._begin_thing(tag, attributes)

    def _begin_thing(self, tag: str, attributes: dict[str, str]) -> None:
        self._kind, self._is_old = tag, not attributes
        self._plain, self._values, self._related = {}, [], []
        if self._is_old:
            self.version = "1.0"
            return
        name, kind = attributes.get("id", ""), attributes.get("type", "")
        if tag == "event":
            self._row = self._rows.event(name, kind, attributes.get("time", ""), self._line)
        else:
            self._row = self._rows.object(name, kind, self._line)

    def _inner(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element inside an event or object."""
        if self._is_old:
            self._old(tag, attributes)
        elif tag == "attribute" and self._attribute is None:
            self._attribute = (attributes.get("name", ""), attributes.get("time", ""))
            self._text, self._text_length = [], 0
        elif tag in _RELATIONS and "object-id" in attributes:
            related = self._rows.event_object if self._kind == "event" else self._rows.object_object
            related.add(self._row, attributes["object-id"], attributes.get("qualifier", ""), self._stream.line)
        elif tag not in _STRUCTURE:
            self._rows.not_read(f"<{tag}>")

    def _end_attribute(self) -> None:
        if self._attribute is None:
            return
        (name, time), value = self._attribute, "".join(self._text)
        self._attribute = None
        if self._kind == "event":
            self._rows.event_value(self._row, name, value, self._stream.line)
        else:
            self._rows.object_value(self._row, name, value, time, self._stream.line)

    def _old(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element of version 1.0: a plain key, or one inside the map that bears the key `omap`, `vmap` or `ovmap`."""
        key, value = attributes.get("key", ""), attributes.get("value", "")
        if tag not in _TYPED:
            self._rows.not_read(f"<{tag}>")
        elif len(self._path) == 4:
            if key not in ("omap", "vmap", "ovmap"):
                self._plain[key] = value
        elif self._keys[3] == "omap":
            self._related.append(value)
        elif tag != "list" or "value" in attributes:
            self._values.append(("/".join(filter(None, self._keys[4:])), value))

    def _end_event(self) -> None:
        plain = self._plain
        row = self._rows.event(plain.pop("id", ""), plain.pop("activity", ""), plain.pop("timestamp", ""), self._line)
        for name, value in (*self._values, *plain.items()):
            self._rows.event_value(row, name, value, self._line)
        for key in self._related:
            self._rows.event_object.add(row, key, "", self._line)

    def _end_object(self) -> None:
        plain = self._plain
        row = self._rows.object(plain.pop("id", ""), plain.pop("type", ""), self._line)
        for name, value in (*self._values, *plain.items()):
            self._rows.object_value(row, name, value, "", self._line)
