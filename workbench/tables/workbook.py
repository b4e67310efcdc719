"""Workbooks, streamed: the cells that are there and no grid; no macro is kept, no link followed, no size believed."""

from __future__ import annotations

import re
import zipfile
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import dropwhile
from posixpath import basename, dirname, join, normpath
from typing import Final, NamedTuple
from xml.parsers import expat

from workbench.findings import Finding, InputError
from workbench.tables.faults import note, over_limit, rejection, warning
from workbench.tables.grid import cell_name, column_number
from workbench.tables.limits import Limits
from workbench.tables.plain_numbers import plain_number

_PIECE: Final = 1 << 18
_ROWS, _COLUMNS = 1 << 20, 1 << 14
_RATIO, _SHARE = 200, 8
_FROM_1900, _FROM_1904 = (datetime(*day) for day in ((1899, 12, 30), (1904, 1, 1)))  # noqa: DTZ001 - local by definition
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_DATE: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]|;.*', re.DOTALL)
_DATE_LETTER: Final = re.compile("[dmyhs年月日]", re.IGNORECASE)
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_x((?![dD][89a-fA-F])[0-9a-fA-F]{4})_")
_PLACE: Final = re.compile(r"([A-Z]{1,3})\d{1,7}")
_LAST_DAY: Final = 2_950_000


class Cell(NamedTuple):
    """A cell: its row and column from 1, the type it claims, its text (None for a formula without result), its style."""

    row: int
    column: int
    kind: str
    text: str | None
    style: int

    @property
    def place(self) -> str:
        """Return its name, such as E2."""
        return cell_name(self.row, self.column)


class Workbook:
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

    def cells(self, part: str, merges: list[str]) -> Iterator[Cell]:
        """Yield the filled cells of a sheet in order, and add its merged ranges to `merges`."""
        taken = _Taken(self)
        for _ in self._parsed(part, taken):
            yield from taken.cells
            taken.cells.clear()
        merges += taken.merges

    def said(self, cell: Cell) -> str:
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

    def is_date(self, cell: Cell) -> bool:
        """Return whether a cell holds a number that its format shows as a date or time."""
        return cell.kind == "n" and cell.style in self._dates

    def moment(self, cell: Cell) -> datetime | None:
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

    def __init__(self, book: Workbook, names: Collection[str] = ()) -> None:
        self.cells: list[Cell] = []
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
            self._column = self._next(self._column, column_number(place[1]) if place else self._column + 1, _COLUMNS)
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
                self.cells.append(Cell(self._row, self._column, kind, _unescaped(text) or None, style))
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
