"""How people are called in what is shown: as they are, or by pseudonyms that are one to one and the same in every run."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Protocol

from workbench.findings import Finding, Severity, UsageError
from workbench.organization import RESERVED

PREFIX: Final = "psn-"
"""What every pseudonym begins with, so that nobody takes it for an id."""

_LETTERS: Final = 12
_PROBE: Final = "\N{NULL}fingerprint"
"""What nobody is spelled like: no table can hold it."""

_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


class Names(Protocol):
    """How people are called in what is shown."""

    @property
    def fingerprint(self) -> str:
        """Return what only names of the same key have alike; it leads back to nobody, and to no key."""
        ...

    def called(self, spelling: str) -> str:
        """Return how whoever a spelling means is called; what is certainly nobody's stays as it is."""
        ...

    def resolving(self, persons: Mapping[str, str], kept: Iterable[str]) -> Names:
        """Return the same names where spellings (ids, accounts, aliases) lead to person ids, and `kept` are no persons."""
        ...


@dataclass(frozen=True, kw_only=True)
class ClearNames:
    """Everybody under the person id or, where that is unknown, as the file has it: a right of its own."""

    persons: Mapping[str, str] = field(default_factory=lambda: _NOBODY)

    @property
    def fingerprint(self) -> str:
        """Return that names are clear."""
        return "clear"

    def called(self, spelling: str) -> str:
        """Return the person id of a spelling, or the spelling itself."""
        return self.persons.get(spelling, spelling)

    def resolving(self, persons: Mapping[str, str], kept: Iterable[str]) -> ClearNames:  # noqa: ARG002 - the protocol has it
        """Return the same with spellings that lead to person ids."""
        return replace(self, persons=MappingProxyType(dict(persons)))


@dataclass(frozen=True, kw_only=True)
class Pseudonyms:
    """Everybody under a keyed hash of the person id: HMAC-SHA-256 (RFC 2104, FIPS 180-4), its first 60 bits in base 32.

    `persons` lead from every spelling (id, account, alias) to the id, so that one person has one pseudonym however named; a
    spelling that they lack may be a person too, and is hashed itself. `kept` are system, external and shared accounts; they, SYS
    and EXT stay as they are.
    """

    key: bytes = field(repr=False)
    persons: Mapping[str, str] = field(default_factory=lambda: _NOBODY)
    kept: frozenset[str] = frozenset()

    @property
    def fingerprint(self) -> str:
        """Return the pseudonym of nobody, by which a key shows and is not given away."""
        return Pseudonyms(key=self.key).called(_PROBE)

    def called(self, spelling: str) -> str:
        """Return the pseudonym of whoever a spelling means."""
        if spelling not in self.persons and (spelling in self.kept or spelling in RESERVED):
            return spelling
        person = self.persons.get(spelling, spelling).encode("utf-8", "surrogatepass")
        digest = hmac.digest(self.key, person, "sha256")
        return PREFIX + base64.b32encode(digest).decode("ascii")[:_LETTERS].lower()

    def resolving(self, persons: Mapping[str, str], kept: Iterable[str]) -> Pseudonyms:
        """Return the same key's pseudonyms with spellings that lead to person ids, and what is certainly no person.

        Raises UsageError where two persons would have one pseudonym, which of a million persons happens to less than one
        enterprise in a million; another key parts them.
        """
        resolved = replace(self, persons=MappingProxyType(dict(persons)), kept=frozenset(kept))
        ids = set(persons.values())
        if len({resolved.called(each) for each in ids}) < len(ids):
            raise UsageError(Finding(code="PSEUDONYM_COLLISION", severity=Severity.CRITICAL))
        return resolved
