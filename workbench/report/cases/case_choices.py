"""Which cases are looked at: choices as values that an address can bear, each of which says itself in both languages.

CaseChoice          keeps(seen) → one flag a case, said(seen) → Texts, parts → what an address bears
├── of the flow     OfVariant, Conforming, Deviating, OfFinding, AtElement
└── of the events   BegunWithin, Doing, NotDoing, InOrder, Bearing, Lasting – by the filters of a log
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.filtering.filters import CaseFilter, CasesInWindow, CasesLasting, CasesWhere, Relation
from workbench.eventlog.filtering.work_filters import CasesInOrder, CasesWith, CasesWithout
from workbench.eventlog.texts import Texts as Column
from workbench.report.cases.cases_seen import SeenCases
from workbench.report.page import Texts
from workbench.report.tables import both, in_both, spoken
from workbench.tables.faults import misuse

_YEARS: Final = (1000, 9000)
_MOST_DAYS: Final = 100_000
"""What days and durations of an address may be, so that reckoning with them never runs over."""


class CaseChoice(ABC):
    """Keeps some cases of one process."""

    @abstractmethod
    def keeps(self, seen: SeenCases) -> NDArray[np.bool_]:
        """Return which cases are kept (shape (n_cases,)). Raises UsageError for what the log does not have."""

    @abstractmethod
    def said(self, seen: SeenCases) -> Texts:
        """Say which cases, by names."""

    @property
    def parts(self) -> tuple[object, ...]:
        """Return what an address bears of it."""
        return tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class OfVariant(CaseChoice):
    """Cases of one variant, by its place among all: 1 is the most frequent."""

    number: int

    def keeps(self, seen: SeenCases) -> NDArray[np.bool_]:
        """Compare the variant of each case."""
        return np.asarray(seen.conformance.variants.of_case == self.number - 1)

    def said(self, seen: SeenCases) -> Texts:  # noqa: ARG002 - the class has it
        """Say which variant."""
        return both("choice-variant", number=self.number)


@dataclass(frozen=True, kw_only=True)
class Conforming(CaseChoice):
    """Complete cases without a deviation."""

    def keeps(self, seen: SeenCases) -> NDArray[np.bool_]:
        """Look at what each alignment costs."""
        return seen.is_conforming

    def said(self, seen: SeenCases) -> Texts:  # noqa: ARG002
        """Say so."""
        return both("choice-conforming")


@dataclass(frozen=True, kw_only=True)
class Deviating(CaseChoice):
    """Complete cases with a deviation."""

    def keeps(self, seen: SeenCases) -> NDArray[np.bool_]:
        """Look at what each alignment costs."""
        return seen.is_deviating

    def said(self, seen: SeenCases) -> Texts:  # noqa: ARG002
        """Say so."""
        return both("choice-deviating")


@dataclass(frozen=True, kw_only=True)
class OfFinding(CaseChoice):
    """Cases on which a finding rests, by its id."""

    finding: str

    def keeps(self, seen: SeenCases) -> NDArray[np.bool_]:
        """Look its cases up."""
        if self.finding not in seen.findings:
            raise misuse("CHOICE_NO_FINDING", {"finding": self.finding})
        places = Column.of(seen.findings[self.finding].cases).positions_in(seen.conformance.log.cases)
        kept = np.zeros(len(seen), dtype=np.bool_)
        kept[places[places >= 0]] = True
        return kept

    def said(self, seen: SeenCases) -> Texts:
        """Say what was found."""
        found = seen.findings.get(self.finding)
        return both("choice-finding", finding=spoken(in_both(found.text)) if found else self.finding)


@dataclass(frozen=True, kw_only=True)
class AtElement(CaseChoice):
    """Cases that came to an element of the diagram: it was done there, or was due and skipped."""

    element: str

    def keeps(self, seen: SeenCases) -> NDArray[np.bool_]:
        """Look for it in the alignment of each variant."""
        alignments = seen.conformance.observable
        code = next((number for number, each in enumerate(alignments.symbols) if each == self.element), None)
        first, last, _, symbols = alignments.columns
        at = np.concatenate([[0], np.cumsum(symbols == (-2 if code is None else code))])
        return np.asarray((at[last] > at[first])[seen.conformance.variants.of_case])

    def said(self, seen: SeenCases) -> Texts:
        """Say at which."""
        names = seen.conformance.expectation.texts(self.element)
        return both("choice-element", element=dict(names))


class _OfEvents(CaseChoice):
    """Keeps cases by a filter of the log."""

    @abstractmethod
    def filter(self, seen: SeenCases) -> CaseFilter:
        """Return the filter."""

    def keeps(self, seen: SeenCases) -> NDArray[np.bool_]:
        """Ask the filter."""
        if seen.log is None:
            raise misuse("CHOICE_ELSEWHERE", {})
        return self.filter(seen).keeps(seen.log)


@dataclass(frozen=True, kw_only=True)
class BegunWithin(_OfEvents):
    """Cases that began from one day to another, both included, on the clocks of the workspace."""

    first: date
    last: date

    def filter(self, seen: SeenCases) -> CaseFilter:
        """Return the window."""
        begin, end = (datetime.combine(day, time(), tzinfo=seen.zone) for day in (self.first, self.last + timedelta(days=1)))
        return CasesInWindow(begin=begin, end=end, relation=Relation.STARTING)

    def said(self, seen: SeenCases) -> Texts:  # noqa: ARG002
        """Say from when to when."""
        return both("choice-begun", first=self.first.isoformat(), last=self.last.isoformat())

    @property
    def parts(self) -> tuple[object, ...]:
        """Return both days."""
        return self.first.isoformat(), self.last.isoformat()


@dataclass(frozen=True, kw_only=True)
class Doing(_OfEvents):
    """Cases in which an activity was done, by its id or label."""

    activity: str

    def filter(self, seen: SeenCases) -> CaseFilter:  # noqa: ARG002
        """Look for it."""
        return CasesWith(activities=(self.activity,))

    def said(self, seen: SeenCases) -> Texts:
        """Say which."""
        return both("choice-with", activity=spoken(seen.named(self.activity)))


@dataclass(frozen=True, kw_only=True)
class NotDoing(_OfEvents):
    """Cases in which an activity was not done."""

    activity: str

    def filter(self, seen: SeenCases) -> CaseFilter:  # noqa: ARG002
        """Look for it."""
        return CasesWithout(activities=(self.activity,))

    def said(self, seen: SeenCases) -> Texts:
        """Say which."""
        return both("choice-without", activity=spoken(seen.named(self.activity)))


@dataclass(frozen=True, kw_only=True)
class InOrder(_OfEvents):
    """Cases in which one activity was done at some time after another."""

    first: str
    then: str

    def filter(self, seen: SeenCases) -> CaseFilter:  # noqa: ARG002
        """Compare their times."""
        return CasesInOrder(first=self.first, then=self.then)

    def said(self, seen: SeenCases) -> Texts:
        """Say what comes after what."""
        return both("choice-order", first=spoken(seen.named(self.first)), then=spoken(seen.named(self.then)))


@dataclass(frozen=True, kw_only=True)
class Bearing(_OfEvents):
    """Cases with a value of an attribute, as it is shown: of people by pseudonym."""

    attribute: str
    value: str

    def filter(self, seen: SeenCases) -> CaseFilter:
        """Look for what is shown so."""
        column = seen.log.case_columns.get(self.attribute) if seen.log is not None else None
        meant = tuple(each for each in column.values if seen.shown(each) == self.value) if column is not None else ()
        return CasesWhere(attribute=self.attribute, values=meant)

    def said(self, seen: SeenCases) -> Texts:  # noqa: ARG002
        """Say which."""
        return both("choice-where", attribute=self.attribute, value=self.value)


@dataclass(frozen=True, kw_only=True)
class Lasting(_OfEvents):
    """Cases that took from some days to others, both included."""

    shortest: float
    longest: float

    def filter(self, seen: SeenCases) -> CaseFilter:  # noqa: ARG002
        """Compare how long each took."""
        return CasesLasting(shortest=timedelta(days=self.shortest), longest=timedelta(days=self.longest))

    def said(self, seen: SeenCases) -> Texts:  # noqa: ARG002
        """Say from how long to how long."""
        return both("choice-lasting", shortest=f"{self.shortest:g}", longest=f"{self.longest:g}")


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise ValueError(text)
    return day


def _days(number: float) -> float:
    days = float(number)
    if not 0 <= days <= _MOST_DAYS:
        raise ValueError(number)
    return days


_Parts = Mapping[str, Callable[[Any], object]]
_KINDS: Final[Mapping[str, tuple[type[CaseChoice], _Parts]]] = MappingProxyType(
    {
        "variant": (OfVariant, {"number": int}),
        "conforming": (Conforming, {}),
        "deviating": (Deviating, {}),
        "finding": (OfFinding, {"finding": str}),
        "element": (AtElement, {"element": str}),
        "begun": (BegunWithin, {"first": _day, "last": _day}),
        "with": (Doing, {"activity": str}),
        "without": (NotDoing, {"activity": str}),
        "order": (InOrder, {"first": str, "then": str}),
        "where": (Bearing, {"attribute": str, "value": str}),
        "lasting": (Lasting, {"shortest": _days, "longest": _days}),
    }
)
"""What an address calls each choice, and how its parts are read."""


def address_of(choices: Sequence[CaseChoice]) -> str | None:
    """Return choices as an address bears them: a JSON list of lists, each a kind and its parts; None where nothing is chosen."""
    names = {kind: name for name, (kind, _) in _KINDS.items()}
    told = [[names[type(each)], *each.parts] for each in choices]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else None


def choices_in(address: str | None) -> tuple[CaseChoice, ...]:
    """Read the choices of an address. Raises UsageError where it does not bear any that are known."""
    if not address:
        return ()
    try:
        return tuple(_read(name, parts) for name, *parts in json.loads(address))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as cause:
        raise misuse("CHOICE_UNREADABLE", {}) from cause


def _read(name: str, parts: Sequence[object]) -> CaseChoice:
    kind, readers = _KINDS[name]
    return kind(**{part: read(value) for (part, read), value in zip(readers.items(), parts, strict=True)})
