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
    """One release of the history, this one among them."""

    version: str
    effective: date
    summary: Said


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

    `prefix` stands before the number of each document, `register_head` is the last record of the register then, as
    NUMBER:HASH.
    """

    organization: str
    version: str
    effective: date
    previous: str | None = None
    approvals: tuple[Approval, ...] = ()
    revisions: tuple[Revision, ...] = ()
    differences: tuple[Difference, ...] | None = None
    baseline: tuple[Baseline, ...] = ()
    prefix: str = ""
    register_head: str | None = None
