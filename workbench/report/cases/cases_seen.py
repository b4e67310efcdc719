"""The cases of one assessed process, ready to be chosen among, listed and drawn: made once, read by every view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from workbench.conformance import Conformance
from workbench.conformance.perspectives.views import TimedSteps, timed_steps_of
from workbench.eventlog import NO_TIME
from workbench.eventlog.engines.executions import Executions
from workbench.eventlog.log import EventLog, Source
from workbench.eventlog.looks.case_table import CaseTable
from workbench.eventlog.looks.counting import spans_of_cases
from workbench.eventlog.looks.staffing import PERFORMER
from workbench.findings import Finding
from workbench.report.page import Texts
from workbench.report.tables import called
from workbench.study import AssessedProcess, Assessment

_MOST_VALUES: Final = 50


@dataclass(frozen=True, kw_only=True, eq=False)
class SeenCases:
    """The cases of one process that was held against its log; arrays are one a case, in the order of `conformance.log`.

    `log` has the events under activity ids, None where they are too many to be brought here. `table` has the span of each case.
    `findings` are all that is claimed, and what is below a threshold, by id.
    """

    assessment: Assessment
    process: AssessedProcess
    conformance: Conformance
    log: EventLog | None
    table: CaseTable
    findings: Mapping[str, Finding]

    def __len__(self) -> int:
        return self.conformance.log.n_cases

    @property
    def zone(self) -> ZoneInfo:
        """Return the clocks of the workspace."""
        return ZoneInfo(self.assessment.study.timezone)

    @property
    def is_conforming(self) -> NDArray[np.bool_]:
        """Return which complete cases do what the process allows, as far as that can be observed."""
        return self.conformance.complete & ~self._deviates

    @property
    def is_deviating(self) -> NDArray[np.bool_]:
        """Return which complete cases do not."""
        return self.conformance.complete & self._deviates

    @property
    def _deviates(self) -> NDArray[np.bool_]:
        return np.asarray(self.conformance.observable.costs[self.conformance.variants.of_case] > 0)

    @property
    def activities(self) -> Mapping[str, Texts]:
        """Return how the labels of the log are called, by label, in the order of their names."""
        return MappingProxyType({label: self.named(label) for label in self.conformance.log.activities})

    def named(self, label: str) -> Texts:
        """Return how an activity id, or a label that no activity bears, is called."""
        expectation = self.conformance.expectation
        meaning = expectation.naming.meaning(label)
        return called(expectation.texts(meaning.elements[0] if meaning else label))

    @cached_property
    def attributes(self) -> Mapping[str, tuple[str, ...]]:
        """Return the attributes of cases with their values, people under pseudonyms; those of too many values are left out."""
        columns = self.log.case_columns if self.log is not None else {}
        return MappingProxyType(
            {
                name: tuple(sorted({self.shown(value) for value in column.values}))
                for name, column in sorted(columns.items())
                if 1 < len(column.values) <= _MOST_VALUES
            }
        )

    def shown(self, value: str) -> str:
        """Return a value of an attribute as it is shown: whoever stands among the performers as people are called."""
        return self.assessment.study.names.called(value) if value in self._people else value

    @cached_property
    def _people(self) -> frozenset[str]:
        column = self.log.columns.get(PERFORMER) if self.log is not None else None
        return frozenset(column.values) if column is not None else frozenset()

    @property
    def days(self) -> tuple[date, date] | None:
        """Return the first and the last day on which a case began, on the clocks of the workspace; None without times."""
        begun = self.table.first[self.table.last != NO_TIME]
        if not len(begun):
            return None
        first, last = (datetime.fromtimestamp(int(each) / 1e6, self.zone).date() for each in (begun.min(), begun.max()))
        return first, last

    @property
    def own_findings(self) -> tuple[Finding, ...]:
        """Return what is claimed in this process and rests on cases."""
        return tuple(each for each in self.assessment.findings_in(self.process) if each.cases)

    @cached_property
    def times(self) -> TimedSteps | None:
        """Return what every event waited for and how long, None where the events are not here."""
        process = self.process
        if process.executions is None:
            return None
        return timed_steps_of(self.conformance.expectation, self.conformance, process.executions, process.study.surroundings)


def seen_cases(assessment: Assessment, process: str) -> SeenCases | None:
    """Return the cases of a process by its id, None where it was not held against a log."""
    assessed = next((each for each in assessment.processes if each.id == process), None)
    if assessed is None or assessed.conformance is None:
        return None
    log = _log_of(assessed, assessed.executions) if assessed.executions is not None else None
    return SeenCases(
        assessment=assessment,
        process=assessed,
        conformance=assessed.conformance,
        log=log,
        table=_table(assessed.conformance, log),
        findings={each.id: each for each in (*assessment.below_threshold, *assessment.findings)},
    )


def _log_of(process: AssessedProcess, executions: Executions) -> EventLog:
    """Return the events in the words of the process; their order is that of the traces."""
    is_timed = process.conformance is not None and len(process.conformance.log.end) > 0
    return EventLog(
        name=process.id,
        cases=executions.cases,
        activities=executions.activities,
        case=executions.case,
        activity=executions.activity,
        end=executions.end,
        start=executions.start,
        recorded=executions.recorded,
        position=np.arange(1, len(executions.case) + 1, dtype=np.int32),
        columns=executions.columns,
        case_columns=executions.case_columns,
        source=Source(path=process.id, sha256="", content="", rows_read=len(executions.case)),
        is_timed=is_timed,
    )


def _table(conformance: Conformance, log: EventLog | None) -> CaseTable:
    """Return the span of each case: from its first known time; without the events, from its first completion."""
    variants, cases = conformance.variants, conformance.log.cases
    events = np.diff(variants.offsets)[variants.of_case]
    first, last = conformance.log.first, conformance.log.last
    if log is not None and log.is_timed:
        _, first, last = spans_of_cases(log.case, log.end, log.start, log.n_cases)
    return CaseTable(cases=cases, events=events, first=first, last=last, variant=variants.of_case)


def median_duration(table: CaseTable, chosen: NDArray[np.bool_]) -> float | None:
    """Return the median of how long some cases took, in µs; None where no time is known."""
    known = table.duration[chosen & (table.last != NO_TIME)]
    return float(np.median(known)) if len(known) else None
