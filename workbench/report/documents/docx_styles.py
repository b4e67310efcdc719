"""How a DOCX looks: fonts for Latin and Chinese letters, sizes and distances, as styles that its editors can change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from workbench.language import Language
from workbench.report.documents.docx_xml import set_fonts

TITLE: Final = "Title"
NOTE: Final = "Document Note"
CELL: Final = "Document Cell"
HEADER: Final = "Header"
CAPTION: Final = "Caption"

_INK: Final = RGBColor(0x1C, 0x25, 0x30)
_SOFT: Final = RGBColor(0x55, 0x61, 0x6E)
_ACCENT: Final = RGBColor(0x0B, 0x5C, 0x7A)
_SONG: Final = "宋体"
_HEI: Final = "黑体"


@dataclass(frozen=True, kw_only=True)
class _Look:
    """Size in points, distances before and after in points, letters and whether they are heavy; `asian` is the Chinese font."""

    size: float
    before: float
    after: float
    colour: RGBColor = _INK
    asian: str = _SONG
    weight: int = 400


_LOOKS: Final = {
    "Normal": _Look(size=10, before=0, after=5),
    TITLE: _Look(size=20, before=0, after=8, colour=_ACCENT, asian=_HEI, weight=700),
    "Heading 1": _Look(size=13, before=12, after=5, colour=_ACCENT, asian=_HEI, weight=700),
    "Heading 2": _Look(size=11, before=8, after=4, asian=_HEI, weight=700),
    HEADER: _Look(size=8, before=0, after=0, colour=_SOFT),
    CAPTION: _Look(size=8.5, before=2, after=8, colour=_SOFT),
    NOTE: _Look(size=8.5, before=2, after=4, colour=_SOFT),
    CELL: _Look(size=8.5, before=1, after=1),
}
_BOLD: Final = 700


def styled(made: Docx, language: Language) -> None:
    """Set the styles of a document; those that Word does not know are made."""
    latin = "Times New Roman" if language is Language.ZH_CN else "Arial"
    for name, look in _LOOKS.items():
        if name not in made.styles:
            made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = made.styles[name]
        if isinstance(style, ParagraphStyle):
            _apply(style, look, latin)


def _apply(style: ParagraphStyle, look: _Look, latin: str) -> None:
    set_fonts(style, "Arial" if look.asian == _HEI else latin, look.asian)
    style.font.size, style.font.color.rgb = Pt(look.size), look.colour
    style.font.bold, style.font.italic = look.weight == _BOLD, False
    style.paragraph_format.tab_stops.clear_all()  # each page has its own, as broad as it is
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(look.before), Pt(look.after)
    style.paragraph_format.line_spacing = 1.15
