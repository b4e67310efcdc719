"""Where a finding concentrates: in which kinds of cases, departments, roles and months it is found more often than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.conformance.case_facts import CaseFacts, numbers_of
from workbench.conformance.checking import Conformance
from workbench.conformance.deviations import Incidence
from workbench.conformance.significance import FourFold, adjusted, difference_interval, exact_p_value, log_factorials
from workbench.eventlog.engines.engine import Engine
from workbench.eventlog.looks.case_values import CaseValues
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.eventlog.texts import Texts
from workbench.findings import Finding, Interval
from workbench.shown import Columns, Tabled, columns_of

LEAST_CASES: Final = 5
"""Groups with fewer cases are not shown: they prove nothing, and might point at single people."""

_MOST_VALUES: Final = 50
_FALSE_DISCOVERIES: Final = 0.05


class Dimension(StrEnum):
    """What a group of cases has in common: a value of the case, a value on any of its events, the month of its begin."""

    CASE = "case"
    EVENT = "event"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """One group of the exposed cases, those with `value` of `attribute`, in which the finding is more frequent than outside it.

    `affected` of `inside` cases in the group, `affected_outside` of `outside` others. `interval` is that of the difference of
    the two rates at 95 % (`difference_interval`); `p_value` is of Fisher's exact test, `adjusted` for all groups tested.
    """

    dimension: Dimension
    attribute: str
    value: str
    affected: int
    inside: int
    affected_outside: int
    outside: int
    interval: Interval
    p_value: float
    adjusted: float

    @property
    def rate(self) -> float:
        """Return the rate in the group, in [0, 1]."""
        return self.affected / self.inside

    @property
    def rate_outside(self) -> float:
        """Return the rate among the other exposed cases, in [0, 1]."""
        return self.affected_outside / self.outside

    @property
    def difference(self) -> float:
        """Return rate - rate outside, in [-1, 1]."""
        return self.rate - self.rate_outside

    @property
    def lift(self) -> float | None:
        """Return rate / rate outside; None where nothing outside is affected."""
        return self.rate / self.rate_outside if self.affected_outside else None

    @property
    def is_clear(self) -> bool:
        """Return whether it stands among so many tests: of all that do, 5 % are expected to be chance."""
        return self.adjusted <= _FALSE_DISCOVERIES


@dataclass(frozen=True, kw_only=True)
class DeviationExplanation(Tabled):
    """Where a finding concentrates, the clearest first; how many groups were `tested`, and how many too small to show.

    `left_out` names the attributes with too many values to form groups.
    """

    finding: Finding
    concentrations: tuple[Concentration, ...]
    tested: int
    suppressed: int
    left_out: tuple[str, ...]

    @property
    def table(self) -> Columns:
        """Return the groups."""
        values = dict(columns_of(Concentration, self.concentrations))
        del values["interval"]
        for name in ("rate", "rate_outside", "difference"):
            values[name] = np.array([getattr(each, name) for each in self.concentrations], dtype=np.float64)
        values["low"] = np.array([each.interval.low for each in self.concentrations], dtype=np.float64)
        values["high"] = np.array([each.interval.high for each in self.concentrations], dtype=np.float64)
        return Columns(values=values, said=(self.finding,))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Group:
    dimension: Dimension
    attribute: str
    value: str
    cases: NDArray[np.int64]


def exposed_cases(conformance: Conformance, incidence: Incidence) -> NDArray[np.bool_]:
    """Return which complete cases could have had a deviation (bool, one a case)."""
    return np.isin(conformance.variants.of_case, list(incidence.exposed)) & conformance.complete


def cases_that_did(conformance: Conformance, elements: Sequence[str]) -> NDArray[np.bool_]:
    """Return which complete cases did each of some elements (bool, one a case): those that a finding of times is about."""
    alignments, variants = conformance.observable, conformance.variants
    number, symbol = np.repeat(np.arange(len(variants)), np.diff(variants.offsets)), alignments.symbols_of_events()
    did = np.ones(len(variants), dtype=np.bool_)
    for element in elements:
        did &= np.bincount(number[symbol == alignments.symbols.index(element)], minlength=len(variants)) > 0
    return did[variants.of_case] & conformance.complete


def explain_deviation(
    conformance: Conformance, finding: Finding, exposed: NDArray[np.bool_], engine: Engine
) -> DeviationExplanation:
    """Compare the rate of a finding between each group of exposed cases (bool, one a case) and the others.

    Groups are the values of case attributes, of event attributes (on any event of the case but those that the finding is
    about: their absence or presence is the finding itself), and months. An attribute with more than 50 values, all of them
    numbers, forms groups by quarters of its cases; another forms none. Single people never form a group: performers do not, nor
    does an attribute most of whose values are names of performers.
    """
    facts = conformance.facts
    affected = np.zeros(conformance.log.n_cases, dtype=np.bool_)
    affected[Texts.of(finding.cases).positions_in(conformance.log.cases)] = True
    groups, left_out = _months(facts), list[str]()
    for dimension, values in _values(conformance, finding, engine):
        formed = list(_groups(dimension, values, facts))
        groups += formed
        left_out += [values.name] if len(values.values) and not formed else []
    tables = [_table(group, exposed, affected) for group in groups]
    tested = [place for place, table in enumerate(tables) if min(table.inside, table.everything - table.inside) >= LEAST_CASES]
    logs = log_factorials(int(exposed.sum()))
    p_values = [exact_p_value(tables[place], logs) for place in tested]
    judged = zip(tested, p_values, adjusted(p_values), strict=True)
    found = [_concentration(groups[place], tables[place], p_value, bound) for place, p_value, bound in judged]
    return DeviationExplanation(
        finding=finding,
        concentrations=tuple(sorted((each for each in found if each.difference > 0), key=_rank)),
        tested=len(tested),
        suppressed=sum(0 < table.inside < LEAST_CASES for table in tables),
        left_out=tuple(sorted(left_out)),
    )


def _values(conformance: Conformance, finding: Finding, engine: Engine) -> Iterator[tuple[Dimension, CaseValues]]:
    """Return what cases bear of every attribute that does not name people."""
    attributes, people = engine.attributes(), set(engine.event_values(PERFORMER).values)
    about = {*finding.object, *finding.elements}
    itself = tuple(label for label in engine.activities if conformance.spoken(label) in about or label in about)
    found = [(Dimension.CASE, engine.case_values(name)) for name in attributes.of_cases]
    found += [(Dimension.EVENT, engine.event_values(name, itself)) for name in attributes.of_events if name != PERFORMER]
    return (each for each in found if 2 * sum(value in people for value in each[1].values) <= len(each[1].values))


def _groups(dimension: Dimension, values: CaseValues, facts: CaseFacts) -> Iterator[_Group]:
    """Yield the cases of each value, or of each quarter of many numbers, as they are numbered among those at hand."""
    few = len(values.values) <= _MOST_VALUES
    names, code = (list(values.values), values.value.astype(np.int64)) if few else _quarters(values)
    for number, name in enumerate(names):
        cases = np.flatnonzero(np.isin(facts.number, values.case[code == number]))
        yield _Group(dimension=dimension, attribute=values.name, value=name, cases=cases)


def _quarters(values: CaseValues) -> tuple[list[str], NDArray[np.int64]]:
    """Return the quarters of numbers, and in which each pair of case and value lies; none where one is no number."""
    numbers = numbers_of(values.values)[values.value]
    if not np.isfinite(numbers).all():
        return [], np.zeros(len(numbers), dtype=np.int64)
    cuts = np.unique(np.quantile(numbers, (0.25, 0.5, 0.75), method="inverted_cdf"))
    bounds = [f"{cut:,.12g}" for cut in cuts.tolist()]
    names = [f"≤ {bounds[0]}", *(f"> {low}, ≤ {high}" for low, high in pairwise(bounds)), f"> {bounds[-1]}"]
    return names, np.searchsorted(cuts, numbers, side="left")


def _months(facts: CaseFacts) -> list[_Group]:
    months = np.unique(facts.month[facts.month >= 0]).tolist()
    names = [str(np.datetime64(facts.first_month + month, "M")) for month in months]
    return [
        _Group(dimension=Dimension.MONTH, attribute="month", value=name, cases=np.flatnonzero(facts.month == month))
        for name, month in zip(names, months, strict=True)
    ]


def _table(group: _Group, exposed: NDArray[np.bool_], affected: NDArray[np.bool_]) -> FourFold:
    return FourFold(
        affected=int(affected[group.cases].sum()),
        inside=int(exposed[group.cases].sum()),
        all_affected=int(affected.sum()),
        everything=int(exposed.sum()),
    )


def _concentration(group: _Group, table: FourFold, p_value: float, bound: float) -> Concentration:
    interval = difference_interval(table)
    assert interval is not None
    return Concentration(
        dimension=group.dimension,
        attribute=group.attribute,
        value=group.value,
        affected=table.affected,
        inside=table.inside,
        affected_outside=table.all_affected - table.affected,
        outside=table.everything - table.inside,
        interval=interval,
        p_value=p_value,
        adjusted=bound,
    )


def _rank(each: Concentration) -> tuple[object, ...]:
    return (each.p_value, -each.difference, each.dimension.value, each.attribute, each.value)
