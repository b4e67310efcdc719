"""The folder that a user keeps: its settings, and which model, log, sidecar and mapping belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from workbench.findings import Finding, Place, Severity, UsageError, WorkbenchError
from workbench.language import Language
from workbench.tables import YamlDocument, read_yaml

DEFAULT_ZONE: Final = "Asia/Shanghai"
"""Of times without an offset, where the settings name no other."""

CATALOGUE: Final = Path("catalog") / "requirements.yaml"
"""Where a workspace keeps requirements and clause texts of its own."""

_SETTINGS: Final = "workbench.yaml"
_POLICY: Final = "policy.yaml"
_MODEL_SUFFIXES: Final = (".ptml", ".pnml", ".bpmn")
"""Of models with one stem the last kind is taken, which says most."""

_LOG_SUFFIXES: Final = (
    *(".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".xes", ".xes.gz", ".xlsx", ".xlsm", ".parquet", ".arrow", ".feather"),
    *(".jsonocel", ".xmlocel", ".sqlite"),
)


@dataclass(frozen=True, kw_only=True)
class ProcessLink:
    """The files of one process; what a workspace does not have is None."""

    id: str
    model: Path | None = None
    log: Path | None = None
    sidecar: Path | None = None
    mapping: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A workspace's settings and the processes that it holds, in the order of the settings or of their names.

    `models` is the folder of what should be, tables of the organization included. `policy` is the file that the settings name,
    whether it is there or not, or policy.yaml where that is there. `catalogue` holds the user's own texts of requirements,
    `settings` is workbench.yaml where there is one.
    """

    root: Path
    name: str
    language: Language
    timezone: str
    processes: tuple[ProcessLink, ...]
    calendars: Path | None = None
    strategy: Path | None = None
    catalogue: Path | None = None
    models: Path | None = None
    policy: Path | None = None
    settings: Path | None = None
    findings: tuple[Finding, ...] = ()


def read_workspace(root: Path) -> Workspace:
    """Read the settings of a workspace; without `workbench.yaml`, a model and a log of the same stem belong together.

    Raises UsageError where the folder is none or holds no process, InputError where the settings cannot be read.
    """
    if not root.is_dir():
        raise _wrong(root, "WORKSPACE_MISSING")
    document = _settings(root / _SETTINGS)
    settings: Mapping[str, Any] = document.content
    links = tuple(_declared(root, document)) or tuple(_paired(root))
    if not links:
        raise _wrong(root, "WORKSPACE_EMPTY")
    language = str(settings.get("language", Language.ZH_CN))
    if language not in set(Language):
        raise document.fault("SETTING_UNKNOWN", ("language",), value=language, wanted=", ".join(Language))
    calendars, strategy = (root / "models" / name for name in ("organization/calendars.yaml", "strategy.yaml"))
    catalogue = root / CATALOGUE
    return Workspace(
        root=root,
        name=str(settings.get("name") or root.resolve().name),
        language=Language(language),
        timezone=str(settings.get("timezone") or DEFAULT_ZONE),
        processes=links,
        calendars=calendars if calendars.is_file() else None,
        strategy=strategy if strategy.is_file() else None,
        catalogue=catalogue if catalogue.is_file() else None,
        models=root / "models",
        policy=_policy(root, document),
        settings=document.path if document.path.is_file() else None,
        findings=document.findings,
    )


def beside(model: Path | None, log: Path | None, name: str) -> ProcessLink:
    """Link a model and a log with the sidecar and the mapping file that stand beside them, where there are any."""
    sidecar = model.with_suffix(".yaml") if model else None
    mapping = log.with_name(f"{log_stem(log.name)}.mapping.yaml") if log else None
    return ProcessLink(
        id=name,
        model=model,
        log=log,
        sidecar=sidecar if sidecar and sidecar.is_file() else None,
        mapping=mapping if mapping and mapping.is_file() else None,
    )


