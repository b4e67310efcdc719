"""All that happened in all processes, in one table, cases in an order that no name decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.design import DesignedActivity
from workbench.eventlog import NO_TIME
from workbench.linkage import Authority, Linkage, LinkedProcess, Performer
from workbench.organization import EXTERNAL, RESERVED, SYSTEM, Letter
from workbench.simulation.calibration.orders import order_of

_Ints = NDArray[np.int64]
UNKNOWN: Final = -1


@dataclass(frozen=True, kw_only=True)
class Performed:
    """What was done as what: an activity (its id, or the label of what nobody designed) by a post, SYS, EXT or "" (unknown).

    `pool` are the posts whose holders may be who did it where the log names nobody; empty for SYS and EXT. What nobody designed
    and nobody is named for is something that happens to a case, a message or a mark, and nobody's work.
    """

    process: str
    activity: str
    performer: str
    pool: tuple[str, ...] = ()
    is_mark: bool = False

    @property
    def is_nobodys(self) -> bool:
        """Return whether it needs none of the enterprise's people."""
        return self.performer in RESERVED or self.is_mark


@dataclass(frozen=True, kw_only=True, eq=False)
class Happened:
    """Every event; arrays (int64) are one an event, sorted by case and there in the order of the traces.

    `what` indexes `whats`, `person` and `own_post` the names of the linkage (-1: unknown). `is_lent` (bool) tells what was done
    for somebody else meanwhile. `start` is `end` where `has_start` (bool) is False. `order` are pairs (before, after) of events.
    Of each case `process` indexes `processes`, `ids` are in their order; `number` is that of the case in its process,
    `is_complete` whether it is.
    """

    processes: tuple[str, ...]
    whats: tuple[Performed, ...]
    what: _Ints
    person: _Ints
    own_post: _Ints
    is_lent: NDArray[np.bool_]
    case: _Ints
    start: _Ints
    end: _Ints
    has_start: NDArray[np.bool_]
    order: _Ints
    process: _Ints
    number: _Ints
    ids: tuple[str, ...]
    is_complete: NDArray[np.bool_]

    @cached_property
    def bounds(self) -> _Ints:
        """Return the first event of each case, and the number of events."""
        return np.searchsorted(self.case, np.arange(len(self.process) + 1)).astype(np.int64)

    @cached_property
    def arrival(self) -> _Ints:
        """Return when the first step of each case began."""
        return _least(self.start, self.case, len(self.process))

    @cached_property
    def finish(self) -> _Ints:
        """Return when the last step of each case ended."""
        return -_least(-self.end, self.case, len(self.process))

    @cached_property
    def ready(self) -> _Ints:
        """Return when the last of what each event comes after ended, NO_TIME where it comes after nothing."""
        ready = np.full(len(self.case), NO_TIME, dtype=np.int64)
        np.maximum.at(ready, self.order[:, 1], self.end[self.order[:, 0]])
        return ready


def happened_in(linkage: Linkage) -> Happened:
    """Lay the events of all processes side by side; processes of which not all events say when they ended are left out."""
    whats: dict[Performed, int] = {}
    timed = [each for each in linkage.processes if each.is_timed and not (each.end == NO_TIME).any()]
    parts = [_part(linkage, each, whats) for each in timed]
    shifts = np.cumsum([0, *(len(each.case) for each in parts)])
    cases = np.cumsum([0, *(len(each.process) for each in parts)])
    return _in_order(
        Happened(
            processes=tuple(each.id for each in timed),
            whats=tuple(whats),
            process=np.repeat(np.arange(len(parts)), np.diff(cases)),
            ids=tuple(name for each in parts for name in each.ids),
            case=_joined([each.case + cases[place] for place, each in enumerate(parts)]),
            order=_joined([each.order + shifts[place] for place, each in enumerate(parts)]).reshape(-1, 2),
            is_lent=_joined([each.is_lent for each in parts]).astype(np.bool_),
            has_start=_joined([each.has_start for each in parts]).astype(np.bool_),
            is_complete=_joined([each.is_complete for each in parts]).astype(np.bool_),
            **{name: _joined([getattr(each, name) for each in parts]) for name in _COLUMNS},
        )
    )


_COLUMNS: Final = ("what", "person", "own_post", "start", "end", "number")


