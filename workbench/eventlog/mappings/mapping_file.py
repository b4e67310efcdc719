"""Mapping files: the YAML beside a log that says which column means what; what it says wrongly is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.eventlog.mappings.mapping import STANDARD, LogMapping
from workbench.eventlog.rows.times import zone_of
from workbench.tables.csv_fields import DELIMITERS
from workbench.tables.encoding import ENCODINGS
from workbench.tables.faults import rejection
from workbench.tables.yaml_file import YamlDocument, read_yaml

_ATTRIBUTE_OF: Final = {name: attribute for attribute, names in STANDARD.items() for name in names}
_CENSORED: Final = MappingProxyType({"open_cases": "exclude"})


def read_mapping(path: str | Path) -> LogMapping:
    """Read a mapping file. Raises UsageError where there is none, InputError where it is not YAML of the expected form."""
    name = str(path)
    file = read_yaml(Path(path))
    content = _content(file)
    columns, formats, censored = (_texts(content, key, name) for key in ("columns", "formats", "censored"))
    _allow(name, "columns", columns, _ATTRIBUTE_OF)
    _allow(name, "formats", formats, _ATTRIBUTE_OF)
    _allow(name, "censored", censored, _CENSORED)
    _allow(name, "censored.open_cases", censored.values(), _CENSORED.values())
    attributes = [_ATTRIBUTE_OF[key] for key in columns]
    twice = next((each for each in attributes if attributes.count(each) > 1), None)
    if twice is not None:
        claims = ", ".join(column for key, column in columns.items() if _ATTRIBUTE_OF[key] == twice)
        raise rejection(name, "CSV_AMBIGUOUS_COLUMN", {"attribute": twice, "columns": claims})
    timezone = content.get("timezone")
    if timezone is not None:
        zone_of(str(timezone), name)
    return LogMapping(
        columns=MappingProxyType({_ATTRIBUTE_OF[key]: column for key, column in columns.items()}),
        timezone=str(timezone) if timezone is not None else None,
        formats=MappingProxyType({_ATTRIBUTE_OF[key]: text for key, text in formats.items()}),
        unobservable=_list(content, "unobservable", name),
        censored=censored,
        encoding=_one_of(content, "encoding", ENCODINGS, name),
        delimiter=_one_of(content, "delimiter", DELIMITERS, name),
        findings=file.findings,
    )


def _content(file: YamlDocument) -> Mapping[object, object]:
    content = file.content if file.content is not None else {}
    if not isinstance(content, dict):
        raise file.fault("YAML_WRONG_FORM", (), wanted="a mapping")
    return MappingProxyType(content)


def _texts(content: Mapping[object, object], key: str, path: str) -> Mapping[str, str]:
    """Return the mapping of names to texts under a key; a value that is empty or a structure is refused."""
    given = content.get(key)
    if given is None:
        return MappingProxyType({})
    if not isinstance(given, dict):
        raise rejection(path, "YAML_WRONG_FORM", {"key": key, "wanted": "a mapping"})
    bad = next((name for name, text in given.items() if text is None or isinstance(text, dict | list)), None)
    if bad is not None:
        raise rejection(path, "YAML_WRONG_FORM", {"key": f"{key}.{bad}", "wanted": "a text"})
    return MappingProxyType({str(name): str(text) for name, text in given.items()})


def _one_of(content: Mapping[object, object], key: str, known: Iterable[str], path: str) -> str | None:
    """Return the text under a key, None where there is none; one that is not known is refused."""
    given = content.get(key)
    if given is None:
        return None
    _allow(path, key, (str(given),), known)
    return str(given)


def _list(content: Mapping[object, object], key: str, path: str) -> tuple[str, ...]:
    given = content.get(key)
    if given is None:
        return ()
    if not isinstance(given, list):
        raise rejection(path, "YAML_WRONG_FORM", {"key": key, "wanted": "a list"})
    return tuple(str(each) for each in given)


def _allow(path: str, key: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = sorted(known)
    unknown = next((name for name in given if name not in names), None)
    if unknown is not None:
        raise rejection(path, "SETTING_UNKNOWN", {"key": key, "value": unknown, "wanted": ", ".join(names)})
