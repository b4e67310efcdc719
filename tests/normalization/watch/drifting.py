"""A made-up process over some weeks as the watch records it, with one way of working for each week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Severity
from workbench.normalization.watch.record import (
    WEEK,
    Block,
    Doing,
    Named,
    NameKind,
    Pair,
    ProcessRecord,
    RuleRecord,
    WeekCount,
    WeekTimes,
)

MONDAY = date(2025, 1, 6)
LABELS = ("a", "b", "c", "d")
PEOPLE = ("x", "y", "z")
BLOCK = 5


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a process works: shares in [0, 1], hours (median of a lognormal), and who does each activity, in shares of PEOPLE.

    `skips` is the share of cases without b, `restless` how far whole weeks differ from each other (deviation of their mean ln).
    """

    cases: int = 25
    deviating: float = 0.05
    broken: float = 0.01
    hours: float = 100.0
    spread: float = 0.4
    restless: float = 0.0
    kinship: float = 0.0
    skips: float = 0.2
    doers: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: dict.fromkeys(LABELS, (0.5, 0.3, 0.2)))

    def with_doers(self, activity: str, *shares: float) -> "Way":
        return replace(self, doers={**self.doers, activity: shares})


def record_of(dice: np.random.Generator, ways: Sequence[Way], first: date = MONDAY, also: str = "") -> ProcessRecord:
    """Let a process work for one week in each way; with `also`, a label that one case of the last week bears."""
    weeks = [first + WEEK * number for number in range(len(ways))]
    week = np.repeat(np.arange(len(ways)), dice.poisson([each.cases for each in ways]))
    deviating = dice.random(len(week)) < np.array([each.deviating for each in ways])[week]
    broken = dice.random(len(week)) < np.array([each.broken for each in ways])[week]
    logs = _logs(dice, ways, week)
    has_b = dice.random(len(week)) >= np.array([each.skips for each in ways])[week]
    doers = {label: _doers(dice, [each.doers[label] for each in ways], week) for label in LABELS}
    return ProcessRecord(
        id="p",
        first=weeks[0],
        last=weeks[-1],
        through=weeks[-1],
        cases=len(week),
        settling_days=7,
        deviating=_counts(weeks, week, deviating),
        rules=(RuleRecord(kind="order", object=("a", "b"), severity=Severity.CRITICAL, weeks=_counts(weeks, week, broken)),),
        times=tuple(_times(weeks[each], logs[week == each]) for each in np.unique(week).tolist()),
        block_cases=BLOCK,
        pairs=(Pair(first="a", then="b"), Pair(first="b", then="c"), Pair(first="a", then="c"), Pair(first="c", then="d")),
        doings=tuple(Doing(activity=label, performer=person) for label in LABELS for person in PEOPLE),
        blocks=tuple(_blocks(weeks, week, has_b, doers)),
        named_cases=len(week),
        names=(*_names(weeks[0], len(week), int(has_b.sum())), *([_name(also, 1, weeks[-1])] if also else [])),
    )


def _logs(dice: np.random.Generator, ways: Sequence[Way], week: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return ln(hours) of cases; what whole weeks share passes from week to week as far as they are kin."""
    shared = np.zeros(len(ways))
    for number, way in enumerate(ways):
        before = shared[number - 1] if number else 0.0
        fresh = dice.normal() * way.restless * (1 - way.kinship**2 if number else 1.0) ** 0.5
        shared[number] = way.kinship * before + fresh
    middle = np.log([each.hours for each in ways]) + shared
    return middle[week] + dice.normal(size=len(week)) * np.array([each.spread for each in ways])[week]


def _doers(dice: np.random.Generator, shares: Sequence[tuple[float, ...]], week: NDArray[np.int64]) -> NDArray[np.int64]:
    bounds = np.cumsum(np.array(shares), axis=1)[:, :-1]
    return (dice.random(len(week))[:, None] >= bounds[week]).sum(axis=1)


def _counts(weeks: Sequence[date], week: NDArray[np.int64], shown: NDArray[np.bool_]) -> tuple[WeekCount, ...]:
    return tuple(
        WeekCount(week=weeks[each], count=int(shown[week == each].sum()), exposed=int((week == each).sum()))
        for each in np.unique(week).tolist()
    )


def _times(week: date, logs: NDArray[np.float64]) -> WeekTimes:
    return WeekTimes(week=week, cases=len(logs), mean=float(logs.mean()), squares=float(((logs - logs.mean()) ** 2).sum()))


def _blocks(
    weeks: Sequence[date], week: NDArray[np.int64], has_b: NDArray[np.bool_], doers: Mapping[str, NDArray[np.int64]]
) -> list[Block]:
    blocks = []
    for begin in range(0, len(week), BLOCK):
        these = slice(begin, begin + BLOCK)
        with_b, n = int(has_b[these].sum()), len(week[these])
        doings = [int((doers[label][these] == person).sum()) for label in LABELS for person in range(len(PEOPLE))]
        pairs = (with_b, with_b, n - with_b, n)
        blocks.append(Block(week=weeks[int(week[begin])], cases=n, pairs=pairs, doings=tuple(doings)))
    return blocks


def _names(first: date, cases: int, with_b: int) -> list[Named]:
    counts = {"a": cases, "b": with_b, "c": cases, "d": cases}
    return [_name(label, count, first) for label, count in counts.items()]


def _name(label: str, cases: int, first: date) -> Named:
    return Named(kind=NameKind.LABEL, name=label, cases=cases, first=first)
