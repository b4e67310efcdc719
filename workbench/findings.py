"""What was found: one type for every fault, deviation and mismatch, and the errors, each a finding that stops the work.

WorkbenchError              carries the finding that stopped the work
├── InputError              a file cannot be read as what it claims to be
│   └── LimitError          a file is larger or deeper than a limit that a flag raises
├── UnsupportedError        a construct has no behaviour here: its process is refused, the run goes on
├── ConflictError           a change names what is not there, is there already, or would break what holds
└── UsageError              the call itself is wrong: a missing file, two options that contradict
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from workbench.language import Language, say


class Severity(StrEnum):
    """How much a finding weighs, from a note to what stops a release."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return 0 for info up to 3 for critical."""
        return list(Severity).index(self)


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From `low` to `high`, at a confidence of 95 %."""

    low: float
    high: float


_DIGITS: Final = 16
ENTERPRISE: Final = "enterprise"
"""The scope of what concerns no process alone."""

NORMAL_975: Final = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""


def wilson_interval(count: float, exposed: int) -> Interval | None:
    """Return the 95 % score interval of a share, in [0, 1]; None where nothing was exposed.

    Wilson 1927, Journal of the American Statistical Association 22, doi 10.1080/01621459.1927.10502953. What is counted must be
    independent, which cases are taken to be.
    """
    if not exposed:
        return None
    share, z2 = count / exposed, NORMAL_975**2
    middle = share + z2 / (2 * exposed)
    reach = NORMAL_975 * (share * (1 - share) / exposed + z2 / (4 * exposed**2)) ** 0.5
    scale = 1 + z2 / exposed
    low, high = (middle - reach) / scale, (middle + reach) / scale
    return Interval(low=max(0.0, min(share, low)), high=min(1.0, max(share, high)))


NO_FACTS: Final[Mapping[str, object]] = MappingProxyType({})
"""What a sentence without gaps is filled with."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in an input something stands; what is not known stays None."""

    file: str | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None
    element: str | None = None

    def __str__(self) -> str:
        """Say `file:line`, or `file:#record` where the line is not known."""
        numbers = (self.line, f"#{self.row}" if self.row is not None else None)
        number = next((each for each in numbers if each is not None), None)
        return ":".join(str(part) for part in (self.file, number) if part is not None)

    @property
    def by_name(self) -> Place:
        """Return the place with the name of its file alone: in which folder that waits is nobody's business."""
        return replace(self, file=PurePath(self.file).name) if self.file else self


NOWHERE: Final = Place()
"""The place of what stands in no file."""


def identity_of(*parts: str) -> str:
    """Return the identity of what some texts name together: 16 hex digits of their hash, the same whenever and wherever."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found, said in any language by its code and facts.

    `object` holds the ids it is about, `elements` the BPMN elements that show it, `scope` the process id or `enterprise`.
    `count` of `exposed` cases, events or handovers are affected; both are None for what is structural. `code` names its
    sentence in the catalogues.
    """

    code: str
    severity: Severity
    place: Place = NOWHERE
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)
    scope: str = "enterprise"
    object: tuple[str, ...] = ()
    exposed: int | None = None
    count: int | None = None
    cases: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the identity that survives re-import, re-ordering and renaming of files: a hash of code, scope and object."""
        return identity_of(self.code, self.scope, *self.object)

    @property
    def rate(self) -> float | None:
        """Return count / exposed in [0, 1], None where nothing was exposed or nothing is counted."""
        if self.count is None or not self.exposed:
            return None
        return self.count / self.exposed

    @property
    def interval(self) -> Interval | None:
        """Return the 95 % interval of the rate (`wilson_interval`), None where there is no rate."""
        return None if self.count is None else wilson_interval(self.count, self.exposed or 0)

    @property
    def order(self) -> tuple[int, float, str, tuple[str, ...]]:
        """Return what sorts findings of one process: the heaviest first, of these the most frequent, then by code and object."""
        return (-self.severity.rank, -(self.rate or 0), self.code, self.object)

    def text(self, language: Language = Language.EN) -> str:
        """Say what was found, and what to do next."""
        return say(self.code, language, self.facts)


class WorkbenchError(Exception):
    """The work cannot go on; `finding` says where, what, and what to do next."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding

    def __str__(self) -> str:
        place = self.finding.place
        return f"{place}: {self.finding.text()}" if str(place) else self.finding.text()


class InputError(WorkbenchError):
    """A file cannot be read as what it claims to be."""


class LimitError(InputError):
    """A file is larger or deeper than a limit that a flag raises."""


class UnsupportedError(WorkbenchError):
    """A construct has no behaviour here; its process is refused and the run goes on."""


class ConflictError(WorkbenchError):
    """A change names what is not there, is there already, or would break what holds."""


class UsageError(WorkbenchError):
    """The call itself is wrong."""
