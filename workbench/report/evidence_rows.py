"""The rows behind an indicator as a table: what they are about by name, the worst first, groups that are too small left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from workbench.design import Design, DesignedActivity, Names
from workbench.fit import Privacy
from workbench.fit.dimensions import Dimension
from workbench.fit.indicators.model import EvidenceRow, Scope
from workbench.fit.indicators.sample import Exact
from workbench.fit.scoring import ScoredIndicator
from workbench.language import Language, catalogue
from workbench.linkage import Linkage
from workbench.report.page import Table, Texts
from workbench.report.tables import both, called, same, share, table, with_suppressed
from workbench.study import Assessment

_SHOWN: Final = 20
_OF_PEOPLE: Final = (Dimension.PO, Dimension.TO)
_COUNTS_PEOPLE: Final = frozenset({"TO5", "TO6"})
"""Indicators whose rows count persons."""

_FIRST: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(("PO6", "PO7", "PO8", "PO13"), ("departments",)),
        **dict.fromkeys(("PO9", "PO12"), ("posts",)),
        **dict.fromkeys(("TO1", "TO2"), ("posts", "functions")),
        **dict.fromkeys(("TP7", "TO4", "TO6", "TO7"), ("systems",)),
        **dict.fromkeys(("TP5", "TP9", "DT1", "DT2", "DT3"), ("data",)),
        "TO5": ("functions",),
    }
)
"""What the ids of an indicator's rows are, where one id might name things of several kinds."""

_KINDS: Final = ("departments", "posts", "systems", "functions", "data")


@dataclass(frozen=True, kw_only=True, eq=False)
class EvidenceTables:
    """What the rows of indicators become tables by: names, how few is too few, and how many persons did what.

    `activities` are those of each id, `persons` the known persons who worked in each (process, activity), and under each (post,).
    """

    design: Design
    activities: Mapping[str, tuple[DesignedActivity, ...]]
    privacy: Privacy
    persons: Mapping[tuple[str, ...], int]

    def of(self, indicator: ScoredIndicator, scope: Scope) -> Table | None:
        """Return the rows behind an indicator in one scope, None where there are none."""
        rows = indicator.reading.rows
        if not rows:
            return None
        told = [each for each in rows if not self._is_hidden(each, indicator)]
        ranked = sorted(told, key=lambda row: (row.part - row.whole, row.about))[:_SHOWN]
        cells = [
            (self._named(row, indicator.code, scope), _amount(row.part), _amount(row.whole), share(row.part, row.whole))
            for row in ranked
        ]  # fmt: skip
        made = table(("evidence-about",), ("evidence-part", "evidence-whole", "evidence-share"), cells, len(told))
        return with_suppressed(made, len(rows) - len(told), self.privacy)

    def _is_hidden(self, row: EvidenceRow, indicator: ScoredIndicator) -> bool:
        """Return whether a row tells of too few: what the design alone says tells of nobody."""
        if indicator.code in _COUNTS_PEOPLE:
            return row.whole < self.privacy.least_persons
        if indicator.dimension not in _OF_PEOPLE or isinstance(indicator.reading.sample, Exact):
            return False
        persons = self.persons.get(row.about[:2], self.persons.get(row.about))
        is_counted = indicator.code != "PO9"  # whose rows are hours
        events = int(row.whole) if is_counted else self.privacy.least_events
        return self.privacy.suppresses(events, persons)

    def _named(self, row: EvidenceRow, code: str, scope: Scope) -> Texts:
        is_told = len(row.about) > 1 and scope.processes == row.about[:1]
        about = row.about[1:] if is_told else row.about
        process = next((each for each in row.about if each in self.design.process), None)
        parts = [self._called(each, code, process) for each in about]
        return Texts(zh=" · ".join(each.zh for each in parts), en=" · ".join(each.en for each in parts))

    def _called(self, key: str, code: str, process: str | None) -> Texts:
        return next(self._meanings(key, code, process), same(key))

    def _meanings(self, key: str, code: str, process: str | None) -> Iterator[Texts]:
        """Yield what an id may mean, the likeliest first."""
        vocabulary = self.design.vocabulary
        for kind in _FIRST.get(code, ()):
            yield from _in_names(getattr(vocabulary, kind), key)
        if key in self.design.process:
            yield called(self.design.process[key].texts)
        yield from (called(each.texts) for each in self.activities.get(key, ()) if process in (None, each.process))
        for kind in _KINDS:
            yield from _in_names(getattr(vocabulary, kind), key)
        if process is not None and any(node.id == key for node in self.design.process[process].process.nodes):
            yield called(self.design.process[process].naming.texts(key))
        if f"about-{key}" in catalogue(Language.EN):
            yield both(f"about-{key}")


def evidence_tables(assessment: Assessment) -> EvidenceTables:
    """Return what the rows of an assessment's indicators become tables by."""
    study = assessment.study
    activities: dict[str, tuple[DesignedActivity, ...]] = {}
    for each in study.design.activities:
        activities[each.id] = (*activities.get(each.id, ()), each)
    return EvidenceTables(
        design=study.design, activities=activities, privacy=study.policy.privacy, persons=_persons(assessment.linkage)
    )


def _persons(linkage: Linkage) -> Mapping[tuple[str, ...], int]:
    found: dict[tuple[str, ...], set[int]] = {}
    for process in linkage.processes:
        for names, column in (
            ([(process.id, each.id) for each in process.activities], process.activity),
            ([(post,) for post in linkage.posts], process.own_post),
        ):
            mine = (process.person >= 0) & (column >= 0)
            pairs = np.unique(np.stack((column[mine], process.person[mine]), axis=1), axis=0)
            for code, person in pairs.tolist():
                found.setdefault(names[code], set()).add(person)
    return MappingProxyType({key: len(them) for key, them in found.items()})


def _in_names(names: Names, key: str) -> Iterator[Texts]:
    if key in names.texts:
        yield called(names.called(key))


def _amount(value: float) -> str:
    return f"{value:,.0f}" if round(value, 6) == round(value) else f"{value:,.1f}"
