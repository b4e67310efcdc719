"""What a release says of itself beside its design: version, day, approvals, history, differences, baseline – plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Said = Mapping[str, str]
"""A text by language, zh-CN and en."""


class Act(StrEnum):
    """In which act somebody signs."""

    PREPARED = "prepared"
    CHECKED = "checked"
    APPROVED = "approved"


@dataclass(frozen=True, kw_only=True)
class Approval:
    """A post signs the documents of a release; name and day are None until that has happened, `post` where nobody named it."""

    act: Act
    post: str | None
    name: str | None = None
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One release of the history, this one among them; `processes` are those that it is the standard of, None for all."""

    version: str
    effective: date
    summary: Said
    processes: tuple[str, ...] | None = None

    def is_of(self, process: str | None) -> bool:
        """Return whether it belongs to the history of a document on a process; None: on all of them."""
        return process is None or self.processes is None or process in self.processes


class Change(StrEnum):
    """What became of something since the previous release."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that this release has otherwise than the one before: `aspect` of what `about`, `before` and `after`.

    `process` is the id of the process that it belongs to, None where it belongs to none; `reason` is None where nobody gave any.
    """

    change: Change
    about: Said
    aspect: Said
    before: Said | None = None
    after: Said | None = None
    process: str | None = None
    reason: Said | None = None


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What an indicator was in the trial window: `value` in the unit of the indicator, over `n` cases; low to high at 95 %."""

    kpi: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseFacts:
    """What documents need to know of a release. `differences` is None where there is no release before this one.

    `processes` are those that it is the standard of, each with the version that it takes the place of, None where there is none;
    None in place of all of them: of every process of its design, as `previous` says. `prefix` stands before the number of each
    document, `register_head` is the last record of the register then, as NUMBER:HASH.
    """

    organization: str
    version: str
    effective: date
    previous: str | None = None
    processes: Mapping[str, str | None] | None = None
    approvals: tuple[Approval, ...] = ()
    revisions: tuple[Revision, ...] = ()
    differences: tuple[Difference, ...] | None = None
    baseline: tuple[Baseline, ...] = ()
    prefix: str = ""
    register_head: str | None = None