def _settings(path: Path) -> YamlDocument:
    if not path.is_file():
        return YamlDocument(path=path, content={})
    document = read_yaml(path)
    if document.content is None:
        return replace(document, content={})
    if not isinstance(document.content, dict):
        raise document.fault("YAML_WRONG_FORM", (), wanted="a mapping")
    return document


def _policy(root: Path, settings: YamlDocument) -> Path | None:
    named = settings.content.get("policy")
    if named is not None and not isinstance(named, str):
        raise settings.fault("YAML_WRONG_FORM", ("policy",), wanted=_POLICY)
    path = root / (named or _POLICY)
    return path if named or path.is_file() else None


def _declared(root: Path, settings: YamlDocument) -> Iterator[ProcessLink]:
    processes = settings.content.get("processes") or {}
    if not isinstance(processes, dict):
        raise settings.fault("YAML_WRONG_FORM", ("processes",), wanted="a mapping")
    for name, files in processes.items():
        if not isinstance(files, dict):
            raise settings.fault("YAML_WRONG_FORM", ("processes", name), wanted="{model: …, log: …}")
        model, log = (_file(root, settings, name, key) for key in ("model", "log"))
        yield beside(model, log, str(name))


def _file(root: Path, settings: YamlDocument, process: object, key: str) -> Path | None:
    """Return the file that the settings name, None for none. Raises InputError for anything but one path, such as a list."""
    named = settings.content["processes"][process].get(key)
    if named is not None and not isinstance(named, str):
        raise settings.fault("YAML_WRONG_FORM", ("processes", process, key), wanted="the path of one file")
    return root / named if named else None


def _paired(root: Path) -> Iterator[ProcessLink]:
    models = {stem.casefold(): path for stem, path in models_in(root).items()}
    logs = {log_stem(path.name).casefold(): path for path in sorted((root / "event_logs").glob("*")) if is_log_name(path.name)}
    for stem in sorted({*models, *logs}):
        model, log = models.get(stem), logs.get(stem)
        yield beside(model, log, model.stem if model else log_stem(log.name) if log else stem)


def holds_files(root: Path) -> bool:
    """Return whether there is any model or log in a workspace."""
    logs = root / "event_logs"
    return bool(models_in(root)) or (logs.is_dir() and any(is_log_name(path.name) for path in logs.iterdir()))


def files_of(root: Path) -> tuple[Path, ...]:
    """Return the files on which an assessment of a workspace may rest, sorted: settings, all of its two folders, what is named.

    What else lies in the folder, such as reports or the register, changes nothing.
    """
    found = {*root.glob("*.yaml"), *(root / "models").rglob("*"), *(root / "event_logs").rglob("*")}
    try:
        workspace = read_workspace(root)
        links = (path for link in workspace.processes for path in (link.model, link.log, link.sidecar, link.mapping))
        found |= {path for path in (workspace.policy, *links) if path is not None}
    except WorkbenchError:
        pass  # settings that cannot be read name nothing, and are among the files themselves
    return tuple(sorted(path for path in found if path.is_file()))


def models_in(root: Path) -> dict[str, Path]:
    """Return the models of a workspace by their stem; of several with one stem the kind that says most."""
    return {path.stem: path for kind in _MODEL_SUFFIXES for path in sorted((root / "models").rglob(f"*{kind}"))}


def is_log_name(name: str) -> bool:
    """Return whether a file of this name in `event_logs` is taken for a log."""
    return name.casefold().endswith(_LOG_SUFFIXES)


def log_stem(name: str) -> str:
    """Return the name of a log without its ending, which may have two parts."""
    longest_first = sorted(_LOG_SUFFIXES, key=len, reverse=True)
    return next((name[: -len(suffix)] for suffix in longest_first if name.casefold().endswith(suffix)), Path(name).stem)


def _wrong(root: Path, code: str) -> UsageError:
    return UsageError(Finding(code=code, severity=Severity.CRITICAL, place=Place(file=str(root)), facts={"path": root}))
