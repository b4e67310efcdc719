"""What monitors say: every judgement with its statistic and limit, signals where it is beyond, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from workbench.findings import ENTERPRISE, Severity, identity_of


class Monitor(StrEnum):
    """What looks: each has a file of its own."""

    LOG = "log"
    CONFORMANCE = "conformance"
    RULE = "rule"
    CYCLE_TIME = "cycle-time"
    FLOW = "flow"
    PERFORMERS = "performers"
    NOVEL = "novel"
    VANISHED = "vanished"
    STRUCTURE = "structure"
    DRAFT = "draft"
    TARGET = "target"
    PERIOD = "period"
    DECLARED = "declared"


@dataclass(frozen=True, kw_only=True, order=True)
class Touch:
    """Something that a signal is about; `kind` says what: process, activity, label, post, department, system, function, kpi."""

    kind: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Window:
    """From one day to another, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Look:
    """One judgement: what was looked at, its `statistic` over `n` new cases (or periods), and the `limit` beyond which it speaks.

    Both are None where nothing is measured: a row is there or not, a day has come. `usual` is the same of the baseline, all three
    in `unit` (as `figure_text` has it). `detail` tells rules of one object and the like apart, in words of the data.
    """

    monitor: Monitor
    process: str = ENTERPRISE
    object: tuple[str, ...] = ()
    detail: str = ""
    statistic: float | None = None
    limit: float | None = None
    usual: float | None = None
    n: int = 0
    window: Window | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Signal(Look):
    """A judgement beyond its limit: `since` is the estimated day (of weeks, the Monday) from which it has been so."""

    since: date | None = None
    severity: Severity = Severity.MAJOR
    touches: tuple[Touch, ...] = ()

    @property
    def key(self) -> str:
        """Return the identity that it keeps from look to look: a hash of monitor, process, object and detail."""
        return identity_of(self.monitor.value, self.process, *self.object, self.detail)


@dataclass(frozen=True, kw_only=True)
class Untold:
    """What a monitor cannot tell, and the code of the sentence why; of what is too little, how much is `there`, and `needed`."""

    monitor: Monitor
    reason: str
    process: str = ENTERPRISE
    object: tuple[str, ...] = ()
    detail: str = ""
    there: int | None = None
    needed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What one or several monitors say; every signal is a look as well."""

    looks: tuple[Look, ...] = ()
    signals: tuple[Signal, ...] = ()
    unknown: tuple[Untold, ...] = ()


def together(parts: Iterable[Judged]) -> Judged:
    """Return what several monitors say as one."""
    given = tuple(parts)
    return Judged(
        looks=tuple(look for each in given for look in each.looks),
        signals=tuple(signal for each in given for signal in each.signals),
        unknown=tuple(untold for each in given for untold in each.unknown),
    )


def untold(look: Look, reason: str, there: int | None = None, needed: int | None = None) -> Judged:
    """Return that what was to be looked at cannot be told, and why."""
    said = Untold(
        monitor=look.monitor,
        reason=reason,
        process=look.process,
        object=look.object,
        detail=look.detail,
        there=there,
        needed=needed,
    )
    return Judged(unknown=(said,))


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """What makes a look a signal."""

    since: date | None
    severity: Severity = Severity.MAJOR
    touches: tuple[Touch, ...] = ()


def judged(look: Look, alarm: Alarm | None) -> Judged:
    """Return a look, as a signal too where there is an alarm."""
    if alarm is None:
        return Judged(looks=(look,))
    said = {each: getattr(look, each) for each in (it.name for it in fields(Look))}
    signal = Signal(**said, since=alarm.since, severity=alarm.severity, touches=alarm.touches)
    return Judged(looks=(look,), signals=(signal,))
