"""Which indicators a doubt takes away: attributes that are missing and pathologies that are too frequent, in two tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import NO_TIME, EventLog
from workbench.eventlog.mappings.mapping import RECORDED, START
from workbench.eventlog.quality.pathology import Pathology, percent
from workbench.eventlog.quality.performer_rules import RESOURCE, lacks
from workbench.language import Language, say


class Standing(StrEnum):
    """What an indicator that rests on a log can still be."""

    PARTIAL = "partial"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Need:
    """Indicators computed from an attribute, or from any of several of which one is enough."""

    attributes: tuple[str, ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Indicators that a pathology makes partial, and unknown from a rate in [0, 1] on; None: never wholly."""

    code: str
    indicators: tuple[str, ...]
    unknown_from: float | None


@dataclass(frozen=True, kw_only=True)
class IndicatorStanding:
    """What becomes of one indicator, why, and for which share of what it counts (`rate` in [0, 1])."""

    indicator: str
    standing: Standing
    cause: str
    rate: float
    reason_key: str
    facts: Mapping[str, object]

    def reason(self, language: Language = Language.EN) -> str:
        """Say why."""
        return say(self.reason_key, language, self.facts)


NEEDS: Final[Sequence[Need]] = (
    Need(attributes=(RESOURCE,), indicators=("TP4", "TP6", "PO3", "PO4", "PO5", "PO6", "PO9", "PO10", "TO3", "TO6")),
    Need(attributes=("department", "role", RESOURCE), indicators=("PO7", "PO8", "PO11", "PO13", "TO7")),
    Need(attributes=("system", "function"), indicators=("TP3", "TP6", "TP9", "TO7")),
    Need(attributes=(START,), indicators=("PO9", "PO13", "TP9", "PF-BATCH", "PF-WAIT")),
    Need(attributes=(RECORDED,), indicators=("DT4",)),
)
"""The indicators of the domain (section 3.2) that have the log as a source, by the attribute of events they are made of."""

_ORDER: Final = ("PX1", "PX2", "PX3", "PX4")
_WAITING: Final = ("PO9", "PO-OVERLOAD", "PO13", "TP9", "PF-BATCH", "PF-WAIT")
_LABELS: Final = ("TP2", "PX1", "PX2", "PX3", "PX5")

DOUBTS: Final[Sequence[Doubt]] = (
    Doubt(code="LOG_TIES", indicators=(*_ORDER, "TP6", "PO8"), unknown_from=None),
    Doubt(code="LOG_DATE_ONLY", indicators=(*_WAITING, "DT4", "TP6"), unknown_from=0.5),
    Doubt(code="LOG_DATE_ONLY", indicators=(*_ORDER, "PX6", "PF-SLA"), unknown_from=None),
    Doubt(code="LOG_ROUNDED_CLOCK", indicators=("PO13", "TP9", "PF-WAIT"), unknown_from=None),
    Doubt(
        code="LOG_BATCH_ENTRY",
        indicators=("PO9", "PO-OVERLOAD", "PO13", "PX6", "PF-BATCH", "PF-WAIT", "PF-SLA"),
        unknown_from=0.5,
    ),
    Doubt(code="LOG_CLOCK_SHIFT", indicators=(*_ORDER, "TP9", "PO13"), unknown_from=0.5),
    Doubt(code="LOG_PLACEHOLDER_TIME", indicators=(*_ORDER, "PX6", "PO9", "PO-OVERLOAD", "PO13", "PF-SLA"), unknown_from=0.5),
    Doubt(code="LOG_FUTURE_TIME", indicators=("PX6", "PO9", "PO-OVERLOAD", "PF-SLA"), unknown_from=0.5),
    Doubt(code="LOG_NEGATIVE_DURATION", indicators=("PO9", "PO-OVERLOAD", "PO13"), unknown_from=0.5),
    Doubt(code="LOG_RECORDED_EARLY", indicators=("DT4",), unknown_from=0.5),
    Doubt(code="LOG_DUPLICATE_EVENT", indicators=("PX1", "PX3", "PO9", "PO-OVERLOAD"), unknown_from=0.5),
    Doubt(code="LOG_CUT_BEGIN", indicators=("TP2", "PX3", "PX6", "PF-SLA"), unknown_from=0.95),
    Doubt(code="LOG_CUT_END", indicators=("TP2", "PX3", "PX6", "PF-SLA"), unknown_from=0.95),
    Doubt(code="LOG_SINGLE_EVENT", indicators=("PX1", "PX3", "PX6", "PO7", "PO8", "PO13"), unknown_from=0.95),
    Doubt(code="LOG_DIVERGENCE", indicators=("PX1", "PX2", "PX3", "TP2", "PO8"), unknown_from=0.5),
    Doubt(code="LOG_CONVERGENCE", indicators=("PO9", "PO-OVERLOAD", "TP2", "PO13"), unknown_from=None),
    Doubt(code="LOG_SHARED_ACCOUNT", indicators=("PO3", "PO4", "PO5", "PO9", "PO-OVERLOAD", "PO10"), unknown_from=0.5),
    Doubt(code="LOG_LABEL_DRIFT", indicators=_LABELS, unknown_from=None),
    Doubt(code="LOG_DAMAGED_ID", indicators=(*_ORDER, "TP2", "PX5", "PX6", "PO5", "PO8", "PO11"), unknown_from=0.01),
    Doubt(code="LOG_CASE_ALIKE", indicators=(*_ORDER, "TP2", "PX6"), unknown_from=0.5),
    Doubt(code="TEXT_NEAR_DUPLICATE", indicators=_LABELS, unknown_from=None),
    Doubt(code="TEXT_GARBLED", indicators=(*_LABELS, "PO3", "TO3"), unknown_from=0.5),
    Doubt(code="TEXT_NA_LIKE", indicators=("PO3", "PO10", "TO3"), unknown_from=None),
)
"""Pathology → indicators; a doubt about order or labels leaves a bound, one about the clock leaves nothing to measure."""


