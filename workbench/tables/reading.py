"""Tables read: the header found and understood, rows under standard names, everything odd said with its row and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from workbench.findings import Finding, Place, Severity
from workbench.tables.cautions import names_a_secret, runs_as_formula
from workbench.tables.csv_fields import delimiter_of, fields_up_to, first_lines
from workbench.tables.encoding import text_of
from workbench.tables.faults import note, rejection, warning
from workbench.tables.grid import cell_name
from workbench.tables.kinds import COLUMNS, TableKind, columns_named, kind_of_sheet, missing_columns
from workbench.tables.limits import Limits
from workbench.tables.records import DELIMITERS, Record, Sheet, content_of, first_records, is_workbook, sheets_in, text_records
from workbench.tables.responsibilities import Form, form_of, is_letter_like
from workbench.tables.table import Row, Table, source_of

_PREAMBLE: Final = 20
_DEFAULT: Final = Limits()


@dataclass(frozen=True, kw_only=True)
class _Header:
    """Where a table begins, how its columns are called as written, and which of them are known; columns count from 1."""

    row: int
    written: Mapping[int, str]
    known: Mapping[int, str]

    def name(self, column: int) -> str:
        return self.known.get(column, self.written[column])


def read_table(path: Path, kind: TableKind, limits: Limits = _DEFAULT) -> Table:
    """Read a table from a CSV file, or from that sheet of a workbook which bears its name, or from the only one there is.

    Encoding and delimiter are told by content and said where guessed. Raises UsageError where the file cannot be opened,
    LimitError beyond `limits`, InputError where a required column is missing or the bytes are no table.
    """
    content = content_of(path, limits)
    if not is_workbook(content):
        findings: list[Finding] = []
        text = text_of(content, str(path), findings)
        records = _split(text, kind, str(path), limits, findings)
        return _table(records, kind, path, None, findings)
    sheets = sheets_in(content, str(path), limits)
    sheet = next((each for each in sheets if kind_of_sheet(each.title) is kind), sheets[0] if len(sheets) == 1 else None)
    if sheet is None:
        found = ", ".join(each.title for each in sheets)
        raise rejection(str(path), "TABLE_NO_SHEET", {"wanted": f"{kind} / {COLUMNS[kind].title}", "found": found})
    return _table(sheet.records, kind, path, sheet.title, list(sheet.findings))


def read_workbook(path: Path, limits: Limits = _DEFAULT) -> tuple[Table, ...]:
    """Read every sheet of a workbook that bears the file name or the Chinese title of a table; empty sheets are none.

    Sheets of other names are noted with the first table. Raises InputError where two sheets hold one kind of table or none
    holds any, and what `read_table` raises.
    """
    sheets = known_sheets(path, limits)
    first, *others = (sheet_table(each, kind, path) for kind, each in sheets.of_kind.items())
    return (replace(first, findings=(*first.findings, *sheets.findings)), *others)


@dataclass(frozen=True, kw_only=True)
class KnownSheets:
    """The sheets of a workbook that are tables, and what is said of the others."""

    of_kind: Mapping[TableKind, Sheet]
    findings: tuple[Finding, ...]


def known_sheets(path: Path, limits: Limits = _DEFAULT) -> KnownSheets:
    """Return the sheets of a workbook that bear the name of a table, not yet read as such; at least one.

    Raises as `read_workbook` does, but for what is wrong with one sheet.
    """
    sheets = sheets_in(content_of(path, limits), str(path), limits)
    chosen: dict[TableKind, Sheet] = {}
    for sheet in sheets:
        kind = kind_of_sheet(sheet.title)
        if kind is not None and sheet.records:
            if kind in chosen:
                facts = {"first": source_of(path, chosen[kind].title), "second": source_of(path, sheet.title)}
                raise rejection(str(path), "TABLE_TWICE", facts)
            chosen[kind] = sheet
    if not chosen:
        titles = ", ".join(columns.title for columns in COLUMNS.values())
        raise rejection(str(path), "TABLE_NO_SHEET", {"wanted": titles, "found": ", ".join(each.title for each in sheets)})
    unknown = [each.title for each in sheets if kind_of_sheet(each.title) is None]
    told = (note(str(path), "TABLE_SHEETS", {"sheets": ", ".join(unknown)}),) if unknown else ()
    return KnownSheets(of_kind=MappingProxyType(chosen), findings=told)


def sheet_table(sheet: Sheet, kind: TableKind, path: Path) -> Table:
    """Read a sheet as a table. Raises InputError where a required column is missing."""
    return _table(sheet.records, kind, path, sheet.title, list(sheet.findings))


def kind_of_table(path: Path, limits: Limits = _DEFAULT) -> TableKind | None:
    """Return which table a file holds, told by its headers in either language; None for another file.

    Of several kinds whose required columns are there, the one that the file or the sheet is named after is meant, else the one
    that knows most headers. Whether a file is an event log is to be asked before: a log has departments and systems, too.
    Raises what `read_table` raises for bytes that are no text.
    """
    content = content_of(path, limits)
    if is_workbook(content):
        sheets = sheets_in(content, str(path), limits)
        return next((kind for each in sheets if (kind := _kind_of(each.records, each.title))), None)
    text = text_of(content, str(path), [])
    kinds = (_kind_of(first_records(text, delimiter, limits), path.stem) for delimiter in DELIMITERS)
    return next((kind for kind in kinds if kind), None)


def _kind_of(records: Sequence[Record], name: str) -> TableKind | None:
    named = kind_of_sheet(name)
    if named is not None and _header_in(records, named) is not None:
        return named

    def fit(kind: TableKind) -> tuple[int, int]:
        header = _header_in(records, kind)
        return (len(header.known), len(COLUMNS[kind].required)) if header and _is_meant(header, kind, records) else (0, 0)

    best = max(TableKind, key=fit)
    return best if fit(best)[0] else None


def _is_meant(header: _Header, kind: TableKind, records: Sequence[Record]) -> bool:
    """Return whether half of the headers are known or, in a matrix of posts that can bear any name, most cells are letters."""
    if kind is not TableKind.RESPONSIBILITIES or form_of([*map(header.name, header.written)]) is not Form.MATRIX:
        return 2 * len(header.known) >= len(header.written)
    posts = header.written.keys() - header.known.keys()
    cells = [text for each in records if each.row > header.row for column, text in each.cells.items() if column in posts]
    return 2 * sum(map(is_letter_like, cells)) > len(cells)


def _split(text: str, kind: TableKind, path: str, limits: Limits, findings: list[Finding]) -> tuple[Record, ...]:
    """Split a text at the delimiter under which its header is that of a kind, else at the most regular one."""
    for delimiter in DELIMITERS:
        if _header_in(first_records(text, delimiter, limits), kind) is not None:
            break
    else:
        with fields_up_to(limits.value_characters):
            delimiter = delimiter_of(first_lines(text))
    if delimiter != ",":
        findings.append(note(path, "CSV_DELIMITER", {"delimiter": "TAB" if delimiter == "\t" else delimiter}))
    return text_records(text, delimiter, path, limits)


def _header_in(records: Sequence[Record], kind: TableKind) -> _Header | None:
    """Return, of the first rows that bear the required columns of a kind, the one that bears most; None where none does.

    A title above the header may be the name of a column, too.
    """
    headers = (_header(record, kind) for record in records[:_PREAMBLE])
    return max((each for each in headers if not _missing(each, kind)), key=lambda each: len(each.known), default=None)


def _header(record: Record, kind: TableKind) -> _Header:
    columns = [*record.cells]
    known = columns_named([*record.cells.values()], kind)
    return _Header(row=record.row, written=record.cells, known={columns[n]: name for n, name in known.items()})


def _missing(header: _Header, kind: TableKind) -> tuple[str, ...]:
    missing = missing_columns(header.known.values(), kind)
    if missing or kind is not TableKind.RESPONSIBILITIES or form_of([*map(header.name, header.written)]):
        return missing
    return tuple(each for each in ("post_id", "letter") if each not in header.known.values())


def _table(records: Sequence[Record], kind: TableKind, path: Path, sheet: str | None, findings: list[Finding]) -> Table:
    """Make a table of records: the rows below the header, with all that is said of header and cells."""
    source = source_of(path, sheet)
    header = _header_in(records, kind)
    if header is None:
        if not records:
            raise rejection(source, "FILE_EMPTY")
        first = _header(records[0], kind)
        facts = {"columns": ", ".join(_missing(first, kind)), "found": ", ".join(first.written.values())}
        raise rejection(source, "CSV_MISSING_COLUMN", facts, line=first.row)
    above = sum(each.row < header.row for each in records)
    if above:
        findings.append(warning(source, "CSV_PREAMBLE", {"count": above}, line=header.row))
    below = [each for each in records if each.row > header.row]
    kept = _kept(header, source, findings)
    rows = tuple(row for each in below if (row := _row(each, header, kept, source)) is not None)
    columns = tuple(header.name(column) for column in kept)
    findings += (
        *_unknown(kept, header, kind, source),
        *_outside(below, header, source),
        *_formulas(rows, source),
        *_blank(rows, kind),
    )
    return Table(kind=kind, path=path, sheet=sheet, columns=columns, rows=rows, findings=tuple(findings))


def _kept(header: _Header, source: str, findings: list[Finding]) -> tuple[int, ...]:
    """Return the columns that are kept: not those that hold secrets, and of one name the first."""
    kept: dict[str, int] = {}
    for column, written in header.written.items():
        facts = {"column": written, "row": header.row}
        if names_a_secret(written) and column not in header.known:
            findings.append(_at(source, "SECRET_IN_INPUT", header.row, written, facts))
        elif header.name(column) in kept:
            findings.append(_at(source, "CSV_DUP_COLUMN", header.row, written, facts))
        else:
            kept[header.name(column)] = column
    return tuple(kept.values())


def _row(record: Record, header: _Header, kept: Sequence[int], source: str) -> Row | None:
    """Return a record under the names of its columns; None where none of its cells stands below a header that is kept."""
    filled = [(column, record.cells[column]) for column in kept if column in record.cells]
    if not filled:
        return None
    return Row(
        place=Place(file=source, row=record.row),
        cells=MappingProxyType({header.known[column]: text for column, text in filled if column in header.known}),
        attributes=MappingProxyType({header.written[column]: text for column, text in filled if column not in header.known}),
    )


def _unknown(kept: Sequence[int], header: _Header, kind: TableKind, source: str) -> Iterator[Finding]:
    """List the columns that are kept as attributes; those of a matrix are posts."""
    unknown = [header.written[column] for column in kept if column not in header.known]
    if unknown and (kind is not TableKind.RESPONSIBILITIES or form_of([*map(header.name, kept)]) is not Form.MATRIX):
        yield note(source, "TABLE_UNKNOWN_COLUMNS", {"columns": ", ".join(unknown)}, line=header.row)


def _outside(records: Iterable[Record], header: _Header, source: str) -> Iterator[Finding]:
    """Say, once, that cells stand in columns without a header, as all do behind a delimiter that was not quoted."""
    cells = [(each.row, column) for each in records for column in each.cells if column not in header.written]
    if cells:
        row, column = cells[0]
        facts = {"row": row, "cell": cell_name(row, column), "count": len(cells)}
        yield _at(source, "TABLE_OUTSIDE", row, None, facts)


def _formulas(rows: Sequence[Row], source: str) -> Iterator[Finding]:
    """Say of each column that has some, and where first, that cells would run as formulas in a spreadsheet."""
    found: dict[str, tuple[Row, str]] = {}
    count: Counter[str] = Counter()
    for row in rows:
        for column, text in (*row.cells.items(), *row.attributes.items()):
            if runs_as_formula(text):
                found.setdefault(column, (row, text))
                count[column] += 1
    for column, (row, text) in found.items():
        facts = {"column": column, "value": text, "count": count[column]}
        yield _at(source, "TEXT_FORMULA", row.place.row, column, facts)


def _blank(rows: Iterable[Row], kind: TableKind) -> Iterator[Finding]:
    """Say of each row which of the cells that must not be blank are."""
    for row in rows:
        for column in COLUMNS[kind].filled:
            if column not in row.cells:
                yield _at(row.place.file, "TABLE_BLANK", row.place.row, column, {"column": column})


def _at(source: str | None, code: str, row: int | None, column: str | None, facts: Mapping[str, object]) -> Finding:
    place = Place(file=source, row=row, column=column)
    named = (code, *(str(each) for each in (row, column) if each is not None))
    facts = {"line": row, "row": row, **facts}
    return Finding(code=code, severity=Severity.MINOR, place=place, facts=facts, scope=source or "", object=named)
