"""What one assessment saw, as a value that is recorded: windows of the logs, scores, findings, and what could not be judged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from workbench.findings import ENTERPRISE, Severity
from workbench.fit.codes import STRUCTURAL
from workbench.fit.dimensions import Dimension
from workbench.fit.scoring import Level

_NEVER_DONE: Final = "CF-DEAD"


@dataclass(frozen=True, kw_only=True)
class SeenProcess:
    """One designed process and what its log held: `cases` complete ones, from the `first` to the `last` day of its events.

    The days are None where there is no log, or one without times; they are those of the workspace's clocks.
    """

    process: str
    cases: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class SeenScore:
    """A score in [0.01, 1] with its 95 % interval, None where nothing is known; `coverage` is the known part, in [0, 1]."""

    value: float | None
    low: float | None
    high: float | None
    coverage: float | None


@dataclass(frozen=True, kw_only=True)
class SeenDimension:
    """One side of fit of a scope."""

    dimension: Dimension
    score: SeenScore


@dataclass(frozen=True, kw_only=True)
class SeenScope:
    """How far a process, or the enterprise, did fit: its score, that of each side that applies, and the level."""

    scope: str
    level: Level
    score: SeenScore
    dimensions: tuple[SeenDimension, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SeenFinding:
    """A finding as it was then; `is_claimed` tells those that reached the threshold from those that were too rare."""

    id: str
    code: str
    scope: str
    object: tuple[str, ...]
    severity: Severity
    count: int | None
    exposed: int | None
    is_claimed: bool = True

    @property
    def violations(self) -> int | None:
        """Return how often it went wrong, None where nothing is counted; of what is dead, `count` tells how often it did not."""
        if self.count is None:
            return None
        return (self.exposed or 0) - self.count if self.code == _NEVER_DONE else self.count

    @property
    def rate(self) -> float | None:
        """Return violations / exposed in [0, 1], None where nothing was exposed or nothing is counted."""
        return None if self.violations is None or not self.exposed else self.violations / self.exposed


@dataclass(frozen=True, kw_only=True)
class Unjudged:
    """A code that could not be judged in a process, or anywhere, and the code of the finding that says why."""

    code: str
    scope: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Run:
    """One assessment. `digest` is a SHA-256 over names and hashes of all that was read, `codes` are those that it claims.

    `engine` is the program that made it, with its version, empty where an older one did not tell. `unjudged` are the codes of
    those that could not be judged, with where. Nothing of the run depends on who asked or when.
    """

    by: str
    at: datetime
    digest: str
    policy_version: str
    policy_sha256: str
    codes: tuple[str, ...]
    processes: tuple[SeenProcess, ...] = ()
    scopes: tuple[SeenScope, ...] = ()
    findings: tuple[SeenFinding, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    engine: str = ""

    @property
    def subject(self) -> str:
        """Return the identity of the evidence and of how it was judged: by the same inputs, the same policy, the same program."""
        parts = (self.digest, self.policy_sha256, *([self.engine] if self.engine else []))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]

    @property
    def day(self) -> date:
        """Return the day of the run, on the clock that it names."""
        return self.at.date()

    def of(self, finding: str) -> SeenFinding | None:
        """Return a finding of this run by its id, None where it was not seen."""
        return next((each for each in self.findings if each.id == finding), None)

    def cases_in(self, scope: str) -> int:
        """Return how many complete cases a process, or the enterprise, had."""
        return sum(each.cases for each in self.processes if scope in (ENTERPRISE, each.process))

    def window_of(self, scope: str) -> tuple[date, date] | None:
        """Return the first and the last day of the events of a process, or of all; None where no log bears times."""
        logs = [each for each in self.processes if scope in (ENTERPRISE, each.process)]
        first = min((each.first for each in logs if each.first is not None), default=None)
        last = max((each.last for each in logs if each.last is not None), default=None)
        return None if first is None or last is None else (first, last)

    def judges(self, code: str, scope: str) -> bool:
        """Return whether a finding of a code in a scope might have been seen here if it was there.

        What the design does not show by itself needs complete cases. Of the enterprise as a whole it can be said only where no
        process was left out of account.
        """
        known = {ENTERPRISE, *(each.process for each in self.processes)}
        missing = {each.scope for each in self.unjudged if each.code == code}
        hidden = bool(missing) if scope == ENTERPRISE else not missing.isdisjoint({scope, ENTERPRISE})
        is_shown = code in STRUCTURAL or self.cases_in(scope) > 0
        return code in self.codes and scope in known and is_shown and not hidden


def digest_of(inputs: tuple[tuple[str, str], ...]) -> str:
    """Return a SHA-256 over inputs, each by its name in the workspace and its own SHA-256; their order does not matter."""
    return hashlib.sha256("\n".join(sorted("\x1f".join(each) for each in inputs)).encode()).hexdigest()
