"""From files to a study: a workspace, or one model and one log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from workbench.conformance.perspectives import Surroundings
from workbench.design import Alias, Design, DesignedProcess, Subjects, activity_aliases, join, read_designed
from workbench.eventlog import read_mapping
from workbench.eventlog.engines.engine import EMBEDDED, ArrayEngine, OpenedLog, Runtime, is_store, is_url
from workbench.eventlog.filtering.work_filters import PROCESS, EventsOfProcess
from workbench.findings import NOWHERE, Finding, InputError, Place, Severity, UsageError, WorkbenchError
from workbench.fit import DEFAULT_POLICY, Policy, read_policy
from workbench.language import Language
from workbench.organization import Calendars
from workbench.privacy import Names
from workbench.process.naming import folded
from workbench.process.sidecar import LaneMeaning
from workbench.study.identities import names_of, resolved, veiled
from workbench.study.inputs import inputs_of
from workbench.study.studied import LeftOut, StudiedProcess, Study
from workbench.study.subjects import ReadSubjects, as_of_now, read_subjects
from workbench.study.vocabulary import check_asked, in_one_vocabulary
from workbench.workspace import ProcessLink, Workspace, beside, read_workspace


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """What holds for every process of a workspace."""

    timezone: str
    runtime: Runtime
    aliases: tuple[Alias, ...] = ()
    models: Sequence[Path] = ()
    left_out: LeftOut = field(default_factory=LeftOut)
    on_process: Callable[[str], None] = field(default=lambda _: None)


@dataclass(frozen=True, kw_only=True)
class _ReadModel:
    """The processes of one link's model; there are none where `refusal` says why."""

    link: ProcessLink
    designs: tuple[DesignedProcess, ...] = ()
    refusal: Finding | None = None


def open_study(
    path: str | Path,
    runtime: Runtime = EMBEDDED,
    names: Names | None = None,
    left_out: LeftOut | None = None,
    on_process: Callable[[str], None] | None = None,
) -> Study:
    """Open a workspace: read every model and log, and bring their labels to one vocabulary.

    `runtime` (`open_runtime`) says where; it has no influence on what is found, and must be open until all is assessed. `names`
    say how people are called in what is shown: None for pseudonyms, unless the policy lets people be named. `left_out` names
    processes that are refused unread; `on_process` is told each before its model, and before its log, is read.
    Raises UsageError or InputError where the workspace itself cannot be read; what is wrong with one process refuses that
    process alone.
    """
    workspace = read_workspace(Path(path))
    read = read_subjects(workspace)
    setting = replace(_setting(workspace, read), runtime=runtime)
    setting = replace(setting, left_out=left_out or LeftOut(), on_process=on_process or setting.on_process)
    return _study(workspace, read, names, setting)


def open_under(standard: Path, path: Path, study: Study) -> Study:
    """Open the logs of a workspace under the standard of another, such as a release of it; raises as `open_study` does.

    Of the workspace are the logs with their mappings, the people and which days are worked (`as_of_now`), and of its own `study`
    how people are called, where the work is done and what is left out; all else, the time zone too, is as the standard has it.
    A process of it that the workspace has no log for is refused.
    """
    frozen, now = read_workspace(standard), read_workspace(path)
    logs = {link.id: link for link in now.processes}
    links = (
        replace(link, log=it.log if (it := logs.get(link.id)) else None, mapping=it.mapping if it else None)
        for link in frozen.processes
    )
    workspace = replace(frozen, processes=tuple(links))
    read = read_subjects(frozen)
    read = replace(read, subjects=as_of_now(read.subjects, read_subjects(now).subjects))
    setting = replace(_setting(workspace, read), runtime=study.runtime, left_out=study.left_out)
    return _study(workspace, read, study.names, setting)


def _study(workspace: Workspace, read: ReadSubjects, names: Names | None, setting: _Setting) -> Study:
    policy = policy_of(workspace.policy)
    people = names_of(names, policy, workspace.root)
    modelled = [_read_model(link, setting) for link in workspace.processes]
    design = join([each for model in modelled for each in model.designs], read.subjects)
    logs = [str(link.log) if link.log else None for link in workspace.processes]
    opened = [each for model, log in zip(modelled, logs, strict=True) for each in _opened(model, log, design, setting)]
    called = resolved(people.names, design)
    told = (*workspace.findings, *policy.findings, *people.findings, *read.findings, *design.findings)
    return Study(
        name=workspace.name,
        language=workspace.language,
        timezone=workspace.timezone,
        processes=tuple(opened),
        inputs=inputs_of(workspace, logs, opened, read.paths),
        runtime=setting.runtime,
        design=design,
        policy=policy,
        names=called,
        findings=veiled(told, called, design),
        left_out=setting.left_out,
    )


