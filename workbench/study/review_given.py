"""What a management review sees of releases, signals and KPIs: taken from the register and from what is intended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.design import Design
from workbench.normalization import Register
from workbench.normalization.chain import Intentions
from workbench.normalization.chain.sheets import Bases, bases_of
from workbench.normalization.chain.sheets.bases import Basis
from workbench.normalization.release import ListedReleases, standing_in
from workbench.normalization.watch import AdjustmentCase
from workbench.normalization.watch.recorded import cases_in
from workbench.normalization.watch.saying import facts_of, signal_key
from workbench.shown import Listing, Said, Tabular, in_both
from workbench.study.assessing import Assessment
from workbench.study.chaining import intentions_in
from workbench.study.following import release_days
from workbench.study.reviewing import ReviewPack, ReviewPart, review_pack


@dataclass(frozen=True, kw_only=True)
class SignalRow:
    """One signal of a case of dynamic adjustment: of which release, seen on which day, and whether the case is still open."""

    release: str
    day: date
    signal: Said
    severity: str
    since: date | None
    is_open: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class SignalRows(Listing[SignalRow]):
    """The signals of all cases, in the order in which these were opened."""

    kind = SignalRow


def whole_review_pack(assessment: Assessment, on: date, register: Register, intentions: Intentions | None = None) -> ReviewPack:
    """Put the input of a management review together with releases, signals and KPIs; `intentions` where they are known already.

    Raises InputError where the register is not what was written.
    """
    known = intentions or intentions_in(assessment, release_days(register, on))
    return review_pack(assessment, on, register, dict(_given(register, on, known, assessment.study.design)))


def _given(register: Register, on: date, intentions: Intentions, design: Design) -> Iterator[tuple[ReviewPart, Tabular]]:
    """Yield the parts of which something is known."""
    releases = standing_in(register, on).releases
    if releases:
        yield ReviewPart.RELEASES, ListedReleases(releases=releases)
    cases = cases_in(register, on)
    if cases:
        yield ReviewPart.SIGNALS, SignalRows(rows=tuple(row for each in cases for row in _signals(each, design)))
    if intentions.strategy.objectives:
        rows = (each for each in bases_of(intentions, None).rows if each.basis is Basis.OBJECTIVES)
        yield ReviewPart.KPIS, Bases(rows=tuple(rows))


def _signals(case: AdjustmentCase, design: Design) -> Iterator[SignalRow]:
    for each in case.opened.signals:
        yield SignalRow(
            release=case.opened.release,
            day=case.opened.on,
            signal=in_both(signal_key(each), facts_of(each, design)),
            severity=each.severity.value,
            since=each.since,
            is_open=case.is_open,
        )
