"""What a measure of KPIs is, and the one table of all of them: name → function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

import numpy as np

from workbench.findings import Finding, Severity
from workbench.fit.detection import without
from workbench.fit.indicators.catalogue import INDICATORS
from workbench.fit.indicators.grounds import read_in
from workbench.fit.indicators.model import Indicator
from workbench.fit.indicators.sample import Sample
from workbench.fit.kpis import case_figures, event_figures, totals
from workbench.fit.kpis.model import Level
from workbench.fit.kpis.part import Amounts, Part
from workbench.fit.kpis.statistics import Observed, Statistic
from workbench.fit.kpis.units import Quantity
from workbench.linkage import LinkedProcess


@dataclass(frozen=True, kw_only=True, eq=False)
class Seen:
    """What a measure rests on, and the part, in [0, 1], of what it should rest on that is known."""

    sample: Sample
    covered: float = 1.0


Measured: TypeAlias = Seen | Finding
"""What is seen, or why nothing is."""

Figure: TypeAlias = Callable[[Part, LinkedProcess], Amounts]


class Reading(Protocol):
    """How a measure is read."""

    def __call__(self, part: Part, statistic: Statistic, /) -> Measured:
        """Return what is seen of a part, to be told by a statistic."""
        ...


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure by its name: what it is counted in, its usual statistic, the levels at which it is told, and how it is read.

    Its title and formula are sentences of the catalogue under `kpi-measure-NAME` and `kpi-formula-NAME`; those of a measure
    that is an indicator of fit are its own. `statistics` are those that mean something for it, () for all. `has_months` tells
    whether some of the cases alone can be measured, `has_activities` whether one activity alone can.
    """

    name: str
    quantity: Quantity
    statistic: str
    read: Reading
    levels: tuple[Level, ...] = tuple(Level)
    statistics: tuple[str, ...] = ()
    has_months: bool = True
    has_activities: bool = True

    @property
    def is_indicator(self) -> bool:
        """Return whether it is an indicator of fit."""
        return isinstance(self.read, OfIndicator)

    @property
    def title(self) -> str:
        """Return the key of its title."""
        return f"indicator-{self.name}" if self.is_indicator else f"kpi-measure-{self.name}"

    @property
    def formula(self) -> str:
        """Return the key of its formula."""
        return f"indicator-{self.name}-formula" if self.is_indicator else f"kpi-formula-{self.name}"


@dataclass(frozen=True, kw_only=True)
class OfCases:
    """One figure a case (nan: unknown), over the complete cases that are looked at; `missing` names what makes it known."""

    figure: Figure
    missing: str

    def __call__(self, part: Part, statistic: Statistic) -> Measured:
        """Return what is known of the cases."""
        return _observed(part, statistic, [self._of(part, each) for each in part.processes], self.missing)

    def _of(self, part: Part, process: LinkedProcess) -> tuple[Amounts, Amounts]:
        cases = np.flatnonzero(part.cases(process))
        return cases.astype(np.float64), self.figure(part, process)[cases]


@dataclass(frozen=True, kw_only=True)
class OfEvents:
    """One figure an event (nan: unknown or not judged), over the events that are looked at."""

    figure: Figure
    missing: str

    def __call__(self, part: Part, statistic: Statistic) -> Measured:
        """Return what is known of the events."""
        return _observed(part, statistic, [self._of(part, each) for each in part.processes], self.missing)

    def _of(self, part: Part, process: LinkedProcess) -> tuple[Amounts, Amounts]:
        rows = np.flatnonzero(part.events(process))
        return process.case[rows].astype(np.float64), self.figure(part, process)[rows]


@dataclass(frozen=True, kw_only=True)
class OfAll:
    """One figure of all that is looked at together."""

    sample: Callable[[Part], Sample | None]
    missing: str

    def __call__(self, part: Part, _: Statistic) -> Measured:
        """Return what is known of all."""
        found = self.sample(part)
        return without(self.missing, part.asked, scope=part.scope.id).reason if found is None else Seen(sample=found)


@dataclass(frozen=True, kw_only=True)
class OfIndicator:
    """An indicator of fit, as it is scored."""

    indicator: Indicator

    def __call__(self, part: Part, _: Statistic) -> Measured:
        """Return its sample."""
        reading = read_in(self.indicator, part.evidence, part.scope)
        if reading.sample is None:
            return reading.reason or untold("KPI_NOT_APPLICABLE", part, measure=self.indicator.code)
        return Seen(sample=reading.sample, covered=reading.covered)


