"""YAML files checked on their own: which one it is, by its keys, and what its reader says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Place, Severity
from workbench.fit import read_policy
from workbench.organization import read_calendars
from workbench.process import read_sidecar
from workbench.recognition.checked_file import CheckedFile, FileKind, outcome_of
from workbench.strategy import read_strategy
from workbench.tables import YamlDocument, read_yaml

_ZONE: Final = "UTC"
_Read = Callable[[Path], tuple[Finding, ...]]


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """A YAML file of a workspace: what it is, the keys it may have at its top, how it is read."""

    kind: FileKind
    keys: frozenset[str]
    read: _Read


def _strategy(path: Path) -> tuple[Finding, ...]:
    return read_strategy(path).findings


def _calendars(path: Path) -> tuple[Finding, ...]:
    return read_calendars(path, _ZONE).findings


def _sidecar(path: Path) -> tuple[Finding, ...]:
    return read_sidecar(path).findings


def _mapping(path: Path) -> tuple[Finding, ...]:
    from workbench.eventlog import read_mapping

    read_mapping(path)
    return ()


def _as_it_stands(_: Path) -> tuple[Finding, ...]:
    return ()


def _lists(path: Path) -> tuple[Finding, ...]:
    return (Finding(code="YAML_LISTS", severity=Severity.INFO, place=Place(file=str(path), line=1)),)


def _policy(path: Path) -> tuple[Finding, ...]:
    return read_policy(path).findings


_KINDS: Final = tuple(
    _Kind(kind=kind, keys=frozenset(keys.split()), read=read)
    for kind, keys, read in (
        (FileKind.STRATEGY, "strategies advantages capabilities objectives kpis scope assessments judgements", _strategy),
        (FileKind.CALENDARS, "timezone calendars", _calendars),
        (FileKind.SIDECAR, "process lane_means activities order_rules labels", _sidecar),
        (FileKind.MAPPING, "columns timezone formats unobservable censored encoding delimiter", _mapping),
        (FileKind.SETTINGS, "name language timezone processes policy scope", _as_it_stands),
        (FileKind.POLICY, "version findings severities thresholds weights levels indicators privacy rules", _policy),
        (FileKind.LISTS, "units departments roles posts persons systems", _lists),
    )
)
_COUNTED: Final[Mapping[str, str]] = MappingProxyType(
    {"roles": "roles", "posts": "roles", "systems": "systems", "units": "units", "departments": "units"}
    | {"activities": "activities"}
)
"""Top keys whose entries are counted, and as what."""


def checked_document(path: Path) -> CheckedFile:
    """Read a YAML file safely, as that file of a workspace whose keys it has, and judge it.

    Raises InputError for what is no plain YAML, or not of the form of that file.
    """
    document = read_yaml(path)
    content = document.content if isinstance(document.content, Mapping) else {}
    keys = {str(key) for key in content}
    kind = max(_KINDS, key=lambda each: len(keys & each.keys))
    is_known = bool(keys & kind.keys)
    found = kind.read(path) if is_known else _unknown(document, keys)
    said = {each.code for each in document.findings}
    findings = (*document.findings, *(each for each in found if each.code not in said))
    counts = {_COUNTED[key]: len(value) for key, value in content.items() if key in _COUNTED and isinstance(value, list | dict)}
    return CheckedFile(
        file=str(path),
        outcome=outcome_of(findings),
        findings=findings,
        kind=kind.kind if is_known else None,
        counts=MappingProxyType(counts),
        texts=tuple(dict.fromkeys(_texts(document.content))),
    )


def _unknown(document: YamlDocument, keys: set[str]) -> tuple[Finding, ...]:
    """Tell that a file is none of those that are known; one of comments only says nothing wrong."""
    if document.content is None:
        return ()
    facts = {"keys": ", ".join(sorted(keys)) or "–", "known": "; ".join(each.kind for each in _KINDS)}
    return (Finding(code="YAML_UNKNOWN", severity=Severity.MINOR, place=Place(file=str(document.path), line=1), facts=facts),)


def _texts(content: object) -> Iterator[str]:
    """Yield every text of a document, keys included; what is nested lies on a list of its own, not on the stack."""
    waiting = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting += [*reversed([each for pair in part.items() for each in pair])]
        elif isinstance(part, list | tuple | set):
            waiting += [*reversed(list(part))]
        elif part is not None:
            yield str(part)
