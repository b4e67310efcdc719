"""policy.yaml read and written: each value checked where it stands, the whole file refused where one is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeVar

from workbench.findings import Finding, InputError, Place, Severity
from workbench.fit.codes import OFF_BY_DEFAULT, SEVERITIES, nearest_code
from workbench.fit.policy import DecisionRules, Policy, Privacy
from workbench.language import Language, say
from workbench.tables import read_yaml

_SECTIONS: Final = ("version", "findings", "severities", "thresholds", "privacy")
_WORDS: Final = {"on": True, "yes": True, "开": True, "是": True, "off": False, "no": False, "关": False, "否": False}
_MOST: Final = 1_000_000
_SHARES: Final = ("_share", "_utilisation")

_Settings = TypeVar("_Settings", DecisionRules, Privacy)


@dataclass(frozen=True, kw_only=True)
class _File:
    """A file being read, and the line on which each of its keys stands."""

    path: Path
    lines: Mapping[tuple[str, ...], int]

    def place(self, *keys: str) -> Place:
        return Place(file=str(self.path), line=self.lines.get(keys, 1), element=": ".join(keys) or None)

    def fault(self, *keys: str, code: str = "YAML_WRONG_FORM", **facts: object) -> InputError:
        place = self.place(*keys)
        told = {"line": place.line, "key": place.element or self.path.name, **facts}
        return InputError(Finding(code=code, severity=Severity.CRITICAL, place=place, facts=told))


def read_policy(path: Path) -> Policy:
    """Read a policy.yaml; what it does not set is as in DEFAULT_POLICY, what this version does not know is kept and told of.

    Raises InputError, with line and key, where the file is no YAML, a value has the wrong type or is out of its range, or a
    finding code does not exist: nothing of such a file is applied.
    """
    file, content = _opened(path)
    switches = {code: _switch(file, value, "findings", code) for code, value in _codes(file, content, "findings")}
    weights = {code: _severity(file, value, code) for code, value in _codes(file, content, "severities")}
    on = frozenset(SEVERITIES) - OFF_BY_DEFAULT
    on = (on | {code for code, is_on in switches.items() if is_on}) - {code for code, is_on in switches.items() if not is_on}
    unknown = tuple(_unknown(file, content))
    return Policy(
        version=_version(file, content.get("version")),
        switched_on=on,
        severities=tuple(sorted((code, each) for code, each in weights.items() if each is not SEVERITIES[code])),
        rules=_settings(file, content, "thresholds", DecisionRules()),
        privacy=_settings(file, content, "privacy", Privacy()),
        others=tuple((": ".join(keys), _as_json(file, value, keys)) for keys, value in unknown),
        findings=tuple(_not_known(file, keys) for keys, _ in unknown),
    )


def policy_text(policy: Policy, language: Language) -> str:
    """Return a policy.yaml of every setting, each with a comment that says what it does; what is not known here is left out."""
    return "\n".join(_written(policy, language)) + "\n"


def _written(policy: Policy, language: Language) -> Iterator[str]:
    yield f"# {say('policy-file', language)}"
    yield f"version: {json.dumps(policy.version, ensure_ascii=False)}"
    yield from ("", f"# {say('policy-findings', language)}", "findings:")
    yield from (f"  {code}: {'on' if policy.claims(code) else 'off'}" for code in SEVERITIES)
    yield from ("", f"# {say('policy-severities', language)}", "severities:")
    yield from (f"  {code}: {policy.severity(code).value}" for code in SEVERITIES)
    for section, settings in (("thresholds", policy.rules), ("privacy", policy.privacy)):
        yield from ("", f"# {say(f'policy-{section}', language)}", f"{section}:")
        for each in fields(settings):
            value = getattr(settings, each.name)
            shown = ("yes" if value else "no") if isinstance(value, bool) else _number(value)
            yield f"  {each.name}: {shown}  # {say(f'policy-{section}-{each.name}', language)}"


def _number(value: float) -> str:
    """Write a number so that YAML reads the same one: with a point before an exponent, without a fraction that is none."""
    whole, _, exponent = repr(value).removesuffix(".0").partition("e")
    return f"{whole}{'' if '.' in whole else '.0'}e{exponent}" if exponent else whole


def _opened(path: Path) -> tuple[_File, Mapping[str, Any]]:
    document = read_yaml(path)
    file = _File(path=path, lines=document.lines)
    return file, _mapping(file, {} if document.content is None else document.content)


def _mapping(file: _File, value: object, *keys: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise file.fault(*keys, wanted="{key: value}")
    return {_key(key): each for key, each in value.items()}


def _key(key: object) -> str:
    """Return a key as text; YAML 1.1 takes the words on and off for truth values."""
    return {True: "on", False: "off"}[key] if isinstance(key, bool) else str(key)


def _section(file: _File, content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _mapping(file, {} if content.get(name) is None else content[name], name)


def _codes(file: _File, content: Mapping[str, Any], section: str) -> Iterator[tuple[str, object]]:
    for code, value in _section(file, content, section).items():
        if code not in SEVERITIES:
            nearest = nearest_code(code) or ", ".join(SEVERITIES)
            raise file.fault(section, code, code="POLICY_CODE_UNKNOWN", value=code, nearest=nearest)
        yield code, value


def _switch(file: _File, value: object, *keys: str) -> bool:
    is_on = value if isinstance(value, bool) else _WORDS.get(str(value).strip().casefold())
    if is_on is None:
        raise file.fault(*keys, wanted="on / off")
    return is_on


def _severity(file: _File, value: object, code: str) -> Severity:
    if not isinstance(value, str) or value not in set(Severity):
        raise file.fault("severities", code, wanted=" / ".join(Severity))
    return Severity(value)


def _version(file: _File, value: object) -> str:
    if value is None:
        return Policy().version
    if isinstance(value, bool | dict | list) or not str(value).strip():
        raise file.fault("version", wanted='"2025-06"')
    return str(value).strip()


def _settings(file: _File, content: Mapping[str, Any], name: str, defaults: _Settings) -> _Settings:
    given = _section(file, content, name)
    known = {each.name: getattr(defaults, each.name) for each in fields(defaults)}
    return replace(defaults, **{key: _checked(file, given[key], known[key], (name, key)) for key in known if key in given})


def _checked(file: _File, value: object, default: float, keys: tuple[str, str]) -> Any:
    """Return a value that has the type of its default and lies in the range that the name of its unit sets."""
    if isinstance(default, bool):
        return _switch(file, value, *keys)
    is_whole = isinstance(default, int)
    low = 1 if is_whole and not keys[1].endswith("_days") else 0
    high = 1 if keys[1].endswith(_SHARES) else _MOST
    is_number = isinstance(value, int if is_whole else int | float) and not isinstance(value, bool)
    if not isinstance(value, int | float) or not is_number or not low <= value <= high:
        facts = {"low": low, "high": f"{high:,}"}
        key = "policy-whole-number" if is_whole else "policy-number"
        raise file.fault(*keys, wanted={language.value: say(key, language, facts) for language in Language})
    return type(default)(value)


def _unknown(file: _File, content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield what no section knows, by the keys that lead to it."""
    for key in sorted(content.keys() - set(_SECTIONS)):
        yield (key,), content[key]
    for section, settings in (("thresholds", DecisionRules), ("privacy", Privacy)):
        given = _section(file, content, section)
        for key in sorted(given.keys() - {each.name for each in fields(settings)}):
            yield (section, key), given[key]


def _not_known(file: _File, keys: tuple[str, ...]) -> Finding:
    settings = {"thresholds": DecisionRules, "privacy": Privacy}
    known = [each.name for each in fields(settings[keys[0]])] if len(keys) > 1 else list(_SECTIONS)
    nearest = ", ".join(get_close_matches(keys[-1], known, n=1)) or "–"
    facts = {"line": file.place(*keys).line, "key": ": ".join(keys), "nearest": nearest}
    return Finding(code="POLICY_KEY_UNKNOWN", severity=Severity.MINOR, place=file.place(*keys), facts=facts, object=keys)


def _as_json(file: _File, value: object, keys: tuple[str, ...]) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    except (TypeError, ValueError, RecursionError) as cause:
        raise file.fault(*keys, wanted="{key: value}") from cause
