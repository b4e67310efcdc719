"""The witness in the design's words: every event with its activity, its performer and his post, and where it was executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.design import Design, DesignedActivity
from workbench.eventlog.log import NO_TIME, Column
from workbench.eventlog.texts import Texts
from workbench.linkage.grouping import Grouped
from workbench.linkage.identity import Performer
from workbench.linkage.linked_events import LinkedEvents
from workbench.privacy import ClearNames, Names
from workbench.shown import Tabled


@dataclass(frozen=True, kw_only=True, eq=False)
class Handovers:
    """What was handed over, in one process: `before` and `after` (int64) are rows of its events, by `after`, then `before`."""

    before: NDArray[np.int64]
    after: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.after)


@dataclass(frozen=True, kw_only=True, eq=False)
class LinkedProcess:
    """The events of one process; arrays are one an event, in the order of the traces, numbers -1 where nothing is known.

    `activity` (int32) indexes `activities`; -1 where the label is undesigned or may mean several. `label` (int32) indexes
    `labels`, what the log calls it in the design's words. `case` (int32) indexes `cases`; `start`, `end` and `recorded` (int64)
    are µs since 1970-01-01 UTC, NO_TIME where unknown; `day` (int32) is the date of the start, in days since 1970-01-01 on the
    clocks of the workspace. `performer` (int8) are `Performer`, `person`, `account`, `post`, `own_post`, `department` (int32)
    index the names of the linkage: `post` is that under which a person was allowed to do it, else his own, `own_post` his own
    at that time. `authority` (int8) are `Authority`. `systems`, `functions` (int32) say where it was executed. `is_counted`
    (bool) tells the events of complete cases, `is_aligned` those that the process allows where they stand. `names_systems`
    tells whether the log has a column for them, `is_timed` whether it has times: without, `end` is no time, but an order,
    and `day` means nothing.
    `counted` are the counted events by activity. `dependencies` are the pairs of aligned events of which the later directly
    depends on the earlier, parallel branches apart; `handovers` those between people, seen through what systems and parties
    outside do. `cost` (float64) is what the log says an event cost, nan where it says nothing. `case_columns` are what the log
    says of cases, one code a case; `deciding_columns` what it says of events under the names that the authority table asks for.
    """

    id: str
    activities: tuple[DesignedActivity, ...]
    cases: Texts
    complete: NDArray[np.bool_]
    activity: NDArray[np.int32]
    labels: tuple[str, ...]
    label: NDArray[np.int32]
    case: NDArray[np.int32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    recorded: NDArray[np.int64]
    is_timed: bool
    day: NDArray[np.int32]
    performer: NDArray[np.int8]
    person: NDArray[np.int32]
    account: NDArray[np.int32]
    authority: NDArray[np.int8]
    post: NDArray[np.int32]
    own_post: NDArray[np.int32]
    department: NDArray[np.int32]
    system: NDArray[np.int32]
    names_systems: bool
    function: NDArray[np.int32]
    cost: NDArray[np.float64]
    is_counted: NDArray[np.bool_]
    is_aligned: NDArray[np.bool_]
    counted: Grouped
    dependencies: Handovers
    handovers: Handovers
    case_columns: Mapping[str, Column]
    deciding_columns: Mapping[str, Column]

    def of(self, activity: int) -> NDArray[np.int64]:
        """Return the counted events of an activity."""
        return self.counted.of(activity)

    def is_human(self) -> NDArray[np.bool_]:
        """Return which events people did: persons, or somebody under an account that several share."""
        return np.isin(self.performer, (Performer.PERSON, Performer.SHARED))

    def case_window(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return when each case first begins and last ends (int64, µs since 1970-01-01 UTC), NO_TIME where it has no times.

        An event begins at its start, at its completion where no start is known or that comes first.
        """
        begun = np.where(self.start != NO_TIME, np.minimum(self.start, self.end), self.end)
        is_timed = (begun != NO_TIME) & self.is_timed
        first = np.full(len(self.cases), np.iinfo(np.int64).max, dtype=np.int64)
        last = np.full(len(self.cases), NO_TIME, dtype=np.int64)
        np.minimum.at(first, self.case[is_timed], begun[is_timed])
        np.maximum.at(last, self.case[is_timed], self.end[is_timed])
        return np.where(last != NO_TIME, first, NO_TIME), last


@dataclass(frozen=True, kw_only=True, eq=False)
class Linkage(Tabled):
    """All processes that have a log and a design that can be played, in one vocabulary of performers and systems.

    The names index the columns of the processes; `names` say how persons are called wherever one is shown.
    """

    design: Design
    processes: tuple[LinkedProcess, ...]
    persons: tuple[str, ...]
    accounts: tuple[str, ...]
    posts: tuple[str, ...]
    departments: tuple[str, ...]
    systems: tuple[str, ...]
    functions: tuple[str, ...]
    names: Names = field(default_factory=ClearNames)

    @property
    def table(self) -> LinkedEvents:
        """Return every event."""
        return LinkedEvents(linkage=self)
