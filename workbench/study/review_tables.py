"""The tables of a management review, one type of row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from workbench.findings import Severity
from workbench.fit.plan import Proof
from workbench.fit.scoring import Level
from workbench.shown import Listing, Said


@dataclass(frozen=True, kw_only=True)
class FitRow:
    """The score of the enterprise or of a process, `low` to `high` at 95 %, its level, and how much of it is known."""

    scope: str
    match_level: Level
    value: float | None
    low: float | None
    high: float | None
    coverage: float | None
    cases: int


@dataclass(frozen=True, kw_only=True, eq=False)
class FitRows(Listing[FitRow]):
    """The enterprise, then its processes."""

    kind = FitRow
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"value": "score", "low": "score", "high": "score", "coverage": "share"}
    )


@dataclass(frozen=True, kw_only=True)
class TrendRow:
    """The score of a scope in one recorded run, on the day of the run, `low` to `high` at 95 %."""

    day: date
    scope: str
    match_level: Level
    value: float | None
    low: float | None
    high: float | None
    coverage: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class TrendRows(Listing[TrendRow]):
    """Scope by scope, run after run."""

    kind = TrendRow
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"value": "score", "low": "score", "high": "score", "coverage": "share"}
    )


@dataclass(frozen=True, kw_only=True)
class VerifiedRow:
    """What new evidence says of one finding of an item of the plan: `violations` among `exposed` occasions, of `needed`."""

    item: str
    finding: str
    proof: Proof
    violations: int | None
    exposed: int | None
    needed: int | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class VerifiedRows(Listing[VerifiedRow]):
    """The findings of the items that were judged, in the order of the plan."""

    kind = VerifiedRow
    measured_by: ClassVar[Mapping[str, str]] = MappingProxyType({"low": "share", "high": "share"})


@dataclass(frozen=True, kw_only=True)
class FindingsRow:
    """How many findings of a severity a scope has, by what is decided of them; `expired` were accepted and are open again.

    Those `confirmed`, as nonconformities or not, and those `disputed` are open, too.
    """

    scope: str
    severity: Severity
    found: int
    open: int
    confirmed: int
    disputed: int
    accepted: int
    expired: int


@dataclass(frozen=True, kw_only=True, eq=False)
class FindingsRows(Listing[FindingsRow]):
    """By process, the heaviest first; the enterprise last."""

    kind = FindingsRow


@dataclass(frozen=True, kw_only=True)
class NeedRow:
    """A resource that is lacking: `amount` of people, trainings, functions, permissions, and the finding that asks for it."""

    need: Said
    about: tuple[str, ...]
    scope: str
    amount: int
    finding: str


@dataclass(frozen=True, kw_only=True, eq=False)
class NeedRows(Listing[NeedRow]):
    """The resources that findings ask for, by kind."""

    kind = NeedRow


@dataclass(frozen=True, kw_only=True)
class ContentsRow:
    """A part of the input and how many rows it has; None where nothing is known of it."""

    part: Said
    entries: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Contents(Listing[ContentsRow]):
    """The parts of the input."""

    kind = ContentsRow
