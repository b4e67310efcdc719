"""What a new workspace holds, before it is written: tables of headers only or a small example, and commented YAML."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from workbench.findings import Place
from workbench.language import Language
from workbench.tables import COLUMNS, Row, Table, TableKind, kind_of_sheet
from workbench.templates.guide import PARTS, guide_to

_SHOWN: Final[Mapping[TableKind, str]] = MappingProxyType(
    {
        TableKind.PERSONS: "person_id post_id valid_from valid_to skills account",
        TableKind.RESPONSIBILITIES: "activity_id post_id letter",
        TableKind.FUNCTIONS: "function_id system_id name automatic activities",
    }
)
"""Tables that are begun with fewer columns than are understood: one form is enough, and names of persons are not asked for."""


EXAMPLE: Final = "example"
"""The folder of a blank workspace in which a filled one stands."""


@dataclass(frozen=True, kw_only=True)
class WorkspaceContents:
    """The tables of a workspace under their standard columns, its other files by path from its root, and its language."""

    language: Language
    tables: tuple[Table, ...]
    files: Mapping[str, bytes]

    def with_file(self, path: str, text: str) -> WorkspaceContents:
        """Return the same with one more file."""
        return replace(self, files=MappingProxyType({**self.files, path: text.encode()}))


def blank_workspace(language: Language) -> WorkspaceContents:
    """Return a workspace in which every table has its headers only and every YAML file explains itself.

    Its guide speaks of a filled example in the folder EXAMPLE.
    """
    parts = (*PARTS, (f"{EXAMPLE}/", "guide-example"))
    return _contents(language, _resources(language, "blank"), {kind: _empty(kind) for kind in TableKind}, parts)


def bare_workspace(language: Language) -> WorkspaceContents:
    """Return a workspace without any table, for files that come later: a table that is there and empty would be a statement."""
    return _contents(language, _resources(language, "blank"), {}, PARTS)


def example_workspace(language: Language) -> WorkspaceContents:
    """Return a small workspace with something in every table, a model and a log; none of it is taken from any enterprise."""
    files = _resources(language, "example")
    tables = {kind: _filled(kind, files.pop(path)) for path in sorted(files) if (kind := _kind_of(path)) is not None}
    return _contents(language, files, tables, PARTS)


def _contents(
    language: Language, files: Mapping[str, bytes], tables: Mapping[TableKind, Table], parts: Sequence[tuple[str, str]]
) -> WorkspaceContents:
    ordered = tuple(tables[kind] for kind in TableKind if kind in tables)
    guide = guide_to(ordered, language, parts).encode()
    return WorkspaceContents(language=language, tables=ordered, files=MappingProxyType({**files, "README.md": guide}))


def _kind_of(path: str) -> TableKind | None:
    """Return which table a file is; what does not stand under `models` is a log."""
    file = PurePosixPath(path)
    return kind_of_sheet(file.stem) if file.suffix == ".csv" and file.parts[0] == "models" else None


def _empty(kind: TableKind) -> Table:
    columns = _SHOWN[kind].split() if kind in _SHOWN else COLUMNS[kind].names
    return Table(kind=kind, path=Path(f"{kind}.csv"), columns=tuple(columns), rows=())


def _filled(kind: TableKind, content: bytes) -> Table:
    header, *records = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    rows = (dict(zip(header, record, strict=True)) for record in records)
    return Table(
        kind=kind,
        path=Path(f"{kind}.csv"),
        columns=tuple(header),
        rows=tuple(Row(place=Place(row=number), cells=MappingProxyType(cells)) for number, cells in enumerate(rows, 2)),
    )


def _resources(language: Language, name: str) -> dict[str, bytes]:
    """Return the files kept with this module for one language and for all, by their path in a workspace."""
    kept = resources.files(__package__) / "files"
    files: dict[str, bytes] = {}
    for part in ("common", language.value):
        folder = kept / part / name
        files |= dict(_under(folder, PurePosixPath())) if folder.is_dir() else {}
    return files


def _under(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _under(each, path / each.name)
        else:
            yield str(path / each.name), each.read_bytes()
