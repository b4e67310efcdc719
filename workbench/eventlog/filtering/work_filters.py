"""Filters by what was done and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.filtering.filter_values import activity_column, column_of, listed, marked, with_any
from workbench.eventlog.filtering.filters import CaseFilter, EventFilter
from workbench.eventlog.log import EventLog
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.language import Language, say

PROCESS: Final = "process"
"""The column that tells processes apart where one log holds several."""


@dataclass(frozen=True, kw_only=True)
class CasesWith(CaseFilter):
    """Cases in which any of some activities was done."""

    activities: tuple[str, ...]

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Look for the activities in each case."""
        return with_any(log, marked(activity_column(log), self.activities))

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say("filter-cases-with", language, {"activities": listed(self.activities, language)})


@dataclass(frozen=True, kw_only=True)
class CasesWithout(CaseFilter):
    """Cases in which none of some activities was done."""

    activities: tuple[str, ...]

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Look for the activities in each case."""
        return ~with_any(log, marked(activity_column(log), self.activities))

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say("filter-cases-without", language, {"activities": listed(self.activities, language)})


@dataclass(frozen=True, kw_only=True)
class CasesInOrder(CaseFilter):
    """Cases in which `then` was completed at some time after `first` was; at one time is not after."""

    first: str
    then: str

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare the first completion of the one with the last of the other."""
        activities = activity_column(log)
        earliest = np.full(log.n_cases, np.iinfo(np.int64).max)
        latest = np.full(log.n_cases, np.iinfo(np.int64).min)
        one, other = marked(activities, (self.first,)), marked(activities, (self.then,))
        np.minimum.at(earliest, log.case[one], log.end[one])
        np.maximum.at(latest, log.case[other], log.end[other])
        return earliest < latest

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say("filter-cases-order", language, {"first": self.first, "then": self.then})


@dataclass(frozen=True, kw_only=True)
class EventsOf(EventFilter):
    """Events of some activities."""

    activities: tuple[str, ...]

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare each activity."""
        return marked(activity_column(log), self.activities)

    def text(self, language: Language) -> str:
        """Say which events."""
        return say("filter-events-of", language, {"activities": listed(self.activities, language)})


@dataclass(frozen=True, kw_only=True)
class EventsOfProcess(EventFilter):
    """Events of one process in a log of several, by what its `process` column, or that of its cases, calls it.

    Raises UsageError where the log has no such column.
    """

    called: tuple[str, ...]

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare the process of each event, else that of its case."""
        if PROCESS in log.columns:
            return marked(log.columns[PROCESS], self.called)
        return marked(column_of(log.case_columns, PROCESS), self.called)[log.case]

    def text(self, language: Language) -> str:
        """Say of which process."""
        return say("filter-events-process", language, {"processes": listed(self.called, language)})


@dataclass(frozen=True, kw_only=True)
class CasesPerformedBy(CaseFilter):
    """Cases in which any of some performers did something. Raises UsageError where the log names no performers."""

    performers: tuple[str, ...]

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Look for the performers in each case."""
        return with_any(log, marked(column_of(log.columns, PERFORMER), self.performers))

    def text(self, language: Language) -> str:
        """Say which cases."""
        return say("filter-cases-performed", language, {"performers": listed(self.performers, language)})


@dataclass(frozen=True, kw_only=True)
class EventsPerformedBy(EventFilter):
    """Events of some performers; one whose performer is unknown is of none. Raises UsageError as CasesPerformedBy."""

    performers: tuple[str, ...]

    def keeps(self, log: EventLog) -> NDArray[np.bool_]:
        """Compare each performer."""
        return marked(column_of(log.columns, PERFORMER), self.performers)

    def text(self, language: Language) -> str:
        """Say which events."""
        return say("filter-events-performed", language, {"performers": listed(self.performers, language)})
