"""The catalogue of data read: each row as a frozen type, everything that cannot be used told with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from workbench.information.checks import check_information
from workbench.information.model import DataObject, DataUse, Information, Operation
from workbench.tables import Row, Table, TableKind
from workbench.tables.row_reading import RowReader

_LETTERS: Final[Mapping[str, Operation]] = MappingProxyType(
    {each.value: each for each in Operation}
    | {"增": Operation.CREATE, "查": Operation.READ, "改": Operation.UPDATE, "删": Operation.DELETE}
)
_BETWEEN: Final = frozenset("|/,;、，；+& ")


def read_information(tables: Iterable[Table]) -> Information:
    """Read what tables say of data and what activities do with them, and check it by itself; an absent table is None.

    What is wrong is in the findings.
    """
    rows = _Rows(tables)
    information = Information(
        data_objects=rows.identified(TableKind.DATA_OBJECTS, rows.data_object),
        uses=rows.records(TableKind.CRUD, rows.use),
    )
    return replace(information, findings=(*rows.findings, *check_information(information)))


def operations_in(text: str) -> frozenset[Operation] | None:
    """Return the operations of a cell such as `CR`, `C|U` or 增改; None where a letter is none of them, or none is there."""
    letters = [letter for letter in text.upper() if letter not in _BETWEEN]
    if not letters or any(letter not in _LETTERS for letter in letters):
        return None
    return frozenset(_LETTERS[letter] for letter in letters)


class _Rows(RowReader):
    """How the rows of each table are read."""

    def data_object(self, row: Row) -> DataObject:
        return DataObject(
            id=row.cell("data_id"),
            name=row.cell("name"),
            name_en=self.text(row, "name_en"),
            master_system=self.text(row, "master_system"),
            owner_department=self.text(row, "owner_department"),
            steward_post=self.text(row, "steward_post"),
            external_origin=self.text(row, "external_origin"),
            external_consumer=self.text(row, "external_consumer"),
            place=row.place,
            attributes=row.attributes,
        )

    def use(self, row: Row) -> DataUse | None:
        operations = self.meaning(row, "operations", operations_in, "C, R, U, D")
        if operations is None:
            self.leave_out(row, "operations")
            return None
        return DataUse(activity=row.cell("activity_id"), data=row.cell("data_id"), operations=operations, place=row.place)
