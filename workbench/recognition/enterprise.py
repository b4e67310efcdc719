"""Tables of an enterprise checked on their own, or against the others of the workspace in which they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, InputError, Place, Severity
from workbench.information import read_information
from workbench.organization import RESERVED, Organization, check_duties, read_organization
from workbench.recognition.checked_file import CheckedFile, FileKind, outcome_of
from workbench.tables import Limits, Table, TableKind, kind_of_sheet, kind_of_table, read_table, read_tables, read_workbook
from workbench.tables.folder import FOLDERS
from workbench.tables.references import finding_at, shown
from workbench.technology import read_landscape

_MODELS: Final = "models"
_ZIP: Final = b"PK"


def checked_tables(path: Path, limits: Limits | None) -> CheckedFile | None:
    """Read a table, or a workbook of tables, and judge it; None where a file is neither.

    In the `models` folder of a workspace what it names is looked for in the tables beside it, elsewhere only in itself.
    """
    tables = _tables_in(path, limits or Limits())
    if not tables:
        return None
    organization, findings = _judged(path, tables)
    return CheckedFile(
        file=str(path),
        outcome=outcome_of(findings),
        findings=findings,
        kind=FileKind.WORKBOOK if tables[0].sheet is not None else FileKind.TABLE,
        tables=tuple(each.kind for each in tables),
        counts=MappingProxyType(_counts(tables, organization)),
        texts=_texts(tables),
    )


def _tables_in(path: Path, limits: Limits) -> tuple[Table, ...]:
    with path.open("rb") as file:
        is_workbook = file.read(len(_ZIP)) == _ZIP
    if is_workbook:
        try:
            return read_workbook(path, limits)
        except InputError as error:
            if error.finding.code != "TABLE_NO_SHEET":
                raise
    named = kind_of_sheet(path.stem) if _models_around(path) else None
    kind = named or kind_of_table(path, limits)
    return () if kind is None else (read_table(path, kind, limits),)


def _models_around(path: Path) -> Path | None:
    """Return the folder `models` in which a table stands, None where it stands anywhere else."""
    folder = path.resolve().parent
    folder = folder.parent if folder.name in FOLDERS else folder
    return folder if folder.name == _MODELS else None


def _judged(path: Path, tables: Sequence[Table]) -> tuple[Organization, tuple[Finding, ...]]:
    """Return what the tables say of the organization, and what is wrong with them."""
    kinds = {each.kind for each in tables}
    models = _models_around(path)
    beside = read_tables(models).tables if models else ()
    around = (*tables, *(each for each in beside if each.kind not in kinds))
    organization = read_organization(around)
    found = (*organization.findings, *read_landscape(around).findings, *read_information(around).findings)
    here = {each.source for each in tables}
    duties = organization.responsibilities if TableKind.RESPONSIBILITIES in kinds else None
    findings = (
        *(finding for finding in found if finding.place.file in here or finding.place.file == str(path)),
        *(finding for each in tables if each.kind is TableKind.ALIASES for finding in each.findings),
        *(check_duties(duties) if duties else ()),
        *_posts_alone(organization, kinds),
    )
    return organization, findings


def _posts_alone(organization: Organization, kinds: set[TableKind]) -> tuple[Finding, ...]:
    """Tell which posts a matrix names where there is no table of posts in which they could be looked for."""
    duties = organization.responsibilities
    if duties is None or organization.posts is not None or TableKind.RESPONSIBILITIES not in kinds:
        return ()
    named = sorted({duty.post for duty in duties.duties} - RESERVED)
    if not named:
        return ()
    place = Place(file=duties.duties[0].place.file)
    facts = {"value": shown(named), "row": 1, "near": ""}
    return (finding_at("RACI_UNKNOWN_ROLE", place, facts, about=("post_id",), severity=Severity.INFO),)


def _counts(tables: Sequence[Table], organization: Organization) -> Mapping[str, int]:
    """Count what the tables hold: units, posts as roles, activities that have duties, systems, rows of all."""
    counts = {"rows": sum(len(each.rows) for each in tables)}
    of_kind = {each.kind: each for each in tables}
    for kind, name in ((TableKind.DEPARTMENTS, "units"), (TableKind.POSTS, "roles"), (TableKind.SYSTEMS, "systems")):
        if kind in of_kind:
            counts[name] = len(of_kind[kind].rows)
    duties = organization.responsibilities if TableKind.RESPONSIBILITIES in of_kind else None
    if duties is not None:
        counts["activities"] = len(duties.activities)
        counts.setdefault("roles", len({duty.post for duty in duties.duties}))
    return counts


def _texts(tables: Sequence[Table]) -> tuple[str, ...]:
    """Return every text of the tables once, headers first, as it was read."""
    cells = (text for table in tables for row in table.rows for text in (*row.cells.values(), *row.attributes.values()))
    return tuple(dict.fromkeys((*(column for table in tables for column in table.columns), *cells)))
