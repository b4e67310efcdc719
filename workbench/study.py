"""The story on one page: open a workspace, hold each process against its log, say what was found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from workbench.conformance import Alignments, Budget, Conformance, Engine, Expectation, Thresholds, check_conformance
from workbench.conformance.case_facts import facts_of
from workbench.conformance.contrast import RARE, Contrast, contrast_of
from workbench.conformance.perspectives import Perspectives, Surroundings, TimeRules, claims_of, perspectives_of
from workbench.conformance.sweeping import sweeper_of
from workbench.design import DesignedProcess, activity_aliases, group_tables, read_aliases, read_design, read_groups
from workbench.eventlog import EventLog, LogMapping, Variants, read_mapping
from workbench.eventlog.engines.engine import EMBEDDED, OpenedLog, Runtime, is_store, is_url
from workbench.eventlog.engines.executions import Executions
from workbench.eventlog.engines.simple_log import SimpleLog, simple_log_of
from workbench.eventlog.log import Source
from workbench.findings import Finding, InputError, Place, Severity, UnsupportedError, UsageError, WorkbenchError
from workbench.language import Language
from workbench.organization import Calendars, read_calendars
from workbench.process import FlowModel, Sidecar, check_process
from workbench.process.naming import naming_of
from workbench.workspace import ProcessLink, Workspace, beside, read_workspace


@dataclass(frozen=True, kw_only=True)
class Input:
    """A file that went into a result: its path as the workspace names it, and a SHA-256.

    `sha256` is that of the file's bytes, for an event log that of its content in canonical order, which re-ordering the
    rows does not change; `file_sha256` is always that of the bytes, for a stored log those of the file that it was read from.
    """

    path: str
    sha256: str
    file_sha256: str


@dataclass(frozen=True, kw_only=True, eq=False)
class StudiedProcess:
    """One process with its log in its own vocabulary; `refusal` says why it cannot be assessed, if so.

    `opened` is the log in the vocabulary of its file, to be asked further while the runtime is open; `names` lead from there
    to activity ids. `surroundings` are what the enterprise says beyond the process.
    """

    id: str
    design: DesignedProcess | None = None
    log: SimpleLog | None = None
    opened: OpenedLog | None = None
    unobservable: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    surroundings: Surroundings = field(default_factory=Surroundings)
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
class Study:
    """A workspace read: every process with design and log, every file that was read, and where the work is done."""

    name: str
    language: Language
    timezone: str
    processes: tuple[StudiedProcess, ...]
    inputs: tuple[Input, ...]
    runtime: Runtime = EMBEDDED


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """What holds for every process of a workspace."""

    timezone: str
    runtime: Runtime
    aliases: Mapping[str, Sequence[tuple[str, str, str | None]]]
    models: Sequence[Path] = ()
    surroundings: Surroundings = field(default_factory=Surroundings)


@dataclass(frozen=True, kw_only=True, eq=False)
class AssessedProcess:
    """One process and what its log says of it; `conformance` is None where `refusal` says why.

    `executions` are the events behind it, None where they were too many to be brought here; `of_times` is claimed of them.
    """

    id: str
    study: StudiedProcess
    conformance: Conformance | None = None
    executions: Executions | None = None
    of_times: tuple[Finding, ...] = ()
    refusal: Finding | None = None

    @property
    def perspectives(self) -> Perspectives | None:
        """Look at the process from all sides, anew each time: flow, time, performers and data; None where it was refused."""
        if self.conformance is None or self.study.expectation is None:
            return None
        return perspectives_of(self.study.expectation, self.conformance, self.executions, self.study.surroundings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is claimed: deviations of the flow, then of times, each the weightiest first."""
        flow = self.conformance.deviations.findings if self.conformance else ()
        return (*flow, *self.of_times)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """Return what was noticed while reading and aligning."""
        return (*self.study.findings, *(self.conformance.notices if self.conformance else ()))


