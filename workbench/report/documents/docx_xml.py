"""The few pieces of WordprocessingML (ECMA-376 part 1, 17) for which there is no call: fields, tabs, fonts by script."""

from __future__ import annotations

from html import escape
from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from workbench.report.drawings.svg import fit_to_read


def style_id(name: str) -> str:
    """Return the id of a style, which is its name without blanks."""
    return name.replace(" ", "")


def add_line(made: Docx, text: str, style: str) -> None:
    """Add a paragraph of some style at the end of the body (17.3.1): to look a style up costs more than all else."""
    run = f"<w:r>{letters(text)}</w:r>" if text else ""
    append(made, parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{run}</w:p>'))


def append(made: Docx, element: Any) -> None:
    """Add an element at the end of the body, before what says how its pages are."""
    body: Any = made.element.body
    body[-1].addprevious(element)


def letters(text: str) -> str:
    """Return a text as the inside of a run, escaped; a line feed begins a new line."""
    lines = (escape(line, quote=False) for line in fit_to_read(text).replace("\t", " ").split("\n"))
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field such as PAGE, which Word counts (17.16.19)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    inside: Any = paragraph._p
    inside.append(field)


def with_right_tab(paragraph: Paragraph, room: Length) -> Paragraph:
    """Return a paragraph with one tab stop, at the right end of its room."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(room, WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def set_fonts(style: ParagraphStyle, latin: str, asian: str) -> None:
    """Set the fonts of a style for each script, and its languages (17.3.2.26, 17.3.2.20); those of the theme give way.

    Latin letters are English in a Chinese document, too: as Chinese, codes such as MES.PLAN would be broken within a word.
    """
    properties: Any = style.element.get_or_add_rPr()
    for each in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:lang"))):
        properties.remove(each)
    fonts = properties.get_or_add_rFonts()
    for script, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", asian)):
        fonts.set(qn(f"w:{script}"), font)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    properties.append(spoken)


def without_gap(made: Docx) -> None:
    """Let the paragraph that ends a section take no room: after a full page it would begin another, with nothing on it.

    What stands before it is an empty paragraph behind a table, or none: that goes, and its break alone parts the sections.
    """
    ending: Any = made.element.body[-2]
    before = ending.getprevious()
    if before is not None and before.tag == qn("w:p") and not before.findall(f".//{qn('w:r')}"):
        before.getparent().remove(before)
    properties = ending.get_or_add_pPr()
    spacing = OxmlElement("w:spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), value)
    properties.insert_element_before(spacing, "w:ind", "w:jc", "w:rPr", "w:sectPr", "w:pPrChange")
