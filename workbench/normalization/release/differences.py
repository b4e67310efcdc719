"""What differs between two versions of a standard: flows by what they mean, all else row by row, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeAlias

from workbench.design import Design, DesignedProcess
from workbench.findings import NO_FACTS
from workbench.fit import Policy
from workbench.language import Language, say
from workbench.normalization.release.rows import Area, KeyedRow, activity_keys, rows_of
from workbench.normalization.release.version import Step
from workbench.process import Change, ProcessModel, compare
from workbench.shown import Listing, Values, columns_of, in_both

_RULES: Final = frozenset({Area.ORDER_RULE, Area.SEGREGATION, Area.AUTHORITY})
_LIMIT: Final = ("operator", "value")
"""What follows activity and attribute in the key of an authority."""

_SWITCHES: Final = "findings"
_UNSHOWN: Final = frozenset({"facts", "says", "sentence", "elements_before", "elements_after"})


_Rows: TypeAlias = Mapping[tuple[Area, str, tuple[str, ...]], KeyedRow]
"""Rows by area, process and key."""


@dataclass(frozen=True, kw_only=True)
class StandardDifference:
    """One thing that differs: `object` names it, `name` which of its cells, with what that was and is; both texts.

    Where a whole row came or went, `says` are its cells. Of a flow, `sentence` and `facts` say it instead. `elements_before` and
    `elements_after` show it in the diagrams.
    """

    area: Area
    change: Change
    process: str = ""
    object: tuple[str, ...] = ()
    name: str = ""
    before: str = ""
    after: str = ""
    says: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sentence: str = ""
    facts: Mapping[str, Any] = field(default_factory=lambda: NO_FACTS)
    elements_before: tuple[str, ...] = ()
    elements_after: tuple[str, ...] = ()

    def text(self, language: Language) -> str:
        """Say what differs."""
        if self.sentence:
            return say(self.sentence, language, self.facts)
        area = say(f"release-area-{self.area.value}", language)
        named = " · ".join(each for each in self.object if each)
        facts = {"area": area, "object": named, "name": self.name, "before": self.before, "after": self.after}
        return say(f"release-row-{self.change.value}", language, facts)


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What to mark in the earlier diagram of a process (removed, changed) and in the later one (added, changed), by element."""

    process: str
    removed: tuple[str, ...] = ()
    changed_before: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed_after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class StandardDifferences(Listing[StandardDifference]):
    """All that differs between two versions: by area, then by process and object."""

    kind: ClassVar = StandardDifference

    def columns(self, rows: slice) -> Mapping[str, Values]:
        """Return one column a field, and what differs as a sentence."""
        shown = self.rows[rows]
        areas = [in_both(f"release-area-{row.area.value}") for row in shown]
        values = {**columns_of(StandardDifference, shown), "area": areas, "difference": list(shown)}
        return {name: column for name, column in values.items() if name not in _UNSHOWN}

    @property
    def step(self) -> Step:
        """Return how far the versions are from each other: major where a process came or went or a rule went, minor else."""
        if any(_is_major(each) for each in self.rows):
            return Step.MAJOR
        return Step.MINOR if self.rows else Step.PATCH

    @property
    def marks(self) -> tuple[Marks, ...]:
        """Return what to mark in the diagrams of each process that differs, by process."""
        processes = sorted({each.process for each in self.rows if each.elements_before or each.elements_after})
        return tuple(_marks(process, [each for each in self.rows if each.process == process]) for process in processes)


@dataclass(frozen=True, kw_only=True)
class Standard:
    """What a version of a standard says: a design, and the policy by which it is judged."""

    design: Design
    policy: Policy


def differences_between(before: Standard, after: Standard) -> StandardDifferences:
    """Return what differs between two versions; files, rows and cells may stand in any order. People are not compared."""
    found = (*_of_rows(before, after), *_of_flows(before.design, after.design))
    ordered = sorted(found, key=lambda it: (it.area.rank, it.process, it.object, it.name, it.change.value, it.elements_before))
    return StandardDifferences(rows=tuple(ordered))


def _of_rows(before: Standard, after: Standard) -> Iterator[StandardDifference]:
    """Yield what differs in rows: whole rows that came or went, and cells that changed."""
    here, there = _with_limits(*(_by_key(rows_of(each.design, each.policy)) for each in (before, after)))
    shown_before, shown_after = _elements(before.design), _elements(after.design)
    for key in {**here, **there}:
        was, now = here.get(key), there.get(key)
        for each in _cells(was, now):
            about = [(each.process, activity) for row in (was or now,) if row for activity in activity_keys(row)]
            elements = [tuple(e for it in about for e in shown.get(it, ())) for shown in (shown_before, shown_after)]
            yield replace(each, elements_before=elements[0], elements_after=elements[1])


