"""What can be wrong with the catalogue of data by itself: uses of data that it does not hold, names that several bear."""

from __future__ import annotations

from workbench.findings import Finding
from workbench.information.model import Information
from workbench.tables.references import check_names, check_references, mentions, register_of


def check_information(information: Information) -> tuple[Finding, ...]:
    """Return what is wrong with the tables among themselves; systems, departments, posts and activities belong to others."""
    if information.data_objects is None:
        return ()
    known = register_of("data_objects", (each.id for each in information.data_objects))
    used = mentions("data_id", ((each.data, each.place) for each in information.uses or ()))
    return (*check_references("DATA_UNKNOWN", used, known), *check_names("DATA_AMBIGUOUS_NAME", information.data_objects))
