"""The plain files that a user keeps, read and written: tables as CSV or sheets of a workbook, and YAML."""

from workbench.tables.cells import date_in, decimal_number, ids_in, texts_in, whole_number, yes_no_in
from workbench.tables.folder import TableFolder, read_tables
from workbench.tables.kinds import COLUMNS, TableKind, kind_of_sheet
from workbench.tables.limits import Limits
from workbench.tables.reading import kind_of_table, read_table, read_workbook
from workbench.tables.responsibilities import Letter, Responsibilities, Responsibility, normalized_responsibilities
from workbench.tables.table import Row, Table
from workbench.tables.writing import packed_workbook, table_bytes, write_table, write_workbook
from workbench.tables.yaml_file import YamlDocument, read_yaml

__all__ = [
    "COLUMNS",
    "Letter",
    "Limits",
    "Responsibilities",
    "Responsibility",
    "Row",
    "Table",
    "TableFolder",
    "TableKind",
    "YamlDocument",
    "date_in",
    "decimal_number",
    "ids_in",
    "kind_of_sheet",
    "kind_of_table",
    "normalized_responsibilities",
    "packed_workbook",
    "read_table",
    "read_tables",
    "read_workbook",
    "read_yaml",
    "table_bytes",
    "texts_in",
    "whole_number",
    "write_table",
    "write_workbook",
    "yes_no_in",
]
