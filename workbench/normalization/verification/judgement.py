"""What new evidence says of an item of the plan, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from workbench.findings import Interval
from workbench.fit.codes import Element
from workbench.fit.plan import Exposure, Proof, Verification
from workbench.fit.scoring.comparison import Change
from workbench.normalization.decision import Subject
from workbench.normalization.plan import EffectCheck, FindingCheck, Told
from workbench.normalization.verification.rates import RateChange

_FEW: Final = 30
"""Cases below which a bootstrap interval is itself rough."""


@dataclass(frozen=True, kw_only=True)
class ToVerify:
    """An item that was done on a day, that day included: what must hold of its findings, and of its predicted effects."""

    id: str
    done: date
    findings: tuple[FindingCheck, ...] = ()
    effects: tuple[EffectCheck, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FindingJudgement:
    """What new evidence says of one finding of an item.

    `violations` of `exposed` occasions were seen, whether claimed or too few for that; `needed` occasions without any prove it.
    Each is None where nothing is counted. `upper` is the largest rate that they leave possible at 95 %, `change` the rate before
    and after. `reason` says what keeps it from being judged. `is_claimed` tells whether it is claimed of this evidence.
    """

    subject: Subject
    verification: Verification
    proof: Proof
    violations: int | None = None
    exposed: int | None = None
    needed: int | None = None
    upper: float | None = None
    change: RateChange | None = None
    reason: Told | None = None
    is_claimed: bool = False

    @property
    def more(self) -> int | None:
        """Return how many more occasions without a violation are needed; None where none would help, or nothing is counted."""
        if self.proof is not Proof.NOT_YET or self.needed is None or self.exposed is None:
            return None
        return max(0, self.needed - self.exposed)

    @property
    def lacking(self) -> Exposure:
        """Return the exposure that is still needed, none where nothing is."""
        return Exposure(needed=self.more or None, a_day=self.verification.a_day)

    @property
    def days(self) -> int | None:
        """Return how many calendar days of work as before bring them; None where that is not known."""
        return self.lacking.days


class Measure(StrEnum):
    """What is compared of a process: hours from first to last completion and hours waited, repeated events, conforming cases."""

    CYCLE_TIME_MEDIAN = "cycle-time-median"
    CYCLE_TIME_MEAN = "cycle-time-mean"
    WAITING = "waiting"
    REWORK = "rework"
    CONFORMING = "conforming"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One figure of a process in its cases before and after the change. It goes along with the change: an association, no cause.

    `interval` holds 95 % of the differences between draws of both. `n_before` and `n_after` cases were compared. Figures are
    None where `reason` says why.
    """

    scope: str
    measure: Measure
    before: float | None = None
    after: float | None = None
    interval: Interval | None = None
    n_before: int = 0
    n_after: int = 0
    reason: Told | None = None

    @property
    def difference(self) -> float | None:
        """Return after − before, None where either is not known."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Return whether there is a difference whose interval leaves out 0."""
        return self.interval is not None and not self.interval.low <= 0 <= self.interval.high

    @property
    def rests_on_few(self) -> bool:
        """Return whether either side has fewer than 30 cases, so that the interval itself is rough."""
        return min(self.n_before, self.n_after) < _FEW


@dataclass(frozen=True, kw_only=True)
class EffectJudgement:
    """What new evidence says of a predicted effect: how the mean cycle time of its process changed."""

    check: EffectCheck
    proof: Proof
    effect: Effect


@dataclass(frozen=True, kw_only=True)
class Worsened:
    """A finding that is new, or more frequent beyond chance, and the element that usually moves to mend it.

    `change` is None where nothing is counted.
    """

    subject: Subject
    element: Element
    change: RateChange | None = None


@dataclass(frozen=True, kw_only=True)
class SideEffects:
    """What else changed for the worse: `new` findings, `grown` ones, and `indicators` that fell, beyond chance.

    Whether the item did it is not said: several things may have changed at once. `reason` says why nothing can be compared.
    """

    new: tuple[Worsened, ...] = ()
    grown: tuple[Worsened, ...] = ()
    indicators: tuple[Change, ...] = ()
    reason: Told | None = None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the cases that began after an item was done say of it; `cases` of them are complete.

    `predicted` judges what simulation expected, `effects` are what went along with it whether expected or not.
    """

    item: str
    done: date
    cases: int
    findings: tuple[FindingJudgement, ...]
    predicted: tuple[EffectJudgement, ...] = ()
    effects: tuple[Effect, ...] = ()
    side_effects: SideEffects = field(default_factory=SideEffects)

    @property
    def proof(self) -> Proof:
        """Return PROVEN where each of its findings is, REFUTED where any is.

        Where it is to mend no finding, the predicted effects decide; an item with neither proves nothing.
        """
        proofs = {each.proof for each in self.findings or self.predicted}
        if Proof.REFUTED in proofs:
            return Proof.REFUTED
        return Proof.PROVEN if proofs == {Proof.PROVEN} else Proof.NOT_YET
