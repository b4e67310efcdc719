"""Advice as a table: one row a process that it changes, what brings most first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from workbench.redesign.advice import Advice
from workbench.shown import Listing


@dataclass(frozen=True, kw_only=True)
class AdvisedChange:
    """One piece of advice: what it is about, whether it can be done, and what it brings to the process that it changes most.

    `base` and the difference `cycle_time` with its 95 % interval `low` … `high` are days, `case_minutes` people's working
    time a case, `saved` days over all cases of all processes; None where nothing was simulated.
    """

    heuristic: str
    scope: str
    about: tuple[str, ...]
    is_feasible: bool
    saved: float | None
    process: str | None
    base: float | None
    cycle_time: float | None
    low: float | None
    high: float | None
    case_minutes: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class AdvisedChanges(Listing[AdvisedChange]):
    """Advice, feasible first, then what brings most."""

    kind: ClassVar[type[AdvisedChange]] = AdvisedChange

    @classmethod
    def of(cls, advice: Sequence[Advice]) -> AdvisedChanges:
        """Return a row for each piece of advice."""
        return cls(rows=tuple(_rows(advice)))


def _rows(advice: Sequence[Advice]) -> Iterator[AdvisedChange]:
    for each in advice:
        effects = () if each.effect is None else [it for it in each.effect.processes if it.saved is not None]
        most = max(effects, key=lambda effect: (abs(effect.cycle_time.mean) * (effect.cases or 0), effect.process), default=None)
        yield AdvisedChange(
            heuristic=each.proposal.heuristic,
            scope=each.proposal.scope,
            about=each.proposal.about,
            is_feasible=each.is_feasible,
            saved=each.saved,
            process=None if most is None else most.process,
            base=None if most is None else most.base.mean,
            cycle_time=None if most is None else most.cycle_time.mean,
            low=None if most is None else most.cycle_time.low,
            high=None if most is None else most.cycle_time.high,
            case_minutes=None if most is None else most.minutes.mean,
        )
