"""What a KPI says: a figure at a level with its n and its interval, its course over time, and how it changed at releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from workbench.findings import ENTERPRISE, Finding, Interval
from workbench.fit.indicators.model import Standing


class Level(StrEnum):
    """The four levels at which results are appraised."""

    ENTERPRISE = "enterprise"
    PROCESS = "process"
    DEPARTMENT = "department"
    POST = "post"


LEVEL_WORDS: Final = {
    **{each.value: each for each in Level},
    "企业": Level.ENTERPRISE,
    "流程": Level.PROCESS,
    "部门": Level.DEPARTMENT,
    "岗位": Level.POST,
}
"""How a level is written in strategy.yaml."""


@dataclass(frozen=True, kw_only=True)
class KpiPoint:
    """A figure of the cases that ended in one month (`2025-03`); None where they are too few. `n` counts these cases.

    In a month at an edge of the log, `is_whole` is False: short cases alone can have ended by then, or only late ones are left.
    Such a month is told, and no trend rests on it.
    """

    period: str
    n: int
    is_whole: bool = True
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseDay:
    """A standard of some processes that came into effect on a day."""

    version: str
    effective: date
    processes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangePoint:
    """A figure of the cases that ended before a release, and since; `difference` is since − before, with its 95 % interval.

    All but `release` is None where one side has too few cases.
    """

    release: ReleaseDay
    before: float | None = None
    since: float | None = None
    difference: Interval | None = None

    @property
    def is_clear(self) -> bool:
        """Return whether the difference is beyond chance: its interval leaves out 0."""
        return self.difference is not None and (self.difference.low > 0 or self.difference.high < 0)


@dataclass(frozen=True, kw_only=True)
class KpiFigure:
    """What a KPI says at one level, in its `unit`: `value` with n and its 95 % interval, or the `reason` why there is none.

    `of` is the id that the level is about: ENTERPRISE, a process, a department or a post. `n` counts what the figure rests on:
    cases, events or what its indicator counts. `covered` is the part, in [0, 1], of what it should rest on that is known.
    """

    kpi: str
    level: Level
    of: str = ENTERPRISE
    unit: str = ""
    standing: Standing
    value: float | None = None
    n: int = 0
    low: float | None = None
    high: float | None = None
    covered: float = 1.0
    reason: Finding | None = None
    points: tuple[KpiPoint, ...] = ()
    changes: tuple[ChangePoint, ...] = ()
