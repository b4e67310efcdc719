"""YAML files read safely: plain data only, no tags, no bombs, no key twice, and the line of every key for messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml
from yaml.reader import ReaderError

from workbench.findings import Finding, InputError, Place, Severity
from workbench.language import Language, say
from workbench.tables.encoding import text_of
from workbench.tables.faults import over_limit, rejection, unreadable
from workbench.tables.limits import Limits

_MOST_COPIES: Final = 100_000
"""How many nodes a file may have that stand there only as aliases of others."""

_DATA_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in "null bool int float str binary timestamp seq map set omap pairs merge".split()
)
_WHOLE: Final = re.compile(r"[+-]?(0|[1-9]\d*)")
_DEFAULT: Final = Limits()


@dataclass(frozen=True, kw_only=True)
class YamlDocument:
    """A YAML file: its content as mappings, lists and scalars (None where it is empty), and the line of each key."""

    path: Path
    content: Any
    lines: Mapping[tuple[str, ...], int] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()

    def line_of(self, *keys: object) -> int | None:
        """Return the line of what stands under some keys – of a list, the number of the item from 0 – or nearest above it."""
        named = tuple(map(str, keys))
        return next((self.lines[named[:n]] for n in range(len(named), 0, -1) if named[:n] in self.lines), None)

    def fault(self, code: str, keys: tuple[object, ...], **facts: object) -> InputError:
        """Return the error that refuses the file for what stands under some keys; no keys mean the file itself."""
        line = self.line_of(*keys) or 1
        named = {"line": line, "key": ": ".join(map(str, keys)) or "(the file)", **facts}
        place = Place(file=str(self.path), line=line)
        return InputError(Finding(code=code, severity=Severity.CRITICAL, place=place, facts=named))


def read_yaml(path: Path, limits: Limits = _DEFAULT) -> YamlDocument:
    """Read a YAML 1.1 file of plain data, in which 007 and 12:30 are texts and no numbers to another base.

    Raises UsageError where it cannot be opened, LimitError beyond `yaml_bytes`, and InputError, with the line, for tags of
    programming languages (YAML_TAG), aliases that contain themselves or multiply (YAML_ALIAS), a key that stands twice
    (YAML_DUP_KEY), bytes of mixed encodings (YAML_ENCODING_BROKEN) and what is no YAML (YAML_NOT_WELLFORMED). A guessed
    encoding is a finding (YAML_ENCODING).
    """
    name = str(path)
    text, findings = _text(path, limits)
    try:
        node, content = _loaded(_PlainLoader(text, name, limits.depth))
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        detail = cause.problem or cause.context or ""
        raise rejection(name, "YAML_NOT_WELLFORMED", {"detail": detail}, line=mark.line + 1 if mark else None) from cause
    except ReaderError as cause:
        detail, line = f"{cause.reason}: U+{ord(text[cause.position]):04X}", text.count("\n", 0, cause.position) + 1
        raise rejection(name, "YAML_NOT_WELLFORMED", {"detail": detail}, line=line) from cause
    lines: dict[tuple[str, ...], int] = {}
    _add_lines(node, (), lines, set())
    return YamlDocument(path=path, content=content, lines=MappingProxyType(lines), findings=findings)


def _text(path: Path, limits: Limits) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of a file and what is said of its encoding, under codes of YAML."""
    try:
        with path.open("rb") as file:
            content = file.read(limits.yaml_bytes + 1)
    except OSError as cause:
        raise unreadable(path, cause) from cause
    if len(content) > limits.yaml_bytes:
        raise over_limit(str(path), "LIMIT_YAML", {"limit": limits.yaml_bytes})
    findings: list[Finding] = []
    try:
        text = text_of(content, str(path), findings)
    except InputError as error:
        code = error.finding.code.replace("CSV_ENCODING", "YAML_ENCODING")
        raise InputError(replace(error.finding, code=code)) from error
    return text, tuple(replace(each, code=each.code.replace("CSV_", "YAML_"), object=("YAML_ENCODING",)) for each in findings)


