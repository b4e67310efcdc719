"""A policy file being read: the line on which each key stands, and values checked where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from workbench.findings import Finding, InputError, Place, Severity
from workbench.fit.policy import DecisionRules, Privacy
from workbench.fit.scoring_rules import LevelRules
from workbench.fit.watch_rules import WatchRules
from workbench.language import Language, say

_WORDS: Final = {"on": True, "yes": True, "开": True, "是": True, "off": False, "no": False, "关": False, "否": False}
_MOST: Final = 1_000_000
_SHARES: Final = ("_share", "_utilisation", "_coverage", "_score", "_alarm", "smoothing")

_Settings = TypeVar("_Settings", DecisionRules, Privacy, LevelRules, WatchRules)


@dataclass(frozen=True, kw_only=True)
class PolicySource:
    """What a policy file holds, and the line of each of its keys."""

    path: Path
    lines: Mapping[tuple[str, ...], int]
    content: Mapping[str, Any]

    def place(self, *keys: str) -> Place:
        """Return where a key stands."""
        return Place(file=str(self.path), line=self.lines.get(keys, 1), element=": ".join(keys) or None)

    def fault(self, *keys: str, code: str = "YAML_WRONG_FORM", **facts: object) -> InputError:
        """Return the error that refuses the file for what stands under some keys."""
        place = self.place(*keys)
        told = {"line": place.line, "key": place.element or self.path.name, **facts}
        return InputError(Finding(code=code, severity=Severity.CRITICAL, place=place, facts=told))

    def section(self, name: str) -> Mapping[str, Any]:
        """Return a section by key, empty where it is absent. Raises InputError where it is no mapping."""
        return self.mapping({} if self.content.get(name) is None else self.content[name], name)

    def mapping(self, value: object, *keys: str) -> Mapping[str, Any]:
        """Return a mapping with keys as texts. Raises InputError where it is none."""
        if not isinstance(value, dict):
            raise self.fault(*keys, wanted="{key: value}")
        return {_key(key): each for key, each in value.items()}

    def switch(self, value: object, *keys: str) -> bool:
        """Return whether something is switched on. Raises InputError where it is neither on nor off."""
        is_on = value if isinstance(value, bool) else _WORDS.get(str(value).strip().casefold())
        if is_on is None:
            raise self.fault(*keys, wanted="on / off")
        return is_on

    def number(self, value: object, low: float, high: float, keys: tuple[str, ...]) -> float:
        """Return a number from low to high. Raises InputError for anything else."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self._not_in_range("policy-number", low, high, keys)
        return float(value)

    def settings(self, name: str, defaults: _Settings) -> _Settings:
        """Return the settings of a section, those that it does not give as in `defaults`. Raises InputError for a wrong value."""
        given = self.section(name)
        known = {each.name: getattr(defaults, each.name) for each in fields(defaults)}
        return replace(defaults, **{key: self._checked(given[key], known[key], (name, key)) for key in known if key in given})

    def _checked(self, value: object, default: float, keys: tuple[str, str]) -> Any:
        """Return a value that has the type of its default and lies in the range that the name of its unit sets."""
        if isinstance(default, bool):
            return self.switch(value, *keys)
        is_whole = isinstance(default, int)
        low = 1 if is_whole and not keys[1].endswith("_days") else 0
        high = 1 if keys[1].endswith(_SHARES) else _MOST
        if not is_whole:
            return self.number(value, low, high, keys)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self._not_in_range("policy-whole-number", low, high, keys)
        return value

    def _not_in_range(self, key: str, low: float, high: float, keys: tuple[str, ...]) -> InputError:
        facts = {"low": f"{low:.4g}", "high": f"{high:,.10g}"}
        return self.fault(*keys, wanted={language.value: say(key, language, facts) for language in Language})


def _key(key: object) -> str:
    """Return a key as text; YAML 1.1 takes the words on and off for truth values."""
    return {True: "on", False: "off"}[key] if isinstance(key, bool) else str(key)
