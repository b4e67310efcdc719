"""Excel workbooks, streamed: the cells that are there and no grid; no macro is kept, no link followed, no size believed."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from itertools import dropwhile, groupby, islice
from posixpath import basename, dirname, join, normpath
from typing import Any, BinaryIO, Final, NamedTuple, TypeAlias
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from workbench.eventlog.arrow_table import plain_number, raw_of_columns
from workbench.eventlog.coding import times_of
from workbench.eventlog.faults import note, over_limit, rejection, warning
from workbench.eventlog.limits import Limits
from workbench.eventlog.log import MISSING, NO_TIME
from workbench.eventlog.mapping import CASE, TIMES, LogMapping, looks_like_log_table
from workbench.eventlog.raw import Coder, RawLog
from workbench.eventlog.table import attributes_of
from workbench.findings import Finding, InputError

_PREAMBLE, _NAMED, _PIECE = 20, 3, 1 << 18
_ROWS, _COLUMNS, _GRID = 1 << 20, 1 << 14, 1 << 26
_RATIO, _SHARE = 200, 8
_FROM_1900, _FROM_1904, _UNIX_EPOCH = (datetime(*day) for day in ((1899, 12, 30), (1904, 1, 1), (1970, 1, 1)))  # noqa: DTZ001 - local by definition
_MICROSECOND: Final = timedelta(microseconds=1)
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_DATE: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]|;.*', re.DOTALL)
_DATE_LETTER: Final = re.compile("[dmyhs年月日]", re.IGNORECASE)
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_x((?![dD][89a-fA-F])[0-9a-fA-F]{4})_")
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")
_ROUNDED: Final = re.compile(r"\d{15}0+|.*[eE]\+?(1[5-9]|[2-9]\d)")
_PLACE: Final = re.compile(r"([A-Z]{1,3})\d{1,7}")
_RANGE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")
_LAST_DAY: Final = 2_950_000
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError)

_Fillable: TypeAlias = tuple[NDArray[np.bool_], tuple[NDArray[Any], ...]]
"""Which rows of a column hold nothing, and the arrays that hold what the others do."""


@dataclass(frozen=True, kw_only=True)
class _Header:
    """Where a table begins: its sheet, the part that holds it, the row of its header, and column → name."""

    sheet: str
    part: str
    row: int
    names: Mapping[int, str]


def read_xlsx(file: BinaryIO, path: str, name: str, mapping: LogMapping, limits: Limits) -> RawLog:
    """Read the first sheet that bears a log's header into raw columns; lines are the sheet's rows, the hash is the caller's.

    Raises InputError for what is no workbook, encrypted, cut off or damaged, LimitError for what unpacks beyond `limits`.
    """
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as cause:
        raise _no_archive(file, path, str(cause)) from cause
    except (NotImplementedError, UnicodeDecodeError) as cause:
        raise rejection(path, "FILE_CORRUPT", {"detail": str(cause)}) from cause
    try:
        with archive:
            book = _Book(archive, path, limits)
            table = _Table(book, _header_of(book, mapping), mapping)
            table.take()
    except _DAMAGE as cause:
        raise rejection(path, "FILE_CORRUPT", {"detail": f"{type(cause).__name__}: {cause}"}) from cause
    return table.raw(name)


def _header_of(book: _Book, mapping: LogMapping) -> _Header:
    """Return the first row that bears a log's header in the first sheet that has one, else the first filled row of all."""
    filled: list[_Header] = []
    found: list[tuple[_Header, int]] = []
    for sheet, part in book.sheets.items():
        rows = groupby(book.cells(part, []), key=lambda cell: cell.row)
        for above, (row, cells) in enumerate(islice(rows, _PREAMBLE)):
            names = {cell.column: text for cell in cells if (text := book.said(cell).strip())}
            filled.append(_Header(sheet=sheet, part=part, row=row, names=names))
            if _bears_log(names.values(), mapping):
                found.append((filled[-1], above))
                break
    header, above = next(iter(found), (next((each for each in filled if each.names), None), 0))
    if header is None:
        raise rejection(book.path, "LOG_EMPTY", {"rows": 0})
    if len(header.names) > book.limits.columns:
        raise over_limit(book.path, "LIMIT_COLUMNS", {"limit": book.limits.columns}, line=header.row)
    if above:
        book.findings.append(warning(book.path, "CSV_PREAMBLE", {"count": above}, line=header.row))
    others = [sheet for sheet in book.sheets if sheet != header.sheet and any(each.sheet == sheet for each in filled)]
    if others:
        book.findings.append(note(book.path, "XLSX_SHEETS", {"sheet": header.sheet, "others": ", ".join(others)}))
    return header