def _part(linkage: Linkage, process: LinkedProcess, whats: dict[Performed, int]) -> Happened:
    has_start = process.start != NO_TIME
    end = process.end.astype(np.int64)
    order = order_of(process)
    return Happened(
        processes=(process.id,),
        whats=(),
        what=_whats(linkage, process, whats),
        person=process.person.astype(np.int64),
        own_post=process.own_post.astype(np.int64),
        is_lent=process.authority == Authority.DELEGATED,
        case=process.case.astype(np.int64),
        start=np.where(has_start, np.minimum(process.start, end), end),
        end=end,
        has_start=has_start,
        order=order,
        process=np.zeros(len(process.cases), dtype=np.int64),
        number=np.arange(len(process.cases)),
        ids=tuple(process.cases),
        is_complete=process.complete,
    )


def _whats(linkage: Linkage, process: LinkedProcess, whats: dict[Performed, int]) -> _Ints:
    """Return what each event is, by number; what is new is entered in `whats`."""
    kind = np.where(np.isin(process.performer, (Performer.ABSENT, Performer.UNIDENTIFIED)), Performer.ABSENT, process.performer)
    label = np.where(process.activity < 0, process.label, 0)
    sizes = len(process.activities) + 1, len(process.labels) + 1, len(linkage.posts) + 1, len(Performer)
    keys = np.ravel_multi_index((process.activity + 1, label, process.post + 1, kind), sizes)
    found, of_event = np.unique(keys, return_inverse=True)
    numbers = []
    for key in found.tolist():
        activity, named, post, performer = (
            int(each) - shift for each, shift in zip(np.unravel_index(key, sizes), (1, 0, 1, 0), strict=True)
        )
        designed = process.activities[activity] if activity >= 0 else None
        name = designed.id if designed else process.labels[named]
        own = linkage.posts[post] if post >= 0 else ""
        what = _performed(process.id, name, designed, (Performer(performer), own))
        numbers.append(whats.setdefault(what, len(whats)))
    return np.array(numbers, dtype=np.int64)[of_event.ravel()]


def _performed(process: str, name: str, designed: DesignedActivity | None, by: tuple[Performer, str]) -> Performed:
    kind, post = by
    reserved = {Performer.SYSTEM: SYSTEM, Performer.EXTERNAL: EXTERNAL}.get(kind)
    if kind is Performer.ABSENT and designed is not None:
        reserved = _nobody(designed)
    if reserved is not None:
        return Performed(process=process, activity=name, performer=reserved)
    pool = (post,) if post else tuple(sorted(designed.responsible)) if designed else ()
    only = pool[0] if len(pool) == 1 and kind is not Performer.PERSON else ""
    is_mark = designed is None and not post and kind is Performer.ABSENT
    return Performed(process=process, activity=name, performer=post or only, pool=pool, is_mark=is_mark)


def _nobody(designed: DesignedActivity) -> str | None:
    """Return who does what nobody is to do: SYS or EXT, None where somebody is, or nothing says so."""
    if designed.is_automatic:
        return SYSTEM
    doing = (designed.duties or {}).get(Letter.RESPONSIBLE, frozenset())
    return next((each for each in sorted(doing) if each in RESERVED), None) if not designed.responsible else None


def _in_order(raw: Happened) -> Happened:
    """Return cases by process and arrival, those of one instant by what else is known of them, and only then by their place."""
    last, size = raw.finish, np.diff(np.searchsorted(raw.case, np.arange(len(raw.process) + 1)))
    content = np.bincount(raw.case, weights=((raw.end - raw.start) % 1_000_003) * (raw.what + 1.0), minlength=len(size))
    order = np.lexsort((content, size, last, raw.arrival, raw.process))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    case = place[raw.case]
    rows = np.argsort(case, kind="stable")
    moved = np.empty(len(rows), dtype=np.int64)
    moved[rows] = np.arange(len(rows))
    columns = {name: getattr(raw, name)[rows] for name in (*_COLUMNS, "has_start", "is_lent") if name != "number"}
    return Happened(
        processes=raw.processes,
        whats=raw.whats,
        case=case[rows],
        order=moved[raw.order],
        process=raw.process[order],
        number=raw.number[order],
        ids=tuple(raw.ids[each] for each in order.tolist()),
        is_complete=raw.is_complete[order],
        **columns,
    )


def _least(values: _Ints, group: _Ints, size: int) -> _Ints:
    found = np.full(size, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(found, group, values)
    return found


def _joined(parts: Sequence[NDArray[np.generic]]) -> _Ints:
    return np.concatenate([np.zeros((0, *parts[0].shape[1:]) if parts else 0, dtype=np.int64), *parts]).astype(np.int64)
