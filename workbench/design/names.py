"""How posts, departments, persons, systems, functions and data objects are called: every text that means one leads to its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from workbench.findings import NOWHERE, Place
from workbench.information import Information
from workbench.organization import Organization
from workbench.process.naming import folded
from workbench.technology import Landscape

_LEAST_LIKE: Final = 0.4


@dataclass(frozen=True, kw_only=True)
class Alias:
    """Another name of something: `kind` is activity, post, department, system, function, person or data.

    `process` is the only process in which it means that, None where it does everywhere.
    """

    kind: str
    alias: str
    id: str
    process: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Names:
    """The texts that mean one thing of a kind. `is_known` is False where its table is absent, so that nothing can be unknown.

    `by_text` leads from folded ids, names and aliases to the ids that bear them, `texts` from ids to names in each language.
    `aliases` are those of the alias table, as they are written.
    """

    ids: tuple[str, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    by_text: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    aliases: tuple[str, ...] = ()
    is_known: bool = False

    def id_of(self, text: str | None) -> str | None:
        """Return the id that a text means; None where nothing bears it, or several do."""
        if text is None:
            return None
        found = (text,) if text in self.texts else self.by_text.get(folded(text), ())
        return found[0] if len(found) == 1 else None

    def or_text(self, text: str) -> str:
        """Return the id that a text means, or the text where it means none."""
        return self.id_of(text) or text

    def called(self, key: str) -> Mapping[str, str]:
        """Return how something is called in each language: by its name, else by its id."""
        return self.texts.get(key, {"zh-CN": key, "en": key})

    def nearest(self, text: str) -> str | None:
        """Return the id, or the name, that looks most like a text, if any does."""
        close = get_close_matches(folded(text), list(self.by_text), n=1, cutoff=_LEAST_LIKE)
        return self.by_text[close[0]][0] if close else None


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The names of everything that is no activity."""

    posts: Names = field(default_factory=Names)
    departments: Names = field(default_factory=Names)
    persons: Names = field(default_factory=Names)
    systems: Names = field(default_factory=Names)
    functions: Names = field(default_factory=Names)
    data: Names = field(default_factory=Names)
    accounts: Names = field(default_factory=Names)


_Called = tuple[str, str | None, str | None]
"""Id, name, English name."""


def vocabulary_of(
    organization: Organization, landscape: Landscape, information: Information, aliases: Sequence[Alias]
) -> Vocabulary:
    """Collect ids, names and aliases. An id goes before a name, a name before an alias."""

    def names(kind: str, things: Iterable[_Called] | None) -> Names:
        kinds = (kind, "person") if kind == "account" else (kind,)
        also = [each for each in aliases if each.kind in kinds]
        return Names() if things is None else _names(tuple(things), also)

    posts, departments = organization.posts, organization.departments
    persons = None if organization.holdings is None else ((each, None, None) for each in organization.persons)
    systems, functions, accounts = landscape.systems, landscape.functions, landscape.accounts
    data = information.data_objects
    return Vocabulary(
        posts=names("post", None if posts is None else ((each.id, each.name, each.name_en) for each in posts)),
        departments=names(
            "department", None if departments is None else ((each.id, each.name, each.name_en) for each in departments)
        ),
        persons=names("person", persons),
        systems=names("system", None if systems is None else ((each.id, each.name, each.name_en) for each in systems)),
        functions=names("function", None if functions is None else ((each.id, each.name, None) for each in functions)),
        data=names("data", None if data is None else ((each.id, each.name, each.name_en) for each in data)),
        accounts=names("account", None if accounts is None else ((each.id, None, None) for each in accounts)),
    )


def activity_aliases(aliases: Sequence[Alias], process: str) -> Mapping[str, str]:
    """Return alias → activity id for one process."""
    return MappingProxyType(
        {each.alias: each.id for each in aliases if each.kind == "activity" and each.process in (None, process)}
    )


def _names(things: Sequence[_Called], aliases: Sequence[Alias]) -> Names:
    ids = tuple(dict.fromkeys(key for key, _, _ in things))
    table: dict[str, tuple[str, ...]] = {}
    layers = (
        [(key, key) for key in ids],
        [(text, key) for key, name, english in things for text in (name, english) if text],
        [(each.alias, each.id) for each in aliases if each.id in set(ids)],
    )
    for layer in layers:
        found: dict[str, list[str]] = {}
        for text, key in layer:
            found.setdefault(folded(text), []).append(key)
        table = {**{text: tuple(dict.fromkeys(keys)) for text, keys in found.items()}, **table}
    texts = {
        key: MappingProxyType({"zh-CN": name or key, "en": english or name or key}) for key, name, english in reversed(things)
    }
    return Names(
        ids=ids,
        texts=MappingProxyType(texts),
        by_text=MappingProxyType(table),
        aliases=tuple(each.alias for each in aliases if each.id in set(ids)),
        is_known=True,
    )
