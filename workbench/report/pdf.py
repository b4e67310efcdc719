"""The report on paper: the page as data, set by Typst with the fonts that come along, the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import typst

from workbench.atomic import write_atomically
from workbench.language import Language, catalogue
from workbench.process import AccountRow, tag_in_words
from workbench.report.diagrams.still_diagram import looks_of, still_svg
from workbench.report.drawings.svg import fit_to_read, with_style
from workbench.report.html import packaged
from workbench.report.page import Diagram, Drawing, Texts
from workbench.report.report_page import ReportPage
from workbench.report.summary import summarize
from workbench.study import Assessment

_FONTS: Final = "noto_cjk_sans_otc"
_MOMENT: Final = 0
"""When every document is said to be made (seconds since 1970): a clock would give other bytes each time."""


def write_pdf(assessment: Assessment, path: str | Path, language: Language | None = None) -> None:
    """Write the report of an assessment as PDF, whole or not at all; the same assessment gives the same bytes."""
    speech = language or assessment.study.language
    write_atomically(Path(path), render_pdf(summarize(assessment, speech), speech))


def render_pdf(page: ReportPage, language: Language) -> bytes:
    """Return a report as a PDF in one language, with bookmarks, tags for screen readers, and letters that can be searched."""
    made = typst.compile(
        _template(), font_paths=house_fonts(), sys_inputs=pdf_inputs(page, language), timestamp=_MOMENT, format="pdf"
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was expected")
    return made


def pdf_inputs(page: ReportPage, language: Language) -> dict[str, str]:
    """Return what the template is given: texts as data, which Typst never reads as markup."""
    content = {"page": _plain(page, language), "words": dict(catalogue(language))}
    return {"language": language.value, "content": json.dumps(content, ensure_ascii=False, sort_keys=True)}


def _plain(value: object, language: Language) -> Any:
    """Return a part of a page in one language, as JSON has it; what is drawn becomes SVG that stands alone."""
    for kind, told in _TOLD:
        if isinstance(value, kind):
            return told(value, language)
    return _fields(value, language) if is_dataclass(value) else value


def _fields(value: Any, language: Language) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name), language) for field in fields(value)}


def _drawing(drawing: Drawing, language: Language) -> str:
    return with_style(drawing.said(language), packaged("triangle.css"))


_TOLD: Final[tuple[tuple[type, Callable[[Any, Language], Any]], ...]] = (
    (str, lambda text, _: fit_to_read(text)),
    (Texts, lambda texts, language: fit_to_read(texts.said(language))),
    (Drawing, _drawing),
    (Diagram, lambda diagram, language: {"svg": still_svg(diagram, language), "looks": _plain(looks_of(diagram), language)}),
    (AccountRow, lambda row, language: {**_fields(row, language), "tag": tag_in_words(row.tag, language)}),
    (tuple, lambda parts, language: [_plain(each, language) for each in parts]),
    (Mapping, lambda parts, language: {key: _plain(each, language) for key, each in parts.items()}),
)
"""Kind of a part → how it is told, the first that fits."""


@cache
def _template() -> bytes:
    return (packaged("pdf_parts.typ") + packaged("pdf.typ")).encode()


@cache
def house_fonts() -> typst.Fonts:
    """Return the fonts of Typst itself and the Chinese ones that are installed beside it, none of the machine's."""
    with resources.as_file(resources.files(_FONTS)) as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
