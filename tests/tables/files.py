"""Small tables and workbooks, written by the tests that read them."""

from io import BytesIO
from pathlib import Path

import openpyxl

from workbench.tables import Row, Table, TableKind, read_table


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def table_of(folder: Path, content: str | bytes, kind: TableKind = TableKind.DEPARTMENTS) -> Table:
    return read_table(written(folder, f"{kind}.csv", content), kind)


def codes(table: Table) -> list[str]:
    return [finding.code for finding in table.findings]


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    """Write a workbook as another program would: numbers as numbers, dates as dates."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    return written(folder, "enterprise.xlsx", content.getvalue())


def texts(table: Table) -> list[tuple[dict[str, str], dict[str, str]]]:
    return [(dict(row.cells), dict(row.attributes)) for row in table.rows]


def first(table: Table) -> Row:
    return table.rows[0]