def design_of(path: str | Path) -> Design:
    """Return the design of the study that a workspace opens as, without reading its logs. Raises as `read_workspace` does."""
    workspace = read_workspace(Path(path))
    read = read_subjects(workspace)
    setting = _setting(workspace, read)
    return join([each for link in workspace.processes for each in _read_model(link, setting).designs], read.subjects)


def study_of(
    model: str | Path,
    log: str | Path,
    mapping: str | Path | None = None,
    timezone: str = "Asia/Shanghai",
    runtime: Runtime = EMBEDDED,
    names: Names | None = None,
) -> Study:
    """Study one model and one log, with the sidecar and mapping that stand beside them.

    The log may be a stored one (`write_store`), by its folder, or by its URL where `runtime` is a cluster. `names` are as in
    `open_study`. Raises InputError where either cannot be read.
    """
    for path in (model,) if is_store(str(log)) else (model, log):
        _require_file(Path(path))
    link = beside(Path(model), None if is_url(str(log)) else Path(log), Path(model).stem)
    if mapping is not None:
        link = replace(link, mapping=Path(mapping))
    setting = _Setting(timezone=timezone, runtime=runtime)
    model_read = _read_model(link, setting)
    design = join(model_read.designs, Subjects())
    studied = _best_fitting(_opened(model_read, str(log), design, setting))
    for process in studied:
        if process.refusal is not None and (process.design is None or process.log is None):
            raise InputError(process.refusal)
    people = names_of(names)
    workspace = Workspace(
        root=Path(model).parent, name=Path(model).stem, language=Language.ZH_CN, timezone=timezone, processes=(link,)
    )
    return Study(
        name=workspace.name,
        language=workspace.language,
        timezone=timezone,
        processes=studied,
        inputs=inputs_of(workspace, [str(log)], studied, ()),
        runtime=runtime,
        design=design,
        names=people.names,
        findings=people.findings,
    )


def _setting(workspace: Workspace, read: ReadSubjects) -> _Setting:
    """Return what holds for every process of a workspace."""
    models = [link.model for link in workspace.processes if link.model is not None]
    return _Setting(timezone=workspace.timezone, runtime=EMBEDDED, aliases=read.subjects.aliases, models=models)


def _require_file(path: Path) -> None:
    if not path.is_file():
        place, facts = Place(file=str(path)), {"detail": "no such file"}
        raise UsageError(Finding(code="FILE_NOT_READABLE", severity=Severity.CRITICAL, place=place, facts=facts))


def policy_of(path: Path | None) -> Policy:
    """Read the policy; where the settings name a file that is not there, the default holds and says so."""
    if path is None or path.is_file():
        return read_policy(path) if path is not None else DEFAULT_POLICY
    missing = Finding(code="POLICY_MISSING", severity=Severity.MINOR, place=Place(file=str(path)), facts={"path": path.name})
    return replace(DEFAULT_POLICY, findings=(missing,))


def _surroundings(design: Design, timezone: str) -> Surroundings:
    """Return what the enterprise says beyond a process: its calendars, and which texts mean which of its groups."""
    names = design.vocabulary
    tables = {LaneMeaning.POST: names.posts, LaneMeaning.DEPARTMENT: names.departments, LaneMeaning.SYSTEM: names.systems}
    ids = {
        meaning: MappingProxyType({text: keys[0] for text, keys in table.by_text.items() if len(keys) == 1})
        for meaning, table in tables.items()
        if table.is_known
    }
    return Surroundings(
        calendars=design.organization.calendars or Calendars(),
        timezone=timezone,
        group_ids=MappingProxyType(ids),
    )


def _read_model(link: ProcessLink, setting: _Setting) -> _ReadModel:
    """Read the model of one link with its sidecar; a fault becomes the refusal of its processes."""
    if link.id in setting.left_out.models:
        return _ReadModel(link=link, refusal=setting.left_out.models[link.id])
    setting.on_process(link.id)
    if link.model is None:
        return _ReadModel(link=link, refusal=_absent(link, "PROCESS_WITHOUT_MODEL"))
    if not link.model.exists():
        return _ReadModel(link=link, refusal=_absent(link, "PROCESS_MODEL_MISSING", link.model))
    try:
        own_aliases = activity_aliases(setting.aliases, link.id)
        others = [path for path in setting.models if path != link.model]
        return _ReadModel(link=link, designs=read_designed(link.model, link.sidecar, link.id, own_aliases, others))
    except WorkbenchError as error:
        return _ReadModel(link=link, refusal=error.finding)


