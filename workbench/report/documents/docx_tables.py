"""Tables of a DOCX: columns as broad as they are told, headings again on each page, rows that are not torn.

They are written as WordprocessingML (ECMA-376 part 1, 17.4) at once: a call for each cell takes a second a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

from workbench.report.documents.docx_styles import CELL, NOTE
from workbench.report.documents.docx_xml import add_line, append, letters, style_id
from workbench.report.documents.parts import Column

_TWIP: Final = 635
"""Twips are the twentieth part of a point; lengths are in EMU."""

_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULES: Final = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B8C2CC"/>' for side in _SIDES)
_MARGINS: Final = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
_WASH: Final = '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/>'
_HALVES: Final = 2
"""Sizes of letters are told in half points."""


def add_table(made: Docx, columns: Sequence[Column], rows: Sequence[Sequence[str]], room: Length, size: float = 8.5) -> None:
    """Add a table with letters of some size in points; columns without any heading have no heading row.

    A row with fewer cells than there are columns has a last cell across the rest.
    """
    widths = _widths(columns, room)
    headings = [each.heading for each in columns] if any(each.heading for each in columns) else None
    lines = [] if headings is None else [_row(headings, widths, size, "<w:tblHeader/>", (_WASH, "<w:keepNext/>", "<w:b/>"))]
    lines += [_row(row, widths, size, "", ("", "", "")) for row in rows]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{_properties(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>")
    append(made, table)
    add_line(made, "", NOTE)


def _widths(columns: Sequence[Column], room: Length) -> list[int]:
    whole = sum(each.width for each in columns)
    return [int(room * each.width / whole) // _TWIP for each in columns]


def _properties(width: int) -> str:
    """Return the properties of a table in the order of its schema: width, rules, layout, margins (17.4.59)."""
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{_RULES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
    )


def _row(said: Sequence[str], widths: Sequence[int], size: float, repeated: str, look: tuple[str, str, str]) -> str:
    cells = "".join(_cells(said, widths, f'<w:sz w:val="{round(size * _HALVES)}"/>', look))
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cells(said: Sequence[str], widths: Sequence[int], size: str, look: tuple[str, str, str]) -> Iterator[str]:
    ground, kept, weight = look
    for place, text in enumerate(said):
        spanned = len(widths) - place if place == len(said) - 1 else 1
        span = f'<w:gridSpan w:val="{spanned}"/>' if spanned > 1 else ""
        width = f'<w:tcW w:w="{sum(widths[place : place + spanned])}" w:type="dxa"/>'
        style = f'<w:pPr><w:pStyle w:val="{style_id(CELL)}"/>{kept}</w:pPr>'
        run = f"<w:r><w:rPr>{weight}{size}</w:rPr>{letters(text)}</w:r>"
        yield f"<w:tc><w:tcPr>{width}{span}{ground}</w:tcPr><w:p>{style}{run}</w:p></w:tc>"
