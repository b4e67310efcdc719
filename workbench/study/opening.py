"""From files to a study: a workspace, or one model and one log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.conformance.perspectives import Surroundings
from workbench.design import activity_aliases, read_aliases, read_design, read_groups
from workbench.eventlog import read_mapping
from workbench.eventlog.engines.engine import EMBEDDED, Runtime, is_store, is_url
from workbench.findings import Finding, InputError, Place, Severity, UsageError, WorkbenchError
from workbench.language import Language
from workbench.organization import Calendars, read_calendars
from workbench.study.inputs import inputs_of
from workbench.study.studied import StudiedProcess, Study
from workbench.study.vocabulary import in_one_vocabulary
from workbench.workspace import ProcessLink, Workspace, beside, read_workspace


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """What holds for every process of a workspace."""

    timezone: str
    runtime: Runtime
    aliases: Mapping[str, Sequence[tuple[str, str, str | None]]]
    models: Sequence[Path] = ()
    surroundings: Surroundings = field(default_factory=Surroundings)


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
        inputs=inputs_of(workspace, logs, opened),
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
        inputs=inputs_of(workspace, [str(log)], studied),
        runtime=runtime,
    )


def _surroundings(workspace: Workspace, aliases: Mapping[str, Sequence[tuple[str, str, str | None]]]) -> Surroundings:
    groups = read_groups(workspace.models, aliases)
    calendars = read_calendars(workspace.calendars, workspace.timezone) if workspace.calendars else Calendars()
    return Surroundings(
        calendars=calendars,
        timezone=workspace.timezone,
        group_ids=groups.ids,
        findings=(*workspace.findings, *calendars.findings, *groups.findings),
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
    studied = (in_one_vocabulary(design, opened, traces, mapping) for design in designs)
    return tuple(replace(each, surroundings=setting.surroundings) for each in studied)


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
