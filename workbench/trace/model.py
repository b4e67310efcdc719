"""A requirement, and how far there is evidence for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Whether a requirement is about matching process, organization, technology and data itself, or supports it."""

    CORE = "C"
    SUPPORTING = "S"


class Status(StrEnum):
    """Whether all the evidence is there, some of it, or none."""

    EVIDENCED = "evidenced"
    PARTLY = "partly"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One requirement by a short title in both languages; a clause is empty where nobody entered it.

    `evidence` names what can be held for it, as kind:name.
    """

    id: str
    zh: str
    en: str
    section: str = ""
    role: Role = Role.SUPPORTING
    clause_2014: str = ""
    clause_2017: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Held:
    """A piece of evidence, and how many things it holds: 0 where all was judged and nothing found."""

    evidence: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A requirement with the evidence that is there and that which is missing."""

    requirement: Requirement
    held: tuple[Held, ...]
    missing: tuple[str, ...]

    @property
    def status(self) -> Status:
        """Return whether everything named is there."""
        if not self.held:
            return Status.NOTHING
        return Status.PARTLY if self.missing else Status.EVIDENCED


def trace(requirements: Iterable[Requirement], holdings: Mapping[str, int]) -> tuple[Traced, ...]:
    """Hold each requirement against what there is; what `holdings` does not name is missing."""
    return tuple(_traced(each, holdings) for each in requirements)


def _traced(requirement: Requirement, holdings: Mapping[str, int]) -> Traced:
    there = [each for each in requirement.evidence if each in holdings]
    return Traced(
        requirement=requirement,
        held=tuple(Held(evidence=each, count=holdings[each]) for each in there),
        missing=tuple(each for each in requirement.evidence if each not in holdings),
    )


def demanding(requirements: Iterable[Requirement], code: str) -> tuple[Requirement, ...]:
    """Return the requirements with a clause for which a finding code, such as CF-SKIP, is evidence.

    Those that name the code itself go before those that name its family, and what rests on less evidence before the rest.
    """
    names = (f"finding:{code}", f"finding:{code.partition('-')[0]}")
    with_clause = [each for each in requirements if each.clause_2014 or each.clause_2017]
    found = [(names.index(name), len(each.evidence), each) for each in with_clause for name in names if name in each.evidence]
    return tuple(dict.fromkeys(each for _, _, each in sorted(found, key=lambda it: it[:2])))
