"""Tables of a DOCX: columns as broad as they are told, headings again on each page, rows that are not torn.

They are written as WordprocessingML (ECMA-376 part 1, 17.4) at once: a call for each cell takes a second a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
_SMALL_TABLE: Final = 8
"""A table of no more rows than these stays on one page."""

_HALVES: Final = 2
_TWENTIETHS: Final = 20
"""Sizes of letters are told in half points, heights in twentieths of one."""


@dataclass(frozen=True, kw_only=True)
class _RowLook:
    """How the cells of a row look: letters in points, and what is said of the row, its ground, paragraphs and letters."""

    size: float
    row: str = ""
    ground: str = ""
    paragraph: str = ""
    letters: str = ""


def add_table(
    made: Docx, columns: Sequence[Column], rows: Sequence[Sequence[str]], room: Length, size: float = 8.5, height: float = 0
) -> None:
    """Add a table with letters of some size, and rows of a least height, both in points; without headings no row bears them.

    A row with fewer cells than there are columns has a last cell across the rest.
    """
    widths = _widths(columns, room)
    plain = _RowLook(size=size)
    if height:
        tall = f'<w:trHeight w:val="{round(height * _TWENTIETHS)}" w:hRule="atLeast"/>'
        plain = _RowLook(size=size, row=tall, ground='<w:vAlign w:val="center"/>')
    lines = [_row(row, widths, look) for row, look in zip(rows, _together(plain, len(rows)), strict=True)]
    if any(each.heading for each in columns):
        head = _RowLook(size=size, row="<w:tblHeader/>", ground=_WASH, paragraph="<w:keepNext/>", letters="<w:b/>")
        lines.insert(0, _row([each.heading for each in columns], widths, head))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{_properties(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>")
    append(made, table)
    add_line(made, "", NOTE)


def _together(look: _RowLook, count: int) -> list[_RowLook]:
    """Return the look of each row: those of a small table are kept together, each with the next."""
    kept = replace(look, paragraph="<w:keepNext/>") if count <= _SMALL_TABLE else look
    return [*([kept] * (count - 1)), *([look] * (count > 0))]


def _widths(columns: Sequence[Column], room: Length) -> list[int]:
    whole = sum(each.width for each in columns)
    return [int(room * each.width / whole) // _TWIP for each in columns]


def _properties(width: int) -> str:
    """Return the properties of a table in the order of its schema: width, rules, layout, margins (17.4.59)."""
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{_RULES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
    )


def _row(said: Sequence[str], widths: Sequence[int], look: _RowLook) -> str:
    """Return a row that no page tears; one of headings stands again on each page (17.4.78)."""
    return f"<w:tr><w:trPr><w:cantSplit/>{look.row}</w:trPr>{''.join(_cells(said, widths, look))}</w:tr>"


def _cells(said: Sequence[str], widths: Sequence[int], look: _RowLook) -> Iterator[str]:
    for place, text in enumerate(said):
        spanned = len(widths) - place if place == len(said) - 1 else 1
        span = f'<w:gridSpan w:val="{spanned}"/>' if spanned > 1 else ""
        width = f'<w:tcW w:w="{sum(widths[place : place + spanned])}" w:type="dxa"/>'
        style = f'<w:pPr><w:pStyle w:val="{style_id(CELL)}"/>{look.paragraph}</w:pPr>'
        run = f'<w:r><w:rPr>{look.letters}<w:sz w:val="{round(look.size * _HALVES)}"/></w:rPr>{letters(text)}</w:r>'
        yield f"<w:tc><w:tcPr>{width}{span}{look.ground}</w:tcPr><w:p>{style}{run}</w:p></w:tc>"
