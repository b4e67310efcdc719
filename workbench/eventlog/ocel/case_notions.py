"""Which kinds of object can be the case, and what each choice costs: events lost, events doubled, repetitions that are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import MISSING
from workbench.eventlog.ocel.log import ObjectLog
from workbench.eventlog.rows.content import mixed
from workbench.language import Language, say
from workbench.tables.faults import misuse

_NAMED: Final = 3


@dataclass(frozen=True, kw_only=True)
class CaseNotion:
    """What a log becomes if each object of a type is a case (W. van der Aalst, SEFM 2019, section 4).

    `cases` objects of the type, some perhaps without events. `kept` events of the log are related to one of them, `lost` to
    none. `converging` events stand in several cases and are counted in each. `diverging` cases repeat an activity on other
    objects of another type, which looks like rework.
    """

    object_type: str
    cases: int
    kept: int
    lost: int
    converging: int
    diverging: int

    def text(self, language: Language = Language.EN) -> str:
        """Say what the choice of this type makes of the log."""
        return say("ocel-notion", language, asdict(self))


@dataclass(frozen=True, kw_only=True, eq=False)
class Appearances:
    """Appearance i: `event[i]` stands in the case of `object[i]` (int32, shape (n,)), sorted by event, then object, each once."""

    event: NDArray[np.int32]
    object: NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Divergence:
    """The `cases` (objects) that repeat one of `activities` (numbers of event types) on other objects of `object_type`."""

    object_type: str
    cases: NDArray[np.int32]
    activities: NDArray[np.int32]


def case_notions(log: ObjectLog) -> tuple[CaseNotion, ...]:
    """Return what each object type that has objects would make of the log, those that lose least first."""
    notions: list[CaseNotion] = []
    for number, name in enumerate(log.object_types):
        cases = int((log.object_type == number).sum())
        if not cases:
            continue
        appearances = appearances_of(log, name)
        events, times = np.unique(appearances.event, return_counts=True)
        diverging = [each.cases for each in divergences(log, name, appearances)]
        notions.append(
            CaseNotion(
                object_type=name,
                cases=cases,
                kept=len(events),
                lost=log.n_events - len(events),
                converging=int((times > 1).sum()),
                diverging=len(np.unique(np.concatenate(diverging))) if diverging else 0,
            )
        )
    return tuple(sorted(notions, key=lambda notion: (notion.lost, notion.converging, notion.diverging, notion.object_type)))


def only_object_type(log: ObjectLog) -> str:
    """Return the object type of a log that has one. Raises UsageError, naming each with its numbers, where it has several."""
    notions = case_notions(log)
    if len(notions) == 1:
        return notions[0].object_type
    spoken = {language.value: "\n  ".join(each.text(language) for each in notions) or "–" for language in Language}
    facts = {"count": len(notions), "types": spoken, "first": notions[0].object_type if notions else "…"}
    raise misuse("OCEL_CHOOSE_TYPE", facts, path=log.path)


def number_of_type(log: ObjectLog, object_type: str) -> int:
    """Return the number of an object type. Raises UsageError, naming the nearest, where no object is of that type."""
    used = [name for number, name in enumerate(log.object_types) if (log.object_type == number).any()]
    if object_type in used:
        return log.object_types.index(object_type)
    nearest = get_close_matches(object_type, used, n=_NAMED, cutoff=0.5) or used[:_NAMED]
    raise misuse("OCEL_NO_TYPE_CALLED", {"type": object_type, "nearest": ", ".join(nearest)}, path=log.path)


def appearances_of(log: ObjectLog, object_type: str) -> Appearances:
    """Return which events stand in which cases if the objects of a type are the cases."""
    return _of_type(log, number_of_type(log, object_type))


def divergences(log: ObjectLog, object_type: str, appearances: Appearances) -> Iterator[Divergence]:
    """Yield, for each other object type, the cases in which an activity is repeated on other objects of it."""
    for number, name in enumerate(log.object_types):
        if name == object_type or not (log.object_type == number).any():
            continue
        marks = _marks(log, _of_type(log, number))
        case, activity = appearances.object, log.event_type[appearances.event]
        mark = marks[appearances.event]
        rows = np.flatnonzero((mark != 0) & (activity != MISSING))
        rows = rows[np.lexsort((mark[rows], activity[rows], case[rows]))]
        again = np.append(
            False, (np.diff(case[rows]) == 0) & (np.diff(activity[rows]) == 0) & (mark[rows][1:] != mark[rows][:-1])
        )
        again = rows[again[: len(rows)]]
        if len(again):
            yield Divergence(object_type=name, cases=np.unique(case[again]), activities=np.unique(activity[again]))


def _of_type(log: ObjectLog, number: int) -> Appearances:
    """Return the pairs of event and object of a type, each once however often and in whatever role they are related."""
    related = log.event_object
    rows = np.flatnonzero(log.object_type[related.target] == number)
    event, target = related.source[rows], related.target[rows]
    first = np.append(True, (np.diff(event) != 0) | (np.diff(target) != 0))[: len(rows)]
    return Appearances(event=event[first], object=target[first])


def _marks(log: ObjectLog, appearances: Appearances) -> NDArray[np.uint64]:
    """Return a 64-bit mark of the set of objects of each event, in whatever order they stand; 0 where there is none."""
    marks = np.zeros(log.n_events, dtype=np.uint64)
    np.add.at(marks, appearances.event, mixed(appearances.object.astype(np.uint64)))
    return marks