def _by_key(rows: Sequence[KeyedRow]) -> _Rows:
    return {(each.area, each.process, each.key): each for each in rows}


def _with_limits(before: _Rows, after: _Rows) -> tuple[_Rows, _Rows]:
    """Return both sides with limits of authority that moved under one key, that of before, and operator and value as cells.

    What stands on one side alone has moved where there is as much on the other for the same attribute of the same activity.
    """
    here, there = dict(before), dict(after)
    gone, come = _limits(before, after), _limits(after, before)
    for about, rows in gone.items():
        others = come.get(about, [])
        for was, now in zip(rows, others, strict=True) if len(rows) == len(others) else ():
            key = (was.area, was.process, was.key)
            del there[now.area, now.process, now.key]
            here[key], there[key] = _spelt_out(was), replace(_spelt_out(now), key=was.key)
    return here, there


def _limits(rows: _Rows, others: _Rows) -> Mapping[tuple[str, ...], list[KeyedRow]]:
    """Return the limits that stand on one side alone, in the order of their values, by process, activity and attribute."""
    found: dict[tuple[str, ...], list[KeyedRow]] = {}
    for each in sorted((row for key, row in rows.items() if row.area is Area.AUTHORITY and key not in others), key=_height):
        found.setdefault((each.process, *each.key[:2]), []).append(each)
    return found


def _height(row: KeyedRow) -> tuple[float, tuple[str, ...]]:
    try:
        return float(row.key[-1]), row.key
    except ValueError:
        return 0.0, row.key


def _spelt_out(row: KeyedRow) -> KeyedRow:
    cells = dict(zip(_LIMIT, row.key[2:], strict=True))
    return replace(row, says=MappingProxyType({**row.says, **{name: text for name, text in cells.items() if text}}))


def _cells(was: KeyedRow | None, now: KeyedRow | None) -> Iterator[StandardDifference]:
    row = was or now
    assert row is not None, "a key comes from one of the two"
    about = StandardDifference(area=row.area, change=Change.CHANGED, process=row.process, object=row.key)
    if was is None or now is None:
        before, after = ("" if each is None else _summary(each) for each in (was, now))
        yield replace(about, change=Change.ADDED if was is None else Change.REMOVED, before=before, after=after, says=row.says)
        return
    for name in sorted({*was.says, *now.says}):
        before, after = was.says.get(name, ""), now.says.get(name, "")
        if before != after:
            yield replace(about, name=name, before=before, after=after)


def _summary(row: KeyedRow) -> str:
    return "; ".join(f"{name}: {text}" for name, text in row.says.items())


def _elements(design: Design) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the elements of each activity, by process and id, and of activities named in no process by "" too."""
    own = {(each.process, each.id): each.elements for each in design.activities}
    return {**{("", activity): elements for (_, activity), elements in own.items()}, **own}


def _of_flows(before: Design, after: Design) -> Iterator[StandardDifference]:
    for process in before.processes:
        other = after.process.get(process.id)
        if other is None:
            continue
        one_model, other_model = _alone(process), _alone(other)
        for each in compare(one_model, other_model).differences if one_model and other_model else ():
            yield StandardDifference(
                area=Area.FLOW,
                change=each.change,
                process=process.id,
                sentence=each.code,
                facts=each.facts,
                elements_before=each.before,
                elements_after=each.after,
            )


def _alone(process: DesignedProcess) -> ProcessModel | None:
    """Return the model of one process of a file alone; None where it is no BPMN: then only its activities are compared."""
    model = process.model
    return replace(model, processes=(process.process,)) if isinstance(model, ProcessModel) else None


def _is_major(difference: StandardDifference) -> bool:
    if difference.area is Area.PROCESS:
        return difference.change is not Change.CHANGED
    if difference.area is Area.POLICY:
        return difference.object[0] == _SWITCHES and (difference.before, difference.after) == ("yes", "no")
    return difference.area in _RULES and difference.change is Change.REMOVED


def _marks(process: str, rows: Sequence[StandardDifference]) -> Marks:
    """Mark what the flow gained and lost; what else differs at an element makes it changed."""
    flow = [each for each in rows if each.area is Area.FLOW]
    removed = {element for each in flow if each.change is Change.REMOVED for element in each.elements_before}
    added = {element for each in flow if each.change is Change.ADDED for element in each.elements_after}
    changed_before = {element for each in rows for element in each.elements_before} - removed
    changed_after = {element for each in rows for element in each.elements_after} - added
    sets = {"removed": removed, "changed_before": changed_before, "added": added, "changed_after": changed_after}
    return Marks(process=process, **{name: tuple(sorted(elements)) for name, elements in sets.items()})
