"""What an indicator is, and what it says of a process or of the enterprise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from workbench.findings import ENTERPRISE, Finding
from workbench.fit.detection import Evidence
from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.sample import Sample
from workbench.linkage import LinkedProcess

__all__ = [
    "Dimension",
    "EvidenceRow",
    "Indicator",
    "Reading",
    "Scope",
    "Standing",
    "measured",
    "not_applicable",
    "unknown",
]


class Standing(StrEnum):
    """Whether an indicator is known: in full, in part (some of what it needs is missing), not at all, or does not apply here."""

    MEASURED = "measured"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "n/a"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What an indicator is computed for: the processes it covers, one, or all of them as the enterprise."""

    id: str
    processes: tuple[str, ...]

    @property
    def is_enterprise(self) -> bool:
        """Return whether it is the enterprise as a whole."""
        return self.id == ENTERPRISE

    def linked(self, evidence: Evidence) -> tuple[LinkedProcess, ...]:
        """Return the processes of the scope that have a log; their complete cases, joined in this order, are those of samples."""
        return tuple(each for each in evidence.linkage.processes if each.id in self.processes)


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One row behind a value: what it is about (ids), what it adds to part and whole, and what is said of it."""

    about: tuple[str, ...]
    part: float
    whole: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """What one indicator says in one scope: its sample (None where unknown or not applicable), why not, and the rows behind it.

    `covered` is the part, in [0, 1], of what it should rest on that is known; below 1 the standing is PARTIAL.
    """

    code: str
    scope: str
    standing: Standing
    sample: Sample | None = None
    reason: Finding | None = None
    rows: tuple[EvidenceRow, ...] = ()
    covered: float = 1.0

    @property
    def value(self) -> float | None:
        """Return the value in [0, 1], higher is better; None where it is unknown or does not apply."""
        return None if self.sample is None else self.sample.value

    @property
    def n(self) -> int:
        """Return how many units it rests on, 0 where it has none."""
        return 0 if self.sample is None else self.sample.n


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: its code, dimension, sources (B BPMN, R responsibilities, T technology, D data, L log), and how it is read.

    Name, formula and reference are sentences of the catalogue under `indicator-CODE`, `indicator-CODE-formula`,
    `indicator-CODE-reference`.
    """

    code: str
    dimension: Dimension
    sources: str
    read: Callable[[Evidence, Scope], Reading]


def measured(code: str, scope: Scope, sample: Sample, rows: tuple[EvidenceRow, ...] = (), covered: float = 1.0) -> Reading:
    """Return a reading; nothing that counts makes it not applicable."""
    if sample.value is None:
        return Reading(code=code, scope=scope.id, standing=Standing.NOT_APPLICABLE)
    standing = Standing.MEASURED if covered >= 1 else Standing.PARTIAL
    return Reading(code=code, scope=scope.id, standing=standing, sample=sample, rows=rows, covered=covered)


def unknown(code: str, scope: Scope, reason: Finding) -> Reading:
    """Return a reading that says why there is no value."""
    return Reading(code=code, scope=scope.id, standing=Standing.UNKNOWN, reason=reason)


def not_applicable(code: str, scope: Scope) -> Reading:
    """Return a reading of what does not occur here."""
    return Reading(code=code, scope=scope.id, standing=Standing.NOT_APPLICABLE)
