"""An adjustment item as it is planned: what moves from where to where, who, by when, at what risk, and what must hold after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.findings import Finding, Severity, UsageError
from workbench.fit.codes import SEVERITIES, Element
from workbench.fit.plan import Exposure, Verification
from workbench.language import Language, say
from workbench.normalization.decision import Subject
from workbench.normalization.plan.told import Told


class Source(StrEnum):
    """What an item comes from: findings, simulated advice, a management review, a case of dynamic adjustment, a warning."""

    FINDING = "finding"
    ADVICE = "advice"
    REVIEW = "review"
    CASE = "case"
    WARNING = "warning"


class Aspect(StrEnum):
    """In what the work of a post changes: letters of the matrix, systems, steps, superior, department."""

    DUTY = "duty"
    SYSTEM = "system"
    STEP = "step"
    SUPERIOR = "superior"
    DEPARTMENT = "department"


@dataclass(frozen=True, kw_only=True)
class AdjustmentWindow:
    """The days in which an item is to be done, both included. Raises UsageError where it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a window that ends before it begins."""
        if self.last < self.first:
            facts = {"first": self.first.isoformat(), "last": self.last.isoformat()}
            raise UsageError(Finding(code="ITEM_WINDOW", severity=Severity.CRITICAL, facts=facts))

    @property
    def days(self) -> int:
        """Return how many calendar days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, kw_only=True)
class PredictedEffect:
    """What simulation expects of one process: the mean cycle time before and its change with the 95 % interval, in days.

    `saved` are the days that all its cases take less, None where that is not known. Where the simulated world does not play as
    the log did, it is `is_indicative`.
    """

    process: str
    base: float
    change: float
    low: float
    high: float
    saved: float | None
    is_indicative: bool = False

    def text(self, language: Language) -> str:
        """Say what is expected."""
        figures = {"base": self.base, "change": self.change, "low": self.low, "high": self.high}
        facts = {"process": self.process, **{name: f"{value:.2f}" for name, value in figures.items()}}
        return say("item-effect-indicative" if self.is_indicative else "item-effect", language, facts)

    @property
    def is_clear(self) -> bool:
        """Return whether chance does not explain it: 0 is outside the interval."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, kw_only=True)
class FindingCheck:
    """A finding as it was planned for, what new evidence must show of it and the exposure that it takes.

    `elements` are the BPMN elements that showed it.
    """

    subject: Subject
    verification: Verification
    elements: tuple[str, ...] = ()

    @property
    def finding(self) -> Finding:
        """Return the finding without its count: that was then."""
        its = self.subject
        severity = SEVERITIES.get(its.code, Severity.INFO)
        return Finding(code=its.code, severity=severity, scope=its.scope, object=its.object, elements=self.elements)

    @property
    def exposure(self) -> Exposure:
        """Return the exposure that it takes."""
        return self.verification.exposure

    def text(self, language: Language) -> str:
        """Say what must hold."""
        return self.verification.text(language)


@dataclass(frozen=True, kw_only=True)
class EffectCheck:
    """What new evidence must show of a predicted effect: a change of the mean cycle time, in days, clear of 0.

    `needed` complete cases show it with 80 % power at 95 %, None where that is not known; the log had `a_day` a calendar day.
    """

    process: str
    change: float
    needed: int | None = None
    a_day: float | None = None

    @property
    def exposure(self) -> Exposure:
        """Return the cases that it takes."""
        return Exposure(needed=self.needed, a_day=self.a_day)

    def text(self, language: Language) -> str:
        """Say what must hold, how many cases that takes, and how long with work as before."""
        lasting = self.exposure.text(language)
        facts = {"process": self.process, "change": f"{self.change:.2f}", "needed": self.needed, "lasting": lasting}
        return say("verify-effect" if self.needed is not None else "verify-effect-untold", language, facts)


@dataclass(frozen=True, kw_only=True)
class PostChange:
    """What changes for one post in one respect: `before` → `after` by id where the design says so, and by what move.

    A letter of the matrix stands for itself; "" is nothing. Both are None where the move says it in words alone.
    """

    post: str
    aspect: Aspect
    object: tuple[str, ...]
    by: Told
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedItem:
    """An item of the adjustment plan.

    `origin` names what of its source it comes from: a heuristic, a review, a case; findings are named by `findings`. `elements`
    move, the first above all. `moved_from` → `moved_to` say what is and what is to be. `responsible` and `sign_offs` are posts,
    `departments` those of the posts that act or whose work changes. `cost` is an amount, None until somebody enters it, and
    `outlay` says of what kind. `after` names the items to come before. `post_changes` are what it means for posts.
    """

    id: str
    source: Source
    origin: str = ""
    scopes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    elements: tuple[Element, ...]
    moved_from: tuple[Told, ...] = ()
    moved_to: tuple[Told, ...] = ()
    responsible: tuple[str, ...] = ()
    sign_offs: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    window: AdjustmentWindow
    priority: float = 0.0
    cost: float | None = None
    outlay: Told
    risks: tuple[Told, ...] = ()
    controls: tuple[Told, ...] = ()
    effects: tuple[PredictedEffect, ...] = ()
    after: tuple[str, ...] = ()
    verifications: tuple[FindingCheck, ...] = ()
    effect_checks: tuple[EffectCheck, ...] = ()
    post_changes: tuple[PostChange, ...] = ()

    @property
    def kin(self) -> frozenset[str]:
        """Return the ids of all findings that show what it mends, under whichever code."""
        return frozenset(self.findings).union(*(each.subject.kin for each in self.verifications))

    @property
    def checks(self) -> tuple[FindingCheck | EffectCheck, ...]:
        """Return all that must hold afterwards."""
        return (*self.verifications, *self.effect_checks)

    @property
    def needed(self) -> int | None:
        """Return the greatest exposure that its verification takes, None where none is taken, or it is not known."""
        needed = (each.exposure.needed for each in self.checks)
        return max((each for each in needed if each is not None), default=None)

    @property
    def needs_management(self) -> bool:
        """Return whether the management representative is to decide: it spans departments, or nobody answers for it."""
        return len(self.departments) > 1 or not self.responsible
