"""XES (IEEE 1849-2023), streamed: one pass, no document type, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

import numpy as np

from workbench.eventlog.assembly import Coder, RawLog
from workbench.eventlog.faults import over_limit, rejection, warning
from workbench.eventlog.limits import Limits
from workbench.eventlog.mapping import CASE, REQUIRED, STANDARD
from workbench.findings import Finding

_TYPED: Final = frozenset({"string", "date", "int", "float", "boolean", "id", "list"})
_ATTRIBUTE_OF: Final = {name: attribute for attribute, names in STANDARD.items() for name in names}
_NAME: Final = "concept:name"


def read_xes(chunks: Iterator[bytes], path: str, name: str, limits: Limits) -> RawLog:
    """Read a stream of XES bytes into raw columns; the hash is left to the caller.

    Raises InputError for what is no well-formed XES, bears a document type, or is over a limit.
    """
    reader = _Reader(path, limits)
    parser = reader.parser
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as cause:
        raise _explained(path, cause) from cause
    return reader.raw(name)


class _Reader:
    """What has been read so far: coded columns of events and traces, and where the parser stands."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._tags: list[str] = []
        self._keys: list[str] = []
        self._events: dict[str, Coder] = {}
        self._traces: dict[str, Coder] = {}
        self._lines: list[int] = []
        self._trace_of: list[int] = []
        self._trace_names: list[str] = []
        self._trace_sizes: list[int] = []
        self._owner = ""
        self._findings: list[Finding] = []
        self._outside = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._document_type

    def raw(self, name: str) -> RawLog:
        if not self._trace_names and not self._lines:
            raise rejection(self._path, "LOG_EMPTY", {"rows": 0})
        self._tell_apart()
        cases = Coder()
        for row, trace in enumerate(self._trace_of):
            if trace >= 0:
                cases.put(row, self._trace_names[trace])
        n_rows = len(self._lines)
        columns = {key: coder.column(n_rows) for key, coder in self._events.items()}
        columns[CASE] = cases.column(n_rows)
        for attribute in REQUIRED:
            if attribute not in columns and n_rows:
                raise rejection(self._path, "XES_NO_ATTRIBUTE", {"attribute": STANDARD[attribute][-1], "count": n_rows})
        if self._outside:
            self._findings.append(warning(self._path, "LOG_EVENT_OUTSIDE_TRACE", {"count": 1}, line=self._outside))
        empty = [n for n, size in zip(self._trace_names, self._trace_sizes, strict=True) if size == 0]
        if empty:
            self._findings.append(warning(self._path, "LOG_EMPTY_TRACE", {"count": len(empty), "cases": ", ".join(empty[:3])}))
        n_cases = len(self._trace_names)
        return RawLog(
            path=self._path,
            sha256="",
            name=name,
            n_rows=n_rows,
            columns=columns,
            lines=np.array(self._lines, dtype=np.int64),
            cases=tuple(self._trace_names),
            case_attributes={key: coder.column(n_cases) for key, coder in self._traces.items()},
            findings=tuple(self._findings),
        )

    def _tell_apart(self) -> None:
        """Number the traces that bear a name already taken: they are cases of their own."""
        seen: dict[str, int] = {}
        again: list[str] = []
        for trace, name in enumerate(self._trace_names):
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                again.append(name)
                self._trace_names[trace] = f"{name} ({seen[name]})"
        if again:
            self._findings.append(warning(self._path, "LOG_DUPLICATE_CASE", {"count": len(again), "cases": ", ".join(again[:3])}))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2] if ":" in tag else tag
        tags = self._tags
        if not tags:
            self._check_root(tag)
        elif len(tags) > self._limits.depth:
            raise over_limit(self._path, "LIMIT_DEPTH", {"limit": self._limits.depth}, line=self.parser.CurrentLineNumber)
        tags.append(tag)
        if tag == "event":
            self._begin_event()
        elif tag == "trace":
            self._owner = "trace"
            self._trace_names.append(f"#{len(self._trace_names) + 1}")
            self._trace_sizes.append(0)
        elif tag in _TYPED and self._owner:
            self._attribute(attributes)

    def _check_root(self, tag: str) -> None:
        if tag != "log":
            found = {"WorkflowLog": "MXML <WorkflowLog>", "html": "HTML page"}.get(tag, f"XML <{tag}>")
            raise rejection(
                self._path, "FILE_WRONG_FORMAT", {"found": found, "wanted": "XES <log>"}, line=self.parser.CurrentLineNumber
            )

    def _begin_event(self) -> None:
        inside = self._owner == "trace"
        self._owner = "event"
        self._lines.append(self.parser.CurrentLineNumber)
        self._trace_of.append(len(self._trace_names) - 1 if inside else -1)
        if inside:
            self._trace_sizes[-1] += 1
        elif not self._outside:
            self._outside = self.parser.CurrentLineNumber

    def _attribute(self, attributes: dict[str, str]) -> None:
        keys = self._keys
        key = attributes.get("key", "")
        keys.append(key if not keys else f"{keys[-1]}/{key}")
        value = attributes.get("value")
        if value is None:
            return
        if len(value) > self._limits.value_characters:
            line = self.parser.CurrentLineNumber
            raise over_limit(self._path, "LIMIT_FIELD", {"limit": self._limits.value_characters}, line=line)
        key = keys[-1]
        if self._owner == "event":
            attribute = _ATTRIBUTE_OF.get(key, key)
            if value or attribute not in REQUIRED:
                coder = self._events.get(attribute)
                if coder is None:
                    coder = self._events[attribute] = Coder()
                coder.put(len(self._lines) - 1, value)
        elif key == _NAME:
            self._trace_names[-1] = value
        else:
            self._traces.setdefault(key, Coder()).put(len(self._trace_names) - 1, value)

    def _end(self, tag: str) -> None:
        tag = self._tags.pop()
        if tag == "event":
            self._owner = "trace" if "trace" in self._tags else ""
        elif tag == "trace":
            self._owner = ""
        elif tag in _TYPED and self._owner:
            self._keys.pop()

    def _document_type(self, *_: object) -> None:
        raise rejection(self._path, "XML_DTD_FORBIDDEN", line=self.parser.CurrentLineNumber)


def _explained(path: str, cause: expat.ExpatError) -> Exception:
    detail = re.sub(r": line.*", "", str(cause))
    if "encoding" in detail or (
        "invalid token" in detail and cause.code == expat.errors.codes.get(expat.errors.XML_ERROR_INCORRECT_ENCODING)
    ):
        return rejection(path, "XML_ENCODING", {"detail": detail}, line=cause.lineno)
    return rejection(path, "XML_NOT_WELLFORMED", {"detail": detail}, line=cause.lineno)
