"""The figures at the head of a process, each with its denominator and the raw one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from workbench.conformance import Conformance, Measures
from workbench.design import DesignedProcess
from workbench.eventlog.rows.times import zone_of
from workbench.report.page import Figure, Texts
from workbench.report.tables import both, decimal


def process_figures(conformance: Conformance, design: DesignedProcess) -> tuple[Figure, ...]:
    """Return how many cases conform, how well they fit, and what is captured: of a whole log, or of some of its cases."""
    return tuple(_figures(conformance, design))


def days_of(conformance: Conformance, timezone: str) -> tuple[date, ...]:
    """Return the days of the first and the last event, as clocks in a zone show them; nothing where there are no events."""
    zone = zone_of(timezone)
    return tuple(datetime.fromtimestamp(end / 1e6, UTC).astimezone(zone).date() for end in conformance.log.end.tolist())


def _figures(conformance: Conformance, design: DesignedProcess) -> Iterator[Figure]:
    observable, raw = conformance.measures, conformance.raw_measures
    blind = "、".join(design.naming.texts(element)["zh-CN"] for element in conformance.blind)
    blind_en = ", ".join(design.naming.texts(element)["en"] for element in conformance.blind)
    hidden = Texts(zh=blind, en=blind_en)
    yield _figure("figure-conforming", observable.conforming_share, observable.conforming, observable.cases, raw, hidden)
    yield _figure(
        "figure-fitness",
        observable.fitness,
        observable.worst_cost - observable.cost,
        observable.worst_cost,
        raw,
        hidden,
    )
    seen, designed = len(conformance.seen), len(conformance.designed)
    yield _figure("figure-captured", seen / designed if designed else None, seen, designed, raw, hidden)


def _figure(key: str, value: float | None, part: int, whole: int, raw: Measures, blind: Texts) -> Figure:
    facts = {
        "part": part,
        "whole": whole,
        "raw_conforming": f"{raw.conforming} / {raw.cases}",
        "raw_fitness": decimal(raw.fitness),
        "blind": {"zh-CN": blind.zh or "无", "en": blind.en or "none"},
    }
    return Figure(
        label=both(key),
        value=value,
        part=str(part),
        whole=str(whole),
        explanation=both(f"{key}-explanation", **facts),
        reason=both("figure-no-cases") if value is None else None,
    )
