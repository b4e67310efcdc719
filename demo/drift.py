"""What changes in the middle of a season: cases that arrive from a day on are played otherwise."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from demo.cases import Case, Dealer, Step, step

NEW_LABEL: Final = "D1"
"""The plant of a step that nobody designed."""

SKIPPED: Final = "OTD-04"
_BESIDE: Final = "P2P-05"


@dataclass(frozen=True, kw_only=True)
class Skipping:
    """The contract review is left out in these shares of all orders: of those before the day, and of those from it on."""

    before: float = 0.02
    after: float = 0.15


@dataclass(frozen=True, kw_only=True)
class Slowing:
    """A step takes longer: the delay before it where it has one, else its work."""

    activity: str = "P2P-07"
    times: float = 1.4


@dataclass(frozen=True, kw_only=True)
class Alone:
    """All work of a post in its own process steps goes to one of its persons."""

    person: str = "S1-02"


@dataclass(frozen=True, kw_only=True)
class Appearing:
    """Purchases show a step after the order that nobody designed, in this share of them."""

    label: str = "电话催交"
    share: float = 0.05


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What changes from the begin of a day on; what is None stays as it was."""

    day: date
    skipping: Skipping | None = None
    slowing: Slowing | None = None
    alone: Alone | None = None
    appearing: Appearing | None = None


KINDS: Final[Mapping[str, Callable[[Drift], Drift]]] = MappingProxyType(
    {
        "conformance": lambda drift: replace(drift, skipping=Skipping()),
        "cycle_time": lambda drift: replace(drift, slowing=Slowing()),
        "performers": lambda drift: replace(drift, alone=Alone()),
        "label": lambda drift: replace(drift, appearing=Appearing()),
    }
)
"""How each kind of drift is planted in its usual size."""

USUAL_DAY: Final = date(2026, 1, 19)
"""A Monday in the middle of the third season."""


def drift_of(kinds: Collection[str], day: date = USUAL_DAY) -> Drift | None:
    """Return the drift of some kinds, each in its usual size; None for none."""
    drift = Drift(day=day)
    for kind in kinds:
        drift = KINDS[kind](drift)
    return drift if kinds else None


def drifted(
    cases: Sequence[Case], arrivals: Sequence[datetime], drift: Drift, dealer: Dealer, dice: random.Random
) -> tuple[Case, ...]:
    """Return the cases as they are played under a drift; who shows it is dealt by exact quota."""
    whole = [(case, moment.date() >= drift.day) for case, moment in zip(cases, arrivals, strict=True) if case.cut_after is None]
    late = frozenset(case.id for case, is_late in whole if is_late)
    skipping = _skipping(drift.skipping, whole, dealer, dice) if drift.skipping else frozenset()
    appearing = _appearing(drift.appearing, whole, dealer, dice) if drift.appearing else frozenset()
    changed = (_without_review(case) if case.id in skipping else case for case in cases)
    changed = (_with_label(case, drift.appearing) if drift.appearing and case.id in appearing else case for case in changed)
    return tuple(_otherwise(case, drift) if case.id in late else case for case in changed)


def _skipping(skipping: Skipping, whole: Sequence[tuple[Case, bool]], dealer: Dealer, dice: random.Random) -> frozenset[str]:
    """Choose the orders without a review among the standard ones, beside those that lack it anyhow."""
    skips = set(dealer.dealt["M01"])
    chosen: set[str] = set()
    for share, of_late in ((skipping.before, False), (skipping.after, True)):
        orders = [case for case, is_late in whole if case.process == "OTD" and is_late is of_late]
        standard = sorted(case.id for case in orders if case.order_type == "standard" and case.id not in skips)
        chosen.update(dice.sample(standard, round(share * len(orders))))
    dealer.dealt["M01"] = tuple(sorted(skips | chosen))
    return frozenset(chosen)


def _appearing(appearing: Appearing, whole: Sequence[tuple[Case, bool]], dealer: Dealer, dice: random.Random) -> frozenset[str]:
    purchases = sorted(case.id for case, is_late in whole if is_late and case.process == "P2P")
    return dealer.keep(NEW_LABEL, dice.sample(purchases, round(appearing.share * len(purchases))))


def _without_review(case: Case) -> Case:
    return replace(case, stages=tuple(stage for stage in case.stages if stage[0].activity != SKIPPED))


def _with_label(case: Case, appearing: Appearing) -> Case:
    added = replace(step(_BESIDE), activity=appearing.label, label=appearing.label, minutes=10)
    at = next(number for number, stage in enumerate(case.stages) if stage[0].activity == _BESIDE) + 1
    return replace(case, stages=(*case.stages[:at], (added,), *case.stages[at:]))


def _otherwise(case: Case, drift: Drift) -> Case:
    return replace(case, stages=tuple(tuple(_changed(each, drift) for each in stage) for stage in case.stages))


def _changed(each: Step, drift: Drift) -> Step:
    if drift.slowing is not None and each.activity == drift.slowing.activity:
        each = _slower(each, drift.slowing.times)
    if drift.alone is not None and each.post == drift.alone.person[:2]:
        each = replace(each, persons=(drift.alone.person,))
    return each


def _slower(each: Step, times: float) -> Step:
    if each.delay is None:
        return replace(each, minutes=each.minutes * times)
    return replace(each, delay=(round(each.delay[0] * times), round(each.delay[1] * times)))
