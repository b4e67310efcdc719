"""What differs between two versions of a standard in the words of its readers: no name of a column, no bare id, no code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from workbench.design import Design, itself, name_of
from workbench.language import Language, catalogue
from workbench.normalization.release import Area, StandardDifference
from workbench.report.page import Texts
from workbench.report.tables import both, called, in_both, listed, same, spoken

_OBJECTS: Final[Mapping[Area, tuple[str, ...]]] = {
    Area.PROCESS: ("process",),
    Area.OWNER: ("process",),
    Area.ACTIVITY: ("activity",),
    Area.DUTY: ("activity", "post"),
    Area.AUTHORITY: ("activity",),
    Area.SEGREGATION: ("activity", "activity"),
    Area.ORDER_RULE: ("activity", "activity"),
    Area.DEPARTMENT: ("department",),
    Area.POST: ("post",),
    Area.TEAM: ("process", "post"),
    Area.HOST: ("post", "department"),
    Area.COORDINATION: ("department", "department"),
    Area.SYSTEM: ("system",),
    Area.FUNCTION: ("function",),
    Area.INTEGRATION: ("system", "system"),
    Area.PERMISSION: ("post", "", "function"),
    Area.DATA: ("data",),
    Area.DATA_USE: ("activity", "data"),
    Area.KPI: ("kpi",),
}
"""What the parts of a key are, as `name_of` has kinds; what is not named here stands for itself."""

_REFERENCES: Final[Mapping[str, str]] = {
    "department_id": "department",
    "parent_id": "department",
    "owner_department": "department",
    "head": "post",
    "reports_to": "post",
    "lowest_post": "post",
    "steward_post": "post",
    "owner": "post",
    "business_owner": "post",
    "technical_owner": "post",
    "post_id": "post",
    "system_id": "system",
    "depends_on": "system",
    "master_system": "system",
    "functions": "function",
    "data_objects": "data",
    "activity": "activity",
    "kpi": "kpi",
    "process": "process",
    "processes": "process",
}
"""Columns that hold ids, and of what."""

_CODES: Final[Mapping[str, str]] = {
    "bpmn": "kind",
    "letter": "doc-letter",
    "severity": "severity",
    "criticality": "severity",
    "mode": "doc-mode",
    "operations": "difference-operation",
    "measure": "kpi-measure",
    "scope": "doc-reach",
    "rule": "difference-rule",
    "direction": "difference-direction",
    "level": "kpi-level",
    "kind": "difference-kind",
}
"""Columns that hold codes, and how the keys begin that say their words; a code that no key says stays as it is."""

_DAYS: Final = frozenset({(Area.CALENDAR, "closed"), (Area.CALENDAR, "make_up")})
"""Cells that hold days; those that follow one another are said as a stretch."""

_LANE: Final = (Area.ACTIVITY, "lane")
"""The cell of a lane: what it means, and its id."""

_SEVERAL: Final = "|"
"""How several texts of one cell are parted."""


@dataclass(frozen=True, kw_only=True)
class ToldDifference:
    """One difference in words: of which process, what it is about, which cell of it, what was and what is; None where nothing."""

    process: Texts | None
    about: Texts
    aspect: Texts
    before: Texts | None
    after: Texts | None

    @property
    def sentence(self) -> Texts:
        """Return it as one sentence; where all is said by its aspect, nothing follows."""
        facts = {"about": spoken(self.about), "aspect": spoken(self.aspect)}
        sides = {name: spoken(side) for name, side in (("before", self.before), ("after", self.after)) if side is not None}
        return both("-".join(("difference-told", *sides)), **facts, **sides)


@dataclass(frozen=True, kw_only=True)
class DifferenceWords:
    """The words for what differs: names are those of the later design, of what is gone those of the earlier one."""

    designs: tuple[Design, ...]

    def told(self, row: StandardDifference) -> ToldDifference:
        """Say one difference; of a flow its sentence says all."""
        before, after = self.sides(row)
        return ToldDifference(
            process=self._named("process", row.process) if row.process else None,
            about=self.about(row),
            aspect=in_both(row.text) if row.sentence else self.aspect(row),
            before=before,
            after=after,
        )

    def about(self, row: StandardDifference) -> Texts:
        """Say what a difference is about: the sort of thing, and the names of its objects."""
        area = both(f"release-area-{row.area.value}")
        kinds = (*_OBJECTS.get(row.area, ()), *([""] * len(row.object)))
        named = [self._named(kind, key, row.process) for kind, key in zip(kinds, row.object, strict=False) if key]
        if not named:
            return area
        return both("difference-about", area=spoken(area), object=spoken(_joined(named, " · ")))

    def aspect(self, row: StandardDifference) -> Texts:
        """Say which cell of it differs; of a whole row, that it came or went."""
        return column_named(row.name) if row.name else both("difference-whole")

    def sides(self, row: StandardDifference) -> tuple[Texts | None, Texts | None]:
        """Return what was and what is; None where there is nothing."""
        if row.says:
            whole = listed([self._labelled(row, name, text) for name, text in row.says.items()])
            return (whole, None) if row.before else (None, whole)
        before, after = (self._cell(row, row.name, text) if text else None for text in (row.before, row.after))
        return before, after

    def _labelled(self, row: StandardDifference, name: str, text: str) -> Texts:
        return both("difference-cell", name=spoken(column_named(name)), text=spoken(self._cell(row, name, text)))

    def _cell(self, row: StandardDifference, name: str, text: str) -> Texts:
        if (row.area, name) in _DAYS:
            return same("\n".join(_stretches(text.split(_SEVERAL))))
        return listed([self._said(row, name, each) for each in text.split(_SEVERAL)])

    def _said(self, row: StandardDifference, name: str, text: str) -> Texts:
        if (row.area, name) == _LANE:
            kind, _, key = text.partition(" ")
            return self._named(kind, key)
        if name in _REFERENCES:
            return self._named(_REFERENCES[name], text, row.process)
        if text in ("yes", "no"):
            return both(f"table-{text}")
        key = f"{_CODES[name]}-{text}" if name in _CODES else ""
        return both(key) if key in catalogue(Language.EN) else same(text)

    def _named(self, kind: str, key: str, process: str = "") -> Texts:
        """Return the name of something with its id behind it."""
        names = next(self._names(kind, key, process), itself(key))
        if called(names) == same(key):
            return same(key)
        return both("doc-with-code", name=names, code=key)

    def _names(self, kind: str, key: str, process: str) -> Iterator[Mapping[str, str]]:
        return (names for each in self.designs if (names := name_of(kind, key, each, process)) != itself(key))


def column_named(name: str) -> Texts:
    """Return what a column of a table is called; one that a user added as he named it."""
    return both(f"aspect-{name}") if f"aspect-{name}" in catalogue(Language.EN) else same(name)


def _stretches(days: list[str]) -> Iterator[str]:
    """Yield days (ISO 8601, sorted) that stand alone, and first and last of those that follow one another."""
    known = [date.fromisoformat(each) for each in days]
    for _, run in groupby(enumerate(known), key=lambda it: it[1].toordinal() - it[0]):
        first, *rest = (day for _, day in run)
        yield _stretch(first, rest[-1]) if rest else str(first)


def _stretch(first: date, last: date) -> str:
    """Return two days as a stretch, what they share said once: 2025-05-31–06-02."""
    if first.year != last.year:
        return f"{first}–{last}"
    return f"{first}–{last:%d}" if first.month == last.month else f"{first}–{last:%m-%d}"


def _joined(parts: list[Texts], between: str) -> Texts:
    return Texts(zh=between.join(each.zh for each in parts), en=between.join(each.en for each in parts))
