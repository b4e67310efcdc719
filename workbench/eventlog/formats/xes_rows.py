"""The rows of an XES log as the parser meets them: one coded column a key, events and traces apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.parsers.expat import XMLParserType

import numpy as np

from workbench.eventlog.formats.xes_content import TypedColumn, XesContent
from workbench.eventlog.log import MISSING
from workbench.eventlog.rows.raw import Coder
from workbench.eventlog.texts import Texts
from workbench.tables.faults import over_limit, rejection
from workbench.tables.limits import Limits

TYPED: Final = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})
_FOREIGN: Final = {"WorkflowLog": "MXML <WorkflowLog>", "html": "HTML page", "ocel": "OCEL"}
_OBJECT_CENTRIC: Final = frozenset({"objects", "object-types", "event-types"})
_OWNERS: Final = frozenset({"trace", "event"})
_NOWHERE: Final = -1


class XesRows:
    """What has been read so far; `parser` calls `start` and `end`.

    Its fields are those of `XesContent`, still growing.
    """

    def __init__(self, path: str, limits: Limits, parser: XMLParserType) -> None:
        self.events: dict[str, Coder] = {}
        self.traces: dict[str, Coder] = {}
        self.lines: list[int] = []
        self.trace_of: list[int] = []
        self.repeats = 0
        self.repeated: tuple[int, str] = (0, "")
        self._path = path
        self._limits = limits
        self._parser = parser
        self._depth = 0
        self._keys = [""] * (limits.depth + 2)
        self._event_depth = self._trace_depth = 0
        self._direct = _NOWHERE
        self._traces = 0
        self._owned: dict[str, Coder] = {}
        self._row = _NOWHERE
        parser.ordered_attributes = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: list[str]) -> None:
        """Take an element's start; attributes come as [name, value, name, value, …]."""
        self._depth = depth = self._depth + 1
        if depth != self._direct or tag not in TYPED:
            if tag == "event" and depth < self._limits.depth:
                self._begin_event(depth)
            else:
                self._other(tag.rpartition(":")[2], attributes, depth)
            return
        if len(attributes) == 4:
            first, key, second, value = attributes
            if first != "key" or second != "value":
                key, value = _key_and_value(attributes)
        else:
            key, value = _key_and_value(attributes)
        self._keys[depth] = key
        coder = self._owned.get(key)
        if coder is None:
            coder = self._new_column(key, tag)
        codes, row = coder.codes, self._row
        if len(codes) < row:
            codes.extend([MISSING] * (row - len(codes)))
        if len(codes) == row:
            codes.append(coder.numbering[value])
        else:
            self._again(key, tag, value)

    def end(self, _: str) -> None:
        """Take an element's end: back from an event to its trace, from a trace to the log."""
        self._depth = depth = self._depth - 1
        if depth >= self._direct - 1:
            return
        if self._event_depth:
            self._event_depth = 0
            self._owned, self._row = self.traces, self._traces - 1
            self._direct = self._trace_depth + 1 if self._trace_depth else _NOWHERE
        else:
            self._trace_depth, self._direct = 0, _NOWHERE

    def content(self) -> XesContent:
        """Return what has been read."""
        return XesContent(
            events=_typed(self.events, len(self.lines)),
            traces=_typed(self.traces, self._traces),
            lines=np.array(self.lines, dtype=np.int32),
            trace_of=np.array(self.trace_of, dtype=np.int32),
            n_traces=self._traces,
            repeats=self.repeats,
            repeated=self.repeated,
        )

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _other(self, tag: str, attributes: list[str], depth: int) -> None:
        """Take what is no plain attribute: the log's structure, prefixed names, nested attributes."""
        if depth + (tag in _OWNERS) > self._limits.depth:  # an owner's attributes stand one level deeper
            raise over_limit(self._path, "LIMIT_DEPTH", {"limit": self._limits.depth}, line=self._line)
        if depth == 1:
            self._check_root(tag)
        elif depth == 2 and tag in _OBJECT_CENTRIC:
            raise rejection(self._path, "FILE_WRONG_FORMAT", {"found": "OCEL", "wanted": "XES <log>"}, line=self._line)
        elif tag == "event":
            self._begin_event(depth)
        elif tag == "trace":
            self._begin_trace(depth)
        elif self._direct != _NOWHERE:
            self._nested(tag, attributes, depth)

    def _nested(self, tag: str, attributes: list[str], depth: int) -> None:
        """Flatten an attribute inside another into `key/sub`; items of one list that bear one key are numbered."""
        parent = self._keys[depth - 1] if depth > self._direct else ""
        if tag not in TYPED:
            self._keys[depth] = parent
            return
        key, value = _key_and_value(attributes)
        self._keys[depth] = key = f"{parent}/{key}" if parent else key
        if not self._new_column(key, tag).put(self._row, value) and value:
            self._number(key, tag, value)

    def _check_root(self, tag: str) -> None:
        if tag != "log":
            found = _FOREIGN.get(tag, f"XML <{tag}>")
            raise rejection(self._path, "FILE_WRONG_FORMAT", {"found": found, "wanted": "XES <log>"}, line=self._line)

    def _begin_event(self, depth: int) -> None:
        self.lines.append(self._parser.CurrentLineNumber)
        self.trace_of.append(self._traces - 1 if self._trace_depth else _NOWHERE)
        self._owned, self._row = self.events, len(self.lines) - 1
        self._event_depth, self._direct = depth, depth + 1

    def _begin_trace(self, depth: int) -> None:
        self._traces += 1
        self._owned, self._row = self.traces, self._traces - 1
        self._event_depth, self._trace_depth, self._direct = 0, depth, depth + 1

    def _new_column(self, key: str, tag: str) -> Coder:
        coder = self._owned.get(key)
        if coder is None:
            if len(self._owned) >= self._limits.columns:
                raise over_limit(self._path, "LIMIT_COLUMNS", {"limit": self._limits.columns}, line=self._line)
            coder = self._owned[key] = Coder(tag, self._limits.value_characters)
        return coder

    def _again(self, key: str, tag: str, value: str) -> None:
        """Keep a key's further value under a numbered key, and count it: the standard allows one."""
        if not self.repeats:
            self.repeated = (self._line, key)
        self.repeats += 1
        self._number(key, tag, value)

    def _number(self, key: str, tag: str, value: str) -> None:
        number = 2
        while not self._new_column(f"{key} ({number})", tag).put(self._row, value):
            number += 1


def _key_and_value(attributes: list[str]) -> tuple[str, str]:
    named = dict(zip(attributes[::2], attributes[1::2], strict=True))
    return named.get("key", ""), named.get("value", "")


def _typed(coders: Mapping[str, Coder], n_rows: int) -> dict[str, TypedColumn]:
    return {
        key: TypedColumn(kind=coder.kind, codes=coder.filled(n_rows), texts=Texts.of(coder.numbering.texts))
        for key, coder in coders.items()
    }
