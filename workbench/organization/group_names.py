"""How posts, departments and systems are called: the ids and names of their tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from workbench.findings import Finding, InputError, Place, Severity


def read_group_names(path: Path, key: str) -> Mapping[str, tuple[str, ...]]:
    """Read what each row of a table (`posts.csv`, …) is called: its id, from the column `key`, name and English name, by id.

    Raises InputError where the table is not text in UTF-8 or has no such column.
    """
    names: dict[str, tuple[str, ...]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            if key not in (table.fieldnames or ()):
                facts = {"columns": key, "found": ", ".join(table.fieldnames or ())}
                raise InputError(_fault(path, "CSV_MISSING_COLUMN", facts))
            for row in table:
                texts = (row[key], row.get("name"), row.get("name_en"))
                names[str(row[key])] = tuple(text for text in texts if text)
    except (UnicodeDecodeError, csv.Error) as cause:
        raise InputError(_fault(path, "CSV_ENCODING_BROKEN", {"line": 1, "encoding": "UTF-8"})) from cause
    return MappingProxyType(names)


def _fault(path: Path, code: str, facts: Mapping[str, object]) -> Finding:
    return Finding(code=code, severity=Severity.CRITICAL, place=Place(file=str(path), row=1), facts=facts)
