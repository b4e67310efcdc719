"""A new workspace written: its tables as files of their own or as one workbook; nothing that is there is ever overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.atomic import write_atomically
from workbench.findings import Finding, Place, Severity, UsageError
from workbench.language import Language
from workbench.tables import Table, TableKind, write_table, write_workbook
from workbench.tables.folder import WORKBOOK
from workbench.templates.chinese_headers import chinese_header
from workbench.templates.workspace_contents import WorkspaceContents

_TECHNOLOGY: Final = {TableKind.SYSTEMS, TableKind.FUNCTIONS, TableKind.INTEGRATIONS, TableKind.PERMISSIONS, TableKind.ACCOUNTS}
_INFORMATION: Final = {TableKind.DATA_OBJECTS, TableKind.CRUD}


def write_with_files(contents: WorkspaceContents, root: Path) -> None:
    """Write a workspace with a CSV file a table. Raises UsageError where the folder is none, or is not empty."""
    _write_files(contents, root)
    for table in contents.tables:
        path = root / "models" / folder_of(table.kind) / f"{table.kind}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_table(table, path)


def write_with_workbook(contents: WorkspaceContents, root: Path) -> None:
    """Write a workspace with all tables in one workbook, its sheets and headers in the workspace's language.

    Raises UsageError where the folder is none, or is not empty.
    """
    _write_files(contents, root)
    tables = [_titled(table, contents.language) for table in contents.tables]
    (root / "models").mkdir(parents=True, exist_ok=True)
    write_workbook(tables, root / "models" / WORKBOOK)


def _write_files(contents: WorkspaceContents, root: Path) -> None:
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(Finding(code="FOLDER_NOT_EMPTY", severity=Severity.CRITICAL, place=Place(file=str(root))))
    for name, content in sorted(contents.files.items()):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)


def folder_of(kind: TableKind) -> str:
    """Return the folder under `models` in which a table stands; aliases stand in none."""
    if kind is TableKind.ALIASES:
        return ""
    return "technology" if kind in _TECHNOLOGY else "information" if kind in _INFORMATION else "organization"


def _titled(table: Table, language: Language) -> Table:
    """Return a table under the title and headers of a language."""
    if language is Language.EN:
        return replace(table, sheet=table.kind.value)
    headers = {column: chinese_header(table.kind, column) for column in table.columns}
    rows = (replace(row, cells=MappingProxyType({headers[key]: text for key, text in row.cells.items()})) for row in table.rows)
    return replace(table, columns=tuple(headers.values()), rows=tuple(rows))
