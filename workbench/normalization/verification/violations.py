"""How often what an item was to mend still happens: whatever its detector keeps back as too rare is counted all the same."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Finding
from workbench.fit.codes import kin_of
from workbench.fit.detectors.coordination import undeclared_crossings
from workbench.fit.detectors.ping_pong import cases_back_and_forth
from workbench.normalization.decision import Subject
from workbench.normalization.verification.period import Period


def still_found(subject: Subject, period: Period) -> tuple[Finding, ...]:
    """Return what is seen of a finding in a period, be it claimed or below the floor, under whichever of its codes."""
    places = {(code, subject.scope, subject.object) for code in kin_of(subject.code)}
    return tuple(each for each in period.seen.values() if (each.code, each.scope, each.object) in places)


def violations_in(subject: Subject, period: Period) -> int:
    """Count how often something still happens, in the units of its exposure: cases, events, handovers."""
    if subject.code == "PO-PINGPONG":
        return sum(_round_trips(subject, period))
    if subject.code == "PO-COORD":
        return sum(each.count for each in undeclared_crossings(period.evidence) if each.pair == subject.object)
    return max((_broken(each.code, each.count, each.exposed) for each in still_found(subject, period)), default=0)


def violations_when_found(subject: Subject) -> int | None:
    """Return how often something happened when it was found; None where that was not counted."""
    return None if subject.exposed is None else _broken(subject.code, subject.count, subject.exposed)


def _broken(code: str, count: int | None, exposed: int | None) -> int:
    """Count what is wrong: of what is dead, or never captured, `count` tells how often it was right after all."""
    if code in ("CF-DEAD", "TP-NOCAP"):
        return (exposed or 0) - (count or 0)
    return count or 0


def _round_trips(subject: Subject, period: Period) -> Iterator[int]:
    processes = (each for each in period.evidence.linkage.processes if each.id == subject.scope)
    for process in processes:
        yield from (len(cases) for pair, cases in cases_back_and_forth(process, period.evidence) if pair == subject.object)
