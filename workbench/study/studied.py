"""A workspace read: its processes, each with design and log, before anything is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from workbench.conformance import Expectation
from workbench.conformance.perspectives import Surroundings
from workbench.design import Design, DesignedProcess
from workbench.eventlog.engines.engine import EMBEDDED, OpenedLog, Runtime
from workbench.eventlog.engines.simple_log import SimpleLog
from workbench.findings import Finding
from workbench.fit import DEFAULT_POLICY, Policy
from workbench.language import Language
from workbench.privacy import ClearNames, Names
from workbench.shown import Columns, Tabled, columns_of
from workbench.study.study_tables import process_table, subject_table


@dataclass(frozen=True, kw_only=True)
class Input:
    """A file that went into a result: its path as the workspace names it, and a SHA-256.

    `sha256` is that of the file's bytes, for an event log that of its content in canonical order, which re-ordering the
    rows does not change; `file_sha256` is always that of the bytes, for a stored log those of the file that it was read from.
    """

    path: str
    sha256: str
    file_sha256: str


_NOTHING: Final[Mapping[str, Finding]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Processes, by id, that are not looked into and the findings that say why: of some the log, of others the model too."""

    logs: Mapping[str, Finding] = field(default_factory=lambda: _NOTHING)
    models: Mapping[str, Finding] = field(default_factory=lambda: _NOTHING)

    def with_next(self, process: str, reason: Finding) -> LeftOut:
        """Leave out the log of a process; of one whose log is left out already, the model."""
        if process in self.logs:
            return replace(self, models=MappingProxyType({**self.models, process: reason}))
        return replace(self, logs=MappingProxyType({**self.logs, process: reason}))


@dataclass(frozen=True, kw_only=True, eq=False)
class StudiedProcess:
    """One process with its log in its own vocabulary; `refusal` says why it cannot be assessed, if so.

    `opened` is the log in the vocabulary of its file, to be asked further while the runtime is open; `names` lead from there
    to activity ids, `aliased` counts the events of each that only the alias table explains. `surroundings` are what the
    enterprise says beyond the process. `doubted` are the codes of which the log leaves nothing to measure, with the reason.
    """

    id: str
    design: DesignedProcess | None = None
    log: SimpleLog | None = None
    opened: OpenedLog | None = None
    unobservable: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    aliased: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    surroundings: Surroundings = field(default_factory=Surroundings)
    doubted: Mapping[str, Finding] = field(default_factory=lambda: MappingProxyType({}))
    refusal: Finding | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def expectation(self) -> Expectation | None:
        """Return what the design expects of the log; None where there is no design."""
        if self.design is None:
            return None
        return Expectation(
            scope=self.id,
            process=self.design.process,
            naming=self.design.naming,
            sidecar=self.design.sidecar,
            unobservable=self.unobservable,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Study(Tabled):
    """A workspace read: every process with design and log, every file that was read, and where the work is done.

    `design` is what should be, all subjects joined, `policy` says what is claimed of it, `names` how people are called in what
    is shown. `findings` tell what is wrong with the workspace's tables, between them, and with what belongs to no process;
    `left_out` are the processes that were not looked into.
    """

    name: str
    language: Language
    timezone: str
    processes: tuple[StudiedProcess, ...]
    inputs: tuple[Input, ...]
    runtime: Runtime = EMBEDDED
    design: Design = field(default_factory=Design)
    policy: Policy = DEFAULT_POLICY
    names: Names = field(default_factory=ClearNames)
    findings: tuple[Finding, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)

    @property
    def table(self) -> Columns:
        """Return a row a process: what was read of it, and why it cannot be assessed, if so; and which tables are missing."""
        return process_table(self)

    @property
    def tables(self) -> Columns:
        """Return a row a table that a workspace may have: how many records were read, unknown where it is missing."""
        return subject_table(self.design)

    @property
    def files(self) -> Columns:
        """Return every file that was read."""
        return Columns(values=columns_of(Input, self.inputs))

    @property
    def has_tables(self) -> bool:
        """Return whether anything is said of organization, technology or information."""
        organization, landscape, information = self.design.organization, self.design.landscape, self.design.information
        tables = (
            organization.posts,
            organization.departments,
            organization.responsibilities,
            landscape.systems,
            landscape.functions,
        )
        return any(table is not None for table in (*tables, information.data_objects, information.uses))
