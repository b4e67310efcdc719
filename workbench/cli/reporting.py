"""The command that writes reports of one input or many, by night as by day: files, an index over all, and one exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.batch import exit_code, run_orders
from workbench.cli.options import (
    Also,
    EngineName,
    FailOn,
    Identify,
    Inputs,
    Jobs,
    Limit,
    MappingFile,
    MinLevel,
    Net,
    ObjectType,
    Quiet,
    RegisterUrl,
    Search,
    Speech,
    Timeout,
    Today,
    Where,
    as_of,
    thresholds_in,
)
from workbench.findings import Finding, Severity, UsageError
from workbench.language import Language
from workbench.released import refuse_released

if TYPE_CHECKING:
    from workbench.report.assessing import Item
    from workbench.report.batch import Done
    from workbench.report.outputs import Writer
    from workbench.report.thresholds import Threshold

FILES: Final = {
    "html": "report.html",
    "pdf": "report.pdf",
    "xlsx": "report.xlsx",
    "json": "findings.json",
    "junit": "junit.xml",
    "markdown": "summary.md",
    "csv": "cases.csv",
}
"""What a format is called in the folder of an input."""

Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "-o", "--output", help="A folder (ends with /) for files of all inputs and an index, or a file by its suffix; repeatable."
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format", metavar="FORMAT", help=f"What to write into the folder: {', '.join(FILES)}; repeatable (default: all)."
    ),
]


def report(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    inputs: Inputs,
    output: Outputs = None,
    formats: Formats = None,
    fail_on: FailOn = None,
    min_level: MinLevel = None,
    net: Net = False,
    jobs: Jobs = 1,
    timeout: Timeout = None,
    mapping: MappingFile = None,
    language: Speech = None,
    also: Also = None,
    engine: EngineName = "local",
    object_type: ObjectType = None,
    limit: Limit = None,
    search: Search = None,
    identify: Identify = False,
    quiet: Quiet = False,
    today: Today = None,
    register: RegisterUrl = None,
) -> None:
    """Write reports that open offline: of one workspace, of several, or of models with their logs."""
    from workbench.report.assessing import items_of
    from workbench.report.batch import Order

    items, thresholds = items_of(inputs), thresholds_in(fail_on, min_level, net)
    where = Where(
        engine=engine,
        object_type=object_type,
        limit=limit,
        search=search,
        identify=identify,
        register=register,
        today=as_of(today),
    )
    targets = _targets(output or ["report.html"], formats, items)
    orders = [
        Order(
            item=each,
            setting=where.setting(mapping, also),
            outputs=targets.of(each, thresholds),
            language=language,
            thresholds=thresholds,
        )
        for each in items
    ]
    dones = run_orders(orders, jobs, timeout, quiet)
    for path in (*(path for done in dones for path in done.files), *targets.index(dones, thresholds, language)):
        typer.echo(str(path))
    raise typer.Exit(exit_code(dones))


@dataclass(frozen=True, kw_only=True)
class _Targets:
    """Where results go: single files of one input, and a folder with one a file of each name for each input."""

    files: tuple[Path, ...]
    folder: Path | None
    names: tuple[str, ...]

    def of(self, item: Item, thresholds: Sequence[Threshold]) -> tuple[tuple[Path, Writer], ...]:
        """Return what is written of an input, and by what. Raises UsageError where no kind of file ends so."""
        from workbench.report.outputs import writer_for

        inside = () if self.folder is None else tuple(self.folder / item.name / name for name in self.names)
        return tuple((path, writer_for(path, thresholds)) for path in (*self.files, *inside))

    def index(self, dones: Sequence[Done], thresholds: Sequence[Threshold], language: Language | None) -> tuple[Path, ...]:
        """Write the index of a folder, where there is one."""
        if self.folder is None:
            return ()
        from workbench.report.batch_index import write_index

        return write_index(dones, thresholds, self.folder, language or dones[0].language)


def _targets(outputs: Sequence[str], formats: Sequence[str] | None, items: Sequence[Item]) -> _Targets:
    """Tell folders from files. Raises UsageError for two folders, for one file of several inputs, or formats that are none."""
    folders = [each for each in outputs if _is_folder(each)]
    files = tuple(Path(each) for each in outputs if not _is_folder(each))
    if len(folders) > 1 or (files and len(items) > 1):
        raise UsageError(Finding(code="BATCH_ONE_INPUT", severity=Severity.CRITICAL, facts={"key": f"-o {outputs[0]}"}))
    unknown = next((each for each in formats or () if each not in FILES), None)
    if unknown is not None or (formats and not folders):
        facts = {"key": "--format", "value": unknown or formats, "wanted": f"{', '.join(FILES)} (-o FOLDER/)"}
        raise UsageError(Finding(code="SETTING_UNKNOWN", severity=Severity.CRITICAL, facts=facts))
    folder = Path(folders[0]) if folders else None
    if folder is not None:
        refuse_released(folder)
        folder.mkdir(parents=True, exist_ok=True)
    return _Targets(files=files, folder=folder, names=tuple(FILES[each] for each in dict.fromkeys(formats or _known_formats())))


def _known_formats() -> tuple[str, ...]:
    """Return the formats that can be written here."""
    from workbench.report.outputs import WRITERS

    return tuple(name for name, file in FILES.items() if Path(file).suffix in WRITERS)


def _is_folder(path: str) -> bool:
    return path.endswith(("/", os.sep))