@dataclass(frozen=True, kw_only=True, eq=False)
class Assessment:
    """What was found, over all processes."""

    study: Study
    processes: tuple[AssessedProcess, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the claimed findings of all processes, process by process, the weightiest first."""
        return tuple(finding for each in self.processes for finding in each.findings)

    @property
    def below_threshold(self) -> tuple[Finding, ...]:
        """Return what was seen too rarely to be claimed."""
        return tuple(f for each in self.processes if each.conformance for f in each.conformance.deviations.below_threshold)

    @property
    def conformance(self) -> Mapping[str, Conformance]:
        """Return the conformance of each assessed process by its id."""
        return {each.id: each.conformance for each in self.processes if each.conformance is not None}


def open_study(path: str | Path, runtime: Runtime = EMBEDDED) -> Study:
    """Open a workspace: read every model and log, and bring their labels to one vocabulary.

    `runtime` (`open_runtime`) says where; it has no influence on what is found, and must be open until all is assessed.
    Raises UsageError or InputError where the workspace itself cannot be read; what is wrong with one process refuses that
    process alone.
    """
    workspace = read_workspace(Path(path))
    aliases = read_aliases(workspace.aliases) if workspace.aliases else {}
    models = [link.model for link in workspace.processes if link.model is not None]
    around = _surroundings(workspace, aliases)
    setting = _Setting(timezone=workspace.timezone, runtime=runtime, aliases=aliases, models=models, surroundings=around)
    logs = [str(link.log) if link.log else None for link in workspace.processes]
    opened = [process for link, log in zip(workspace.processes, logs, strict=True) for process in _opened(link, log, setting)]
    return Study(
        name=workspace.name,
        language=workspace.language,
        timezone=workspace.timezone,
        processes=tuple(opened),
        inputs=_inputs(workspace, logs, opened),
        runtime=runtime,
    )


def study_of(
    model: str | Path,
    log: str | Path,
    mapping: str | Path | None = None,
    timezone: str = "Asia/Shanghai",
    runtime: Runtime = EMBEDDED,
) -> Study:
    """Study one model and one log, with the sidecar and mapping that stand beside them.

    The log may be a stored one (`write_store`), by its folder, or by its URL where `runtime` is a cluster. Raises InputError
    where either cannot be read.
    """
    for path in (model,) if is_store(str(log)) else (model, log):
        if not Path(path).is_file():
            place = Place(file=str(path))
            facts = {"detail": "no such file"}
            raise UsageError(Finding(code="FILE_NOT_READABLE", severity=Severity.CRITICAL, place=place, facts=facts))
    link = beside(Path(model), None if is_url(str(log)) else Path(log), Path(model).stem)
    if mapping is not None:
        link = replace(link, mapping=Path(mapping))
    studied = _opened(
        link, str(log), _Setting(timezone=timezone, runtime=runtime, aliases={}, surroundings=Surroundings(timezone=timezone))
    )
    for process in studied:
        if process.refusal is not None and (process.design is None or process.log is None):
            raise InputError(process.refusal)
    workspace = Workspace(
        root=Path(model).parent, name=Path(model).stem, language=Language.ZH_CN, timezone=timezone, processes=(link,)
    )
    return Study(
        name=workspace.name,
        language=workspace.language,
        timezone=timezone,
        processes=_best_fitting(studied),
        inputs=_inputs(workspace, [str(log)], studied),
        runtime=runtime,
    )


def align(model: FlowModel, log: EventLog) -> Alignments:
    """Align a log with the process of a model that most of its labels name; labels mean ids or names of activities.

    The model may be BPMN, a Petri net or a process tree.

    Raises UnsupportedError where that process has no behaviour here, UsageError where the model holds no process.
    """
    named = [(process, naming_of(process, Sidecar(), {})) for process in model.processes if process.nodes]
    if not named:
        place = Place(file=model.path)
        raise UsageError(Finding(code="BPMN_NO_PROCESS", severity=Severity.CRITICAL, place=place, facts={"element": model.path}))
    process, naming = max(named, key=lambda each: sum(each[1].meaning(label) is not None for label in log.activities))
    expectation = Expectation(scope=process.id, process=process, naming=naming, sidecar=Sidecar())
    return check_conformance(expectation, simple_log_of(log)).raw


def assess(
    study: Study,
    thresholds: Thresholds | None = None,
    on_process: Callable[[str], None] | None = None,
    rules: TimeRules | None = None,
    budget: Budget | None = None,
) -> Assessment:
    """Hold every process against its log; `on_process` is told each process before its turn.

    `thresholds` say what is claimed of the flow, `rules` what is claimed of times, `budget` how much the search of
    alignments with a wide process may take. A process without behaviour, model or log is refused by name, and the run goes on.
    """
    engine = Engine(sweeper=sweeper_of(study.runtime), budget=budget or Budget())
    assessed: list[AssessedProcess] = []
    for process in study.processes:
        if on_process is not None:
            on_process(process.id)
        found = _assessed(process, thresholds or Thresholds(), engine, study.timezone)
        assessed.append(_timed(found, rules or TimeRules()))
    return Assessment(study=study, processes=tuple(assessed))


def contrast(process: AssessedProcess, rare: float = RARE) -> Contrast:
    """Hold what was designed beside what happened, to be shown on one diagram; as `contrast_of`.

    Raises UnsupportedError where the process could not be assessed.
    """
    expectation = process.study.expectation
    if process.conformance is None or expectation is None:
        refusal = process.refusal or Finding(code="PROCESS_WITHOUT_LOG", severity=Severity.MAJOR, facts={"process": process.id})
        raise UnsupportedError(refusal)
    return contrast_of(process.conformance, expectation, rare)


def named_variants(process: StudiedProcess) -> Variants:
    """Return the variants of a process's log, each activity under its name in the design where it means exactly one.

    Raises ValueError where the process has no log or no design.
    """
    if process.log is None or process.design is None:
        raise ValueError(f"`{process.id}` has no log or no design: see its refusal")
    naming = process.design.naming
    meanings = {label: naming.meaning(label) for label in process.log.activities}
    names = {label: naming.nodes[each.elements[0]].label for label, each in meanings.items() if each and len(each.elements) == 1}
    return process.log.renamed(names).variants


def _assessed(process: StudiedProcess, thresholds: Thresholds, engine: Engine, timezone: str) -> AssessedProcess:
    if process.expectation is None or process.log is None or process.refusal is not None:
        return AssessedProcess(id=process.id, study=process, refusal=process.refusal)
    facts = facts_of(process.log, process.opened.engine, timezone) if process.opened else None
    try:
        conformance = check_conformance(process.expectation, process.log, thresholds, engine, facts)
    except WorkbenchError as error:
        return AssessedProcess(id=process.id, study=process, refusal=error.finding)
    return AssessedProcess(id=process.id, study=process, conformance=conformance)


def _timed(assessed: AssessedProcess, rules: TimeRules) -> AssessedProcess:
    """Bring the events behind the flow here, as far as they can be, and claim what they show of times."""
    studied, conformance = assessed.study, assessed.conformance
    if conformance is None or studied.expectation is None or studied.opened is None:
        return assessed
    executions = studied.opened.engine.executions(studied.names)
    if executions is None:
        return assessed
    claimed = claims_of(studied.expectation, conformance, executions, studied.surroundings, rules)
    return replace(assessed, executions=executions, of_times=claimed)


def _surroundings(workspace: Workspace, aliases: Mapping[str, Sequence[tuple[str, str, str | None]]]) -> Surroundings:
    groups = read_groups(workspace.models, aliases)
    return Surroundings(
        calendars=read_calendars(workspace.calendars, workspace.timezone) if workspace.calendars else Calendars(),
        timezone=workspace.timezone,
        group_ids=groups.ids,
        findings=groups.findings,
    )


def _opened(link: ProcessLink, log: str | None, setting: _Setting) -> tuple[StudiedProcess, ...]:
    """Read the files of one link, and its log by path or URL; a fault becomes the refusal of its process."""
    try:
        own_aliases = activity_aliases(setting.aliases, link.id)
        others = [path for path in setting.models if path != link.model]
        designs = read_design(link.model, link.sidecar, link.id, own_aliases, others) if link.model else ()
        if not designs:
            return (StudiedProcess(id=link.id, refusal=_absent(link, "PROCESS_WITHOUT_MODEL")),)
    except WorkbenchError as error:
        return (StudiedProcess(id=link.id, refusal=error.finding),)
    if log is None:
        refusal = _absent(link, "PROCESS_WITHOUT_LOG")
        return tuple(StudiedProcess(id=design.id, design=design, refusal=refusal) for design in designs)
    try:
        mapping = read_mapping(link.mapping) if link.mapping else None
        opened = setting.runtime.open(log, mapping, setting.timezone)
        traces = opened.engine.simple_log()
    except WorkbenchError as error:
        return tuple(StudiedProcess(id=design.id, design=design, refusal=error.finding) for design in designs)
    studied = (_in_one_vocabulary(design, opened, traces, mapping) for design in designs)
    return tuple(replace(each, surroundings=setting.surroundings) for each in studied)


def _in_one_vocabulary(design: DesignedProcess, opened: OpenedLog, log: SimpleLog, mapping: LogMapping | None) -> StudiedProcess:
    """Replace each log label that means exactly one activity by its id; say what was forgiven and what means nothing."""
    names: dict[str, str] = {}
    findings: list[Finding] = []
    for label in log.activities:
        meaning = design.naming.meaning(label)
        if meaning is None:
            nearest = design.naming.nearest(label)
            code = "LABEL_UNDESIGNED" if nearest else "LABEL_UNDESIGNED_ALONE"
            findings.append(_label_finding(design, code, label, nearest or ""))
        elif len(meaning.elements) == 1:
            names[label] = design.naming.activity_id(meaning.elements[0])
            if meaning.respelled:
                findings.append(_label_finding(design, "LABEL_RESPELLED", label, design.naming.texts(meaning.elements[0])))
        else:
            findings.append(_label_finding(design, "LABEL_AMBIGUOUS", label, ", ".join(meaning.elements)))
    unobservable = set(design.unobservable)
    for label in mapping.unobservable if mapping else ():
        unobservable.update(found.elements if (found := design.naming.meaning(label)) else ())
    return StudiedProcess(
        id=design.id,
        design=design,
        log=log.renamed(names),
        opened=opened,
        unobservable=frozenset(unobservable),
        names=MappingProxyType(names),
        findings=(*design.model.findings, *check_process(design.model, design.process), *opened.findings, *findings),
    )


def _label_finding(design: DesignedProcess, code: str, label: str, other: object) -> Finding:
    return Finding(code=code, severity=Severity.INFO, scope=design.id, object=(label,), facts={"label": label, "other": other})


def _best_fitting(studied: tuple[StudiedProcess, ...]) -> tuple[StudiedProcess, ...]:
    """Of several processes in one file, take the one that most labels of the log name."""
    if len(studied) < 2:
        return studied

    def named(process: StudiedProcess) -> int:
        assert process.design is not None
        assert process.log is not None
        return sum(process.design.naming.meaning(label) is not None for label in process.log.activities)

    best = max(studied, key=named)
    others = ", ".join(each.id for each in studied if each is not best)
    aside = Finding(
        code="PROCESSES_SET_ASIDE",
        severity=Severity.INFO,
        scope=best.id,
        object=(best.id,),
        facts={"process": best.id, "others": others},
    )
    return (replace(best, findings=(aside, *best.findings)),)


def _absent(link: ProcessLink, code: str) -> Finding:
    return Finding(code=code, severity=Severity.MAJOR, scope=link.id, object=(link.id,), facts={"process": link.id})


def _inputs(workspace: Workspace, logs: Sequence[str | None], studied: Sequence[StudiedProcess]) -> tuple[Input, ...]:
    """List what was read, sorted by path."""
    sources = {each.opened.path: each.opened.source for each in studied if each.opened is not None}
    paths = [path for link in workspace.processes for path in (link.model, link.sidecar, link.mapping)]
    paths += [workspace.aliases, workspace.calendars, *group_tables(workspace.models).values()]
    named = {str(path) for path in (*paths, *logs) if path is not None}
    inputs = (_input(path, sources.get(path), workspace.root) for path in sorted(named, key=Path))
    return tuple(each for each in inputs if each is not None)


def _input(path: str, source: Source | None, root: Path) -> Input | None:
    """Record a file by its bytes, a log by its source too; None where there is no such file."""
    name = path if is_url(path) else _named(Path(path), root)
    if source is not None and is_store(path):
        return Input(path=name, sha256=source.content, file_sha256=source.sha256)
    if not Path(path).is_file():
        return None
    of_bytes = _sha256(Path(path))
    return Input(path=name, sha256=source.content if source else of_bytes, file_sha256=of_bytes)


def _named(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
