"""The life of each finding over the runs: first and last seen, gone, come back, and what people decided of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar, Final

from workbench.findings import Severity
from workbench.fit.codes import deviation_of
from workbench.normalization.decision import Acceptance, Confirmation, Dispute, Nonconformity
from workbench.normalization.register import Standing
from workbench.normalization.sightings.judging import Sighting, judging_runs
from workbench.normalization.sightings.run import Run, SeenFinding
from workbench.shown import Listing, Said, in_both


class LifelineState(StrEnum):
    """How a finding stands: seen and undecided, or as it was decided; or gone, whatever was decided."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    ACCEPTED = "accepted"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Lifeline:
    """One deviation over all runs: on which days it was first and last seen, in how many of those that could judge it.

    `finding` and `code` are those under which it was last seen. `recurrences` counts how often it came back after a run that
    judged it and did not see it. `count`, `exposed` and `severity` are those of the last sighting, `gross` its rate; `net` is
    what of that nobody accepted. `reached_threshold` tells whether it was claimed then, and not too rare for that.
    """

    finding: str
    code: str
    scope: str
    object: tuple[str, ...]
    severity: Severity
    state: LifelineState
    first_seen: date
    last_seen: date
    runs_seen: int
    runs_judged: int
    recurrences: int
    count: int | None
    exposed: int | None
    gross: float | None
    net: float | None
    reached_threshold: bool


_BY_VERDICT: Final[Mapping[type, LifelineState]] = {
    Acceptance: LifelineState.ACCEPTED,
    Confirmation: LifelineState.CONFIRMED,
    Nonconformity: LifelineState.CONFIRMED,
    Dispute: LifelineState.DISPUTED,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Lifelines(Listing[Lifeline]):
    """The lives of all findings that were ever claimed: what came back first, then what weighs most."""

    kind: ClassVar[type[Lifeline]] = Lifeline

    @property
    def of(self) -> Mapping[str, Lifeline]:
        """Return the lifelines by the id of the finding."""
        return {each.finding: each for each in self.rows}

    @property
    def said(self) -> Sequence[Said]:
        """Say how many are there (gross), how many of those nobody accepted (net), and how many are gone or came back."""
        there = [each for each in self.rows if each.state is not LifelineState.GONE]
        accepted = [each for each in there if each.state is LifelineState.ACCEPTED]
        facts = {
            "gross": len(there),
            "net": len(there) - len(accepted),
            "accepted": len(accepted),
            "gone": len(self.rows) - len(there),
            "recurring": sum(each.recurrences > 0 for each in self.rows),
        }
        return [in_both("lifelines-said", facts)]


def lifelines(runs: Iterable[Run], standing: Standing) -> Lifelines:
    """Return the life of each finding that was claimed at least once, over runs in the order of their moments.

    What a run could not judge, or had too few cases for, neither ends nor continues a life; what was too rare to be claimed was
    still seen. A deviation lives on under another of its codes (`deviation_of`).
    """
    ordered = sorted(runs, key=lambda each: (each.at, each.subject))
    sightings = [_by_deviation(run.findings) for run in ordered]
    claimed = {key: each for seen in sightings for key, each in seen.items() if each.is_claimed}
    seen_of = {key: [(run, seen.get(key)) for run, seen in zip(ordered, sightings, strict=True)] for key in claimed}
    found = (_life(each, list(judging_runs(each, seen_of[key])), standing) for key, each in claimed.items())
    return Lifelines(rows=tuple(sorted(found, key=_rank)))


def _by_deviation(findings: Iterable[SeenFinding]) -> Mapping[tuple[str, str, tuple[str, ...]], SeenFinding]:
    """Return findings by what they are about; of several codes of one deviation what is claimed goes first."""
    ordered = sorted(findings, key=lambda each: each.is_claimed)
    return {(deviation_of(each.code), each.scope, each.object): each for each in ordered}


def _life(known: SeenFinding, judging: Sequence[Sighting], standing: Standing) -> Lifeline:
    present = [(run, seen) for run, seen in judging if seen is not None]
    last = present[-1][1]
    is_there = [seen is not None for _, seen in judging]
    state = _state(last.id, standing) if is_there[-1] else LifelineState.GONE
    return Lifeline(
        finding=last.id,
        code=last.code,
        scope=known.scope,
        object=known.object,
        severity=last.severity,
        state=state,
        first_seen=present[0][0].day,
        last_seen=present[-1][0].day,
        runs_seen=len(present),
        runs_judged=len(judging),
        recurrences=_returns(is_there),
        count=last.count,
        exposed=last.exposed,
        gross=last.rate,
        net=0.0 if state is LifelineState.ACCEPTED and last.rate is not None else last.rate,
        reached_threshold=last.is_claimed,
    )


def _state(finding: str, standing: Standing) -> LifelineState:
    entry = standing.of(finding)
    return LifelineState.OPEN if entry is None else _BY_VERDICT.get(type(entry.decision.verdict), LifelineState.OPEN)


def _returns(is_there: Sequence[bool]) -> int:
    """Count how often it appeared, the first time apart."""
    return sum(now and not before for before, now in pairwise((False, *is_there))) - 1


def _rank(life: Lifeline) -> tuple[bool, int, int, str, str, tuple[str, ...]]:
    is_gone = life.state is LifelineState.GONE
    return (is_gone, -life.recurrences, -life.severity.rank, life.code, life.scope, life.object)
