"""The life of a standard: what may happen to a version, and in which state that leaves it (domain rules 3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final, TypeAlias

from workbench.normalization.release.approving import Approval, Waiver
from workbench.normalization.release.trial import TrialWindow


class State(StrEnum):
    """草案 → 试运行 → 已发布 → 监控 → 调整中 → 废止."""

    DRAFT = "draft"
    TRIAL = "trial"
    RELEASED = "released"
    MONITORED = "monitored"
    ADJUSTING = "adjusting"
    WITHDRAWN = "withdrawn"

    @property
    def is_in_force(self) -> bool:
        """Return whether a version in this state is a standard to be kept to."""
        return self in (State.RELEASED, State.MONITORED, State.ADJUSTING)


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A version is planned: the standard of some processes, by id, and the end of the standard of some that are abolished."""

    name: ClassVar[str] = "drafted"
    leads_to: ClassVar[State] = State.DRAFT
    processes: tuple[str, ...]
    title: str = ""
    abolished: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TrialBegun:
    """It is tried out."""

    name: ClassVar[str] = "trial"
    leads_to: ClassVar[State] = State.TRIAL
    window: TrialWindow


@dataclass(frozen=True, kw_only=True)
class Released:
    """It is frozen, and the standard from the day `effective` on; the hash is that of the file of its manifest."""

    name: ClassVar[str] = "released"
    leads_to: ClassVar[State] = State.RELEASED
    effective: date
    approvals: tuple[Approval, ...]
    manifest_sha256: str
    waiver: Waiver | None = None


@dataclass(frozen=True, kw_only=True)
class Monitored:
    """It is watched: new logs are held against its baseline."""

    name: ClassVar[str] = "monitored"
    leads_to: ClassVar[State] = State.MONITORED


@dataclass(frozen=True, kw_only=True)
class Adjusting:
    """A case of dynamic adjustment is open on it."""

    name: ClassVar[str] = "adjusting"
    leads_to: ClassVar[State] = State.ADJUSTING
    case: str


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """It no longer holds."""

    name: ClassVar[str] = "withdrawn"
    leads_to: ClassVar[State] = State.WITHDRAWN
    reason: str
    superseded_by: str = ""


Event: TypeAlias = Drafted | TrialBegun | Released | Monitored | Adjusting | Withdrawn

NEXT: Final[Mapping[State | None, tuple[type[Event], ...]]] = MappingProxyType(
    {
        None: (Drafted,),
        State.DRAFT: (Drafted, TrialBegun, Withdrawn),
        State.TRIAL: (Drafted, TrialBegun, Released, Withdrawn),
        State.RELEASED: (Monitored, Adjusting, Withdrawn),
        State.MONITORED: (Adjusting, Withdrawn),
        State.ADJUSTING: (Monitored, Adjusting, Withdrawn),
        State.WITHDRAWN: (),
    }
)
"""What may happen next; a trial may be lengthened, or show that the draft has to be changed."""