def _attributes_of(header: _Header, mapping: LogMapping, book: _Book) -> Mapping[str, int]:
    """Return what `attributes_of` finds; what it says of the first line holds for the row of the header."""
    found: list[Finding] = []
    try:
        numbers = attributes_of([*header.names.values()], mapping, book.path, found)
    except InputError as cause:
        raise InputError(_at_row(cause.finding, header.row)) from cause
    book.findings += (_at_row(each, header.row) for each in found)
    return numbers


def _at_row(finding: Finding, row: int) -> Finding:
    if finding.place.line is None:
        return finding
    return replace(finding, place=replace(finding.place, line=row), facts={**finding.facts, "line": row})


class _Table:
    """The table below a header: a coder a column, the row of each record, and a count of what is odd, with its first cell."""

    def __init__(self, book: _Book, header: _Header, mapping: LogMapping) -> None:
        self._book, self._header, self._mapping = book, header, mapping
        columns = [*header.names]
        self._attributes: dict[int, list[str]] = {column: [] for column in columns}
        for attribute, number in _attributes_of(header, mapping, book).items():
            self._attributes[columns[number]].append(attribute)
        self._coders = {attribute: Coder() for named in self._attributes.values() for attribute in named}
        self._moments: dict[str, list[tuple[int, int]]] = {attribute: [] for attribute in self._coders if attribute in TIMES}
        self._lines: list[int] = []
        self._merges: list[str] = []
        self._odd: dict[str, tuple[_Cell, str]] = {}
        self._count: Counter[str] = Counter()

    def take(self) -> None:
        """Take the cells below the header; a row of which no cell stands in a column with a header is no record."""
        for cell in self._book.cells(self._header.part, self._merges):
            if cell.row <= self._header.row:
                continue
            attributes = self._attributes.get(cell.column)
            if attributes is None:
                self._note("LIMIT_CELLS" if cell.row * cell.column > _GRID else "XLSX_OUTSIDE", cell, "")
                continue
            if not self._lines or self._lines[-1] != cell.row:
                self._lines.append(cell.row)
            for attribute in attributes:
                self._put(attribute, cell)

    def raw(self, name: str) -> RawLog:
        """Return what was taken, values of merged cells filled down into their rows."""
        if not self._lines:
            raise rejection(self._book.path, "LOG_EMPTY", {"rows": 0})
        lines = np.array(self._lines, dtype=np.int32)
        columns = {attribute: coder.column(len(lines)) for attribute, coder in self._coders.items()}
        times = {each: times_of(columns.pop(each), as_text=each in self._mapping.formats) for each in self._moments}
        fillable: dict[str, _Fillable] = {each: (column.codes == MISSING, (column.codes,)) for each, column in columns.items()}
        for attribute, moments in self._moments.items():
            read = times[attribute]
            rows, values = np.array(moments, dtype=np.int64).reshape(-1, 2).T
            read.moments[rows], read.local[rows] = values, True
            empty = (read.moments == NO_TIME) & (read.odd.codes == MISSING)
            fillable[attribute] = (empty, (read.moments, read.odd.codes, read.local))
        findings = [*self._book.findings, *self._said(), *self._fill_down(fillable, lines)]
        return raw_of_columns(columns, times, lines, self._book.path, name, findings)

    def _put(self, attribute: str, cell: _Cell) -> None:
        if cell.text is None or cell.kind == "e":
            self._note("XLSX_NO_RESULT" if cell.text is None else "XLSX_ERROR_CELL", cell, cell.text or "")
            return
        row = len(self._lines) - 1
        if attribute in TIMES and (moment := self._moment(attribute, cell)) is not None:
            self._moments[attribute].append((row, (moment - _UNIX_EPOCH) // _MICROSECOND))
            return
        text = self._book.said(cell)
        if attribute == CASE and cell.kind == "n" and _ROUNDED.fullmatch(cell.text):
            self._note("CSV_SCI_ID", cell, text)
        self._coders[attribute].put(row, text)

    def _moment(self, attribute: str, cell: _Cell) -> datetime | None:
        """Return the time that a number means: a date by its format or, where no format is declared, by its five digits."""
        if self._book.is_date(cell):
            return self._book.moment(cell)
        if attribute in self._mapping.formats or cell.kind != "n" or not _SERIAL.fullmatch(cell.text or ""):
            return None
        if not self._book.is_1904:
            self._note("TIME_EXCEL_SERIAL", cell, cell.text or "")
        return self._book.moment(cell)

    def _note(self, code: str, cell: _Cell, value: str) -> None:
        self._count[code] += 1
        self._odd.setdefault(code, (cell, value))

    def _said(self) -> Iterator[Finding]:
        for code, (cell, value) in self._odd.items():
            facts = {"count": self._count[code], "cell": cell.place, "value": value, "limit": _GRID}
            yield warning(self._book.path, code, facts, line=cell.row, row=cell.row)

    def _fill_down(self, fillable: Mapping[str, _Fillable], lines: NDArray[np.int32]) -> Iterator[Finding]:
        """Give the rows of a merged range the value of its first, in its leftmost column; say how many."""
        filled: dict[str, int] = {}
        for merge in self._merges:
            corners = _RANGE.fullmatch(merge)
            if corners is None:
                continue
            first = int(np.searchsorted(lines, int(corners[2])))
            last = int(np.searchsorted(lines, int(corners[3]), side="right"))
            for attribute in self._attributes.get(_number_of(corners[1]), ()):
                empty, arrays = fillable[attribute]
                rows = first + np.flatnonzero(empty[first:last])
                if len(rows) and rows[0] != first and lines[first] == int(corners[2]):
                    for array in arrays:
                        array[rows] = array[first]
                    filled[merge] = len(rows)
        if filled:
            line = min(int(corners[2]) for corners in map(_RANGE.fullmatch, filled) if corners)
            named = ", ".join([*filled][:_NAMED]) + (", …" if len(filled) > _NAMED else "")
            yield warning(self._book.path, "XLSX_MERGED", {"ranges": named, "count": sum(filled.values())}, line=line, row=line)


def _bears_log(names: Collection[str], mapping: LogMapping) -> bool:
    """Return whether a row names case, activity and time, under names known here or those that a mapping file gives them."""
    named = {key for key, column in mapping.columns.items() if column in names}
    return looks_like_log_table([*names, *named]) and named == {*mapping.columns}


class _Cell(NamedTuple):
    """A cell: its row and column from 1, the type it claims, its text (None for a formula without result), its style."""

    row: int
    column: int
    kind: str
    text: str | None
    style: int

    @property
    def place(self) -> str:
        """Return its name, such as E2."""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{letters}{self.row}"


class _Book:
    """A workbook: its sheets, shared texts and date formats, and what was found on the way."""

    def __init__(self, archive: zipfile.ZipFile, path: str, limits: Limits) -> None:
        self.path, self.limits, self.findings = path, limits, list[Finding]()
        self._archive, self._parts = archive, {part.filename: part for part in archive.infolist()}
        self._refuse_bombs()
        main = next((part for kind, part in self._related("").values() if kind == "officeDocument"), "xl/workbook.xml")
        related = self._related(main)
        is_xml = main in self._parts and main.endswith(".xml")
        elements = self._taken(main, "sheet", "workbookPr").elements if is_xml else []
        sheets = sorted((each for kind, each in elements if kind == "sheet"), key=lambda each: each.get("state", "") != "")
        parts = {each.get("name", ""): related.get(each.get("id", ""), ("", "")) for each in sheets}
        self.sheets = {sheet: part for sheet, (kind, part) in parts.items() if kind == "worksheet"}
        if not self.sheets:
            found = f"a zip archive without worksheets ({main if main in self._parts else 'no workbook'})"
            raise rejection(path, "FILE_WRONG_FORMAT", {"found": found, "wanted": "XLSX"})
        self.is_1904 = any(each.get("date1904") in ("1", "true") for _, each in elements)
        if self.is_1904:
            self.findings.append(note(path, "XLSX_DATE1904", {}))
        part_of = {kind: part for kind, part in related.values() if part in self._parts}
        self._strings = self._taken(part_of["sharedStrings"]).texts if "sharedStrings" in part_of else []
        self._dates = self._date_styles(part_of["styles"]) if "styles" in part_of else frozenset[int]()
        if any(part.casefold().endswith("vbaproject.bin") for part in self._parts):
            self.findings.append(warning(path, "XLSX_MACRO", {}))
        if "externalLink" in part_of:
            self.findings.append(note(path, "XLSX_LINKS", {}))

    def cells(self, part: str, merges: list[str]) -> Iterator[_Cell]:
        """Yield the filled cells of a sheet in order, and add its merged ranges to `merges`."""
        taken = _Taken(self)
        for _ in self._parsed(part, taken):
            yield from taken.cells
            taken.cells.clear()
        merges += taken.merges

    def said(self, cell: _Cell) -> str:
        """Return what a cell says as a CSV has it: dates as ISO 8601, numbers as people write them."""
        text = cell.text or ""
        if cell.kind == "s":
            number = _whole(text)
            if not 0 <= number < len(self._strings):
                raise self.corrupt(f"{cell.place} refers to shared text {text[:20]} of {len(self._strings)}")
            text = self._strings[number]
        elif cell.kind == "b":
            text = {"1": "true", "0": "false"}.get(text, text)
        elif cell.kind == "n":
            text = _date(self.moment(cell), text) if self.is_date(cell) else plain_number(text)
        if len(text) > self.limits.value_characters:
            raise over_limit(self.path, "LIMIT_FIELD", {"limit": self.limits.value_characters}, line=cell.row)
        return text

    def is_date(self, cell: _Cell) -> bool:
        """Return whether a cell holds a number that its format shows as a date or time."""
        return cell.kind == "n" and cell.style in self._dates

    def moment(self, cell: _Cell) -> datetime | None:
        """Return the local time that a serial number means, None where it has no day or none that a calendar holds."""
        days = _days(cell.text or "")
        if not 1 <= days < _LAST_DAY:
            return None
        leap = 1 if days < 60 and not self.is_1904 else 0
        zero = _FROM_1904 if self.is_1904 else _FROM_1900
        return zero + timedelta(days=leap, milliseconds=round(days * 86_400_000))

    def _refuse_bombs(self) -> None:
        """Refuse, before anything is unpacked, what declares to outgrow the limit; no part yields more than it declares."""
        parts = self._archive.infolist()
        limit = self.limits.unpacked_from(sum(part.compress_size for part in parts))
        if sum(part.file_size for part in parts) > limit:
            raise over_limit(self.path, "LIMIT_UNPACKED", {"limit": limit})
        if any(part.flag_bits & 1 for part in parts):
            raise rejection(self.path, "XLSX_ENCRYPTED")
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise self.corrupt("a compression that XLSX does not know")
        if any(part.header_offset < 0 for part in parts):
            raise self.corrupt("the zip directory names parts outside the file")
        for part in parts:
            bearable = max(limit // _SHARE, _RATIO * part.compress_size)
            if part.file_size > bearable:
                raise over_limit(self.path, "LIMIT_UNPACKED", {"limit": bearable})

    def _parsed(self, part: str, taken: _Taken) -> Iterator[None]:
        """Have a part taken piece by piece; a document type is refused."""
        if part not in self._parts:
            raise self.corrupt(f"part {part} missing")
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = taken.start, taken.end, taken.text
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        with self._archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
                yield
        parser.Parse(b"", True)
        yield

    def _taken(self, part: str, *names: str) -> _Taken:
        """Return all of a part that is no sheet: its texts, and its elements of some names."""
        taken = _Taken(self, names)
        deque(self._parsed(part, taken), maxlen=0)
        return taken

    def _refuse_document_type(self, *_: object) -> None:
        raise rejection(self.path, "XML_DTD_FORBIDDEN", line=1)

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id → (kind, part) of what a part names beside it; what lies outside the file is never followed."""
        relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
        if relations not in self._parts:
            return {}
        elements = [each for _, each in self._taken(relations, "Relationship").elements]
        return {
            each.get("Id", ""): (basename(each.get("Type", "")), normpath(join("/", dirname(part), each.get("Target", "")))[1:])
            for each in elements
            if each.get("TargetMode") != "External"
        }

    def _date_styles(self, part: str) -> frozenset[int]:
        """Return the styles that show a number as a date."""
        elements = self._taken(part, "numFmt", "cellXfs", "xf").elements
        formats = {each.get("numFmtId", ""): each.get("formatCode", "") for name, each in elements if name == "numFmt"}
        styles = dropwhile(lambda element: element[0] != "cellXfs", elements)
        numbers = [each.get("numFmtId", "0") for name, each in styles if name == "xf"]
        dates = {number for number in {*numbers} if _shows_date(formats.get(number), number)}
        return frozenset(style for style, number in enumerate(numbers) if number in dates)

    def corrupt(self, detail: str) -> InputError:
        """Return the error that a part of the workbook is damaged."""
        return rejection(self.path, "FILE_CORRUPT", {"detail": detail})


class _Taken:
    """What was taken from a part: filled cells and merged ranges, shared texts, elements of some names with their attributes."""

    def __init__(self, book: _Book, names: Collection[str] = ()) -> None:
        self.cells: list[_Cell] = []
        self.merges: list[str] = []
        self.texts: list[str] = []
        self.elements: list[tuple[str, Mapping[str, str]]] = []
        self._book, self._names = book, names
        self._row = self._column = 0
        self._attributes: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._listens = self._is_guide = self._has_formula = self._has_value = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element; that of a cell tells its place, which must follow the one before."""
        name = tag.rpartition("}")[2]
        if name == "c":
            self._attributes, self._pieces = attributes, []
            self._has_formula = self._has_value = False
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self._column = self._next(self._column, _number_of(place[1]) if place else self._column + 1, _COLUMNS)
        elif name in ("v", "t"):
            self._listens = self._has_value = not self._is_guide
        elif name == "row":
            self._row, self._column = self._next(self._row, _whole(attributes.get("r", str(self._row + 1))), _ROWS), 0
        elif name == "si":
            self._pieces = []
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._is_guide = True
        elif name == "mergeCell":
            self._next(0, len(self.merges) + 1, _ROWS)
            self.merges.append(attributes.get("ref", ""))
        if name in self._names:
            self._next(0, len(self.elements) + 1, _ROWS)
            self.elements.append((name, {key.rpartition("}")[2]: value for key, value in attributes.items()}))

    def end(self, tag: str) -> None:
        """End an element; a cell that holds neither text nor a formula without result is none."""
        name = tag.rpartition("}")[2]
        if name in ("v", "t"):
            self._listens = False
        elif name == "c":
            text = "".join(self._pieces)
            if text or (self._has_formula and not self._has_value):
                kind, style = self._attributes.get("t", "n"), _whole(self._attributes.get("s", "0"))
                self.cells.append(_Cell(self._row, self._column, kind, _unescaped(text) or None, style))
        elif name == "si":
            self.texts.append(_unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._is_guide = False

    def text(self, content: str) -> None:
        """Take a piece of text."""
        if self._listens:
            self._pieces.append(content)

    def _next(self, before: int, number: int, last: int) -> int:
        if not before < number <= last:
            raise self._book.corrupt(f"row, column or element {number} after {before}")
        return number


def _no_archive(file: BinaryIO, path: str, detail: str) -> InputError:
    """Say what a file is that is no zip archive."""
    file.seek(0)
    start = file.read(1 << 26)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in start:
            return rejection(path, "XLSX_ENCRYPTED")
        return rejection(path, "FILE_WRONG_FORMAT", {"found": "an old Excel workbook (XLS)", "wanted": "XLSX"})
    if start.startswith(b"PK"):
        return rejection(path, "FILE_TRUNCATED", {"detail": f"zip: {detail}"})
    text = start[: 1 << 12].lower()
    found = (
        "an HTML table" if b"<html" in text or b"<table" in text else "XML" if text.lstrip().startswith(b"<") else "another file"
    )
    return rejection(path, "FILE_WRONG_FORMAT", {"found": found, "wanted": "XLSX"})


def _shows_date(code: str | None, number: str) -> bool:
    """Return whether a number format, a workbook's own or one known by its number, shows a date or a time of day."""
    if code is None:
        return _whole(number) in _DATES
    return bool(_DATE_LETTER.search(_NO_DATE.sub("", code))) and not _ELAPSED.search(code)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _whole(text: str) -> int:
    """Return a whole number, -1 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


@cache
def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _days(serial: str) -> float:
    """Return a serial number of days, -1 for what is none."""
    try:
        return float(serial)
    except ValueError:
        return -1.0


def _date(moment: datetime | None, serial: str) -> str:
    """Return a date, a date with its time or, where a serial number has no day, a time of day."""
    if moment is not None:
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
    days = _days(serial)
    return (_FROM_1904 + timedelta(seconds=round(days * 86_400))).time().isoformat() if 0 <= days < 1 else plain_number(serial)
