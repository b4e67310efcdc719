"""A figure with its denominator, gross and net, and over time."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.page.shown import Drawing, Table, Texts


@dataclass(frozen=True, kw_only=True)
class Net:
    """What a figure is when accepted deviations are left out of account; `value` in [0, 1], None where that is not known."""

    value: float | None
    part: str
    whole: str


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """A figure in one period, resting on `n`; None where too few cases ended in it. `low` to `high` hold it at 95 %."""

    period: str
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A figure over time, drawn and as a table."""

    points: tuple[TrendPoint, ...]
    drawing: Drawing
    table: Table


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure with its denominator: `value` in [0, 1] of `whole` things counted, or None with the reason.

    `net` is None where nobody has decided anything, `trend` where there is none.
    """

    label: Texts
    value: float | None
    part: str
    whole: str
    explanation: Texts
    reason: Texts | None = None
    net: Net | None = None
    trend: Trend | None = None
