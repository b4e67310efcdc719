"""policy.yaml read and written: each value checked where it stands, the whole file refused where one is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Severity
from workbench.fit.codes import OFF_BY_DEFAULT, SEVERITIES, nearest_code
from workbench.fit.policy import DecisionRules, Policy, Privacy
from workbench.fit.policy_source import PolicySource
from workbench.fit.scoring_file import SCORING_SECTIONS, scoring_rules_in, scoring_text, setting_line
from workbench.fit.scoring_rules import LevelRules
from workbench.fit.watch_rules import WatchRules
from workbench.language import Language, say
from workbench.tables import read_yaml

_SETTINGS: Final = MappingProxyType({"thresholds": DecisionRules, "privacy": Privacy, "levels": LevelRules, "watch": WatchRules})
_SECTIONS: Final = ("version", "findings", "severities", "thresholds", "privacy", *SCORING_SECTIONS, "watch")


def read_policy(path: Path) -> Policy:
    """Read a policy.yaml; what it does not set is as in DEFAULT_POLICY, what this version does not know is kept and told of.

    Raises InputError, with line and key, where the file is no YAML, a value has the wrong type or is out of its range, judged
    pairs contradict each other, or a code of a finding or an indicator does not exist: nothing of such a file is applied.
    """
    file = _opened(path)
    switches = {code: file.switch(value, "findings", code) for code, value in _codes(file, "findings")}
    weights = {code: _severity(file, value, code) for code, value in _codes(file, "severities")}
    on = frozenset(SEVERITIES) - OFF_BY_DEFAULT
    on = (on | {code for code, is_on in switches.items() if is_on}) - {code for code, is_on in switches.items() if not is_on}
    unknown = tuple(_unknown(file))
    return Policy(
        version=_version(file, file.content.get("version")),
        switched_on=on,
        severities=tuple(sorted((code, each) for code, each in weights.items() if each is not SEVERITIES[code])),
        rules=file.settings("thresholds", DecisionRules()),
        privacy=file.settings("privacy", Privacy()),
        scoring=scoring_rules_in(file),
        watch=file.settings("watch", WatchRules()),
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
        yield from _section(section, settings, language)
    yield from scoring_text(policy.scoring, language)
    yield from _section("watch", policy.watch, language)


def _section(section: str, settings: DecisionRules | Privacy | WatchRules, language: Language) -> Iterator[str]:
    yield from ("", f"# {say(f'policy-{section}', language)}", f"{section}:")
    yield from (setting_line(section, each.name, getattr(settings, each.name), language) for each in fields(settings))


def _opened(path: Path) -> PolicySource:
    document = read_yaml(path)
    empty = PolicySource(path=path, lines=document.lines, content=MappingProxyType({}))
    content = empty.mapping({} if document.content is None else document.content)
    return PolicySource(path=path, lines=document.lines, content=content)


def _codes(file: PolicySource, section: str) -> Iterator[tuple[str, object]]:
    for code, value in file.section(section).items():
        if code not in SEVERITIES:
            nearest = nearest_code(code) or ", ".join(SEVERITIES)
            raise file.fault(section, code, code="POLICY_CODE_UNKNOWN", value=code, nearest=nearest)
        yield code, value


def _severity(file: PolicySource, value: object, code: str) -> Severity:
    if not isinstance(value, str) or value not in set(Severity):
        raise file.fault("severities", code, wanted=" / ".join(Severity))
    return Severity(value)


def _version(file: PolicySource, value: object) -> str:
    if value is None:
        return Policy().version
    if isinstance(value, bool | dict | list) or not str(value).strip():
        raise file.fault("version", wanted='"2025-06"')
    return str(value).strip()


def _unknown(file: PolicySource) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield what no section knows, by the keys that lead to it."""
    for key in sorted(file.content.keys() - set(_SECTIONS)):
        yield (key,), file.content[key]
    for section, settings in _SETTINGS.items():
        given = file.section(section)
        for key in sorted(given.keys() - {each.name for each in fields(settings)}):
            yield (section, key), given[key]


def _not_known(file: PolicySource, keys: tuple[str, ...]) -> Finding:
    known = [each.name for each in fields(_SETTINGS[keys[0]])] if len(keys) > 1 else list(_SECTIONS)
    nearest = ", ".join(get_close_matches(keys[-1], known, n=1)) or "–"
    facts = {"line": file.place(*keys).line, "key": ": ".join(keys), "nearest": nearest}
    return Finding(code="POLICY_KEY_UNKNOWN", severity=Severity.MINOR, place=file.place(*keys), facts=facts, object=keys)


def _as_json(file: PolicySource, value: object, keys: tuple[str, ...]) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    except (TypeError, ValueError, RecursionError) as cause:
        raise file.fault(*keys, wanted="{key: value}") from cause
