"""What IEEE 1849-2023 asks of an XES document beyond being well-formed: each rule broken is one finding with its first line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from workbench.eventlog.formats.unpacking import unpacked
from workbench.eventlog.formats.xml_stream import XmlStream
from workbench.findings import Finding
from workbench.tables.faults import note, unreadable, warning
from workbench.tables.limits import Limits

_TYPED: Final = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})
_RANKS: Final = {"extension": 0, "global": 1, "classifier": 2, **dict.fromkeys(_TYPED, 3), "trace": 4, "event": 5}
_ATTRIBUTES: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "log": (frozenset({"xes.version", "xes.features"}), frozenset()),
    "extension": (frozenset({"name", "prefix", "uri"}), frozenset()),
    "global": (frozenset({"scope"}), frozenset()),
    "classifier": (frozenset({"name", "keys"}), frozenset({"scope"})),
    "trace": (frozenset(), frozenset()),
    "event": (frozenset(), frozenset()),
    "values": (frozenset(), frozenset()),
    **dict.fromkeys(_TYPED, (frozenset({"key", "value"}), frozenset())),
    **dict.fromkeys(("list", "container"), (frozenset({"key"}), frozenset())),
}
"""Attributes that an element must have, and further ones that it may have."""

_HOLDERS: Final[Mapping[str, frozenset[str]]] = {
    "log": frozenset(_RANKS),
    "global": _TYPED,
    "trace": _TYPED | {"event"},
    "event": _TYPED,
    "values": _TYPED,
    "list": _TYPED | {"values"},
    **dict.fromkeys(_TYPED - {"list"}, _TYPED),
}
_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "concept": frozenset({"name", "instance"}),
    "lifecycle": frozenset({"model", "transition", "state", "instance"}),
    "org": frozenset({"resource", "role", "group"}),
    "time": frozenset({"timestamp"}),
    "semantic": frozenset({"modelReference"}),
    "identity": frozenset({"id"}),
    "cost": frozenset({"total", "currency", "drivers", "amount", "driver", "type"}),
}
"""Keys that the standard extensions define (IEEE 1849-2023, clause 7)."""

_TIME: Final = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?"
_FORMS: Final = {
    "date": re.compile(_TIME + r"(Z|[+-]\d\d:\d\d)?"),
    "int": re.compile(r"[+-]?\d+"),
    "float": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN"),
    "boolean": re.compile(r"true|false|0|1"),
    "id": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
_ZONED: Final = re.compile(_TIME + r"(Z|[+-]\d\d:\d\d)")
_LAST: Final = {"trace": "event", "list": "values"}
_SCOPES: Final = frozenset({"trace", "event"})
_NESTED: Final = "nested-attributes"
_HARMLESS: Final = frozenset({"XES_ORDER", "XES_EXTRA_ATTRIBUTE", "XES_PREFIX", "XES_KEY_UNKNOWN", "XES_CLASSIFIER_KEY"}) | {
    *("XES_FEATURE_MISSING", "XES_FEATURE_UNUSED", "XES_ZONE_MISSING", "XES_LIST_VALUES", "XES_ATTRIBUTE_MISSING"),
    *("XES_SCOPE", "XES_TYPE_CHANGED"),
}
"""Rules whose breach loses nothing of a log and changes no figure; the others are warnings."""


def check_structure(path: Path, limits: Limits | None = None) -> tuple[Finding, ...]:
    """Return every rule of the standard that an XES file, plain or gzip, breaks: how often, and where first.

    Raises InputError for what is no well-formed XML, LimitError beyond a limit.
    """
    try:
        with path.open("rb") as file:
            stream = XmlStream(unpacked(file, str(path), limits or Limits()), str(path))
            structure = _Structure(stream)
            stream.feed()
    except OSError as cause:
        raise unreadable(path, cause) from cause
    return tuple(structure.findings(str(path)))


class _Structure:
    """The elements open at each moment, and the breaches so far: code → [count, first line, facts of the first]."""

    def __init__(self, stream: XmlStream) -> None:
        self._stream = stream
        self._open: list[str] = []
        self._keys: list[set[str]] = []
        self._seen: list[set[str]] = []
        self._rank = 0
        self._prefixes: set[str] = set()
        self._features: frozenset[str] = frozenset()
        self._nested = False
        self._scope = ""
        self._declared: dict[str, dict[str, str]] = {"trace": {}, "event": {}}
        self._breaches: dict[str, list[tuple[int, dict[str, str]]]] = {}
        self._counts: dict[str, int] = {}
        stream.parser.StartElementHandler = self._start
        stream.parser.EndElementHandler = self._end

    def findings(self, path: str) -> Iterator[Finding]:
        """Return one finding a rule; `count` is how often it was broken."""
        if _NESTED in self._features and not self._nested:
            self._breach("XES_FEATURE_UNUSED", feature=_NESTED)
        for code, ((line, facts), *_) in self._breaches.items():
            say = note if code in _HARMLESS else warning
            yield say(path, code, {**facts, "count": self._counts[code]}, line=line)

    def _breach(self, code: str, **facts: str) -> None:
        self._counts[code] = self._counts.get(code, 0) + 1
        self._breaches.setdefault(code, [(self._stream.line, facts)])

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        parent = self._open[-1] if self._open else ""
        if tag not in _ATTRIBUTES:
            self._breach("XES_ELEMENT_UNKNOWN", element=tag, parent=parent)
        else:
            self._check_place(tag, parent)
            if parent:
                self._seen[-1].add(tag)
            self._check_attributes(tag, attributes)
            self._check_content(tag, attributes)
            if tag in _TYPED and "key" in attributes:
                self._check_key(attributes["key"], parent)
        self._open.append(tag)
        self._keys.append(set())
        self._seen.append(set())

    def _end(self, _: str) -> None:
        tag = self._open.pop()
        self._keys.pop()
        if "values" not in self._seen.pop() and tag == "list":
            self._breach("XES_LIST_VALUES", element=tag)

    def _check_place(self, tag: str, parent: str) -> None:
        if not parent:
            return
        if tag not in _HOLDERS.get(parent, _TYPED):
            self._breach("XES_MISPLACED", element=tag, parent=parent)
        elif parent == "log":
            if _RANKS[tag] < self._rank:
                self._breach("XES_ORDER", element=tag)
            self._rank = max(self._rank, _RANKS[tag])
        elif _LAST.get(parent, tag) in self._seen[-1] - {tag}:
            self._breach("XES_ORDER", element=tag)
        elif parent in _TYPED - {"list", "container"}:
            self._nested = True
            if _NESTED not in self._features:
                self._breach("XES_FEATURE_MISSING", feature=_NESTED)

    def _check_attributes(self, tag: str, attributes: Mapping[str, str]) -> None:
        needed, allowed = _ATTRIBUTES[tag]
        for name in sorted(needed - attributes.keys()):
            self._breach("XES_ATTRIBUTE_MISSING" if tag in ("log", "global") else "XES_ATTRIBUTE_NEEDED", element=tag, name=name)
        extra = sorted(name for name in attributes.keys() - needed - allowed if not name.startswith(("xmlns", "xml:", "xsi:")))
        if extra:
            self._breach("XES_EXTRA_ATTRIBUTE", element=tag, name=extra[0])

    def _check_content(self, tag: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("value", "")
        if tag == "log":
            self._features = frozenset(attributes.get("xes.features", "").split())
        elif tag == "extension":
            self._prefixes.add(attributes.get("prefix", ""))
        elif tag == "global":
            self._scope = attributes.get("scope", "event")
            self._check_scope(self._scope)
        elif tag == "classifier":
            self._check_classifier(attributes)
        elif tag in _FORMS and not self._is_read(tag, attributes):
            self._check_value(tag, attributes.get("key", ""), value)
        self._check_type(tag, attributes)

    def _is_read(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Return whether reading judges a value anyway: numbers and the time of an event or a trace."""
        return "trace" in self._open and (tag in ("int", "float", "boolean") or attributes.get("key") == "time:timestamp")

    def _check_value(self, tag: str, key: str, value: str) -> None:
        if not _FORMS[tag].fullmatch(value.strip()):
            self._breach("XES_BAD_VALUE", element=tag, key=key, value=value)
        elif tag == "date" and not _ZONED.fullmatch(value.strip()):
            self._breach("XES_ZONE_MISSING", key=key, value=value)

    def _check_type(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Compare an attribute's type with the one that a global declares for its key."""
        parent = self._open[-1] if self._open else ""
        key = attributes.get("key", "")
        if tag not in _TYPED or not key:
            return
        if parent == "global":
            self._declared.get(self._scope, {})[key] = tag
        elif parent in _SCOPES and self._declared[parent].get(key, tag) != tag:
            self._breach("XES_TYPE_CHANGED", key=key, found=tag, wanted=self._declared[parent][key])

    def _check_scope(self, scope: str) -> None:
        if scope not in _SCOPES:
            self._breach("XES_SCOPE", value=scope)

    def _check_classifier(self, attributes: Mapping[str, str]) -> None:
        scope = attributes.get("scope", "event")
        self._check_scope(scope)
        keys = attributes.get("keys")
        if keys is not None and not keys.strip():
            self._breach("XES_ATTRIBUTE_NEEDED", element="classifier", name="keys")
        declared = self._declared.get(scope, {})
        text = keys or ""
        for spaced in (key for key in declared if " " in key):
            text = text.replace(spaced, " ")
        unknown = [key for key in text.replace("'", " ").split() if key not in declared]
        if declared and unknown:
            self._breach("XES_CLASSIFIER_KEY", key=unknown[0], name=attributes.get("name", ""))

    def _check_key(self, key: str, parent: str) -> None:
        owned = self._keys[-1] if self._keys else set()
        if key in owned and parent in ("log", "global"):
            self._breach("XES_KEY_TWICE", key=key, parent=parent)
        owned.add(key)
        prefix, colon, rest = key.partition(":")
        if colon and prefix not in self._prefixes:
            self._breach("XES_PREFIX", key=key, prefix=prefix)
        elif colon and prefix in _KEYS and rest not in _KEYS[prefix]:
            self._breach("XES_KEY_UNKNOWN", key=key, prefix=prefix)
