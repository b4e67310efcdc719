"""The tables of a workspace read together: CSV files and the workbook; one that is broken or stands twice costs only itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from workbench.findings import Finding, WorkbenchError
from workbench.tables.faults import note, rejection
from workbench.tables.kinds import TableKind, kind_of_sheet
from workbench.tables.reading import known_sheets, read_table, sheet_table
from workbench.tables.table import Table, source_of

WORKBOOK: Final = "enterprise.xlsx"
FOLDERS: Final = ("organization", "technology", "information")
_SUFFIXES: Final = frozenset({".csv", ".tsv"})


@dataclass(frozen=True, kw_only=True)
class TableFolder:
    """The tables that could be read, at most one of a kind, and why others could not; each table has findings of its own."""

    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Source:
    """Where a table stands, and how it is read from there."""

    name: str
    read: Callable[[], Table]


def read_tables(models: Path) -> TableFolder:
    """Read all tables under a workspace's `models`: CSV files there and in its folders of subjects, and `enterprise.xlsx`.

    A file, or a sheet, bears the name of its table or its Chinese title. A table that cannot be read, or stands in two places,
    is refused alone, and its finding names the files.
    """
    findings: list[Finding] = []
    sources: defaultdict[TableKind, list[_Source]] = defaultdict(list)
    for kind, source in (*_files(models, findings), *_sheets(models / WORKBOOK, findings)):
        sources[kind].append(source)
    tables = []
    for found in sources.values():
        try:
            tables.append(_only(found).read())
        except WorkbenchError as error:
            findings.append(error.finding)
    tables.sort(key=lambda table: table.kind)
    return TableFolder(tables=tuple(tables), findings=(*findings, *_empty(tables, models)))


def _empty(tables: list[Table], models: Path) -> Iterator[Finding]:
    """Say in one note which tables have no rows: that is a statement, which a template that nobody filled did not mean."""
    names = [table.kind.value for table in tables if not table.rows]
    if names:
        yield note(str(models), "TABLES_EMPTY", {"tables": ", ".join(names)})


def _only(sources: list[_Source]) -> _Source:
    """Return the one place in which a table stands. Raises InputError, naming two, where there are more."""
    if len(sources) > 1:
        raise rejection(sources[0].name, "TABLE_TWICE", {"first": sources[0].name, "second": sources[1].name})
    return sources[0]


def _files(models: Path, findings: list[Finding]) -> Iterator[tuple[TableKind, _Source]]:
    for folder in (models, *(models / name for name in FOLDERS)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix.casefold() in _SUFFIXES and path.is_file():
                kind = kind_of_sheet(path.stem)
                if kind is None:
                    findings.append(note(str(path), "TABLE_UNKNOWN_FILE", {"known": ", ".join(TableKind)}))
                else:
                    yield kind, _Source(name=str(path), read=partial(read_table, path, kind))


def _sheets(path: Path, findings: list[Finding]) -> Iterator[tuple[TableKind, _Source]]:
    if not path.is_file():
        return
    try:
        sheets = known_sheets(path)
    except WorkbenchError as error:
        findings.append(error.finding)
        return
    findings += sheets.findings
    for kind, sheet in sheets.of_kind.items():
        yield kind, _Source(name=source_of(path, sheet.title), read=partial(sheet_table, sheet, kind, path))