def standings_of(
    log: EventLog, pathologies: Sequence[Pathology], needs: Sequence[Need] = NEEDS, doubts: Sequence[Doubt] = DOUBTS
) -> tuple[IndicatorStanding, ...]:
    """Return what becomes of each indicator, by its code, the heaviest cause of each: unknown before partial, then by rate."""
    heaviest: dict[str, IndicatorStanding] = {}
    for each in (*_of_clock(log), *_of_needs(log, needs), *_of_doubts(pathologies, doubts)):
        before = heaviest.get(each.indicator)
        if before is None or (each.standing, each.rate) > (before.standing, before.rate):
            heaviest[each.indicator] = each
    return tuple(heaviest[indicator] for indicator in sorted(heaviest, key=_sorting))


def _of_clock(log: EventLog) -> Iterator[IndicatorStanding]:
    """Where a log has no times, whatever is measured by the clock is unknown."""
    for indicator in () if log.is_timed else (*_WAITING, "PX6", "PF-SLA", "DT4"):
        yield IndicatorStanding(
            indicator=indicator,
            standing=Standing.UNKNOWN,
            cause="LOG_UNTIMED",
            rate=1.0,
            reason_key="unjudged-untimed",
            facts=MappingProxyType({}),
        )


def _of_needs(log: EventLog, needs: Sequence[Need]) -> Iterator[IndicatorStanding]:
    for need in needs:
        missing = np.ones(log.n_events, dtype=np.bool_)
        for attribute in need.attributes:
            missing &= _missing(log, attribute)
        count = int(missing.sum())
        if not count:
            continue
        standing = Standing.UNKNOWN if count == log.n_events else Standing.PARTIAL
        facts = {"attributes": ", ".join(need.attributes), "percent": percent(count, log.n_events)}
        for indicator in need.indicators:
            yield IndicatorStanding(
                indicator=indicator,
                standing=standing,
                cause=need.attributes[0],
                rate=count / log.n_events,
                reason_key="indicator-lacks",
                facts=MappingProxyType(facts),
            )


def _of_doubts(pathologies: Sequence[Pathology], doubts: Sequence[Doubt]) -> Iterator[IndicatorStanding]:
    for doubt in doubts:
        for pathology in pathologies:
            rate = pathology.rate
            if pathology.code != doubt.code or rate is None:
                continue
            unknown = doubt.unknown_from is not None and rate >= doubt.unknown_from
            for indicator in doubt.indicators:
                yield IndicatorStanding(
                    indicator=indicator,
                    standing=Standing.UNKNOWN if unknown else Standing.PARTIAL,
                    cause=pathology.code,
                    rate=rate,
                    reason_key=f"{pathology.code}-consequence",
                    facts=pathology.facts,
                )


def _missing(log: EventLog, attribute: str) -> NDArray[np.bool_]:
    times = {START: log.start, RECORDED: log.recorded}.get(attribute)
    return lacks(log, log.columns.get(attribute)) if times is None else np.asarray(times == NO_TIME)


def _sorting(indicator: str) -> tuple[str, int, str]:
    digits = "".join(letter for letter in indicator if letter.isdigit())
    return indicator[:2], int(digits or 0), indicator