_SHARES: Final = ("share", "mean")
_BY_PEOPLE: Final = (Level.ENTERPRISE, Level.DEPARTMENT, Level.POST)
_OVER_ALL_TIME: Final = frozenset({"PO9"})
"""Indicators that hold what some cases take against the time that all of the log leaves."""

_BY_PROCESS: Final = (Level.ENTERPRISE, Level.PROCESS)


def _time(name: str, read: Reading) -> Measure:
    return Measure(name=name, quantity=Quantity.TIME, statistic="median", read=read)


def _share(name: str, read: Reading) -> Measure:
    return Measure(name=name, quantity=Quantity.SHARE, statistic="share", read=read, statistics=_SHARES)


def _count(name: str, figure: Figure, missing: str) -> Measure:
    return Measure(name=name, quantity=Quantity.COUNT, statistic="mean", read=OfCases(figure=figure, missing=missing))


def _indicator(indicator: Indicator) -> Measure:
    read = OfIndicator(indicator=indicator)
    return Measure(
        name=indicator.code,
        quantity=Quantity.SHARE,
        statistic="share",
        read=read,
        levels=_BY_PROCESS,
        statistics=_SHARES,
        has_months=indicator.code not in _OVER_ALL_TIME,
        has_activities=False,
    )


_OWN: Final = (
    _time("cycle_time", OfCases(figure=case_figures.cycle_time, missing="log")),
    _time("waiting_time", OfCases(figure=case_figures.waiting_time, missing="starts")),
    _time("working_time", OfCases(figure=case_figures.working_time, missing="starts")),
    _time("recording_delay", OfEvents(figure=event_figures.recording_delay, missing="recorded")),
    _share("on_time_share", OfCases(figure=case_figures.on_time, missing="target")),
    _share("late_share", OfEvents(figure=event_figures.late, missing="limits")),
    _share("conforming_share", OfCases(figure=case_figures.conforming, missing="log")),
    _share("first_time_right", OfCases(figure=case_figures.first_time_right, missing="log")),
    _share("rework_share", OfCases(figure=case_figures.rework, missing="log")),
    _share("in_system_share", OfEvents(figure=event_figures.in_system, missing="event_systems")),
    _share("automation_share", OfEvents(figure=event_figures.automation, missing="resources")),
    _count("steps", case_figures.steps, "log"),
    _count("handovers", case_figures.handovers, "resources"),
    _count("cross_department_handovers", case_figures.cross_department_handovers, "departments"),
    _count("contacts", case_figures.contacts, "resources"),
    Measure(
        name="cost",
        quantity=Quantity.MONEY,
        statistic="mean",
        read=OfCases(figure=case_figures.cost, missing="costs"),
    ),
    Measure(
        name="throughput",
        quantity=Quantity.COUNT,
        statistic="mean",
        read=OfAll(sample=totals.throughput, missing="log"),
        statistics=("mean",),
    ),
    Measure(
        name="utilisation",
        quantity=Quantity.SHARE,
        statistic="share",
        read=OfAll(sample=totals.utilisation, missing="calendars"),
        levels=_BY_PEOPLE,
        statistics=_SHARES,
        has_months=False,
        has_activities=False,
    ),
)

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType({each.name: each for each in (*_OWN, *map(_indicator, INDICATORS))})
"""Every measure by its name: those of KPIs, then each indicator of fit by its code."""


def measure_of(name: str) -> Measure | None:
    """Return the measure of a name, None where there is none."""
    return MEASURES.get(name.strip()) or MEASURES.get(name.strip().upper())


def nearest_measure(name: str) -> str | None:
    """Return the name that a misspelt one comes closest to, None where none is near."""
    return next(iter(get_close_matches(name.strip().casefold().replace("-", "_"), MEASURES, n=1)), None)


def untold(code: str, part: Part, **facts: object) -> Finding:
    """Return the reason why a part has no figure."""
    return Finding(code=code, severity=Severity.INFO, scope=part.scope.id, facts={"of": part.of, **facts})


def _observed(part: Part, statistic: Statistic, found: list[tuple[Amounts, Amounts]], missing: str) -> Measured:
    """Join what is observed of each process: the cases, and one figure each."""
    if not any(len(values) for _, values in found):
        return untold("KPI_NOTHING_DONE", part)
    cases, figures = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for place, (case, values) in zip(part.places(), found, strict=True):
        known = ~np.isnan(values)
        cases.append(place[case[known].astype(np.int64)])
        figures.append(values[known])
    values = np.concatenate(figures)
    if not len(values):
        return without(missing, part.asked, scope=part.scope.id).reason
    sample = Observed(case=np.concatenate(cases), values=values, statistic=statistic)
    return Seen(sample=sample, covered=len(values) / sum(len(each) for _, each in found))
