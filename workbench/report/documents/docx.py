"""Institutional documents as DOCX: real headings and tables that people can go on editing; the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Final

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section
from docx.shared import Cm, Length

from workbench.report.documents.docx_pictures import add_picture
from workbench.report.documents.docx_styles import HEADER, NOTE, TITLE, styled
from workbench.report.documents.docx_tables import add_table
from workbench.report.documents.docx_xml import add_field, add_line, with_right_tab, without_gap
from workbench.report.documents.parts import (
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Remark,
    Signatures,
    Table,
    Upright,
    Wide,
)
from workbench.report.documents.pictures import cuts
from workbench.report.documents.wording import Wording
from workbench.report.drawings.svg import fit_to_read

_A4: Final = (Cm(21), Cm(29.7))
_SIDE: Final = Cm(2)
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""When every part of the archive is said to be made: a clock would give other bytes each time."""

_TO_SIGN: Final = 24
"""The height in points that a signature needs."""

_MANY: Final = 8
_PLAIN: Final = 8.5
_SMALL: Final = 7.5
"""Letters of tables in points: with more columns than `_MANY` they are smaller."""


def render_docx(document: Document, words: Wording) -> bytes:
    """Return a document as DOCX (ECMA-376): A4, header and footer on each page, table headings again on each page."""
    made = docx.Document()
    _describe(made, document)
    styled(made, document.language)
    _set_up(made.sections[0], document, words)
    add_line(made, document.title, TITLE)
    _add_control(made, document.control)
    for part in document.parts:
        if isinstance(part, Wide):
            _set_up(_turned(made, WD_ORIENT.LANDSCAPE), document, words)
            for each in part.parts:
                _add(made, each, words)
            _set_up(_turned(made, WD_ORIENT.PORTRAIT), document, words)
        else:
            _add(made, part, words)
    return _settled(made)


def _describe(made: Docx, document: Document) -> None:
    """Set what the file says of itself; its day is the effective date, the picture of an empty page is left out."""
    moment = datetime.combine(document.effective, time(), UTC).replace(tzinfo=None)
    about = made.core_properties
    about.title, about.author, about.last_modified_by = map(fit_to_read, (document.title, *(document.organization,) * 2))
    about.identifier, about.version, about.language = (
        fit_to_read(document.number),
        fit_to_read(document.version),
        document.language.value,
    )
    about.comments, about.keywords, about.subject, about.category = "", "", "", ""
    about.created = about.modified = moment
    about.revision = 1
    relations = made.part.package.rels if made.part.package is not None else {}
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[key]


def _turned(made: Docx, orientation: WD_ORIENT) -> Section:
    """Begin a section of pages that stand upright, or lie on their side."""
    section: Section = made.add_section(WD_SECTION.NEW_PAGE)
    without_gap(made)
    section.orientation = orientation
    return section


def _set_up(section: Section, document: Document, words: Wording) -> None:
    is_wide = section.orientation is WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = reversed(_A4) if is_wide else _A4
    section.left_margin = section.right_margin = _SIDE
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(1.8)
    section.header_distance = section.footer_distance = Cm(1)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    room = _room(section)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.style = foot.style = HEADER
    with_right_tab(head, room).add_run(
        fit_to_read(f"{document.title}\t{words.say('doc-header', number=document.number, version=document.version)}")
    )
    with_right_tab(foot, room).add_run(f"{fit_to_read(document.organization)}\t")
    for word, field in _page_of(words):
        foot.add_run(word)
        if field:
            add_field(foot, field)


def _page_of(words: Wording) -> list[tuple[str, str]]:
    """Return the sentence about the page cut at its gaps: words, and the field that follows them."""
    said, marks = words.say("doc-page-of", page="\x01", pages="\x02"), {"\x01": "PAGE", "\x02": "NUMPAGES"}
    cut: list[tuple[str, str]] = []
    word = ""
    for letter in said:
        if letter in marks:
            cut.append((word, marks[letter]))
            word = ""
        else:
            word += letter
    return [*cut, (word, "")]


def _room(section: Section) -> Length:
    width = section.page_width or _A4[0]
    return Length(width - 2 * _SIDE)


def _add_control(made: Docx, control: Facts) -> None:
    """Add the table of control data: what comes first across the whole, the others two in a line."""
    first, *rest = control.rows
    pairs = [tuple(cell for row in rest[place : place + 2] for cell in row) for place in range(0, len(rest), 2)]
    add_table(made, _bare(1.2, 2.4, 1.2, 2.4), [first, *pairs], _room(made.sections[-1]))


def _bare(*widths: float) -> tuple[Column, ...]:
    return tuple(Column(heading="", width=each) for each in widths)


def _add(made: Docx, part: Upright, words: Wording) -> None:
    room = _room(made.sections[-1])
    match part:
        case Heading():
            add_line(made, part.text, f"Heading {part.level}")
        case Paragraph():
            add_line(made, part.text, "Normal")
        case Remark():
            add_line(made, part.text, NOTE)
        case Facts():
            add_table(made, _bare(1, 3.6), part.rows, room)
        case Table():
            add_table(made, part.columns, part.rows, room, _SMALL if len(part.columns) > _MANY else _PLAIN)
        case Signatures():
            columns = zip(part.headings, (0.7, 1.4, 1.6, 1.0), strict=True)
            rows = [(each.act, each.post, each.name, each.day) for each in part.rows]
            add_table(made, [Column(heading=heading, width=width) for heading, width in columns], rows, room, 9, _TO_SIGN)
        case Picture():
            for piece in cuts(part, words):
                add_picture(made, piece)


def _settled(made: Docx) -> bytes:
    """Return the file with every part of its archive at the same moment."""
    raw, out = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(part))
    return out.getvalue()
