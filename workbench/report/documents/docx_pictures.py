"""Pictures of a DOCX: as PNG at the resolution of print, with what they show as text beside them."""

from __future__ import annotations

import io
from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from workbench.report.documents.docx_styles import CAPTION
from workbench.report.documents.pictures import Cut, png_of
from workbench.report.drawings.svg import fit_to_read


def add_picture(made: Docx, cut: Cut) -> None:
    """Add a piece of a picture and its caption, both on one page."""
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.line_spacing = 1  # a picture is a letter: more than one line of it would leave the page
    shape: Any = paragraph.add_run().add_picture(io.BytesIO(png_of(cut)), width=Cm(cut.width))
    shape._inline.docPr.set("descr", fit_to_read(cut.caption))
    caption = made.add_paragraph(fit_to_read(cut.caption), style=CAPTION)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