def _loaded(loader: _PlainLoader) -> tuple[yaml.Node | None, Any]:
    node = loader.get_single_node()
    return node, loader.construct_document(node) if node is not None else None


class _PlainLoader(yaml.SafeLoader):
    """The safe loader of PyYAML, refusing what is not data written out; a node is judged before anything is made of it."""

    def __init__(self, text: str, path: str, depth: int) -> None:
        super().__init__(text)
        self._path, self._deepest = path, depth
        self._open: list[int] = []
        self._sizes: dict[str, int] = {}
        self._unfinished: set[str] = set()
        self._copies = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose a node; count how much of it stands for others."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            self._count_copy(event)
            return super().compose_node(parent, index)
        if event.tag not in (None, "!", *_DATA_TAGS):
            raise self._refused("YAML_TAG", event, value=event.tag)
        if len(self._open) >= self._deepest:
            raise self._refused("YAML_NOT_WELLFORMED", event, detail=f"nested deeper than {self._deepest} levels")
        if event.anchor:
            self._unfinished.add(event.anchor)
        self._open.append(1)
        node = super().compose_node(parent, index)
        size = self._open.pop()
        if event.anchor:
            self._unfinished.discard(event.anchor)
            self._sizes[event.anchor] = size
        self._add(size)
        if isinstance(node, yaml.MappingNode):
            self._refuse_key_twice(node)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Make data of a node; a value that its form promises and that there is not, such as 2025-02-30, is refused by line."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as cause:
            line = node.start_mark.line + 1
            raise rejection(self._path, "YAML_NOT_WELLFORMED", {"detail": str(cause)}, line=line) from cause

    def _refuse_key_twice(self, node: yaml.MappingNode) -> None:
        """Refuse a mapping in which a key stands twice, since the first value would be lost."""
        first: dict[tuple[str, str], yaml.ScalarNode] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and first.setdefault((key.tag, key.value), key) is not key:
                earlier = first[key.tag, key.value].start_mark.line + 1
                facts = {"key": key.value, "first": earlier}
                raise rejection(self._path, "YAML_DUP_KEY", facts, line=key.start_mark.line + 1)

    def _count_copy(self, event: yaml.AliasEvent) -> None:
        alias = event.anchor or ""
        if alias in self._unfinished:
            raise self._refused("YAML_ALIAS", event, alias=alias, detail=_in_each_language("yaml-alias-recursive"))
        size = self._sizes.get(alias, 1)
        self._copies += size
        if self._copies > _MOST_COPIES:
            detail = _in_each_language("yaml-alias-multiplies", limit=_MOST_COPIES)
            raise self._refused("YAML_ALIAS", event, alias=alias, detail=detail)
        self._add(size)

    def _add(self, size: int) -> None:
        if self._open:
            self._open[-1] += size

    def _refused(self, code: str, event: yaml.Event, **facts: object) -> InputError:
        return rejection(self._path, code, facts, line=event.start_mark.line + 1 if event.start_mark else None)


def _whole_or_text(_: yaml.SafeLoader, node: yaml.ScalarNode) -> int | str:
    return int(node.value) if _WHOLE.fullmatch(node.value) else node.value


_PlainLoader.add_constructor("tag:yaml.org,2002:int", _whole_or_text)


def _in_each_language(key: str, **facts: object) -> Mapping[str, str]:
    return {language.value: say(key, language, facts) for language in Language}


def _add_lines(node: yaml.Node | None, above: tuple[str, ...], lines: dict[tuple[str, ...], int], seen: set[int]) -> None:
    """Add the line of each key and item, by what leads to it; what an alias stands for keeps the keys of its first place."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            keys = (*above, str(key.value))
            lines.setdefault(keys, key.start_mark.line + 1)
            _add_lines(value, keys, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            keys = (*above, str(number))
            lines.setdefault(keys, item.start_mark.line + 1)
            _add_lines(item, keys, lines, seen)
