"""What happens to an adjustment item, each as a value that is recorded as it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, TypeAlias

from workbench.fit.plan import Proof
from workbench.normalization.plan.item import AdjustmentWindow, PlannedItem
from workbench.normalization.plan.told import Told


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The item is in the plan."""

    name: ClassVar[str] = "planned"
    item: PlannedItem


@dataclass(frozen=True, kw_only=True)
class Revised:
    """What is said here takes the place of what was planned; None leaves it as it is.

    `departments` are those that it concerns with who answers for it from now on. `risk` and `control` are in somebody's own
    words, `cost` is an amount.
    """

    name: ClassVar[str] = "revised"
    reason: str
    responsible: tuple[str, ...] | None = None
    departments: tuple[str, ...] | None = None
    window: AdjustmentWindow | None = None
    cost: float | None = None
    risk: str | None = None
    control: str | None = None


@dataclass(frozen=True, kw_only=True)
class SignedOff:
    """A post that has to agree does."""

    name: ClassVar[str] = "signed-off"
    post: str


@dataclass(frozen=True, kw_only=True)
class Started:
    """The work has begun."""

    name: ClassVar[str] = "started"
    on: date


@dataclass(frozen=True, kw_only=True)
class Done:
    """The change is made; what it brings only new evidence shows."""

    name: ClassVar[str] = "done"
    on: date


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """The item is given up."""

    name: ClassVar[str] = "cancelled"
    reason: str


@dataclass(frozen=True, kw_only=True)
class FindingProof:
    """What new evidence says of one finding: `violations` among `exposed`, of `needed`; its rate is from `low` to `high`.

    What is not counted is None. `is_claimed` tells whether it is claimed of the new cases alone, and not too rare for that.
    """

    finding: str
    proof: Proof
    violations: int | None = None
    exposed: int | None = None
    needed: int | None = None
    low: float | None = None
    high: float | None = None
    is_claimed: bool = False


@dataclass(frozen=True, kw_only=True)
class EffectProof:
    """What new evidence says of a predicted effect: the mean cycle time of a process, in hours, before and after.

    `low` to `high` holds 95 % of the differences after − before; what could not be compared is None.
    """

    process: str
    proof: Proof
    before: float | None = None
    after: float | None = None
    low: float | None = None
    high: float | None = None
    n_before: int = 0
    n_after: int = 0


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What new evidence says of a done item as a whole, of each of its findings, and of each effect that was predicted.

    `beside` says what else went along with it, `side_effects` what grew worse meanwhile, `run` is the subject of the run in which
    it was judged.
    """

    name: ClassVar[str] = "verified"
    proof: Proof
    findings: tuple[FindingProof, ...] = ()
    effects: tuple[EffectProof, ...] = ()
    beside: tuple[Told, ...] = ()
    side_effects: tuple[Told, ...] = ()
    run: str = ""


@dataclass(frozen=True, kw_only=True)
class Reopened:
    """The item is to be done again: what it mended came back, or it did not mend it. `window` is the new one, None the old."""

    name: ClassVar[str] = "reopened"
    reason: str
    window: AdjustmentWindow | None = None


Happening: TypeAlias = Planned | Revised | SignedOff | Started | Done | Cancelled | Verified | Reopened


@dataclass(frozen=True, kw_only=True)
class ItemEvent:
    """What happened to an item, who said so and when, on his own clock; `number` is that of the record, 0 before there is one."""

    happening: Happening
    by: str
    at: datetime
    number: int = 0
