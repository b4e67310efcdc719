"""Versions of a standard and their order: MAJOR.MINOR.PATCH (Semantic Versioning 2.0.0, without labels)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.findings import Finding, Severity, UsageError

_FORM: Final = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", re.ASCII)


class Step(StrEnum):
    """How far a release is from the one before: documents alone, what is done, or which processes and rules there are."""

    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, kw_only=True, order=True)
class Version:
    """A version; it is written as the folder of its release is called."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def next(self, step: Step) -> Version:
        """Return the version that is a step further."""
        if step is Step.MAJOR:
            return Version(major=self.major + 1, minor=0, patch=0)
        if step is Step.MINOR:
            return Version(major=self.major, minor=self.minor + 1, patch=0)
        return Version(major=self.major, minor=self.minor, patch=self.patch + 1)


FIRST: Final = Version(major=1, minor=0, patch=0)
"""Of a standard that was never released."""


def version_in(text: str) -> Version | None:
    """Return the version that a text is, None where it is none."""
    found = _FORM.fullmatch(text)
    return None if found is None else Version(major=int(found[1]), minor=int(found[2]), patch=int(found[3]))


def version_of(text: str) -> Version:
    """Return the version that a text is. Raises UsageError where it is none."""
    version = version_in(text)
    if version is None:
        raise UsageError(Finding(code="RELEASE_VERSION", severity=Severity.CRITICAL, facts={"version": text}))
    return version