def _opened(model: _ReadModel, log: str | None, design: Design, setting: _Setting) -> tuple[StudiedProcess, ...]:
    """Read the log of one link, by path or URL; a fault becomes the refusal of its processes."""
    link = model.link
    if not model.designs:
        return (StudiedProcess(id=link.id, refusal=model.refusal),)
    if link.id in setting.left_out.logs:
        return tuple(StudiedProcess(id=each.id, design=each, refusal=setting.left_out.logs[link.id]) for each in model.designs)
    setting.on_process(link.id)
    if log is None or not (is_url(log) or Path(log).exists()):
        refusal = _absent(link, "PROCESS_WITHOUT_LOG") if log is None else _absent(link, "PROCESS_LOG_MISSING", Path(log))
        return tuple(StudiedProcess(id=each.id, design=each, refusal=refusal) for each in model.designs)
    try:
        mapping = read_mapping(link.mapping) if link.mapping else None
        whole = setting.runtime.open(log, mapping, setting.timezone)
        opened = _shares(whole, model.designs, design)
        traces = [each.engine.simple_log() if each else None for each in opened]
    except WorkbenchError as error:
        return tuple(StudiedProcess(id=each.id, design=each, refusal=error.finding) for each in model.designs)
    around = _surroundings(design, setting.timezone)
    studied: list[StudiedProcess] = []
    for each, share, trace in zip(model.designs, opened, traces, strict=True):
        if each.id in setting.left_out.logs:
            studied.append(StudiedProcess(id=each.id, design=each, refusal=setting.left_out.logs[each.id]))
        elif share is None or trace is None:
            studied.append(StudiedProcess(id=each.id, design=each, refusal=_absent(each, "PROCESS_WITHOUT_LOG")))
        else:
            process = in_one_vocabulary(each, share, trace, mapping)
            findings = (*process.findings, *check_asked(process, design))
            studied.append(replace(_unseen_hidden(process, design), surroundings=around, findings=findings))
    return tuple(studied)


def _shares(whole: OpenedLog, designs: Sequence[DesignedProcess], design: Design) -> list[OpenedLog | None]:
    """Return what of a log is of each process of one file, None where nothing is.

    That is what its `process` column calls so; without one all of it is of the process that most of its labels name.
    """
    shares = [_of_process(whole, each, design) for each in designs]
    if len(designs) > 1 and all(each is whole for each in shares):
        labels = whole.engine.simple_log().activities
        best = max(designs, key=lambda each: sum(each.naming.meaning(label) is not None for label in labels))
        return [whole if each is best else None for each in designs]
    return shares


def _of_process(opened: OpenedLog, design: DesignedProcess, among: Design) -> OpenedLog | None:
    """Narrow a log of several processes to one by its `process` column; None where that calls others only."""
    if not isinstance(opened.engine, ArrayEngine):
        return opened
    log = opened.engine.log
    column = log.columns.get(PROCESS) or log.case_columns.get(PROCESS)
    if column is None:
        return opened
    called = _called(design, column.values)
    if len(called) == len(column.values):
        return opened
    if not called:
        return None if any(_called(each, column.values) for each in among.processes) else opened
    mine = EventsOfProcess(called=called).apply(log)
    return replace(opened, engine=ArrayEngine(log=mine), findings=mine.findings)


def _called(design: DesignedProcess, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that call a process, by id or name."""
    names = {folded(text) for text in (design.id, design.process.id, *design.texts.values())}
    return tuple(text for text in texts if folded(text) in names)


def _unseen_hidden(process: StudiedProcess, design: Design) -> StudiedProcess:
    """Take activities for blind that may leave no event: on paper only, or another process called, and never seen."""
    assert process.log is not None, "a process with a vocabulary has a log"
    assert process.design is not None, "a process with a vocabulary has a design"
    seen = {
        element
        for label in process.log.activities
        if (found := process.design.naming.meaning(label))
        for element in found.elements
    }
    activities = design.activities_in(process.id)
    quiet = (each for each in activities if each.is_blind or (each.is_call and not seen & {*each.elements}))
    hidden = {element for each in quiet for element in each.elements}
    return replace(process, unobservable=process.unobservable | hidden)


def _best_fitting(studied: tuple[StudiedProcess, ...]) -> tuple[StudiedProcess, ...]:
    """Of several processes in one file, take the one with the log, or with most of it."""
    if len(studied) < 2:
        return studied
    best = max(studied, key=lambda each: each.log.n_events if each.log is not None else -1)
    others = ", ".join(each.id for each in studied if each is not best)
    aside = Finding(
        code="PROCESSES_SET_ASIDE",
        severity=Severity.INFO,
        scope=best.id,
        object=(best.id,),
        facts={"process": best.id, "others": others},
    )
    return (replace(best, findings=(aside, *best.findings)),)


def _absent(link: ProcessLink | DesignedProcess, code: str, path: Path | None = None) -> Finding:
    """Say that a process has no file of a kind, or that the one at `path`, which the settings name, is not there."""
    place, facts = (NOWHERE, {}) if path is None else (Place(file=str(path)), {"path": path.name})
    about = {"process": link.id, **facts}
    return Finding(code=code, severity=Severity.MAJOR, scope=link.id, object=(link.id,), place=place, facts=about)
