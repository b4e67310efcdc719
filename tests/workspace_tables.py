"""Small workspaces written as their users write them: one text a table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.findings import Finding
from workbench.tables import TableFolder, read_tables

_FOLDER = {
    "organization": (
        "departments posts persons responsibilities delegations separation_of_duties coordination authority hosts teams"
    ),
    "technology": "systems functions integrations permissions accounts",
    "information": "data_objects crud",
}


def models(root: Path, **tables: str) -> Path:
    """Write tables, each named and given as the lines of a CSV file, and return the folder `models`."""
    for name, text in tables.items():
        folder = next((each for each, names in _FOLDER.items() if name in names.split()), "")
        path = root / "models" / folder / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (line.strip() for line in text.strip().splitlines())
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root / "models"


def tables(root: Path, **texts: str) -> TableFolder:
    """Write tables and read them."""
    return read_tables(models(root, **texts))


def said(findings: Iterable[Finding]) -> list[tuple[str, int | None]]:
    """Return code and row of each finding."""
    return [(each.code, each.place.row) for each in findings]
