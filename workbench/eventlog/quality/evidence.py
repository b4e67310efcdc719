"""What every rule looks at: the log, the values that no log holds, and what is derived from both once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.log import DAY, HOUR, NO_TIME, Column, EventLog
from workbench.eventlog.mappings.mapping import ACTIVITY
from workbench.eventlog.quality.local_time import local_of
from workbench.eventlog.quality.pathology import Pathology, Unjudged
from workbench.eventlog.texts import Texts

NO_ACCOUNTS: Final[Mapping[str, str]] = MappingProxyType({})
"""No table of accounts: which are shared and which are systems is told by names and by times alone."""

_WORKED: Final = ("1950-01-01", "2100-01-01")
"""Days between which work may have been done: 1900, 1904 and 9999 are what programs write for nothing."""

_UNIX_EPOCH: Final = "1970-01-01"
_FEW: Final = 30
_NEARLY_ALL: Final = 0.9


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What no log says of itself.

    `reference` is the moment at which the log is judged (with a time zone; later times lie in the future), `zone` the zone of
    its clocks, `accounts` each account's kind (personal, shared, system, external). Edges of the window are `edge_days` wide.
    `called` says how a performer is called in what is told.
    """

    zone: ZoneInfo
    reference: datetime | None = None
    accounts: Mapping[str, str] = field(default_factory=lambda: NO_ACCOUNTS)
    edge_days: int = 7
    called: Callable[[str], str] = str


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """A log with what its rules share.

    `first` (int64, shape (n_cases + 1,)) bounds each case; `follows` (bool, shape (n_events,)) says that the event before is
    of the same case; `clock` (int64) is the completion in the zone's local time, in µs; `plausible` (bool) that it is a date
    on which work is done, no placeholder; `dated` (bool) that it is a date without a clock.
    """

    log: EventLog
    circumstances: Circumstances
    first: NDArray[np.int64]
    follows: NDArray[np.bool_]
    clock: NDArray[np.int64]
    plausible: NDArray[np.bool_]
    dated: NDArray[np.bool_]


Rule = Callable[[Evidence], Iterator[Pathology | Unjudged]]
"""A rule looks at the evidence and yields what is doubtful, or that it cannot tell; it is extended by passing another."""


def evidence_of(log: EventLog, circumstances: Circumstances) -> Evidence:
    """Derive what the rules share."""
    follows = np.zeros(log.n_events, dtype=np.bool_)
    follows[1:] = log.case[1:] == log.case[:-1]
    clock = local_of(log.end, circumstances.zone)
    return Evidence(
        log=log,
        circumstances=circumstances,
        first=np.searchsorted(log.case, np.arange(log.n_cases + 1)),
        follows=follows,
        clock=clock,
        plausible=is_plausible(log.end) & is_plausible(clock),
        dated=_dated(log.end, clock),
    )


def is_plausible(times: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which times are dates on which work is done: no placeholder of a program, no year out of reach."""
    earliest, latest = map(_moment, _WORKED)
    placeholder = _moment(_UNIX_EPOCH)
    within = (times >= earliest) & (times < latest)
    elsewhere = (times < placeholder) | (times >= placeholder + DAY)
    return np.asarray(within & elsewhere)


def _dated(end: NDArray[np.int64], clock: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which events bear a date and no clock.

    They completed at midnight sharp, by the zone's clocks or by UTC; or nearly all completed at one sharp hour of UTC, or at
    two next to each other: midnight in a zone that is not the one given, with and without daylight saving.
    """
    sharp = np.bincount((end[end % HOUR == 0] // HOUR) % 24, minlength=24)
    pairs = sharp + np.roll(sharp, -1)
    hour = int(pairs.argmax())
    if len(end) >= _FEW and pairs[hour] >= _NEARLY_ALL * len(end):
        of_day = end % DAY
        return np.asarray((of_day == hour * HOUR) | (of_day == (hour + 1) % 24 * HOUR))
    local, universal = clock % DAY == 0, end % DAY == 0
    return np.asarray(universal if universal.sum() > local.sum() else local)


def texts_of_events(log: EventLog) -> Iterator[tuple[str, Column]]:
    """Yield the activity and every other text column of events, by name."""
    yield ACTIVITY, Column(codes=log.activity, values=Texts.of(log.activities))
    yield from log.columns.items()


def has_times(times: NDArray[np.int64]) -> bool:
    """Return whether any time of a column is known."""
    return bool((times != NO_TIME).any())


def _moment(day: str) -> int:
    return int(np.datetime64(day, "us").astype(np.int64))
