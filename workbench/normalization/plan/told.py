"""A sentence that can be recorded: its key in the catalogues and what fills it, in every language – never the finished text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from workbench.language import Language, say

_NOTHING: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence by its `key`; `facts` are by name, each by language."""

    key: str
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NOTHING)

    def text(self, language: Language) -> str:
        """Say it."""
        return say(self.key, language, self.facts)


def told(key: str, facts: Mapping[str, object] | None = None) -> Told:
    """Return a sentence with its facts brought into every language."""
    spoken = {name: MappingProxyType(_by_language(fact)) for name, fact in (facts or {}).items()}
    return Told(key=key, facts=MappingProxyType(spoken))


def in_own_words(text: str) -> Told:
    """Return what somebody wrote himself, which is the same in every language."""
    return told("item-own-words", {"text": text})


def _by_language(fact: object) -> dict[str, str]:
    if isinstance(fact, Mapping):
        first = next(iter(fact.values()), "")
        return {each.value: str(fact.get(each.value, first)) for each in Language}
    return {each.value: str(fact) for each in Language}
