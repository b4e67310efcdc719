"""The catalogue of requirements: the one that is built in, and what a user's own adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, Final

from workbench.findings import InputError
from workbench.tables import YamlDocument, read_yaml
from workbench.trace.evidence import EVIDENCE, is_evidence, nearest_evidence
from workbench.trace.model import Requirement, Role
from workbench.workspace import CATALOGUE

_TEXTS: Final = ("section", "zh", "en", "clause_2014", "clause_2017")


def built_in() -> tuple[Requirement, ...]:
    """Return the requirements as they are known here, without what only a licensed text says."""
    with resources.as_file(resources.files(__name__.rpartition(".")[0]).joinpath("requirements.yaml")) as path:
        return read_catalogue(path, ())


def requirements_of(workspace: Path) -> tuple[Requirement, ...]:
    """Return the requirements as a workspace has them, its own over those built in. Raises what `read_catalogue` does."""
    own = workspace / CATALOGUE
    return read_catalogue(own, built_in()) if own.is_file() else built_in()


def read_catalogue(path: Path, known: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Return known requirements with what a file says of them, then those that only the file has.

    An entry needs its `id`; texts replace, `evidence` is added to, what is known. Raises InputError, with line and key, where the
    file holds something else, and what `read_yaml` does.
    """
    document = read_yaml(path)
    found = {each.id: each for each in known}
    seen: set[str] = set()
    for number, entry in _entries(document):
        key = _text(document, number, entry, "id")
        if not key or key in seen:
            raise _fault(document, number, "id", wanted="MD1.7" if not key else f"{key}: 1")
        seen.add(key)
        found[key] = _merged(found.get(key), key, entry, (document, number))
    return tuple(found.values())


def _entries(document: YamlDocument) -> Iterator[tuple[int, Mapping[Any, Any]]]:
    content = {} if document.content is None else document.content
    listed = content.get("requirements", []) if isinstance(content, Mapping) else None
    if not isinstance(listed, list):
        raise document.fault("REQUIREMENTS_VALUE", ("requirements",), wanted="[{id: …}]")
    for number, entry in enumerate(listed):
        if not isinstance(entry, Mapping):
            raise document.fault("REQUIREMENTS_VALUE", ("requirements", number), wanted="{id: …}")
        yield number, entry


def _merged(known: Requirement | None, key: str, entry: Mapping[Any, Any], place: tuple[YamlDocument, int]) -> Requirement:
    document, number = place
    given = {name: _text(document, number, entry, name) for name in _TEXTS}
    start = known or Requirement(id=key, zh=given["zh"] or given["en"] or key, en=given["en"] or given["zh"] or key)
    evidence = _evidence(document, number, entry)
    return replace(
        start,
        section=given["section"] or start.section,
        zh=given["zh"] or start.zh,
        en=given["en"] or start.en,
        clause_2014=given["clause_2014"] or start.clause_2014,
        clause_2017=given["clause_2017"] or start.clause_2017,
        role=_role(document, number, entry) or start.role,
        evidence=tuple(dict.fromkeys((*start.evidence, *evidence))),
    )


def _evidence(document: YamlDocument, number: int, entry: Mapping[Any, Any]) -> tuple[str, ...]:
    """Return names of evidence, each of something that can be held."""
    evidence = _list(document, number, entry, "evidence")
    for each in evidence:
        if not is_evidence(each):
            near = ", ".join(nearest_evidence(each) or (f"{kind}:…" for kind in EVIDENCE))
            keys = ("requirements", number, "evidence")
            raise document.fault("REQUIREMENTS_EVIDENCE", keys, value=each, near=near)
    return evidence


def _text(document: YamlDocument, number: int, entry: Mapping[Any, Any], name: str) -> str:
    value = entry.get(name)
    if isinstance(value, Mapping | list | bool):
        raise _fault(document, number, name, wanted="…")
    return "" if value is None else str(value).strip()


def _list(document: YamlDocument, number: int, entry: Mapping[Any, Any], name: str) -> tuple[str, ...]:
    value = entry.get(name)
    listed = value if isinstance(value, list) else [] if value is None else [value]
    if any(not isinstance(each, str) for each in listed):
        raise _fault(document, number, name, wanted="[…, …]")
    return tuple(each.strip() for each in listed)


def _role(document: YamlDocument, number: int, entry: Mapping[Any, Any]) -> Role | None:
    text = _text(document, number, entry, "role")
    if text and text not in set(Role):
        raise _fault(document, number, "role", wanted=" / ".join(Role))
    return Role(text) if text else None


def _fault(document: YamlDocument, number: int, name: str, *, wanted: str) -> InputError:
    return document.fault("REQUIREMENTS_VALUE", ("requirements", number, name), wanted=wanted)
