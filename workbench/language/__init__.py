"""Everything that is said to a person, in zh-CN and en: two flat catalogues and the one function that fills a sentence."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources


class Language(StrEnum):
    """A language that the workbench speaks completely."""

    ZH_CN = "zh-CN"
    EN = "en"


_GAP = re.compile(r"\{(\w+)\}")


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return the sentences of one language, by key."""
    source = resources.files(__name__).joinpath(f"{language.value}.toml")
    entries = tomllib.loads(source.read_text(encoding="utf-8"))
    return {key: str(sentence) for key, sentence in entries.items()}


def preferred_language() -> Language:
    """Return the language that the machine's settings ask for: zh-CN where they name Chinese, else en."""
    named = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    return Language.ZH_CN if named.startswith("zh") else Language.EN


def say(key: str, language: Language, facts: Mapping[str, object] | None = None) -> str:
    """Fill the sentence `key` with facts; a fact may hold a text per language. Gaps are plain `{name}`, never format codes."""
    sentence = catalogue(language)[key]
    return _GAP.sub(lambda gap: _spoken((facts or {}).get(gap[1], gap[0]), language), sentence)


def _spoken(fact: object, language: Language) -> str:
    if isinstance(fact, Mapping):
        return str(fact.get(language, next(iter(fact.values()), "")))
    return str(fact)
