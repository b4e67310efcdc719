"""How people are called in a study: under pseudonyms unless somebody with the right to it asks otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from workbench.design import Design
from workbench.findings import Finding, Place, Severity, UsageError
from workbench.fit import DEFAULT_POLICY, Policy
from workbench.linkage.identity import Performer, identities_of
from workbench.privacy import ClearNames, Names, Pseudonyms, key_file, read_key

_NAMED: Final = re.compile(r"[^\s,;`“”「」、，；]+")
"""What may be somebody's name in a fact of a sentence."""

_WORD: Final = re.compile(r"\w+(?:[.@-]\w+)*")
"""What else may be one, beside brackets and other marks."""


@dataclass(frozen=True, kw_only=True)
class People:
    """How people are called, and what was noticed in finding that out."""

    names: Names
    findings: tuple[Finding, ...] = ()


def names_of(asked: Names | None, policy: Policy = DEFAULT_POLICY, workspace: Path | None = None) -> People:
    """Return the names that are asked for; else pseudonyms by the user's key, or clear ones where the policy says so.

    Raises UsageError where the key stands inside the workspace, InputError as `read_key`.
    """
    if asked is not None:
        return People(names=asked)
    if not policy.privacy.pseudonymise:
        return People(names=ClearNames())
    path = key_file()
    if workspace is not None and path.resolve().is_relative_to(workspace.resolve()):
        place = Place(file=str(path))
        raise UsageError(Finding(code="KEY_IN_WORKSPACE", severity=Severity.CRITICAL, place=place, facts={"path": path}))
    key = read_key(path)
    return People(names=Pseudonyms(key=key.secret), findings=key.findings)


def veiled(findings: Iterable[Finding], names: Names, design: Design) -> tuple[Finding, ...]:
    """Return findings on files in whose sentences everybody known is called as the names say."""
    people = {text for text, who in identities_of(design).spelled.items() if who.kind is Performer.PERSON}

    def said(text: str, marks: Sequence[re.Pattern[str]] = (_NAMED, _WORD)) -> str:
        if text in people:
            return names.called(text)
        return marks[0].sub(lambda found: said(found[0], marks[1:]), text) if marks else text

    def called(fact: object) -> object:
        if isinstance(fact, Mapping):
            return {key: called(text) for key, text in fact.items()}
        return said(fact) if isinstance(fact, str) else fact

    return tuple(replace(each, facts={key: called(fact) for key, fact in each.facts.items()}) for each in findings)


def resolved(names: Names, design: Design) -> Names:
    """Return the names by which everybody is called alike, whether as person, by an account or by an alias.

    Raises UsageError where two persons would have one pseudonym.
    """
    everybody = identities_of(design)
    persons = {text: who.name for text, who in everybody.spelled.items() if who.kind is Performer.PERSON and who.name}
    kept = (text for text, who in everybody.spelled.items() if who.kind is not Performer.PERSON)
    return names.resolving(persons, kept)
