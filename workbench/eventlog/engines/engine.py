"""What answers the first questions to a log, and where it is opened: protocols, so that arrays and a cluster say the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from workbench.eventlog.engines.executions import LARGEST, Executions, executions_of
from workbench.eventlog.engines.simple_log import SimpleLog, simple_log_of
from workbench.eventlog.log import EventLog, Source, Variants
from workbench.eventlog.looks.case_table import CaseTable, case_table_of
from workbench.eventlog.looks.case_values import (
    Attributes,
    CaseValues,
    RecordedEvent,
    attributes_of,
    case_values_of,
    event_values_of,
    events_of_case,
)
from workbench.eventlog.looks.directly_follows import DirectlyFollows, TimesBetween, directly_follows_of, times_between
from workbench.eventlog.looks.staffing import Crossing, crossing_of
from workbench.eventlog.looks.variants import variants_of
from workbench.eventlog.mappings.mapping import LogMapping
from workbench.eventlog.reading import read_log
from workbench.eventlog.store import EVENTS, open_store
from workbench.findings import Finding
from workbench.tables.faults import misuse
from workbench.tables.limits import Limits

Part = TypeVar("Part")
Shared = TypeVar("Shared")
Result = TypeVar("Result")


class Engine(Protocol):
    """Answers the first questions to one log. Counts of two engines are the same, means and percentiles agree to 1e-9."""

    @property
    def activities(self) -> tuple[str, ...]:
        """Return the labels of the log, sorted."""

    def simple_log(self) -> SimpleLog:
        """Return the traces and the span of each case, as `simple_log_of` does."""

    def variants(self) -> Variants:
        """Return the distinct traces, as `variants_of` does."""

    def directly_follows(self) -> DirectlyFollows:
        """Return what follows what, as `directly_follows_of` does."""

    def times_between(self) -> TimesBetween:
        """Return the times between completions, as `times_between` does."""

    def crossing(self, name: str) -> Crossing:
        """Return activities against an event column, as `crossing_of` does: performers, systems and others."""

    def case_table(self) -> CaseTable:
        """Return the figures of each case, as `case_table_of` does."""

    def executions(self, names: Mapping[str, str]) -> Executions | None:
        """Return all events under other labels, as `executions_of` does; None where they are too many."""

    def attributes(self) -> Attributes:
        """Name what the log says beside case, activity and times."""

    def case_values(self, name: str) -> CaseValues:
        """Return what each case bears of an attribute of cases, as `case_values_of` does."""

    def event_values(self, name: str, apart_from: Collection[str] = ()) -> CaseValues:
        """Return what the events of each case bear of an attribute, as `event_values_of` does."""

    def events_of_case(self, case: int) -> tuple[RecordedEvent, ...]:
        """Return the events of one case, as `events_of_case` does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ArrayEngine:
    """Answers from the columns of a log in memory."""

    log: EventLog

    @property
    def activities(self) -> tuple[str, ...]:
        """Return the labels of the log."""
        return self.log.activities

    def simple_log(self) -> SimpleLog:
        """Reduce the log to its traces."""
        return simple_log_of(self.log)

    def variants(self) -> Variants:
        """Group the cases by their trace."""
        return variants_of(self.log)

    def directly_follows(self) -> DirectlyFollows:
        """Count what follows what."""
        return directly_follows_of(self.log)

    def times_between(self) -> TimesBetween:
        """Measure the times between completions."""
        return times_between(self.log)

    def crossing(self, name: str) -> Crossing:
        """Count activities against an event column."""
        return crossing_of(self.log, name)

    def case_table(self) -> CaseTable:
        """Measure each case."""
        return case_table_of(self.log)

    def executions(self, names: Mapping[str, str]) -> Executions | None:
        """Return the events of the log, unless they are more than `LARGEST`: two engines give the same."""
        return executions_of(self.log, names) if self.log.n_events <= LARGEST else None

    def attributes(self) -> Attributes:
        """Name the attributes."""
        return attributes_of(self.log)

    def case_values(self, name: str) -> CaseValues:
        """Read an attribute of cases."""
        return case_values_of(self.log, name)

    def event_values(self, name: str, apart_from: Collection[str] = ()) -> CaseValues:
        """Count an attribute of events by case."""
        return event_values_of(self.log, name, apart_from)

    def events_of_case(self, case: int) -> tuple[RecordedEvent, ...]:
        """Return the events of one case."""
        return events_of_case(self.log, case)


@dataclass(frozen=True, kw_only=True, eq=False)
class OpenedLog:
    """A log that can be asked: what answers, where the log came from, and what was said of it when it was read.

    `path` is where it was opened, which for a stored log is not the file that `source` names.
    """

    path: str
    engine: Engine
    source: Source
    findings: tuple[Finding, ...]


class Runtime(Protocol):
    """Where logs are opened and work is done. Two runtimes give the same results."""

    @property
    def n_parts(self) -> int:
        """Return into how many parts work is best cut, 1 where it is not worth it."""

    def open(self, path: str, mapping: LogMapping | None, timezone: str) -> OpenedLog:
        """Open a log file, as `read_log` does, or a stored log (`write_store`) by its folder or URL.

        Raises UsageError or InputError where it cannot be read.
        """

    def spread(self, task: Callable[[Part, Shared], Result], parts: Sequence[Part], shared: Shared) -> list[Result]:
        """Return `task(part, shared)` of each part, in the order of the parts."""


@dataclass(frozen=True, kw_only=True)
class ThisProcess:
    """Opens logs into memory and works here: the embedded engine.

    `object_type` is what the cases of an object-centric log are; `limits` say how much of one file is accepted.
    """

    n_parts: int = 1
    object_type: str | None = None
    limits: Limits | None = None

    def open(self, path: str, mapping: LogMapping | None, timezone: str) -> OpenedLog:
        """Read the whole log into columns."""
        if is_url(path):
            raise misuse("ENGINE_URL", {}, path=path)
        log = open_store(Path(path)) if is_store(path) else self._read(Path(path), mapping, timezone)
        return OpenedLog(path=path, engine=ArrayEngine(log=log), source=log.source, findings=log.findings)

    def spread(self, task: Callable[[Part, Shared], Result], parts: Sequence[Part], shared: Shared) -> list[Result]:
        """Do one part after the other."""
        return [task(part, shared) for part in parts]

    def _read(self, path: Path, mapping: LogMapping | None, timezone: str) -> EventLog:
        return read_log(path, mapping, timezone=timezone, object_type=self.object_type, limits=self.limits)


EMBEDDED: Final = ThisProcess()


def is_store(path: str) -> bool:
    """Return whether a path is the folder of a stored log; what a URL names is one."""
    return is_url(path) or (Path(path) / EVENTS).is_file()


def is_url(path: str) -> bool:
    """Return whether a path is one of an object store, such as `s3a://bucket/logs/…`, rather than of this machine."""
    return "://" in path
