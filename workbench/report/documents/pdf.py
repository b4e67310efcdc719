"""Institutional documents as PDF: set by Typst with the parts and fonts of the report, the same bytes on every machine."""

from __future__ import annotations

import json
from typing import Any, Final

import typst

from workbench.report.documents.parts import (
    Document,
    Facts,
    Heading,
    Paragraph,
    Part,
    Picture,
    Remark,
    Signatures,
    Table,
    Wide,
)
from workbench.report.documents.pictures import cuts
from workbench.report.documents.wording import Wording
from workbench.report.drawings.svg import fit_to_read
from workbench.report.html import packaged
from workbench.report.pdf import house_fonts

_WORDS: Final = ("doc-page-of",)


def render_pdf(document: Document, words: Wording) -> bytes:
    """Return a document as PDF, with bookmarks, tags for screen readers, and letters that can be searched."""
    template = (packaged("pdf_parts.typ") + packaged("documents/document.typ")).encode()
    made = typst.compile(template, font_paths=house_fonts(), sys_inputs=_inputs(document, words), timestamp=0, format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made


def _inputs(document: Document, words: Wording) -> dict[str, str]:
    """Return what the template is given: texts as data, which Typst never reads as markup."""
    page = {
        "title": fit_to_read(document.title),
        "organization": fit_to_read(document.organization),
        "header": fit_to_read(words.say("doc-header", number=document.number, version=document.version)),
        "control": _plain(document.control, words),
        "parts": [_plain(part, words) for part in document.parts],
    }
    content = {"page": page, "words": {key: words.say(key) for key in _WORDS}}
    return {"language": document.language.value, "content": json.dumps(content, ensure_ascii=False, sort_keys=True)}


def _plain(part: Part, words: Wording) -> dict[str, Any]:  # noqa: PLR0911 - one line a kind
    """Return a part as JSON has it, with the name of its kind."""
    match part:
        case Heading():
            return {"kind": "heading", "level": part.level, "text": fit_to_read(part.text)}
        case Paragraph():
            return {"kind": "paragraph", "text": fit_to_read(part.text)}
        case Remark():
            return {"kind": "remark", "text": fit_to_read(part.text)}
        case Facts():
            return {"kind": "facts", "rows": _cells(part.rows)}
        case Table():
            columns = [{"heading": fit_to_read(each.heading), "width": each.width} for each in part.columns]
            return {"kind": "table", "columns": columns, "rows": _cells(part.rows)}
        case Signatures():
            rows = [(each.act, each.post, each.name, each.day) for each in part.rows]
            return {"kind": "signatures", "headings": list(part.headings), "rows": _cells(rows)}
        case Picture():
            pieces = [{"svg": each.svg, "width": each.width, "caption": fit_to_read(each.caption)} for each in cuts(part, words)]
            return {"kind": "picture", "pieces": pieces}
        case Wide():
            return {"kind": "wide", "parts": [_plain(each, words) for each in part.parts]}


def _cells(rows: Any) -> list[list[str]]:
    return [[fit_to_read(cell) for cell in row] for row in rows]
