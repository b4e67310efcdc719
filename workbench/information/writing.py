"""The catalogue of data as tables again, in standard form: ids for names; what could not be read is not there."""

from __future__ import annotations

from workbench.information.model import DataObject, DataUse, Information, Operation
from workbench.tables import Table, TableKind
from workbench.tables.row_writing import Record, records_of, table_from


def information_tables(information: Information) -> tuple[Table, ...]:
    """Return every table of the catalogue. Reading them gives the same, whatever names stood in them."""
    records = {
        TableKind.DATA_OBJECTS: records_of(information.data_objects, _data_object),
        TableKind.CRUD: records_of(information.uses, _use),
    }
    return tuple(table_from(kind, rows) for kind, rows in records.items() if rows is not None)


def _data_object(each: DataObject) -> Record:
    return Record(
        cells={
            "data_id": each.id,
            "name": each.name,
            "name_en": each.name_en,
            "master_system": each.master_system,
            "owner_department": each.owner_department,
            "steward_post": each.steward_post,
            "external_origin": each.external_origin,
            "external_consumer": each.external_consumer,
        },
        attributes=each.attributes,
    )


def _use(each: DataUse) -> Record:
    letters = "".join(operation.value for operation in Operation if operation in each.operations)
    return Record(cells={"activity_id": each.activity, "data_id": each.data, "operations": letters})
